"""Pictures that were not sent, and those of what was taken back, leave the table and the disk; the others stay."""

import os
import time
import uuid
from datetime import timedelta

from django.test import TestCase

from stoep.chat.actions import send_message, start_conversation, upload_sent_picture, withdraw_message
from stoep.chat.actions.pictures import folder_of
from stoep.chat.models import SentPicture
from stoep.chat.sweeping import sweep_sent_pictures
from stoep.lib.clock import now
from stoep.lib.roles import acting
from tests import cast

from .test_pages import drawing


class Sweeping(TestCase):
    def setUp(self):
        self.c = cast.build()
        self.an, self.bram = cast.member(self.c, "an"), cast.member(self.c, "bram")
        with acting(self.an):
            self.talk = start_conversation(self.an, other=self.bram.member)
            self.kept, self.back, self.loose = (upload_sent_picture(self.an, file=drawing()) for _ in range(3))
            for picture in (self.kept, self.back):
                said = self.say(picture)
            withdraw_message(self.an, message=said.id)

    def say(self, picture):
        return send_message(self.an, conversation=self.talk.id, body="", act=uuid.uuid4(), pictures=[picture.id])

    def sweep(self) -> int:
        with acting(cast.KEEPER):
            return sweep_sent_pictures()

    def left(self) -> set:
        with acting(cast.KEEPER):
            rows = set(SentPicture.objects.filter(neighbourhood=self.c.brug).values_list("id", flat=True))
        files = {uuid.UUID(file.name.rpartition("-")[0]) for file in folder_of(self.c.brug.id).glob("*.webp")}
        assert rows == files
        return rows

    def test_what_was_taken_back_goes_at_once_and_what_was_not_sent_after_a_day(self):
        assert self.sweep() == 1
        assert self.left() == {self.kept.id, self.loose.id}
        with acting(cast.KEEPER):
            SentPicture.objects.filter(neighbourhood=self.c.brug, id=self.loose.id).update(created=now() - timedelta(days=2))
        assert self.sweep() == 1
        assert self.left() == {self.kept.id}

    def test_files_without_a_row_go_too(self):
        stray = folder_of(self.c.brug.id) / f"{uuid.uuid4()}-480.webp"
        stray.write_bytes(b"x")
        os.utime(stray, (time.time() - 200_000,) * 2)
        assert self.sweep() == 2
        assert not stray.exists()
