"""Polls on the screen: the form, the card, voting with and without htmx, the result."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoep.board.models import Draft, Poll, Vote
from stoep.board.polls.tallying import count_poll
from stoep.lib.clock import now, this_day
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from tests import cast

from .polls import CHOICE, Polls

HX = {"HX-Request": "true"}


def ticked(answer) -> list[str]:
    """The values that are ticked on a page."""
    return [box.split('value="')[1][0] for box in answer.content.decode().split("<input")[1:] if " checked" in box.split(">")[0]]


class Pages(Polls):
    def place(self, path):
        return f"/n/{self.c.brug.slug}/{path}"

    def send(self, who="an", **other):
        until = str(this_day() + timedelta(days=3))
        sent = {"act": uuid7(), "title": "Waar komt de bank?", "language": "nl", "comments_on": "on", "what": "choices", "until": until}
        sent |= {"options": "Aan de linde\nBij de pomp\n\n aan de linde"} | other
        return cast.sign_in(self.client, getattr(self.c, who)).post(self.place("polls/ask/"), sent)

    def test_it_is_asked_and_stands_on_the_board_under_its_chip(self):
        self.assertContains(self.page("an", "write/"), "/polls/ask/")
        self.assertContains(self.page("an", "polls/ask/"), str(this_day() + timedelta(days=7)))
        self.assertRedirects(self.send(), self.place(""))
        for path in ("", "?kind=poll", "search/?q=pomp"):
            answer = self.page("bram", path)
            self.assertContains(answer, "Bij de pomp")
            self.assertContains(answer, '#vote"')
        with acting(cast.KEEPER):
            assert Poll.objects.get(neighbourhood=self.c.brug).options == ["aan de linde", "Bij de pomp"]

    def test_what_was_typed_stays_when_something_is_missing(self):
        for wrong, words in (
            ({"title": ""}, "Schrijf eerst je vraag"), ({"options": "Eentje"}, "twee antwoorden"),
            ({"options": "x" * 81 + "\ny"}, "Deze regel is te lang"), ({"until": "2020-01-01"}, "tussen morgen en"),
        ):  # fmt: skip
            answer = self.send(body="Graag jullie mening.", **wrong)
            self.assertContains(answer, words, status_code=422)
            self.assertContains(answer, "Graag jullie mening.", status_code=422)

    def test_what_is_typed_is_kept_as_a_draft(self):
        self.send(keep="yes")
        with acting(cast.KEEPER):
            assert Draft.objects.get(neighbourhood=self.c.brug).kind == "poll"
        self.assertContains(self.page("an", "write/"), "Waar komt de bank?")

    def test_one_votes_without_a_script_and_sees_ones_own_vote_only(self):
        post = self.ask(**CHOICE)
        browser = cast.sign_in(self.client, self.c.bram)
        answer = browser.post(self.place(f"polls/{post.id}/vote/"), {"pick": "1"}, follow=True)
        self.assertContains(answer, "Je stem telt")
        for path in ("", f"posts/{post.id}/"):
            assert ticked(self.page("bram", path)) == ["1"]
            answer = self.page("marie", path)
            assert ticked(answer) == []
            self.assertContains(answer, "1 buur heeft gestemd")
            self.assertNotContains(answer, "<progress")

    def test_with_htmx_the_poll_alone_comes_back(self):
        post = self.ask(**CHOICE, several=True)
        browser = cast.sign_in(self.client, self.c.bram)
        answer = browser.post(self.place(f"polls/{post.id}/vote/"), {"pick": ["0", "2"]}, headers=HX)
        assert answer.status_code == 200 and answer.content.decode().strip().startswith(f'<div class="poll" id="poll-{post.id}">')
        assert ticked(answer) == ["0", "2"]
        self.assertContains(browser.post(self.place(f"polls/{post.id}/vote/"), {}, headers=HX), "Kies een van de antwoorden")
        answer = browser.post(self.place(f"polls/{post.id}/vote/"), {"pick": "1", "back": "yes"}, headers=HX)
        assert ticked(answer) == [] and self.votes(post) == []

    def test_nonsense_is_refused_in_words(self):
        post = self.ask(**CHOICE)
        browser = cast.sign_in(self.client, self.c.bram)
        for pick in ("9", "-1", "x", "1e3", "٣"):
            browser.post(self.place(f"polls/{post.id}/vote/"), {"pick": pick})
        assert self.votes(post) == []
        assert browser.post(self.place(f"polls/{uuid7()}/vote/"), {"pick": "0"}).status_code == 404

    def test_a_connector_reads_the_question_and_finds_nothing_to_press(self):
        post = self.ask()
        browser = cast.sign_in(self.client, self.c.dirk, second_step=True)
        for path in ("", f"posts/{post.id}/"):
            answer = browser.get(self.place(path)).content.decode()
            form = answer.split(f"/polls/{post.id}/vote/")[-1].split(">")[0]
            assert form.endswith(" hidden"), form
            assert "hidden>Alleen buren die hier wonen" not in answer and "Alleen buren die hier wonen" in answer

    def its_day_comes(self, post):
        with acting(cast.KEEPER):
            Poll.objects.filter(neighbourhood=self.c.brug, post_id=post.id).update(ends_at=now() - timedelta(minutes=1))

    def test_the_result_stands_there_at_the_end_for_everybody(self):
        post = self.ask(**CHOICE)
        self.neighbours_vote(post, [0], [0], [0], [1])
        self.vote("bram", post, 0)
        self.its_day_comes(post)
        self.assertContains(self.page("bram"), "Straks lees je hier")
        with acting(cast.KEEPER):
            count_poll(self.c.brug.id, post.id)
        for path in ("", f"posts/{post.id}/"):
            answer = self.page("marie", path)
            self.assertContains(answer, "4 van 5")
            self.assertContains(answer, "80 %")
            self.assertContains(answer, "0 van 5")
            self.assertNotContains(answer, f"/polls/{post.id}/vote/")

    def test_too_few_votes_are_not_shown(self):
        post = self.ask()
        self.vote("bram", post, 0)
        self.its_day_comes(post)
        with acting(cast.KEEPER):
            count_poll(self.c.brug.id, post.id)
        self.assertContains(self.page("marie"), "Minder dan vijf")
        self.assertNotContains(self.page("marie"), "<progress")

    def test_after_the_first_vote_the_form_changes_the_text_alone(self):
        post = self.ask(**CHOICE)
        address = self.place(f"polls/{post.id}/edit/")
        self.assertContains(self.page("an", f"polls/{post.id}/edit/"), 'name="options"')
        old = {"act": uuid7(), "title": "Welke plek?", "language": "nl", "comments_on": "on"}
        late = old | {"what": "for", "options": "", "until": str(this_day() + timedelta(days=2))}
        self.vote("bram", post, 0)
        self.assertNotContains(self.page("an", f"polls/{post.id}/edit/"), 'name="options"')
        self.assertContains(self.client.post(address, late), "Er is al gestemd", status_code=422)
        self.assertRedirects(self.client.post(address, old), self.place(f"posts/{post.id}/"))
        self.assertContains(self.page("bram"), "Welke plek?")
        assert self.row(post).what == "choices"

    def test_it_does_not_go_next_door(self):
        post = self.ask()
        self.assertNotContains(self.page("an", "polls/ask/"), 'name="nearby"')
        self.assertNotContains(self.page("an", f"posts/{post.id}/"), "/nearby/")

    def test_the_board_asks_no_more_for_it(self):
        def cost():
            self.page("bram")
            with CaptureQueriesContext(connection) as asked:
                self.client.get(self.place(""))
            return len(asked)

        without = cost()
        post = self.ask(**CHOICE)
        self.vote("bram", post, 1)
        assert cost() == without
        with acting(cast.KEEPER):
            Vote.objects.filter(neighbourhood=self.c.brug).update(picks=[2])
        assert ticked(self.page("bram")) == ["2"]
