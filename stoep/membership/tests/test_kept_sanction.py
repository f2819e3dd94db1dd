"""A sanction is not dodged by leaving: another account, the household's letter, a neighbour's word, papers, an electronic identity."""

import re

import time_machine
from django.core import mail
from django.db import DatabaseError

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Applicant, Visitor
from stoep.membership.actions.counter import prove_at_counter
from stoep.membership.actions.identity import prove_by_identity
from stoep.membership.actions.sanctions import quiet_member, restore_member, suspend_member
from stoep.membership.actions.vouching import vouch
from stoep.membership.identity import Identity
from stoep.membership.models import KeptSanction, Seat
from stoep.membership.proofs import IdentityUsed
from stoep.membership.sweeping import sweep_kept_sanctions
from stoep.people.models import Person
from stoep.privacy.tests.test_erase_account import asked, signed_in
from tests import cast

from .joiners import Joiner
from .sanctioned import DAY, Sanctioned
from .waiting import applicant, is_in, live_long

OTHER = {"email": "nieuw@example.org", "name": "Jef Nieuwkomer"}


class NotDodged(Sanctioned):
    def papers(self, name, home=None, shown=""):
        """Somebody else's mailbox, this name, papers of this home with the same name or the one `shown`: whether they are in."""
        person, waits = applicant(self.c, home or self.home, name=name)
        standing = cast.member(self.c, "dirk", self.c.brug)
        try:
            with acting(standing):
                paper = {"name": shown or name, "house_number": (home or self.home).number, "seen": ["card"]}
                prove_at_counter(standing, waits=waits, **paper)
        except NotAllowed:
            pass
        return is_in(person)

    def words(self, name):
        """Two neighbours' word for somebody of this name: whether they are in."""
        live_long(self.c, self.c.bram_member, self.c.noor_member)
        person, waits = applicant(self.c, self.home, name=name)
        for who in ("bram", "noor"):
            standing = cast.member(self.c, who)
            try:
                with acting(standing):
                    vouch(standing, waits=waits)
            except NotAllowed:
                pass
        return is_in(person)

    def test_the_household_s_letter_does_not_let_them_in_again(self):
        self.shut_out()
        answer, inside = self.comes()
        assert not inside and "you cannot come in until" in answer.content.decode()

    def test_nor_under_another_name_and_mailbox_but_another_way_stays_open(self):
        self.shut_out()
        answer, inside = self.comes(**OTHER)
        assert not inside and answer.url == "/pending/"
        waits = Person.objects.by_email(OTHER["email"])
        assert self.papers("Jef Nieuwkomer") and not is_in(waits), "who lives there too shows papers and is in"

    def test_whoever_has_the_letter_cannot_try_whose_name_it_was(self):
        self.shut_out()
        for name, email in (("An", "bewoner@example.org"), ("Jef", "bewoner2@example.org")):
            answer, inside = self.comes(email=email, name=name)
            assert not inside and answer.status_code == 302 and answer.url == "/pending/"
        assert not self.papers("An")

    def test_nor_without_erasing_first(self):
        self.shut_out(erased=False)
        assert not self.comes(**OTHER)[1]

    def test_nor_while_the_account_is_hidden_also_from_a_shared_mailbox(self):
        self.shut_out(erased=False)
        asked(self)
        joiner = Joiner(self.home)
        for step in (joiner.pick(), joiner.code(self.letter), joiner.you(email="an@example.org", name="An")):
            assert step.status_code == 302
        assert not re.search(r"^\s+\d{6}", mail.outbox[-1].body, re.M) and Person.objects.at("an@example.org").count() == 1
        assert not self.comes(**OTHER)[1]
        assert not self.papers("An")

    def test_nor_by_papers_or_neighbours_words_however_the_name_is_written(self):
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(name="An de Wítte")
        self.shut_out()
        assert not self.papers("An") and not self.papers("de witte AN") and not self.words("AN  De Witte")
        assert self.words("Bea Maes")

    def test_nor_under_a_name_that_is_only_near_the_one_on_the_paper(self):
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(name="An de Witte")
        self.shut_out()
        assert not self.papers("Andrea W.", shown="DE WÍTTE An")
        assert self.papers("Andrea W.", shown="Andrea Wouters"), "another one of that home"

    def test_nor_by_an_electronic_identity_that_was_theirs(self):
        with acting(cast.KEEPER):
            IdentityUsed.objects.create(person_id=self.c.an.pk, key="k" * 64)
        self.shut_out()
        for key, inside in (("k", False), ("x", True)):
            home = self.c.brug_homes[6]
            person, waits = applicant(self.c, home, name="Anna Peeters")
            who = Identity("kaart", key * 64, "Anna Peeters", home.street_name, home.number, home.postcode)
            visitor = Visitor(person=person.id)
            try:
                with acting(visitor):
                    assert prove_by_identity(visitor, waits=waits, identity=who)
            except NotAllowed as refusal:
                assert "until" in str(refusal.reason)
            assert is_in(person) == inside

    def test_a_new_name_or_mailbox_before_leaving_is_no_way_out(self):
        self.shut_out(erased=False)
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(email="ander@example.org", name="Iemand Anders")
        self.erased()
        for name in ("An", "Iemand Anders"):
            assert not self.papers(name)

    def test_it_ends_when_the_sanction_ends_and_nothing_is_kept(self):
        self.shut_out(days=20)
        with time_machine.travel(now() + 21 * DAY):
            with acting(cast.KEEPER):
                assert sweep_kept_sanctions() == 1 and not KeptSanction.objects.exists()
            assert self.comes()[1]

    def test_a_decision_that_is_undone_opens_the_door(self):
        self.shut_out()
        self.does(restore_member)
        assert self.comes()[1]

    def test_who_may_read_but_not_write_still_may_not_with_another_account(self):
        until = now() + 40 * DAY
        self.does(quiet_member, until=until)
        self.erased()
        assert self.comes()[1]
        assert Seat.objects.get(person=Person.objects.by_email("an@example.org")).reads_only_until == until
        assert self.comes(**OTHER)[1]
        assert Seat.objects.get(person=Person.objects.by_email(OTHER["email"])).reads_only_until is None, "of one home, another one"

    def test_it_says_so_before_one_erases_and_in_the_mail(self):
        self.does(suspend_member, until=now() + 60 * DAY)
        page = signed_in("an").get("/account/data/erase/").content.decode()
        assert "a decision about you ends" in page and "Nobody can read a name" in page
        self.erased()
        assert ["until a decision about you ends" in one.body for one in mail.outbox] == [True, True]
        assert "a decision about you ends" not in signed_in("bram").get("/account/data/erase/").content.decode()

    def test_what_is_kept_are_hashes_that_only_who_lets_people_in_can_compare(self):
        self.shut_out()
        with acting(cast.KEEPER):
            kept = KeptSanction.objects.values().get()
        assert all(len(mark) == 64 and int(mark, 16) for mark in [kept["home"], *kept["marks"]])
        assert {str(self.home.id), "an@example.org", "An"}.isdisjoint(map(str, kept.values()))
        for standing in (Visitor(), cast.member(self.c, "bram"), cast.mandate(self.c, "els"), cast.mandate(self.c, "karim")):
            with self.assertRaises(DatabaseError), acting(standing):
                list(KeptSanction.objects.values("marks"))
        with self.assertRaises(DatabaseError), acting(Applicant(here=self.c.brug.id, person=self.c.bram.pk)):
            KeptSanction.objects.update(suspended_until=None)
