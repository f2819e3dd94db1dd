"""Blocking a neighbour: both disappear, in every neighbourhood, silently; only the owner writes and undoes it."""

import psycopg
from django.test import TestCase, TransactionTestCase

from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.blocking import block_member, blocked_by, unblock_member
from stoep.membership.models import Block, Member
from stoep.notify.audiences import audience
from tests import cast
from tests.raw import empty_tables, raw
from tests.shards import guarded


class BlockThem(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def does(self, act, who, whom, place=None):
        standing = cast.member(self.c, who, place)
        with acting(standing), guarded():
            return act(standing, member=whom.id)

    def test_both_disappear_from_each_other(self):
        self.does(block_member, "bram", self.c.marie_member)
        for who, other in (("bram", self.c.marie_member), ("marie", self.c.bram_member)):
            browser = cast.sign_in(self.client, getattr(self.c, who))
            assert browser.get(f"/n/oever-brug/neighbour/{other.id}/").status_code == 404
        self.does(unblock_member, "bram", self.c.marie_member)
        assert browser.get(f"/n/oever-brug/neighbour/{self.c.bram_member.id}/").status_code == 200

    def test_in_every_neighbourhood(self):
        """Dirk works in both: who blocks him in one sees him in none."""
        self.does(block_member, "dirk", self.c.chloe_member, self.c.kaai)
        browser = cast.sign_in(self.client, self.c.chloe)
        assert browser.get(f"/n/oever-kaai/neighbour/{self.c.dirk_member_kaai.id}/").status_code == 404
        with acting(cast.KEEPER):
            row = Block.objects.get(blocker_id=self.c.dirk.id)
        assert row.blocked_id == self.c.chloe.id, "of the person, not of one face"

    def test_twice_is_once_and_nobody_hears_of_it(self):
        for _ in range(2):
            self.does(block_member, "bram", self.c.marie_member)
        with acting(cast.KEEPER):
            (line,) = Entry.objects.filter(neighbourhood=self.c.brug, verb="block_member")
            assert Block.objects.filter(blocker_id=self.c.bram.id).count() == 1
        assert audience(line) == []

    def test_not_oneself_and_not_the_town(self):
        with acting(cast.KEEPER):
            town = Member.objects.create(neighbourhood=self.c.brug, kind="town", name="Oever")
        for whom in (self.c.bram_member, town):
            with self.assertRaises(NotAllowed):
                self.does(block_member, "bram", whom)

    def test_the_list_holds_whom_i_blocked_and_never_who_blocked_me(self):
        for who, seen in (("an", ["Noor"]), ("noor", [])):
            standing = cast.member(self.c, who)
            with acting(standing):
                assert [member.name for member in blocked_by(standing)] == seen

    def test_the_pages(self):
        bram = cast.sign_in(self.client, self.c.bram)
        url = f"/n/oever-brug/safety/block/{self.c.marie_member.id}/"
        self.assertContains(bram.get(f"/n/oever-brug/neighbour/{self.c.marie_member.id}/"), url)
        assert bram.get(url).status_code == 200
        self.assertContains(bram.post(url, follow=True), "Marie")
        assert bram.get(url).status_code == 404
        bram.post(f"/n/oever-brug/safety/unblock/{self.c.marie_member.id}/")
        assert bram.get(url).status_code == 200
        assert bram.get(f"/n/oever-brug/safety/block/{self.c.bram_member.id}/").status_code == 404


class OwnHand(TransactionTestCase):
    def _fixture_teardown(self):
        empty_tables()

    def test_only_its_owner_writes_reads_and_undoes_a_block(self):
        c = cast.build()
        insert = f"""INSERT INTO membership_block (id, blocker_id, blocked_id, at)
 VALUES (gen_random_uuid(), %s, {c.marie.id}, now())"""
        with raw("stoep_web", "stoep_joiner", person=c.bram.id) as query:
            assert query(insert, [c.bram.id]) == 1
        with raw("stoep_web", "stoep_joiner", person=c.bram.id) as query, self.assertRaises(psycopg.errors.InsufficientPrivilege):
            query(insert, [c.an.id])
        for who, seen in ((c.an, 1), (c.noor, 0)):
            with raw("stoep_web", "stoep_joiner", person=who.id) as query:
                assert query("DELETE FROM membership_block") == seen
        for sql in ("DELETE FROM membership_block", "UPDATE membership_block SET blocker_id = 1"):
            with raw("stoep_web") as query, self.assertRaises(psycopg.errors.InsufficientPrivilege):
                query(sql)
        for role in ("stoep_resident", "stoep_desk"):
            with raw("stoep_web", role, person=c.an.id) as query, self.assertRaises(psycopg.errors.InsufficientPrivilege):
                query("SELECT 1 FROM membership_block")
