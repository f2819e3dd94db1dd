"""Breaking the glass: asked, granted by another, read page by page on the record, told, and over by itself."""

import time
from datetime import timedelta

from django.core import mail
from django.test import TestCase

from stoep.board.actions import comment_post
from stoep.chat.actions import send_message, start_conversation
from stoep.chat.models import Message
from stoep.journal.models import Entry, TownEntry
from stoep.lib.clock import now, this_day
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.moderation.glass.actions import ask_opening, decide_opening, end_opening, look_at_page, withdraw_opening
from stoep.moderation.glass.copying import close_opening, close_openings, copy_opening, drop_opening
from stoep.moderation.glass.finding import own_told
from stoep.moderation.models import Look, Opened, OpenedPage, Opening
from stoep.moderation.tallying import half_of, tally, told
from stoep.notify.audiences import audience
from stoep.people.models import Person
from tests import cast
from tests.shards import guarded

from .scene import says

WHY = {"ground": "danger", "words": "Een buur vreest voor haar veiligheid.", "hours": 4}


class Glass(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.post = says(cls.c)
        cls.karim, cls.katrien = cast.mandate(cls.c, "karim"), cast.mandate(cls.c, "katrien")

    def ask(self, kind="post", about=None, **more) -> Opening:
        asked = WHY | {"since": this_day() - timedelta(days=2)} | more
        with acting(self.karim):
            return ask_opening(self.karim, here=self.c.brug.id, kind=kind, about=about or self.post.id, **asked)

    def decide(self, opening, who=None, granted=True, copy=True, **more):
        who = who or self.katrien
        with acting(who):
            decided = decide_opening(who, opening=opening.id, granted=granted, **more)
        if copy:
            for _ in range(2):
                with acting(cast.KEEPER), guarded():
                    copy_opening(self.c.brug.id, str(opening.id))
        return decided

    def pages(self, who=None) -> list:
        """What the database shows an operator."""
        with acting(who or self.karim):
            return list(OpenedPage.objects.order_by("number").values_list("lines", flat=True))

    def told(self, who) -> list:
        return own_told(getattr(self.c, who).id, self.c.brug.id)["opened"]

    def look(self, opening, number=1):
        with acting(self.karim):
            look_at_page(self.karim, opening=opening.id, number=number)

    def test_nothing_is_open_before_the_second_person_and_before_the_look(self):
        opening = self.ask()
        with self.assertRaises(NotAllowed):
            self.look(opening)
        self.decide(opening)
        assert self.pages() == []
        self.look(opening)
        ((line,),) = self.pages()
        assert line["body"] == self.post.body and "An" not in line["who"]
        assert self.pages(self.katrien) == []
        with acting(cast.KEEPER):
            assert list(TownEntry.objects.order_by("at").values_list("verb", flat=True)) == [
                "ask_opening", "decide_opening", "look_at_page"
            ]  # fmt: skip

    def test_nobody_grants_their_own_or_twice(self):
        opening = self.ask()
        with self.assertRaises(NotAllowed):
            self.decide(opening, self.karim)
        self.decide(opening, granted=False, refusal="Een melding volstaat.", copy=False)
        with self.assertRaises(NotAllowed):
            self.decide(opening)
        with acting(cast.KEEPER):
            assert copy_opening(self.c.brug.id, str(opening.id)) == 0
            assert not OpenedPage.objects.exists() and not Opened.objects.filter(neighbourhood=self.c.brug).exists()

    def test_only_an_order_is_silent_and_not_for_ever(self):
        with self.assertRaises(NotAllowed):
            self.decide(self.ask(), silent=14)
        opening = self.ask(ground="order")
        self.decide(opening, silent=14)
        assert self.told("an") == [] and mail.outbox == []
        with acting(cast.KEEPER):
            Opened.objects.filter(neighbourhood=self.c.brug).update(tell_at=now())
            close_openings()
        assert len(self.told("an")) == 1

    def test_everybody_whose_words_are_opened_is_told_at_once_and_nobody_else(self):
        bram = cast.member(self.c, "bram")
        with acting(bram):
            comment_post(bram, post=self.post.id, body="Rustig aan.", act=uuid7())
        self.decide(self.ask())
        assert [len(self.told(who)) for who in ("an", "bram", "marie")] == [1, 1, 0]
        (opened,) = self.told("an")
        assert (opened.words, opened.ground, opened.looked) == (WHY["words"], "danger", None)
        page = cast.sign_in(self.client, self.c.an).get(f"/statements/opened/{self.c.brug.id}/{opened.id}/")
        self.assertContains(page, WHY["words"])
        self.assertContains(self.client.get("/n/oever-brug/safety/"), str(opened.id))
        assert cast.sign_in(self.client, self.c.marie).get(f"/statements/opened/{self.c.brug.id}/{opened.id}/").status_code == 404

    def test_the_bell_and_the_mail(self):
        self.decide(self.ask())
        with acting(cast.KEEPER):
            (line,) = Entry.objects.filter(neighbourhood=self.c.brug, verb="tell_opening")
            assert [(aimed.member_id, aimed.verb) for aimed in audience(line)] == [(self.c.an_member.id, "opened")]

    def test_a_conversation_from_that_day_on_tells_all_who_take_part(self):
        an, bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(an):
            talk = start_conversation(an, other=bram.member)
            for n in range(35):
                if n % 15 == 0:
                    self.age_messages()
                send_message(an, conversation=talk.id, body=f"Woord {n}", act=uuid7())
        opening = self.ask("conversation", talk.id)
        self.decide(opening)
        with acting(cast.KEEPER):
            assert Opening.objects.get(id=opening.id).pages == 2
        self.look(opening, 2)
        assert [line["body"] for (page,) in [self.pages()] for line in page][-1] == "Woord 34"
        assert len(self.told("bram")) == 1

    def age_messages(self):
        """As if some minutes went by, for the measure of a minute."""
        with acting(cast.KEEPER):
            Message.objects.filter(neighbourhood=self.c.brug).update(created=now() - timedelta(minutes=9))

    def test_what_one_neighbour_wrote_and_nobody_elses_words(self):
        bram = cast.member(self.c, "bram")
        with acting(bram):
            comment_post(bram, post=self.post.id, body="Rustig aan.", act=uuid7())
        opening = self.ask("member", self.c.bram_member.id)
        self.decide(opening)
        self.look(opening)
        assert [line["body"] for line in self.pages()[0]] == ["Rustig aan."]
        assert self.told("an") == []

    def test_it_ends_by_itself_or_earlier_and_says_how_much_was_read(self):
        opening = self.ask()
        self.decide(opening)
        self.look(opening)
        with acting(cast.KEEPER):
            OpenedPage.objects.update(until=now() - timedelta(seconds=1))
        assert self.pages() == []
        with acting(self.karim):
            end_opening(self.karim, opening=opening.id)
        with acting(cast.KEEPER):
            close_opening(self.c.brug.id, str(opening.id))
            close_opening(self.c.brug.id, str(opening.id))
            assert not OpenedPage.objects.exists() and Look.objects.count() == 1
        assert self.told("an")[0].looked == 1
        with self.assertRaises(NotAllowed):
            self.look(opening)

    def test_who_asked_can_take_it_back_until_somebody_decides(self):
        opening = self.ask()
        with self.assertRaises(NotAllowed), acting(self.katrien):
            withdraw_opening(self.katrien, opening=opening.id)
        with acting(self.karim):
            withdraw_opening(self.karim, opening=opening.id)
        with acting(cast.KEEPER):
            drop_opening(self.c.brug.id, str(opening.id))
            drop_opening(self.c.brug.id, str(opening.id))
            tally()
            (half,) = [one for one in told() if one["half"] == half_of(now())]
            assert (half["numbers"]["opening:asked"], half["numbers"].get("opening:refused")) == (1, None)
        with self.assertRaises(NotAllowed):
            self.decide(opening)
        Person.objects.filter(id=self.c.karim.id).update(language="en")
        page = cast.sign_in(self.client, self.c.karim, second_step=True).get(f"/operator/openings/{opening.id}/")
        self.assertContains(page, "Taken back")

    def test_the_public_numbers_are_whole_however_small(self):
        self.decide(self.ask())
        self.decide(self.ask(), granted=False, refusal="Nee.", copy=False)
        with acting(cast.KEEPER):
            tally()
            (half,) = [one for one in told() if one["half"] == half_of(now())]
        assert [half["numbers"][f"opening:{key}"] for key in ("asked", "granted", "refused")] == [2, 1, 1]
        self.assertContains(self.client.get("/house-rules/counts/"), '<td class="n">2</td>')

    def test_the_pages(self):
        karim = cast.sign_in(self.client, self.c.karim, second_step=True)
        given = WHY | {"address": f"https://stoep.example/n/oever-brug/posts/{self.post.id}/", "since": "2026-01-01"}
        assert karim.post("/operator/openings/ask/", given).url.startswith("/account/reauthenticate/?next=")
        self.confirm(karim)
        assert karim.post("/operator/openings/ask/", given | {"address": "/n/oever-brug/calendar/"}).status_code == 422
        assert karim.post("/operator/openings/ask/", given).status_code == 302
        with acting(cast.KEEPER):
            opening = Opening.objects.get()
        url = f"/operator/openings/{opening.id}/"
        assert karim.get(url).status_code == karim.get("/operator/openings/").status_code == 200
        assert karim.post(f"{url}decide/", {"answer": "yes", "silent": "0"}).status_code == 422
        katrien = cast.sign_in(self.client_class(), self.c.katrien, second_step=True)
        self.confirm(katrien)
        assert katrien.post(f"{url}decide/", {"answer": "yes", "silent": "0"}).status_code == 302
        with acting(cast.KEEPER):
            copy_opening(self.c.brug.id, str(opening.id))
        assert karim.get(f"{url}pages/1/").status_code == 404
        assert karim.post(f"{url}pages/2/look/").status_code == 404
        assert karim.post(f"{url}pages/1/look/").url == f"{url}pages/1/"
        self.assertContains(karim.get(f"{url}pages/1/"), self.post.body)
        assert katrien.get(f"{url}pages/1/").status_code == 404
        assert katrien.post(f"{url}pages/1/look/").status_code == 403
        assert karim.post(f"{url}end/").status_code == 302

    def confirm(self, client):
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
