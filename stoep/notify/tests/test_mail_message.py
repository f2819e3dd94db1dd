"""Somebody writes and is not heard: one line in the bell, one mail for the conversation, without a word of what was written."""

import uuid
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.test import Client, TestCase

from stoep.chat.actions import mark_read, mute_conversation, send_message, start_conversation, withdraw_message
from stoep.chat.models import MailWish, Message, Waiting
from stoep.journal.models import Entry
from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Block, Seat
from stoep.notify.hearing import hear_entry
from stoep.notify.messages import send_message_mail
from stoep.notify.models import Preference
from stoep.notify.unsubscribing import MESSAGES, stop_mail
from tests import cast

BELL = "/n/oever-brug/bell/"


class MailMessage(TestCase):
    def setUp(self):
        self.c = cast.build()
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(cast.KEEPER):
            Preference.objects.create(neighbourhood=self.c.brug, member_id=self.bram.member, quiet_from=0, quiet_until=0)
        with acting(self.an):
            self.talk = start_conversation(self.an, other=self.bram.member)

    def say(self, body="Het geheim van de smid", who=None):
        who = who or self.an
        with acting(who):
            said = send_message(who, conversation=self.talk.id, body=body, act=uuid.uuid4())
        with acting(cast.KEEPER):
            self.heard = hear_entry(who.here, str(Entry.objects.get(neighbourhood=self.c.brug, verb="send_message", about=said.id).id))
        return said

    def mail(self) -> str:
        with acting(cast.KEEPER), fan_out("the test's jobs"):
            waits = Waiting.objects.filter(neighbourhood=self.c.brug, member_id=self.bram.member).first()
            return send_message_mail(self.an.here, str(waits.id)) if waits else "gone"

    def mails(self) -> list:
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(Path(settings.MAIL_DIR).glob("*.eml"))]

    def test_a_note_of_what_happened_to_a_group_is_nothing_to_mail_about(self):
        said = self.say()
        with acting(self.an):
            withdraw_message(self.an, message=said.id)
        with acting(cast.KEEPER):
            note = {"conversation_id": self.talk.id, "members": self.talk.members, "author_id": self.an.member, "kind": "named"}
            Message.objects.create(neighbourhood=self.c.brug, **note)
        assert self.mail() == "unwanted"

    def test_one_mail_until_it_is_read_and_none_of_the_words(self):
        self.say()
        assert self.heard == 1
        assert (self.mail(), self.mail()) == ("sent", "gone")
        self.say("En nog iets")
        assert self.heard == 0
        (mail,) = self.mails()
        assert mail["To"] == "bram@example.org"
        whole = "".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
        assert "smid" not in whole
        assert "An" in whole
        assert f"/n/oever-brug/chat/{self.talk.id}/" in whole
        assert "An" not in mail["Subject"]
        said = self.say("Hoor je mij?")
        with acting(self.bram):
            mark_read(self.bram, conversation=self.talk.id, up_to=said.id)
        self.say("Weer iets nieuws")
        assert self.mail() == "sent"
        assert len(self.mails()) == 2

    def test_who_shares_a_screen_is_told_no_name(self):
        with acting(cast.KEEPER):
            Preference.objects.filter(neighbourhood=self.c.brug, member_id=self.bram.member).update(mail_text=False)
        self.say()
        assert self.mail() == "sent"
        (mail,) = self.mails()
        assert "An " not in mail.get_body(("plain",)).get_content()

    def test_it_does_not_go_when_it_is_no_longer_wanted_true_or_allowed(self):
        def muted():
            with acting(self.bram):
                mute_conversation(self.bram, conversation=self.talk.id, muted=True)

        def back():
            with acting(self.an):
                withdraw_message(self.an, message=self.said.id)

        def keeper(model, **fields):
            with acting(cast.KEEPER), fan_out("the test's change"):
                model.objects.create(**fields)

        def gone():
            with acting(cast.KEEPER):
                Seat.objects.filter(person=self.c.bram).update(state="gone")

        changes = (
            muted, back, gone,
            lambda: keeper(MailWish, neighbourhood=self.c.brug, member_id=self.bram.member, mail=False),
            lambda: keeper(Block, blocker_id=self.c.bram.id, blocked_id=self.c.an.id),
        )  # fmt: skip
        for change in changes:
            self.setUp_again()
            self.said = self.say()
            change()
            assert self.mail() == "unwanted", change
        assert self.mails() == []

    def setUp_again(self):
        with acting(cast.KEEPER), fan_out("the test begins anew"):
            Waiting.objects.filter(neighbourhood=self.c.brug).delete()
            MailWish.objects.filter(neighbourhood=self.c.brug).delete()
            Block.objects.filter(blocker_id=self.c.bram.id).delete()
            Seat.objects.filter(person=self.c.bram).update(state="active")
        with acting(self.bram):
            mute_conversation(self.bram, conversation=self.talk.id, muted=False)

    def test_quiet_hours_put_it_off(self):
        hour = now().astimezone().hour
        with acting(cast.KEEPER):
            Preference.objects.filter(neighbourhood=self.c.brug).update(quiet_from=(hour - 3) % 24, quiet_until=(hour + 4) % 24)
        self.say()
        assert self.mail() == "quiet"
        assert self.mails() == []

    def test_the_bell_has_one_line_for_it_until_it_is_read(self):
        said = [self.say(f"Woord {n}") for n in range(3)][-1]
        bram = cast.sign_in(Client(), self.c.bram)
        self.assertContains(bram.get(BELL), f"/chat/{self.talk.id}/", count=1)
        with acting(self.bram):
            mark_read(self.bram, conversation=self.talk.id, up_to=said.id)
        self.assertNotContains(bram.get(BELL), f"/chat/{self.talk.id}/")

    def test_what_waits_from_somebody_who_is_blocked_is_counted_no_more(self):
        self.say()
        with acting(self.bram):
            line = record(self.bram, "block_member", about=self.an.member)
        with acting(cast.KEEPER):
            hear_entry(self.bram.here, str(line.id))
            assert not Waiting.objects.filter(neighbourhood=self.c.brug).exists()

    def test_a_link_in_the_mail_stops_these_mails_alone(self):
        with acting(cast.KEEPER):
            stop_mail(self.bram.here, str(self.bram.member), MESSAGES)
        self.say()
        assert self.mail() == "unwanted"
        bram = cast.sign_in(Client(), self.c.bram)
        form = bram.get("/n/oever-brug/settings/notifications/").content.decode()
        assert 'name="messages"' in form
        assert '<option value="none" selected>' in form
        with acting(cast.KEEPER):
            assert Preference.objects.get(neighbourhood=self.c.brug, member_id=self.bram.member).answers == "now"
