"""Help asked off the board: who hears of it in the bell and by mail, and that neither gives a name away."""

from django.test import TestCase

from stoep.care.actions import ask_quietly, choose_skills, end_quietly, leave_quietly, offer_quietly, pick_quietly, solve_quietly
from stoep.journal.models import Entry
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.notify.devices.pushing import message
from stoep.notify.hearing import hear_entry
from stoep.notify.judging import judged
from stoep.notify.mailing import answer_letter
from stoep.notify.models import Notification
from stoep.notify.rules import preference_of
from tests import cast

SECRET = "Wie gaat mee naar de dokter"


class Quietly(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = c = cast.build()
        for who in ("an", "bram"):
            member = getattr(c, f"{who}_member")
            member.name = f"Zeldzame {who}"  # a name that stands nowhere else
            with acting(cast.KEEPER):
                member.save(update_fields=["name"])

    def does(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing):
            done = verb(standing, **given)
        with acting(cast.KEEPER):
            for entry in Entry.objects.filter(neighbourhood=self.c.brug).order_by("at"):
                hear_entry(self.c.brug.id, str(entry.id))
        return done

    def ask(self, named=False, at_once=True):
        self.does("bram", choose_skills, skills=["doctor"], at_once=at_once)
        given = {"skill": "doctor", "body": SECRET, "moment": "", "language": "nl", "helpers": 1, "named": named}
        return self.does("an", ask_quietly, act=uuid7(), **given)

    def heard(self, who):
        with acting(cast.KEEPER):
            rows = Notification.objects.filter(neighbourhood=self.c.brug, member_id=getattr(self.c, f"{who}_member").id)
            return list(rows.order_by("created"))

    def bell(self, who):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/{self.c.brug.slug}/bell/").content.decode()

    def letter(self, row):
        with acting(cast.KEEPER):
            mail = answer_letter(self.c.brug.id, row, preference_of(self.c.brug.id, row.member_id))
            return mail and mail.subject + mail.body + mail.alternatives[0].content

    def test_who_is_told_hears_it_without_a_name(self):
        quiet = self.ask()
        (row,) = self.heard("bram")
        assert (row.verb, row.actor_id, row.quiet_id, row.post_id) == ("ask_quietly", None, quiet.id, None)
        page, mail = self.bell("bram"), self.letter(row)
        assert f"help/quiet/{quiet.id}/" in page and f"help/quiet/{quiet.id}/" in mail
        for text in (page, mail):
            assert SECRET not in text and self.c.an_member.name not in text

    def test_a_mail_quotes_nothing_and_names_nobody_at_any_step(self):
        quiet = self.ask(named=True)
        self.does("bram", offer_quietly, quiet=quiet.id, words="Ik heb een fietskar")
        self.does("an", pick_quietly, quiet=quiet.id, helper=self.c.bram_member.id, picked=True)
        self.does("an", solve_quietly, quiet=quiet.id, helpers=[self.c.bram_member.id])
        assert [row.verb for row in self.heard("an")] == ["offer_quietly"]
        assert [row.verb for row in self.heard("bram")] == ["ask_quietly", "pick_quietly", "solve_quietly"]
        assert self.c.bram_member.name in self.bell("an") and self.c.an_member.name in self.bell("bram")
        mails = [self.letter(row) for row in self.heard("an") + self.heard("bram")[1:]]
        for mail, other in zip(mails, ("bram", "an", "an"), strict=True):
            assert getattr(self.c, f"{other}_member").name not in mail
            assert SECRET not in mail and "fietskar" not in mail

    def test_a_message_to_a_device_says_nothing_even_where_texts_are_wanted(self):
        self.ask(named=True)
        (row,) = self.heard("bram")
        with acting(cast.KEEPER):
            wishes = preference_of(self.c.brug.id, row.member_id)
            wishes.push_text = True
            said = message(self.c.brug, row, judged(self.c.brug.id, row), wishes)
        assert SECRET not in str(said) and self.c.an_member.name not in str(said)

    def test_what_is_over_is_not_mailed_any_more(self):
        quiet = self.ask()
        (row,) = self.heard("bram")
        self.does("an", end_quietly, quiet=quiet.id)
        assert self.letter(row) is None
        assert self.heard("bram") == []

    def test_who_offered_hears_that_it_is_taken_back_and_the_asker_that_they_cannot(self):
        quiet = self.ask()
        self.does("bram", offer_quietly, quiet=quiet.id, words="")
        self.does("an", pick_quietly, quiet=quiet.id, helper=self.c.bram_member.id, picked=True)
        self.does("bram", leave_quietly, quiet=quiet.id)
        assert self.heard("an")[-1].verb == "leave_quietly"
        self.does("bram", offer_quietly, quiet=quiet.id, words="")
        self.does("an", end_quietly, quiet=quiet.id)
        assert self.heard("bram")[-1].verb == "end_quietly"
