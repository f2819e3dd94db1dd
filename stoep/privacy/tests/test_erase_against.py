"""Erasing an account against those who would dodge a decision with it, against an unlucky moment, and against a restored database."""

from datetime import timedelta

import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client, TestCase, override_settings

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import restore_member, suspend_member
from stoep.membership.models import Member
from stoep.membership.photos import photo_folder
from stoep.moderation.models import Statement
from stoep.moderation.tests.scene import flags, judges, says, weigh_all
from stoep.people.models import Person
from stoep.privacy import listing
from stoep.privacy.erasing import erase_due, replay
from stoep.privacy.hiding import show_account
from stoep.privacy.models import Erasure
from tests import cast

from .test_erase_account import PAGE, SURE, asked, signed_in, way_back

HOME = "/n/oever-brug/"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class EraseAgainst(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            Person.objects.filter(id=cls.c.an.pk).update(language="en")

    def face(self):
        with acting(cast.KEEPER):
            return Member.objects.get(neighbourhood=self.c.brug, id=self.c.an_member.id)

    def rows(self):
        with acting(cast.KEEPER):
            return list(Erasure.objects.filter(person_id=self.c.an.pk).values_list("state", flat=True))

    def test_who_is_shut_out_while_hidden_does_not_come_back_in(self):
        _client, erasure = asked(self)
        clock = Clockwork.of("carry_out", here=self.c.brug.id)
        with acting(clock):
            suspend_member(clock, member=self.c.an_member.id, until=now() + timedelta(days=30))
        assert (self.face().state, self.face().name) == ("gone", ""), "hidden stays hidden"
        assert Client().post(way_back()).status_code == 200
        show_account(str(erasure.id))
        assert (self.face().state, self.face().name) == ("suspended", "An")
        assert signed_in("an").get(HOME).status_code == 404
        with acting(clock):
            restore_member(clock, member=self.c.an_member.id)
        assert signed_in("an").get(HOME).status_code == 200

    def test_erased_again_before_all_is_shown_again_is_not_half_done(self):
        """Else the one job waits for what the other has ended: shut out, told that all is hidden, and everything to be read."""
        _client, erasure = asked(self)
        Client().post(way_back())
        back = signed_in("an")
        back.post(PAGE, SURE)
        assert self.rows() == ["back"] and signed_in("an").get(HOME).status_code == 200
        show_account(str(erasure.id))
        assert self.face().name == "An"
        asked(self)
        assert self.rows() == ["hidden"] and self.face().name == ""

    def test_whoever_reported_them_reads_their_words_no_more(self):
        """In what they were told before, and in what they are told while somebody is hidden; both are whole again when they come back."""
        post = says(self.c)
        flags(self.c, "bram", post)
        quotes = lambda: [one["quote"] for one in self.told_to("bram")]  # noqa: E731
        assert quotes() == [post.body]
        _client, erasure = asked(self)
        assert quotes() == [""] and "ezel" not in signed_in("bram").get(f"{HOME}safety/").content.decode()
        judges(self.c)
        assert quotes() == ["", ""]
        Client().post(way_back())
        show_account(str(erasure.id))
        assert post.body in quotes()

    def test_what_was_reported_in_the_moment_of_hiding_is_looked_at_when_they_come_back(self):
        """Else one hides for a day, and what was reported meanwhile was reported to nobody."""
        flags(self.c, "bram", says(self.c), count=False)
        _client, erasure = asked(self)
        weigh_all(self.c)
        assert [one["thing"] for one in self.told_to("bram")] == ["gone"]
        Client().post(way_back())
        show_account(str(erasure.id))
        weigh_all(self.c)  # the job that was queued
        assert [one["thing"] for one in self.told_to("bram")] == ["received"]

    def test_what_goes_undecided_lies_before_nobody_any_more(self):
        flags(self.c, "bram", says(self.c))
        asked(self)
        with time_machine.travel(now() + timedelta(days=15)):
            assert erase_due() == 1
        assert [bool(one["over_at"]) for one in self.told_to("bram")] == [True]

    def told_to(self, who):
        with acting(cast.KEEPER):
            told = Statement.objects.filter(neighbourhood=self.c.brug, person_id=getattr(self.c, who).pk)
            return list(told.order_by("at").values("quote", "over_at", "thing"))

    def test_a_restart_hides_nobody_who_has_just_come_back(self):
        _client, erasure = asked(self)
        Client().post(way_back())
        assert replay() == 0
        show_account(str(erasure.id))
        assert self.face().name == "An" and len(mail.outbox) == 1

    def test_a_restored_database_loses_nothing_of_what_was_kept_aside(self):
        """Without what was kept when it was hidden, nobody would know which photo to delete, or which name to give back."""
        photo = photo_folder(self.c.brug.id) / "ab12-160.webp"
        photo.parent.mkdir(parents=True, exist_ok=True)
        photo.write_bytes(b"RIFF")
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(photo="ab12")
        _client, erasure = asked(self)
        with acting(cast.KEEPER):
            Person.objects.filter(id=self.c.an.pk).update(is_active=True)  # as no act leaves it
        assert replay() == 1 and self.rows() == ["hidden"]
        with acting(cast.KEEPER):
            kept = Erasure.objects.get(id=erasure.id).kept
            assert not Person.objects.get(id=self.c.an.pk).is_active
            assert kept[str(self.c.brug.id)][str(self.c.an_member.id)]["membership"]["photo"] == "ab12"
            listing.write(listing.GONE, self.c.an, erasure.id)
        assert replay() == 1 and not photo.exists()
        with acting(cast.KEEPER):
            assert not Person.objects.filter(id=self.c.an.pk).exists()

    def test_a_number_that_two_people_had_hides_neither_behind_the_other(self):
        """After one restore a number was given out anew, and its new owner erased too; the next restore brings the first one back."""
        _client, erasure = asked(self)
        with acting(cast.KEEPER):
            listing.write(listing.GONE, self.c.an, erasure.id)
            later = Person(id=self.c.an.pk, joined_at=now() + timedelta(days=1))
            listing.write(listing.GONE, later, erasure.id)
            assert [person.pk for person, _line in listing.brought_back()] == [self.c.an.pk]

    def test_a_line_that_broke_off_takes_no_other_with_it(self):
        """Neither the next one, nor the start of the platform, which reads the list first."""
        _client, erasure = asked(self)
        before = len(listing.lines())
        with settings.ERASED_FILE.open("a") as file:
            file.write(f"{now().isoformat()} asked 7 0123456789abcdef0123456789abcdef {str(erasure.id)[:12]}")
        assert len(listing.lines()) == before
        listing.write(listing.GONE, self.c.an, erasure.id)
        assert {line.mark: line.word for line in listing.lines()}[listing.mark_of(self.c.an)] == listing.GONE

    def test_one_that_cannot_go_holds_up_no_other(self):
        asked(self)
        asked(self, "noor")
        with acting(cast.KEEPER):
            broken = {str(self.c.brug.id): {str(self.c.an_member.id): {"board": {"named": [{"what": "nothing"}]}}}}
            Erasure.objects.filter(person_id=self.c.an.pk).update(state=Erasure.State.BACK, kept=broken)
        with time_machine.travel(now() + timedelta(days=15)), self.assertRaises(ExceptionGroup):
            erase_due()
        with acting(cast.KEEPER):
            assert not Person.objects.filter(id=self.c.noor.pk).exists()
