"""Naming a neighbour: who is meant by an @, how it is shown, and what the list under the text offers."""

import re

from django.test import TestCase
from django.urls import reverse

from stoep.board.actions import comment_post, edit_post, publish_post
from stoep.board.mentions import LOOKS, paragraphs_naming, suggestions
from stoep.board.models import Post
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded

from .test_publish_post import words


def page_of(ident) -> str:
    return f"/n/oever-brug/neighbour/{ident}/"


class Mention(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            cls.bram2, cls.anna = cls.person("Bram De Wilde"), cls.person("Anna O’Brien & <Zoon>", "Molenstraat")
            cls.jan = [cls.person("Jan Peeters", street) for street in ("Brugstraat", "Molenstraat")]
            cls.zoe = cls.person("Zoë 100% Ñandú")

    @classmethod
    def person(cls, name, street="Brugstraat"):
        number = 9000 + Member.objects.filter(neighbourhood=cls.c.brug).count()
        return Member.objects.create(neighbourhood=cls.c.brug, person_id=number, name=name, street=street)

    def named(self, body, who="an", **more) -> dict:
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return publish_post(standing, **words(body=body, **more)).mentions

    def test_a_whole_name_is_meant_and_the_longest_one(self):
        bram, longer = str(self.c.bram_member.id), str(self.bram2.id)
        assert self.named("Dank je @Bram, en @Bram De Wilde.") == {"Bram": bram, "Bram De Wilde": longer}
        assert self.named("@Bram's ladder (@bram  de wilde)") == {"Bram": bram, "bram  de wilde": longer}

    def test_capitals_and_accents_aside(self):
        assert self.named("Merci @ZOE 100% nandu!") == {"ZOE 100% nandu": str(self.zoe.id)}

    def test_connectors_are_neighbours_too(self):
        assert set(self.named("Vraag het @Dirk")) == {"Dirk"}

    def test_what_is_no_name_stays_as_it_is(self):
        assert self.named("@Bramble @Bram-Jan jan@Bram https://x.be/@Bram @ @@ @nobody a@bram.be") == {}

    def test_the_shielded_the_blocked_the_gone_the_neighbours_next_door_and_oneself_are_words(self):
        assert self.named("@Marie @Noor @Ilse @Hugo @Chloé @An") == {}
        assert self.named("@An", who="noor") == {}

    def test_two_of_one_name_are_nobody_unless_one_is_chosen(self):
        assert self.named("Dag @Jan Peeters") == {}
        one, other = self.jan
        assert self.named("Dag @Jan Peeters", mention=[one.id]) == {"Jan Peeters": str(one.id)}
        assert self.named("Dag @Jan Peeters", mention=[one.id, other.id, self.c.marie_member.id]) == {"Jan Peeters": str(other.id)}

    def test_a_choice_names_nobody_who_is_not_in_the_text(self):
        assert self.named("Dag buren", who="bram", mention=[self.anna.id, self.c.marie_member.id]) == {}
        assert self.named("@Marie", who="bram", mention=[self.c.marie_member.id]) == {}

    def test_ten_at_most(self):
        with acting(cast.KEEPER):
            names = [self.person(f"Buur {n:02}").name for n in range(12)]
        assert list(self.named(" ".join(f"@{name}" for name in names))) == names[:10]

    def test_a_text_without_a_sign_asks_nothing_and_one_full_of_them_asks_once(self):
        standing = cast.member(self.c, "an")
        with acting(standing):
            post = publish_post(standing, **words())
            for body, cost in (("Dag", 10), ("@Bram " * 600, 11)):
                with self.assertNumQueries(cost):
                    comment_post(standing, post=post.id, body=body, act=uuid7())

    def test_a_change_keeps_who_was_chosen_and_lets_go_who_is_no_longer_there(self):
        standing, one = cast.member(self.c, "an"), self.jan[0]
        with acting(standing):
            post = publish_post(standing, **words(body="@Jan Peeters en @Bram", mention=[one.id]))
            fields = {name: value for name, value in words(body="@Jan Peeters!").items() if name not in ("kind", "act")}
            edit_post(standing, post=post.id, **fields)
            assert Post.objects.get(neighbourhood=self.c.brug, id=post.id).mentions == {"Jan Peeters": str(one.id)}

    def test_on_the_board_and_in_the_talk_it_is_a_link(self):
        bram, an = cast.member(self.c, "bram"), cast.sign_in(self.client, self.c.an)
        with acting(bram):
            post = publish_post(bram, **words(body="Dag @Anna O’Brien & <Zoon>, dag @An. <b>%s %(head)s"))
            comment_post(bram, post=post.id, body="@Zoë 100% Ñandú & @Dirk: @nobody", act=uuid7())
        for url in (reverse("board", args=["oever-brug"]), reverse("post", args=["oever-brug", post.id])):
            for _ in range(2):  # the card is made, and then fetched
                page = an.get(url).content.decode()
                assert f'<a href="{page_of(self.anna.id)}">@Anna O’Brien &amp; &lt;Zoon&gt;</a>, dag ' in page
                assert f'<a href="{page_of(self.c.an_member.id)}">@An</a>. &lt;b&gt;%s %(head)s' in page
                assert f'<a href="{page_of(self.zoe.id)}">@Zoë 100% Ñandú</a> &amp; <a' in page and ": @nobody" in page
        assert an.get(page_of(self.anna.id)).status_code == 200

    def test_over_http_the_choice_comes_with_the_form_and_survives_a_mistake(self):
        client, chosen = cast.sign_in(self.client, self.c.an), str(self.jan[1].id)
        sent = {"kind": "message", "language": "nl", "act": str(uuid7()), "body": "", "mention": [chosen, "x"], "comments_on": "on"}
        url = reverse("publish_post", args=["oever-brug"])
        self.assertContains(client.post(url, sent), f'name="mention" value="{chosen}"', status_code=422)
        assert client.post(url, sent | {"body": "@Jan Peeters"}).status_code == 302
        with acting(cast.KEEPER):
            post = Post.objects.get(neighbourhood=self.c.brug)
        assert post.mentions == {"Jan Peeters": chosen}
        answer = reverse("comment_post", args=["oever-brug", post.id])
        self.assertContains(client.post(answer, {"body": "", "mention": chosen}), f'name="mention" value="{chosen}"', status_code=422)
        client.post(answer, {"body": "@Jan Peeters", "mention": chosen})
        self.assertContains(client.get(reverse("post", args=["oever-brug", post.id])), f'<a href="{page_of(chosen)}">', 2)

    def offered(self, typed, who="an") -> list[str]:
        answer = cast.sign_in(self.client, getattr(self.c, who)).get(reverse("mention", args=["oever-brug"]), {"q": typed})
        assert answer.status_code == 200
        return re.findall(r'data-name="([^"]*)"', answer.content.decode())

    def test_two_letters_offer_whose_name_begins_so(self):
        assert self.offered("br") == ["Bram", "Bram De Wilde"]
        assert self.offered("WI") == ["Bram De Wilde"]
        assert self.offered("zoe") == ["Zoë 100% Ñandú"]
        assert self.offered("Jan P") == ["Jan Peeters", "Jan Peeters"]
        assert self.offered("anna o’brien &") == ["Anna O’Brien &amp; &lt;Zoon&gt;"]

    def test_nobody_is_offered_who_cannot_be_named(self):
        for typed in ("", "b", "%%", "__", "\\\\", "%' OR 1=1", "ma", "no", "il", "hu", "ch", "an " * 60):
            with self.subTest(typed):
                assert self.offered(typed) == []
        assert self.offered("no", who="bram") == ["Noor"]
        assert self.offered("an", who="noor") == ["Anna O’Brien &amp; &lt;Zoon&gt;"]

    def test_so_many_looks_a_day(self):
        an = cast.member(self.c, "an")
        with acting(an):
            looks = [bool(suggestions(an, "bra")) for _ in range(LOOKS.most + 1)]
        assert all(looks[:-1]) and not looks[-1]

    def test_six_at_most(self):
        with acting(cast.KEEPER):
            for n in range(9):
                self.person(f"Buur {n}")
        assert len(self.offered("buur")) == 6


def test_links_in_a_text_stay_links_beside_a_name():
    ident = uuid7()
    shown = paragraphs_naming("p", "@Bram zie https://x.be/@Bram?a=1&b=2\nen\n\n@Bram", {"Bram": ident})
    link = f'<a href="/n/p/neighbour/{ident}/">@Bram</a>'
    assert shown[1] == link
    assert shown[0].startswith(f"{link} zie <a href=") and shown[0].endswith("</a><br>en") and shown[0].count("<a ") == 2
