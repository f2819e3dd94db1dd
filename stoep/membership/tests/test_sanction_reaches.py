"""A decision that falls late reaches whoever went on meanwhile with another account, or lives elsewhere by now."""

from datetime import timedelta

import time_machine
from django.core import mail

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import quiet_member, restore_member, suspend_member
from stoep.membership.models import KeptSanction, Member, Seat
from stoep.moderation.carrying import end_sanction
from stoep.people.models import Person
from stoep.privacy.erasing import erase_due
from stoep.privacy.hiding import show_account
from stoep.privacy.models import Erasure
from stoep.privacy.tests.test_erase_account import asked
from tests import cast

from .sanctioned import DAY, FAST, Sanctioned
from .waiting import is_in

BOARD = "/n/oever-brug/"


class Reached(Sanctioned):
    def test_who_erases_before_the_decision_and_comes_back_at_once_is_out(self):
        self.anew()
        browser, until = self.browser(), now() + 60 * DAY
        assert browser.get(BOARD).status_code == 200
        self.does(suspend_member, until=until)
        assert not is_in(Person.objects.by_email(FAST)) and browser.get(BOARD).status_code == 404
        page = browser.get("/home/").content.decode()
        assert "another account of yours" in page and "somebody else of your name" in page
        [told] = mail.outbox
        assert told.to == [FAST] and "counts with every account" in told.body and "ask for another look" in told.body

    def test_also_who_came_in_a_moment_before_they_erased(self):
        assert self.comes(email=FAST)[1]
        asked(self)
        self.shut_out(erased=False)
        assert self.seat().state == "suspended"

    def test_it_opens_when_the_decision_is_undone_or_over_also_once_all_is_erased(self):
        self.anew()
        self.shut_out(erased=False)
        self.does(restore_member)
        assert self.seat().state == "active" and self.browser().get(BOARD).status_code == 200
        self.shut_out(erased=False)
        with time_machine.travel(now() + 15 * DAY):
            assert erase_due() == 1
        assert self.seat().state == "suspended"
        self.does(restore_member)
        assert self.seat().state == "active"

    def test_who_may_only_read_may_only_read_there_too_until_it_is_undone(self):
        self.anew()
        until = now() + 9 * DAY
        self.does(quiet_member, until=until)
        assert self.seat().reads_only_until == until and "read in" in mail.outbox[-1].body
        self.does(restore_member)
        assert self.seat().reads_only_until is None

    def test_who_comes_in_anew_while_they_may_only_read_writes_again_when_it_is_undone(self):
        self.does(quiet_member, until=now() + 9 * DAY)
        self.erased()
        assert self.comes()[1] and self.seat("an@example.org").reads_only_until
        self.does(restore_member)
        assert self.seat("an@example.org").reads_only_until is None

    def test_doing_it_all_over_is_no_way_out(self):
        self.anew()
        self.shut_out(erased=False)
        with acting(cast.KEEPER):
            person = Person.objects.by_email(FAST)
            person.name = "Anna Ander"
            person.save(update_fields=["name"])
        assert not any(self.comes(email=f"{name[:4]}3@example.org", name=name)[1] for name in ("An", "Anna Ander"))

    def test_nobody_else_of_that_home_is_touched(self):
        self.anew(name="Jef Nieuwkomer")
        self.shut_out(erased=False)
        assert self.seat().state == "active" and not mail.outbox

    def test_nor_somebody_of_the_same_name_who_has_lived_there_for_long(self):
        assert self.comes(email=FAST)[1]
        with acting(cast.KEEPER):
            Member.objects.filter(id=self.seat().member_id).update(joined_at=now() - timedelta(days=61))
        asked(self)
        self.shut_out(erased=False)
        assert self.seat().state == "active"

    def test_nor_a_namesake_while_nobody_erases_anything(self):
        assert self.comes(email=FAST)[1]
        self.shut_out(erased=False)
        assert self.seat().state == "active"

    def test_who_comes_back_to_the_first_account_finds_both_shut_and_both_open_again(self):
        erasure = self.anew()
        self.shut_out(erased=False)
        with acting(cast.KEEPER):
            Erasure.objects.filter(id=erasure.id).update(state="back")
        show_account(str(erasure.id))
        assert {self.seat().state, self.seat("an@example.org").state} == {"suspended"}
        self.does(restore_member)
        assert {self.seat().state, self.seat("an@example.org").state} == {"active"}

    def lives_next_door(self):
        """As a redrawn border leaves it: the face in Brug is gone, the seat is in Kaai, as shut or open as it was."""
        with acting(cast.KEEPER), fan_out("the test"):
            seat = Seat.objects.get(person=self.c.an, kind="home")
            face = Member(neighbourhood_id=self.c.kaai.id, person_id=self.c.an.pk, name="An", state=seat.state)
            face.save(force_insert=True)
            Seat.objects.filter(id=seat.id).update(neighbourhood_id=self.c.kaai.id, member_id=face.id)
            Member.objects.filter(id=self.c.an_member.id).update(state="gone")

    def test_it_reaches_who_lives_elsewhere_by_now(self):
        self.lives_next_door()
        assert self.seat("an@example.org").neighbourhood_id == self.c.kaai.id
        self.shut_out(erased=False)
        assert self.seat("an@example.org").state == "suspended" and not mail.outbox
        self.does(restore_member)
        assert self.seat("an@example.org").state == "active"

    def test_of_two_sanctions_the_one_that_still_runs_goes_on_where_they_live_now(self):
        first, other = self.decided("pause", 5), self.decided("suspend", 40)
        self.does(quiet_member, until=first.until)
        self.does(suspend_member, until=other.until)
        self.lives_next_door()
        with acting(Clockwork.of("end_sanction", here=self.c.brug.id)):
            end_sanction(first)
        assert (self.seat("an@example.org").state, self.seat("an@example.org").reads_only_until) == ("suspended", None)
        with acting(Clockwork.of("end_sanction", here=self.c.brug.id)):
            end_sanction(other)
        assert self.seat("an@example.org").state == "active"

    def test_a_shorter_decision_does_not_end_a_longer_one(self):
        far = now() + 40 * DAY
        self.does(suspend_member, until=far)
        self.does(suspend_member, until=now() + 2 * DAY)
        with acting(cast.KEEPER):
            assert KeptSanction.objects.get().suspended_until == far

    def test_a_connector_s_work_is_not_their_home(self):
        with acting(cast.KEEPER):
            Member.objects.filter(id=self.c.an_member.id).update(kind="connector")
            other = Seat.objects.filter(person=self.c.an, kind="home")
            other.update(kind="connector")
            face = Member(neighbourhood_id=self.c.kaai.id, person_id=self.c.an.pk, name="An")
            face.save(force_insert=True)
            Seat.objects.create(person=self.c.an, neighbourhood=self.c.kaai, member_id=face.id)
        self.shut_out(erased=False)
        assert self.seat("an@example.org").state == "active"
