"""The week on paper: what must stand on it does, what must not does not, and it is one page, whatever the week was like."""

import io
from datetime import timedelta

from django.test import TestCase
from pypdf import PdfReader

from stoep.board.actions import publish_post, put_on_paper
from stoep.board.calendar.actions import plan_event
from stoep.board.models import Post, Thing
from stoep.board.things.actions import agree_claim, claim_thing, offer_thing
from stoep.care.actions import ask_help
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from stoep.notify.paper.choosing import items_of
from stoep.notify.paper.stripping import bare
from stoep.notify.paper.week import SIZES, printed
from tests import cast

SAID = {"language": "nl", "topics": [], "comments_on": True, "pictures": {}}


def read(pdf: bytes) -> tuple[str, list[float], int]:
    """(its text, the sizes of its type, its pages)."""
    sizes, reader = [], PdfReader(io.BytesIO(pdf))

    def look(text, _matrix, text_matrix, _font, size):
        if text.strip():
            sizes.append(round(abs(size * text_matrix[3]), 1))

    texts = [page.extract_text(visitor_text=look) for page in reader.pages]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"]
    return " ".join(" ".join(texts).split()), sizes, len(reader.pages)


class Paper(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.bram = cast.member(cls.c, "an"), cast.member(cls.c, "bram")

    def plan(self, title="Straatontbijt", place="Molenstraat 12", **more):
        said = {**SAID, "title": title, "body": "Breng je bord mee."}
        with acting(self.an):
            facet = {"price": "", "rule": "", "needs": [], "starts_at": now() + timedelta(days=2), "ends_at": None} | more
            return plan_event(self.an, act=uuid7(), said=said, place=place, **facet)

    def thing(self, title, body="Kom maar langs."):
        with acting(self.bram):
            facet = {"what": "give", "portions": 1, "until": None, "moment": "", "thanks": ""}
            return offer_thing(self.bram, act=uuid7(), said={**SAID, "title": title, "body": body}, **facet)

    def say(self, body, kind="message", **more):
        with acting(self.an):
            return publish_post(self.an, kind=kind, title="", body=body, act=uuid7(), **SAID | more)

    def paper(self, size="sheet", language="nl"):
        with acting(self.an):
            return read(printed(self.an, items_of(self.an, language), size, language))

    def test_what_is_planned_and_given_stands_on_it_without_the_house(self):
        self.plan()
        self.thing("Appels, af te halen op nummer 48", "Bel 0475 12 34 56.")
        text, _sizes, pages = self.paper()
        assert pages == 1 and "Straatontbijt" in text and "Molenstraat" in text and "Appels" in text
        assert not any(number in text for number in ("12,", " 48", "0475"))
        assert "· An" in text and "· Bram" in text

    def test_what_is_promised_sends_nobody_to_a_door_for_nothing(self):
        post = self.thing("Appels")
        with acting(self.an):
            wish = claim_thing(self.an, post=post.id, act=uuid7())
        assert "Appels" in self.paper()[0]
        with acting(self.bram):
            agree_claim(self.bram, post=post.id, claim=wish.id)
        assert "Appels" not in self.paper()[0]

    def test_what_somebody_needs_only_when_they_say_so(self):
        with acting(self.an):
            said = {**SAID, "title": "", "body": "Wie doet mijn boodschappen na de operatie?"}
            post = ask_help(self.an, act=uuid7(), said=said, skill="", moment="zaterdag", helpers=1)
        told = self.say("Wij zoeken een tafeltje.")
        assert "operatie" not in self.paper()[0] and "tafeltje" not in self.paper()[0]
        with acting(self.an):
            put_on_paper(self.an, post=post.id, on_paper=True)
        assert "operatie" in self.paper()[0]
        with acting(self.bram), self.assertRaises(NotAllowed):
            put_on_paper(self.bram, post=told.id, on_paper=True)

    def test_never_the_shielded_nor_what_is_lost_nor_an_empty_home(self):
        self.plan()
        with acting(cast.KEEPER):
            lost = self.say("Ons kind Kanarie is weg.", kind="lost", topics=["other"])
            Member.objects.filter(neighbourhood=self.c.brug, id=self.an.member).update(shielded=True)
        with acting(self.an), self.assertRaises(NotAllowed):
            put_on_paper(self.an, post=lost.id, on_paper=True)
        self.thing("Melk", "Wij zijn op vakantie tot zondag, neem de melk maar mee.")
        text = self.paper()[0]
        assert not any(word in text for word in ("Straatontbijt", "Kanarie", "Melk"))

    def test_the_author_keeps_it_off(self):
        post = self.plan()
        with acting(self.an):
            put_on_paper(self.an, post=post.id, on_paper=False)
        assert "Straatontbijt" not in self.paper()[0]

    def test_what_has_no_room_is_counted(self):
        with acting(cast.KEEPER):
            for number in range(30):
                words = {"title": f"Boeken uit de reeks over tuinen en vogels, deel {'x' * number}", "body": "Kom af.", "language": "nl"}
                post = Post.objects.create(neighbourhood_id=self.c.brug.id, author_id=self.bram.member, kind="thing", **words)
                Thing.objects.create(neighbourhood_id=self.c.brug.id, post_id=post.id, what="give")
        self.plan()
        for size in SIZES:
            text, _sizes, pages = self.paper(size)
            assert pages == 1 and "berichten op Stoep" in text and "Straatontbijt" in text, size

    def test_it_can_be_read_from_where_one_stands(self):
        self.plan()
        for size, least in (("sheet", 11), ("poster", 18), ("large", 18)):
            assert min(self.paper(size)[1]) >= least, size

    def test_each_language_and_an_empty_week(self):
        for language, words in (("nl", "staat er niets"), ("fr", "Rien sur papier"), ("de", "steht nichts"), ("en", "Nothing is on")):
            assert words in self.paper(language=language)[0]

    def test_no_title_keeps_the_week_from_being_printed(self):
        self.thing("Feest 🎉 op de brug")
        self.thing("Boeken 你好 \uf8ff")
        with acting(self.an):
            text, _sizes, pages = read(printed(self.an, items_of(self.an, "nl"), "sheet", "nl"))
        assert pages == 1 and "Feest op de brug" in text and "Boeken" in text

    def test_over_http(self):
        post = self.plan()
        client, place = cast.sign_in(self.client, self.c.bram), f"/n/{self.c.brug.slug}/paper/"
        self.assertContains(client.get(place), f'value="{post.id}"')
        answer = client.get(f"{place}print/", {"size": "poster", "language": "fr", "post": [str(post.id), "nonsense"]})
        assert answer["Content-Type"] == "application/pdf" and "Straatontbijt" in read(answer.content)[0]
        answer = client.get(f"{place}print/", {"size": "sheet", "language": "nl"})
        assert "Straatontbijt" not in read(answer.content)[0]
        assert client.get(f"{place}print/", {"size": "wall", "language": "xx"}).status_code == 302


class Stripping(TestCase):
    def test_what_tells_where_somebody_lives_or_how_to_reach_them_goes(self):
        for text, kept in {
            "Kom naar Molenstraat 12b, bus 3 om 14 uur": "Kom naar Molenstraat om 14 uur",
            "Ophalen bij nr. 7, bel 0475/12.34.56": "Ophalen bij, bel",
            "Chez nous, 12 rue du Moulin, à 14 h": "Chez nous, rue du Moulin, à 14 h",
            "Rue du Moulin 12 dès 14 h": "Rue du Moulin dès 14 h",
            "Hof Ter Beke 5": "Hof Ter Beke", "Lindenstraße 4 um 15 Uhr": "Lindenstraße um 15 Uhr",
            "Mail an@example.org of www.example.org": "Mail of", "Zaterdag 24 mei om 10:30, 5 euro": "Zaterdag 24 mei om 10:30, 5 euro",
            "Vraag het aan @An Peeters": "Vraag het aan An",
        }.items():
            assert bare(text, ["Hof Ter Beke"], {"An Peeters": "x"}) == kept, (text, bare(text, ["Hof Ter Beke"], {"An Peeters": "x"}))
