"""A sanction is lost on no way through the doors, reaches nobody else, and ends by itself."""

import time_machine
from django.test import Client

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.shards import fan_out
from stoep.lib.standings import Applicant, Clockwork
from stoep.membership.actions.coming_home import bring_home
from stoep.membership.actions.sanctions import quiet_member, restore_member, suspend_member
from stoep.membership.actions.settling import settle
from stoep.membership.models import Member, Seat
from stoep.membership.proofs import Homecoming
from stoep.membership.sweeping import sweep_kept_sanctions
from stoep.moderation.carrying import end_sanction
from stoep.moderation.models import Sanction
from stoep.moderation.sweeping import end_sanctions
from stoep.people.models import Person
from stoep.places.moves import Moves, move_addresses
from stoep.places.reference import encode
from stoep.privacy.erasing import erase_due
from stoep.privacy.hiding import hide_account, show_account
from stoep.privacy.models import Erasure
from stoep.privacy.tests.test_erase_account import asked
from tests import cast

from .joiners import Joiner
from .sanctioned import DAY, FAST, Sanctioned
from .waiting import is_in


class Holds(Sanctioned):
    def me(self):
        return cast.sign_in(Client(headers={"accept-language": "en"}), self.c.an)

    def renamed(self, name):
        self.me().post("/n/oever-brug/me/", {"name": name, "gives": "", "about": ""})
        with acting(cast.KEEPER):
            assert Member.objects.get(id=self.c.an_member.id).name == name

    def moves(self, home, proof="letter"):
        """An says that she moves, and it is proven."""
        answer = self.me().post("/moving/", {"address": encode(home.neighbourhood_id, home.id), "sure": "yes"})
        assert answer.status_code == 302
        return self.settles(home, proof)

    def settles(self, home, proof="letter"):
        applicant = Applicant(here=home.neighbourhood_id, person=self.c.an.id)
        with acting(applicant):
            settle(applicant, address_id=home.id, name="An", proof=proof)
        return self.home_of(home.neighbourhood_id)

    def home_of(self, here):
        with acting(cast.KEEPER):
            return Seat.objects.get(person=self.c.an, neighbourhood_id=here, kind="home")

    def new_mailbox(self):
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.id).update(email="an.nieuw@example.org")

    def partner(self):
        """Jef, of the same home, who reads An's mail too."""
        assert Joiner(self.home).all_the_way(self.letter, email="an@example.org", name="Jef Maes").status_code == 302
        with acting(cast.KEEPER):
            return Person.objects.get(email="an@example.org", beside=1)

    def test_nobody_has_their_partner_shut_out_by_taking_their_name(self):
        jef = self.partner()
        self.renamed("Jef Maes")
        self.does(suspend_member, until=now() + 60 * DAY)
        assert is_in(jef)
        self.erased()
        assert is_in(jef)

    def test_moving_out_instead_of_erasing_is_no_way_out(self):
        answer = self.me().post("/moving/", {"address": encode(self.c.kaai.id, self.c.kaai_homes[4].id), "sure": "yes"})
        assert answer.status_code == 302 and self.comes(email=FAST)[1]
        self.does(suspend_member, until=now() + 60 * DAY)
        assert self.seat().state == "suspended"

    def test_a_new_mailbox_and_another_home_do_not_end_reading_only(self):
        until = now() + 90 * DAY
        self.does(quiet_member, until=until)
        self.new_mailbox()
        assert self.moves(self.c.kaai_homes[4]).reads_only_until == until

    def test_nor_does_waiting_elsewhere_let_in_who_is_suspended_meanwhile(self):
        home = self.c.kaai_homes[4]
        self.me().post("/moving/", {"address": encode(home.neighbourhood_id, home.id), "sure": "yes"})
        self.does(suspend_member, until=now() + 60 * DAY)
        self.new_mailbox()
        for proof in ("letter", "vouched", "counter", "identity"):
            with self.assertRaises(NotAllowed):
                self.settles(home, proof)

    def test_nor_does_moving_back_to_where_one_lived_before(self):
        face = self.moves(self.c.kaai_homes[4]).member_id
        until = now() + 90 * DAY
        clock = Clockwork.of("carry_out", here=self.c.kaai.id)
        with acting(clock):
            quiet_member(clock, member=face, until=until)
        with time_machine.travel(now() + 31 * DAY):
            assert self.moves(self.home).reads_only_until == until

    def test_nor_being_brought_home_to_where_one_lived_before(self):
        until = now() + 60 * DAY
        with acting(cast.KEEPER), fan_out("the test"):
            Seat.objects.filter(person=self.c.an, kind="home").update(state="gone")
            Member.objects.filter(id=self.c.an_member.id).update(state="gone")
            face = Member(neighbourhood_id=self.c.kaai.id, person_id=self.c.an.pk, name="An")
            face.save(force_insert=True)
            Seat.objects.create(person=self.c.an, neighbourhood=self.c.kaai, member_id=face.id, reads_only_until=until)
            Homecoming.objects.create(
                person_id=self.c.an.pk, neighbourhood_id=self.c.brug.id, host_id=self.c.kaai.id, address_id=self.home.id, proof="letter",
                street=self.home.street_name, proven_at=now(), until=now() - DAY,
            )  # fmt: skip
        with acting(Clockwork.of("bring_home")):
            assert bring_home(Clockwork.of("bring_home")) == 1
        assert self.home_of(self.c.brug.id).reads_only_until == until

    def carried(self):
        """Reading only, erased, in again: the door took over its end. (the new seat, until)"""
        until = now() + 40 * DAY
        self.does(quiet_member, until=until)
        self.erased()
        assert self.comes(email="an@example.org")[1] and self.seat("an@example.org").reads_only_until == until
        return self.seat("an@example.org"), until

    def also(self, verb, member, **given):
        clock = Clockwork.of("carry_out", here=self.c.brug.id)
        with acting(clock):
            verb(clock, member=member, **given)

    def test_a_shorter_pause_does_not_shorten_what_the_door_took_over(self):
        seat, until = self.carried()
        self.also(quiet_member, seat.member_id, until=now() + DAY)
        assert self.seat("an@example.org").reads_only_until == until

    def test_nor_does_the_end_of_another_sanction_end_it(self):
        seat, until = self.carried()
        self.also(suspend_member, seat.member_id, until=now() + DAY)
        self.also(restore_member, seat.member_id)
        assert (self.seat("an@example.org").state, self.seat("an@example.org").reads_only_until) == ("active", until)
        self.does(restore_member)
        assert self.seat("an@example.org").reads_only_until is None

    def test_another_name_on_one_s_profile_before_erasing_is_no_way_out(self):
        self.renamed("Annelies Dewit")
        self.anew(name="Annelies Dewit")
        self.does(suspend_member, until=now() + 60 * DAY)
        assert self.seat().state == "suspended"

    def test_of_two_sanctions_the_longer_goes_on_once_the_first_account_is_erased(self):
        self.anew()
        long, short = self.decided("suspend", 60), self.decided("pause", 5)
        self.does(suspend_member, until=long.until)
        self.does(quiet_member, until=short.until)
        with time_machine.travel(now() + 15 * DAY):
            assert erase_due() == 1
            with acting(Clockwork.of("end_sanction", here=self.c.brug.id)):
                end_sanction(short)
            assert (self.seat().state, self.seat().reads_only_until) == ("suspended", None)
            with acting(Clockwork.of("end_sanction", here=self.c.brug.id)):
                end_sanction(long)
            assert self.seat().state == "active"

    def test_what_is_swept_first_opens_the_door_too(self):
        self.anew()
        given = self.decided("suspend", 5)
        self.does(suspend_member, until=given.until)
        with time_machine.travel(now() + 5 * DAY):
            with acting(cast.KEEPER):
                assert sweep_kept_sanctions() == 2
            assert self.seat().state == "active"
            with acting(Clockwork.of("end_sanctions")):
                assert end_sanctions() == 1
            assert self.seat().state == "active"

    def test_the_half_that_is_over_ends_and_the_other_goes_on(self):
        until = now() + 40 * DAY
        self.does(quiet_member, until=until)
        self.does(suspend_member, until=now() + 5 * DAY)
        with time_machine.travel(now() + 6 * DAY):
            with acting(cast.KEEPER):
                assert sweep_kept_sanctions() == 0
            seat = self.home_of(self.c.brug.id)
            assert (seat.state, seat.reads_only_until) == ("active", until)

    def test_hiding_the_second_account_too_while_it_is_decided_is_no_way_out(self):
        self.anew()
        fast = Person.objects.by_email(FAST)
        with acting(cast.KEEPER):
            erasure = Erasure.objects.create(person_id=fast.pk, asked_at=now(), due=now() + 14 * DAY)
        hide_account(str(erasure.id))
        self.does(suspend_member, until=now() + 60 * DAY)
        with acting(cast.KEEPER):
            Erasure.objects.filter(id=erasure.id).update(state="back")
            Person.objects.filter(id=fast.pk).update(is_active=True)
        show_account(str(erasure.id))
        assert self.seat().state == "suspended"

    def test_after_a_redrawn_border_the_end_of_one_sanction_does_not_end_another(self):
        short, long = self.decided("pause", 5), self.decided("suspend", 40)
        for sanction in (short, long):
            self.does(suspend_member, until=sanction.until)
        self.border_redrawn()
        with acting(Clockwork.of("end_sanction", here=self.c.brug.id)):
            Sanction.objects.update(kind="suspend")
            end_sanction(short)
        assert self.home_of(self.c.kaai.id).state == "suspended"
        with acting(Clockwork.of("end_sanction", here=self.c.brug.id)):
            end_sanction(long)
        assert self.home_of(self.c.kaai.id).state == "active"

    def test_nor_do_a_redrawn_border_a_new_mailbox_and_another_home_end_reading_only(self):
        until = now() + 90 * DAY
        self.does(quiet_member, until=until)
        self.border_redrawn()
        self.new_mailbox()
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.id).update(name="Anneke")
        assert self.moves(self.c.brug_homes[5]).reads_only_until == until

    def border_redrawn(self):
        with acting(cast.KEEPER), fan_out("the test"):
            moves = Moves()
            moves.add(self.c.brug.id, self.c.kaai.id, self.home.id)
            move_addresses(cast.KEEPER, moves)

    def test_who_shares_a_mailbox_with_somebody_who_may_only_read_writes_again_when_that_is_undone(self):
        self.does(quiet_member, until=now() + 9 * DAY)
        jef = self.partner()

        def reads_only():
            with acting(cast.KEEPER):
                return Seat.objects.get(person=jef, kind="home").reads_only_until

        assert reads_only(), "the letter does not say which of the two he is"
        self.does(restore_member)
        assert reads_only() is None

    def test_nobody_has_a_newcomer_shut_out_by_taking_the_name_on_their_profile(self):
        """Jef, who joined as J. Maes and calls himself Jef, came a week before An left."""
        with acting(cast.KEEPER):
            jef = self.partner()
            Person.objects.filter(id=jef.pk).update(email="jef@example.org", beside=0, name="J. Maes")
        self.renamed("Jef Maes")
        asked(self)
        self.does(suspend_member, until=now() + 60 * DAY)
        assert is_in(jef)
