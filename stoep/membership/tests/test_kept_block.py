"""Who was blocked, erases their account and comes in anew is blocked still; nobody is told."""

import time_machine
from django.core import mail
from django.db import DatabaseError
from django.test import Client

from stoep.lib.clock import now
from stoep.lib.own import PARTS
from stoep.lib.roles import acting
from stoep.lib.standings import Applicant, Visitor
from stoep.membership.actions.blocking import block_member, blocked_by, unblock_member
from stoep.membership.models import Block, KeptBlock, Member
from stoep.membership.sweeping import sweep_kept_blocks
from stoep.people.models import Person
from stoep.privacy.erasing import erase_due
from stoep.privacy.finding import owner_of
from stoep.privacy.hiding import hide_account, show_account
from stoep.privacy.models import Erasure
from stoep.privacy.tests.test_erase_account import asked, signed_in
from tests import cast

from .sanctioned import DAY, Sanctioned

MAILBOX = "an@example.org"


class KeptBlocks(Sanctioned):
    """Bram blocked An."""

    def setUp(self):
        self.bram = cast.member(self.c, "bram")
        with acting(self.bram):
            block_member(self.bram, member=self.c.an_member.id)

    def kept(self):
        with acting(cast.KEEPER):
            return list(KeptBlock.objects.values("blocker_id", "blocked_id", "marks", "at", "until"))

    def face(self, email=MAILBOX):
        with acting(cast.KEEPER):
            return Member.objects.get(neighbourhood=self.c.brug, person_id=Person.objects.by_email(email).pk)

    def apart(self, email=MAILBOX):
        """What each gets of the page of the other: of who came in with this mailbox, and of Bram."""
        hers, his = cast.sign_in(Client(), Person.objects.by_email(email)), cast.sign_in(Client(), self.c.bram)
        of = "/n/oever-brug/neighbour/{}/".format
        seen = (his.get(of(self.face(email).id)).status_code, hers.get(of(self.c.bram_member.id)).status_code)
        assert seen in ((404, 404), (200, 200))
        return seen == (404, 404)

    def anew(self, email=MAILBOX, name="An"):
        self.erased()
        assert self.comes(email=email, name=name)[1]

    def leaves(self, person):
        with acting(cast.KEEPER):
            erasure = Erasure.objects.create(person_id=person.pk, asked_at=now(), due=now())
        hide_account(str(erasure.id))
        assert erase_due() == 1

    def test_once_more_and_once_more(self):
        self.anew()
        self.leaves(Person.objects.by_email(MAILBOX))
        assert self.comes()[1] and self.apart()

    def test_the_same_mailbox_name_and_home(self):
        self.anew()
        assert self.apart()

    def test_another_mailbox_however_the_name_is_written(self):
        self.anew("nieuw@example.org", "  ÁN ")
        assert self.apart("nieuw@example.org")

    def test_while_the_first_account_is_hidden(self):
        asked(self)
        assert self.comes(email="nieuw@example.org")[1]
        assert self.apart("nieuw@example.org")

    def test_a_second_account_without_erasing_and_a_third_after_it(self):
        assert self.comes(email="nieuw@example.org")[1]
        assert self.apart("nieuw@example.org")
        self.erased()
        assert self.comes()[1]
        assert self.apart()

    def test_two_that_come_in_after_it_are_both_known(self):
        self.anew()
        assert self.comes(email="nieuw@example.org")[1]
        assert self.apart() and self.apart("nieuw@example.org")

    def test_somebody_else_of_that_home_or_mailbox_is_nobody_s_business(self):
        self.anew(name="Jef Maes")
        assert not self.apart()
        assert self.comes(email="nieuw@example.org", name="Bea Maes")[1]
        assert not self.apart("nieuw@example.org")

    def test_it_stands_in_the_list_and_ends_there(self):
        self.anew()
        with acting(self.bram):
            (listed,) = blocked_by(self.bram)
            assert listed.id == self.face().id
            unblock_member(self.bram, member=listed.id)
        assert self.kept() == [] and not self.apart()
        self.leaves(Person.objects.by_email(MAILBOX))
        assert self.comes()[1] and not self.apart(), "taken back is taken back"

    def test_who_comes_back_in_time_is_blocked_as_before_and_nothing_is_kept(self):
        _client, erasure = asked(self)
        (kept,) = self.kept()
        assert (kept["blocker_id"], kept["blocked_id"]) == (self.c.bram.pk, self.c.an.pk)
        with acting(cast.KEEPER):
            Erasure.objects.filter(id=erasure.id).update(state="back")
        show_account(str(erasure.id))
        assert self.kept() == [] and self.apart()

    def test_no_number_of_who_is_erased_is_kept_and_nothing_after_a_year(self):
        with acting(cast.KEEPER):
            since = Block.objects.get(blocker_id=self.c.bram.pk).at
        self.erased()
        (kept,) = self.kept()
        assert kept["blocked_id"] is None and kept["at"] == since
        assert kept["marks"] and all(len(mark) == 64 and int(mark, 16) for mark in kept["marks"])
        for days, gone in ((364, 0), (366, 1)):
            with time_machine.travel(now() + days * DAY), acting(cast.KEEPER):
                assert sweep_kept_blocks() == gone
        assert self.comes()[1] and not self.apart()

    def test_it_is_over_at_the_hour_and_not_when_somebody_sweeps(self):
        self.erased()
        with acting(cast.KEEPER):
            KeptBlock.objects.update(until=now())
        assert self.comes()[1] and not self.apart()

    def test_it_goes_with_the_account_of_who_blocked(self):
        self.erased()
        asked(self, "bram")
        with time_machine.travel(now() + 15 * DAY):
            assert erase_due() == 1
        assert self.kept() == []

    def test_whom_she_blocked_herself_goes_with_her_account(self):
        """An blocked Noor, in the cast: that was An's wish."""
        self.anew()
        with acting(cast.KEEPER):
            assert not Block.objects.filter(blocker_id=Person.objects.by_email(MAILBOX).pk).exists()

    def test_pages_and_mails_tell_everybody_the_same(self):
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.marie.pk).update(language="en")
        pages = [signed_in(who).get("/account/data/erase/").content.decode() for who in ("an", "marie")]
        assert all("If a neighbour blocked you" in page for page in pages)
        self.erased()
        assert ["if a neighbour had blocked you" in one.body.casefold() for one in mail.outbox] == [True, True]

    def test_only_the_own_hand_and_the_account_side_reach_it(self):
        self.erased()
        for standing in (self.bram, cast.mandate(self.c, "els"), cast.mandate(self.c, "karim")):
            with self.assertRaises(DatabaseError), acting(standing):
                list(KeptBlock.objects.values("id"))
        for who, rows in ((self.c.marie, 0), (self.c.bram, 1)):
            with acting(Applicant(here=self.c.brug.id, person=who.pk)):
                assert KeptBlock.objects.filter(blocked_id=None).count() == rows
                assert KeptBlock.objects.all().delete()[0] == rows
        with self.assertRaises(DatabaseError), acting(Visitor()):
            KeptBlock.objects.all().delete()

    def test_another_name_on_one_s_profile_is_no_way_round_it(self):
        client = cast.sign_in(Client(), self.c.an)
        assert client.post("/n/oever-brug/me/", {"name": "Bibi", "gives": "", "about": ""}).status_code == 302
        assert self.comes(email="nieuw@example.org")[1]
        assert self.apart("nieuw@example.org")

    def test_nobody_learns_by_a_block_that_somebody_shielded_came_back(self):
        """The list of whom one blocked is no way to keep watch on a former partner."""
        self.anew("nieuw@example.org")
        hers = self.face("nieuw@example.org")
        with acting(cast.KEEPER):
            Member.objects.filter(id=hers.id).update(shielded=True)
        with acting(self.bram):
            assert blocked_by(self.bram) == []
        assert self.apart("nieuw@example.org")

    def test_whoever_comes_in_is_blocked_again_in_their_own_hand_and_writes_into_nobody_elses(self):
        with acting(Applicant(here=self.c.brug.id, person=self.c.an.pk)):
            Block.objects.bulk_create([Block(blocker_id=self.c.marie.pk, blocked_id=self.c.an.pk)], ignore_conflicts=True)
            assert not Block.objects.filter(blocked_id=self.c.an.pk).exists(), "by whom is not theirs to read"
        for blocker, blocked in ((self.c.marie, self.c.bram), (self.c.bram, self.c.marie)):
            with self.assertRaises(DatabaseError), acting(Applicant(here=self.c.brug.id, person=self.c.an.pk)):
                Block.objects.bulk_create([Block(blocker_id=blocker.pk, blocked_id=blocked.pk)], ignore_conflicts=True)
        self.erased()
        with self.assertRaises(DatabaseError), acting(Applicant(here=self.c.brug.id, person=self.c.bram.pk)):
            KeptBlock.objects.update(blocked_id=self.c.marie.pk)

    def test_taken_back_after_two_accounts_is_taken_back(self):
        self.leaves(self.c.an)
        assert self.comes()[1] and self.apart()
        self.leaves(Person.objects.by_email(MAILBOX))
        assert self.comes()[1] and self.apart() and len(self.kept()) == 2
        with acting(self.bram):
            unblock_member(self.bram, member=self.face().id)
        assert self.kept() == [] and not self.apart()

    def test_one_s_own_data_does_not_say_that_whom_one_blocked_erased_their_account_or_came_back(self):
        told = []
        for happens in (None, lambda: asked(self), self.done, lambda: self.comes(email="nieuw@example.org")):
            if happens:
                happens()
            with acting(cast.KEEPER):
                parts = [part for part in PARTS if "block" in part.name]
                told.append([row for part in parts for row, _ in part.rows(owner_of(self.c.bram.pk))])
        assert len(told[0]) == 1 and told == [told[0]] * 4

    def done(self):
        with time_machine.travel(now() + 15 * DAY):
            assert erase_due() == 1
