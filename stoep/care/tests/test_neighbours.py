"""The list of neighbours: who stands in it, who finds whom, when it opens, and that nobody copies it."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase

from stoep.care.neighbours.finding import SIZE, listed
from stoep.care.neighbours.rules import PAGES, SEARCHES
from stoep.lib.clock import now
from stoep.lib.limits import budget_key
from stoep.lib.roles import acting
from stoep.membership.actions.profile import edit_profile, shield_member
from stoep.membership.models import Member, Residence
from stoep.membership.seeking import keep_all_words
from stoep.people.models import Budget, Person
from tests import cast

from .scene import likes, open_page


class Neighbours(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        Person.objects.update(language="en")

    def names(self, who="an", **asked):
        member = cast.member(self.c, who)
        with acting(member):
            return [row["name"] for row in listed(member, **asked).rows]

    def crowd(self, n, **of):
        """So many more, with names that sort behind everybody's."""
        with acting(cast.KEEPER):
            here = {"neighbourhood_id": self.c.brug.id, "street": "Lindelaan", **of}
            Member.objects.bulk_create(Member(**here, person_id=8_000_000 + i, name=f"Zoë Buur {i:03}") for i in range(n))
            keep_all_words([self.c.brug.id])

    def spent(self, limit, n):
        with acting(cast.KEEPER):
            key = budget_key(limit, self.c.an.id)
            Budget.objects.update_or_create(key=key, defaults={"spent": n, "until": now() + timedelta(hours=3)})

    def test_the_list_is_everybody_but_the_shielded_the_blocked_the_gone_and_the_town(self):
        c = self.c
        assert self.names("an") == [c.an.name, c.bram.name, c.dirk.name, c.lotte.name]
        assert c.an.name not in self.names("noor")
        assert c.noor.name in self.names("bram")
        answer = open_page(self.client, c, "an", "neighbours/").content.decode()
        for who in ("marie", "noor", "hugo", "ilse", "chloe"):
            assert getattr(c, who).name not in answer, who

    def test_a_name_a_street_and_what_somebody_likes_all_find(self):
        likes(self.c, "bram", "bike")
        with acting(cast.member(self.c, "dirk", self.c.brug)) as dirk:
            edit_profile(dirk, about="Oranje is mijn kleur, Sjoelen mijn spel")
        for typed in ("bra", "BRÂM", "bram brugs", "fiets"):
            assert self.names(typed=typed) == [self.c.bram.name], typed
        assert self.names(typed="sjoel") == [self.c.dirk.name]
        assert self.names(typed="brugstr") == [self.c.an.name, self.c.bram.name]
        assert self.names(street="Brugstraat") == [self.c.an.name, self.c.bram.name]
        assert self.names(typed="bram", street="Lindelaan") == []

    def test_whatever_is_typed_is_words_and_nothing_else(self):
        for typed in ("%", "'", "bram' OR true --", "a & | ! ( ) :*", "½", "ŉ", "\\", "1e5", "@", "  ", "<->", "ß"):
            assert self.c.noor.name not in self.names(typed=typed), typed
            assert open_page(self.client, self.c, "an", "neighbours/", q=typed).status_code == 200, typed

    def test_who_shields_themselves_is_out_of_it_at_once_and_back_when_they_wish(self):
        for shielded in (True, False):
            with acting(cast.member(self.c, "bram")) as bram:
                shield_member(bram, shielded=shielded)
            assert (self.c.bram.name in self.names()) is not shielded
            assert (self.c.bram.name in self.names(typed="bram")) is not shielded

    def test_accents_and_capitals_do_not_change_the_order(self):
        with acting(cast.KEEPER):
            for i, name in enumerate(("Émile", "de Boer", "Zita", "Emiel")):
                Member.objects.create(neighbourhood_id=self.c.brug.id, person_id=8_100_000 + i, name=name, street="Lindelaan")
            keep_all_words([self.c.brug.id])
        assert self.names(street="Lindelaan") == ["de Boer", "Emiel", "Émile", "Zita"]

    def test_page_by_page_everybody_comes_once(self):
        self.crowd(SIZE * 2)
        with acting(cast.member(self.c, "an")) as an:
            seen, after, more = [], None, True
            while more:
                found = listed(an, after=after)
                seen, more = [*seen, *(row["name"] for row in found.rows)], found.more
                after = found.rows[-1]["id"]
        first = [self.c.an.name, self.c.bram.name, self.c.dirk.name, self.c.lotte.name]
        assert seen == [*first, *(f"Zoë Buur {i:03}" for i in range(SIZE * 2))]
        self.assertContains(open_page(self.client, self.c, "an", "neighbours/"), 'rel="next"')

    def test_after_somebody_who_is_not_shown_comes_nobody(self):
        assert self.names(after=self.c.marie_member.id) == []

    def test_the_streets_to_choose_from_are_those_of_whom_one_sees(self):
        self.crowd(2)
        self.crowd(0)
        with acting(cast.KEEPER):
            Member.objects.create(neighbourhood_id=self.c.brug.id, person_id=8_200_000, name="Stil", street="Stilleweg", shielded=True)
        with acting(cast.member(self.c, "an")) as an:
            assert listed(an).streets == ("Brugstraat", "Lindelaan")

    def test_the_vouched_wait_a_week_and_are_told_until_when(self):
        with acting(cast.KEEPER):
            home = Residence.objects.filter(neighbourhood=self.c.brug, member_id=self.c.an_member.id)
            home.update(proof="vouched", proven_at=now() - timedelta(days=6))
        answer = open_page(self.client, self.c, "an", "neighbours/")
        self.assertContains(answer, "opens for you after a week, on", status_code=403)
        self.assertNotContains(answer, self.c.bram.name, status_code=403)
        with acting(cast.KEEPER):
            home.update(proven_at=now() - timedelta(days=8))
        self.assertContains(open_page(self.client, self.c, "an", "neighbours/"), self.c.bram.name)
        with acting(cast.KEEPER):
            home.update(proof="counter", proven_at=now())
        self.assertContains(open_page(self.client, self.c, "an", "neighbours/"), self.c.bram.name)

    def test_nobody_leafs_through_all_of_it_in_a_day_and_the_first_page_stays(self):
        self.spent(PAGES, PAGES.most)
        answer = open_page(self.client, self.c, "an", "neighbours/", street="Brugstraat")
        self.assertContains(answer, "it goes on from", status_code=403)
        self.assertNotContains(answer, self.c.bram.name, status_code=403)
        self.assertContains(open_page(self.client, self.c, "an", "neighbours/"), self.c.bram.name)

    def test_searches_are_counted_by_the_hour(self):
        self.spent(SEARCHES, SEARCHES.most - 1)
        self.assertContains(open_page(self.client, self.c, "an", "neighbours/", q="bram"), self.c.bram.name)
        answer = open_page(self.client, self.c, "an", "neighbours/", q="bram")
        self.assertContains(answer, "You can search again from", status_code=403)

    def test_the_index_answers_also_as_a_resident(self):
        self.crowd(1500)
        with acting(cast.KEEPER), connection.cursor() as cursor:
            cursor.execute("ANALYZE membership_member")
        with acting(cast.member(self.c, "an")) as an, connection.execute_wrapper(_explained(plans := [])):
            listed(an, typed="bram")
            listed(an)
        found, leafed = plans
        assert "sought @@" in found.partition("Index Cond")[2], found
        assert "Sort" not in leafed.partition("SubPlan")[0] and "neighbourhood_id_folded_id_idx" in leafed, leafed


def _explained(plans):
    def wrapper(execute, sql, params, many, context):
        with context["connection"].connection.cursor() as cursor:
            if "care_skilloffer" in sql:
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(row[0] for row in cursor))
        return execute(sql, params, many, context)

    return wrapper
