"""Letting somebody act for the town: who gets what, what changes, what is refused."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import TestCase
from django.utils import timezone
from pytest import raises

from stoep.journal.models import Entry, TownEntry
from stoep.lib.clock import this_day
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.actions.mandates import give_mandate
from stoep.membership.models import Mandate, Member, Seat
from stoep.membership.terms import end_of, last_day
from stoep.people.models import Person
from tests import cast


def kept(query) -> list:
    """What the keeper reads, wherever it lies."""
    with acting(cast.KEEPER), fan_out("test"):
        return list(query)


class GiveMandate(TestCase):
    def setUp(self):
        self.c = cast.build()

    def give(self, email="nele@example.org", duty="official", **terms):
        keeper = Clockwork.of("test", town=terms.get("town", self.c.oever) and 1)
        terms = {"town": self.c.oever, "name": "Nele Claes", **terms}
        with acting(keeper):
            return give_mandate(keeper, email=email, duty=duty, **terms)

    def connect(self, email="nele@example.org", places=None, **terms):
        terms = {"organisation": "Buurtwerk", "function": "buurtwerker", **terms}
        return self.give(email, "connector", neighbourhoods=[p.id for p in places or [self.c.brug]], **terms)

    def refused(self, *words, **terms):
        with raises(NotAllowed) as no:
            (self.connect if terms.pop("connector", False) else self.give)(*words, **terms)
        return str(no.value)

    def test_somebody_new_gets_an_account_and_a_mail(self):
        given = self.give(function="Buurtregie", may_approve=True)
        assert given.new and given.new_account and given.mailed
        person = kept(Person.objects.filter(email="nele@example.org"))[0]
        assert not person.has_usable_password() and person.language == "nl"
        row = kept(EmailAddress.objects.filter(user=person))[0]
        assert (row.verified, row.primary) == (False, True)  # the first mailed code proves the mailbox, not we
        held = kept(Mandate.objects.filter(person=person))[0]
        assert (held.duty, held.may_approve, held.may_write, held.ends_at) == ("official", True, True, end_of(last_day(this_day())))
        (sent,) = mail.outbox
        assert sent.to == ["nele@example.org"] and "Oever" in sent.subject
        assert "Nele Claes" in sent.body and "/account/login/code/" in sent.body and "/desk/oever/" in sent.body
        assert kept(TownEntry.objects.filter(verb="give_mandate"))[0].about == held.id

    def test_the_same_again_changes_nothing(self):
        self.give()
        again = self.give()
        assert not again.new and again.changed == {} and not again.mailed
        assert len(kept(Mandate.objects.filter(person__email="nele@example.org"))) == 1
        assert len(mail.outbox) == 1 and not kept(TownEntry.objects.filter(verb="change_mandate"))
        assert self.give(mail_again=True).mailed

    def test_giving_again_changes_and_extends(self):
        self.give(ends_at=end_of(this_day() + timedelta(days=30)))
        given = self.give(" NELE@Example.org", ends_at=end_of(this_day() + timedelta(days=60)), may_approve=True, name=None)
        assert sorted(given.changed) == ["ends_at", "may_approve"]
        held = kept(Mandate.objects.filter(person__email="nele@example.org"))[0]
        assert (held.name, held.ends_at) == ("Nele Claes", end_of(this_day() + timedelta(days=60)))
        assert kept(TownEntry.objects.filter(verb="change_mandate"))[0].detail["changed"] == ["ends_at", "may_approve"]

    def test_a_connector_has_a_face_and_a_seat_in_each_neighbourhood(self):
        self.connect(places=[self.c.brug, self.c.kaai])
        faces = kept(Member.objects.filter(name="Nele Claes", kind="connector", state="active"))
        assert {face.badge for face in faces} == {"Buurtwerk, buurtwerker"}
        assert {face.neighbourhood_id for face in faces} == {self.c.brug.id, self.c.kaai.id}
        seats = kept(Seat.objects.filter(person__email="nele@example.org", kind="connector", state="active"))
        assert {seat.member_id for seat in seats} == {face.id for face in faces}
        assert len(kept(Entry.objects.filter(verb="take_seat"))) == 2
        assert "Brug" in mail.outbox[0].body and "Buurtwerk, buurtwerker" in mail.outbox[0].body and "/desk/" not in mail.outbox[0].body

    def test_an_area_that_shrinks_takes_the_seat_along_and_gives_it_back(self):
        self.connect(places=[self.c.brug, self.c.kaai])
        self.connect(places=[self.c.kaai], function="wijkwerker")
        sits = Seat.objects.filter(person__email="nele@example.org", state="active")
        assert kept(sits.values_list("neighbourhood_id", flat=True)) == [self.c.kaai.id]
        assert kept(Member.objects.filter(neighbourhood=self.c.brug, name="Nele Claes"))[0].state == "gone"
        assert kept(Member.objects.filter(neighbourhood=self.c.kaai, name="Nele Claes"))[0].badge == "Buurtwerk, wijkwerker"
        self.connect(places=[self.c.brug, self.c.kaai])
        assert kept(Member.objects.filter(neighbourhood=self.c.brug, name="Nele Claes"))[0].state == "active"
        assert len(kept(sits.all())) == 2

    def test_who_lives_there_keeps_one_account_and_the_neighbours_face(self):
        given = self.connect("an@example.org", places=[self.c.brug, self.c.kaai], name="An Peeters")
        assert given.new and not given.new_account and given.lives_in == ["Brug"]
        here = kept(Member.objects.filter(neighbourhood=self.c.brug, person_id=self.c.an.id))[0]
        assert (here.kind, here.name, here.badge) == ("resident", "An", "")
        assert kept(Member.objects.filter(neighbourhood=self.c.kaai, person_id=self.c.an.id))[0].kind == "connector"
        seats = dict(kept(Seat.objects.filter(person=self.c.an).values_list("neighbourhood__code", "kind")))
        assert seats == {"brug": "home", "kaai": "connector"}

    def test_who_is_suspended_here_stays_so(self):
        assert self.connect("ilse@example.org", places=[self.c.brug], name="Ilse Maes").lives_in == ["Brug"]
        assert kept(Member.objects.filter(neighbourhood=self.c.brug, person_id=self.c.ilse.id))[0].state == "suspended"

    def test_the_operator_belongs_to_no_town(self):
        assert self.give("ko@example.org", "operator", town=None).mandate.municipality is None
        assert "leave out --town" in self.refused(duty="operator")
        assert "needs --town" in self.refused(town=None)

    def test_refusals_say_why(self):
        assert "e-mail" in self.refused("nele")
        assert "--name" in self.refused(name=None)
        assert "the name:" in self.refused(name="Gemeente Oever")
        assert "too long" in self.refused(function="x" * 121)
        assert "in the future" in self.refused(ends_at=end_of(this_day() - timedelta(days=1)))
        assert "twelve months" in self.refused(ends_at=end_of(last_day(this_day()) + timedelta(days=1)))
        assert "reads" in self.refused(may_approve=True, may_write=False)
        assert "--may-approve" in self.refused(duty="print_operator", may_approve=True)
        assert "leave out --neighbourhoods" in self.refused(neighbourhoods=[self.c.brug.id])
        assert "needs --neighbourhoods" in self.refused(duty="connector", organisation="Buurtwerk")
        assert "badge" in self.refused(duty="connector", neighbourhoods=[self.c.brug.id])
        assert "not all" in self.refused(connector=True, places=[self.c.brug, self.c.markt])
        assert not kept(Person.objects.filter(email="nele@example.org")) and mail.outbox == []

    def test_who_orders_letters_never_prints_them(self):
        assert "Choose somebody else" in self.refused("els@example.org", "print_operator")
        assert "Choose somebody else" in self.refused("joris@example.org")
        assert self.give("femke@example.org", "print_operator").new  # an official of another town

    def test_after_an_end_it_is_a_new_one(self):
        self.give()
        with acting(cast.KEEPER):
            Mandate.objects.filter(person__email="nele@example.org").update(ends_at=timezone.now() - timedelta(days=1))
        assert self.give().new and len(mail.outbox) == 2
        assert len(kept(Mandate.objects.filter(person__email="nele@example.org"))) == 2
