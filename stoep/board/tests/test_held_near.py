"""What neighbourhoods near here held: recognised by a fixed list, told from three on, and never a word of another board."""

from datetime import date, timedelta

import psycopg
import pytest
from django.test import TestCase

from stoep.board.calendar.held import FEWEST, count_held, gather_held, near_by, plan_held
from stoep.board.calendar.ideas import IDEAS, suggestions
from stoep.board.calendar.recognising import WORDS, activity_of
from stoep.board.models import Event, HeldHere, HeldNear, Post
from stoep.lib.clock import now, this_day
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member
from stoep.places.models import Neighbourhood
from tests import cast
from tests.raw import empty_tables, raw
from tests.shards import guarded

TITLES = {
    "Straatfeest in de Lindelaan": "street_party", "Grote rommelmarkt op het plein": "garage_sale",
    "Vide-grenier rue du Pont": "garage_sale",
    "Fête des voisins": "neighbours_day",
    "Fête de quartier": "street_party", "Hofflohmarkt": "garage_sale",
    "Nachbarschaftsfest": "street_party",
    "Repair Café": "repair_cafe", "Zwerfvuil ruimen": "litter_pick",
    "Petit-déjeuner dans la rue": "street_breakfast",
    "Winterwandeling": "walk", "Bloembollen planten": "planting_day", "Kerstdrink met soep": "carol_evening",
    "Weihnachtssingen": "carol_evening",
    "Street party": "street_party", "Kleidertausch": "swap_table", "Ruilbeurs speelgoed": "swap_table", "Burendag": "neighbours_day",
    "Verjaardag van Jef": "", "Concert in het park": "", "Vergadering van de werkgroep": "", "Réunion": "", "Yoga": "",
}  # fmt: skip


@pytest.mark.parametrize(("title", "activity"), TITLES.items())
def test_an_activity_is_known_by_its_title(title, activity):
    assert activity_of(title) == activity


def test_every_activity_of_the_list_is_an_idea_with_a_form():
    assert set(WORDS) == set(IDEAS)


def test_what_they_did_comes_first_when_it_fits_the_season():
    assert suggestions(date(2026, 11, 22), {})[0] == "carol_evening"
    near = suggestions(date(2026, 11, 22), {"walk": 4, "garage_sale": 5})
    assert (near[0], near[-1], len(near)) == ("walk", "garage_sale", 5)


class Near(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER), fan_out("the test's places"):
            cls.places = [cls.c.kaai.id, *(cls.place(cls.c, n) for n in (41, 42, 43))]
            Neighbourhood.objects.filter(id=cls.c.brug.id).update(touches=cls.places[:2])
            Neighbourhood.objects.filter(id=cls.places[1]).update(touches=[cls.c.brug.id, *cls.places[2:]])

    @staticmethod
    def place(c, number) -> int:
        Neighbourhood.objects.create(
            id=number, slug=f"oever-{number}", name=f"Buurt {number}", municipality=c.oever, code=str(number),
            boundary=cast.square(4 + number / 100, 51), area_m2=1e5, opened_on=this_day(),
        )  # fmt: skip
        return number

    def hold(self, here, title="Straatfeest zqfeestelijk", days=-30, **post):
        with acting(cast.KEEPER), fan_out("the test's events"):
            author = Member.objects.create(neighbourhood_id=here, name="Zqjef", street="Zqstraat")
            words = {"kind": "event", "title": title, "body": "Kom af", "language": "nl"}
            said = Post.objects.create(neighbourhood_id=here, author_id=author.id, **words, **post)
            at = now() + timedelta(days=days)
            return Event.objects.create(neighbourhood_id=here, post_id=said.id, starts_at=at, last_at=at + timedelta(hours=2))

    def gathered(self) -> dict:
        with acting(cast.KEEPER), guarded():
            for place in (*self.places, self.c.brug.id):
                count_held(place)
            gather_held(self.c.brug.id)
            return dict(HeldNear.objects.filter(neighbourhood=self.c.brug).values_list("activity", "places"))

    def test_three_places_or_nothing_and_twice_the_same(self):
        for place in self.places[:2]:
            self.hold(place)
            self.hold(place, "Nog een buurtfeest")
        self.hold(self.c.brug.id)
        assert self.gathered() == {}, "two places, however often, and one's own does not count"
        self.hold(self.places[2])
        assert self.gathered() == self.gathered() == {"street_party": FEWEST}

    def test_what_was_called_off_taken_back_is_to_come_or_long_ago_is_nothing(self):
        for place in self.places[:2]:
            self.hold(place)
        self.hold(self.places[2], days=30)
        self.hold(self.places[2], days=-500)
        self.hold(self.places[3], withdrawn_at=now())
        with acting(cast.KEEPER):
            event = self.hold(self.places[3])
            Event.objects.filter(neighbourhood_id=self.places[3], id=event.id).update(cancelled_at=now())
        assert self.gathered() == {}

    def test_it_goes_again_when_it_is_no_longer_so(self):
        for place in self.places[:3]:
            event = self.hold(place)
        assert self.gathered() == {"street_party": 3}
        with acting(cast.KEEPER):
            Post.objects.filter(neighbourhood_id=self.places[2], id=event.post_id).update(withdrawn_at=now())
        assert self.gathered() == {}

    def test_near_is_next_door_and_one_further_of_the_same_town(self):
        with acting(cast.KEEPER):
            assert near_by(self.c.brug.id) == sorted(self.places)
            assert near_by(self.c.markt.id) == []
            assert plan_held() == 6

    def test_the_page_tells_how_many_and_opens_the_form_and_no_word_of_theirs(self):
        for place in self.places:
            self.hold(place)
        self.gathered()
        an = cast.sign_in(self.client, self.c.an)
        page = an.get("/n/oever-brug/calendar/")
        self.assertContains(page, "?idea=street_party")
        self.assertContains(page, "near-did", count=1)
        for secret in ("zqfeestelijk", "Zqjef", "Zqstraat", "Buurt 41"):
            self.assertNotContains(page, secret)
        self.assertContains(an.get("/n/oever-brug/calendar/plan/?idea=street_party"), 'name="title" value="', msg_prefix="filled in")


@pytest.mark.django_db(transaction=True)
def test_raw_sql_as_a_neighbour_reads_no_count_of_a_board_and_writes_none():


    c = cast.build()
    try:
        with acting(cast.KEEPER), fan_out("the test's rows"):
            for place in (c.brug, c.kaai):
                HeldHere.objects.create(neighbourhood=place, activity="walk")
                HeldNear.objects.create(neighbourhood=place, activity="walk", places=3)
        an = cast.member(c, "an")
        of = {"person": an.person, "here": an.here, "town": an.town, "member": an.member}
        with raw("stoep_web", "stoep_resident", **of) as query:
            assert query("SELECT neighbourhood_id FROM board_heldnear") == [c.brug.id]
        for sql in ("SELECT 1 FROM board_heldhere", "UPDATE board_heldnear SET places = 9"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), raw("stoep_web", "stoep_resident", **of) as query:
                query(sql)
    finally:
        empty_tables()
