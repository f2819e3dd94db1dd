"""Pictures on their way in: what is typed stays whatever happens, and nobody keeps a processor busy with files."""

import io
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from PIL import Image

from stoep.board.models import Picture, Post
from stoep.lib import turns
from stoep.lib.ids import uuid7
from stoep.lib.pictures import SENT, spend
from stoep.lib.roles import acting
from tests import cast
from tests.raw import raw

TYPED = "Wie herkent deze kat?"


def photo(name="kat.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (90, 60), "orange").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def broken() -> SimpleUploadedFile:
    return SimpleUploadedFile("stuk.jpg", b"<svg onload=alert(1)>", "image/jpeg")


class UploadPicture(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an = cast.sign_in(Client(), self.c.an)

    def publish(self, *files):
        typed = {"kind": "question", "act": str(uuid7()), "title": "", "body": TYPED, "language": "nl", "files": list(files)}
        return self.an.post(reverse("publish_post", args=[self.c.brug.slug]), typed)

    def upload(self, file):
        return self.an.post(reverse("upload_picture", args=[self.c.brug.slug]), {"files": file})

    def all_but(self, left):
        spend(SENT, self.c.an.id, cost=SENT.most - left)

    def test_a_refused_file_is_named_and_what_was_typed_stays(self):
        answer = self.publish(photo(), broken())
        self.assertContains(answer, "stuk.jpg: ", status_code=422)
        self.assertContains(answer, TYPED, status_code=422)
        with acting(cast.KEEPER):
            assert Picture.objects.filter(neighbourhood=self.c.brug.id).count() == 1  # the good one waits in the form
            assert not Post.objects.filter(neighbourhood=self.c.brug.id, body=TYPED).exists()

    def test_refused_files_use_up_the_day_too(self):
        self.all_but(1)
        assert "Dit is geen foto die we kunnen lezen" in self.upload(broken()).content.decode()
        answer = self.publish(photo("goed.jpg"))
        self.assertContains(answer, "goed.jpg: Je hebt vandaag al veel foto", status_code=422)
        self.assertContains(answer, TYPED, status_code=422)

    def test_many_files_in_one_form_count_as_many(self):
        self.all_but(2)
        answer = self.publish(*[broken() for _ in range(3)])
        assert answer.content.decode().count("stuk.jpg: Je hebt vandaag al veel foto") == 3
        assert "veel foto" in self.upload(photo()).content.decode()

    def test_a_photo_of_oneself_is_paid_from_the_same_budget(self):
        self.all_but(0)
        answer = self.an.post(reverse("profile", args=[self.c.brug.slug]), {"name": "An", "about": "Ik heb een kat.", "photo": photo()})
        self.assertContains(answer, "Je hebt vandaag al veel foto")
        self.assertContains(answer, "Ik heb een kat.")
        with acting(cast.KEEPER):
            assert not self.c.an_member.__class__.objects.get(neighbourhood=self.c.brug.id, id=self.c.an_member.id).photo

    def test_it_is_one_persons_budget(self):
        self.all_but(0)
        bram = cast.sign_in(Client(), self.c.bram)
        assert bram.post(reverse("upload_picture", args=[self.c.brug.slug]), {"files": photo()}).status_code == 200

    def elsewhere(self, *locks):
        """What another process holds while it reads pictures."""
        held = raw("stoep_web")
        query = held.__enter__()
        self.addCleanup(held.__exit__, None, None, None)
        for lock in locks:
            assert query("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [lock]) == [True]

    def test_one_person_keeps_no_second_process_busy(self):
        self.elsewhere(turns.name_of(self.c.an.id))
        with patch.object(turns, "sleep", side_effect=AssertionError("it waits")):
            answer = self.publish(photo(), photo("hond.jpg"))
        self.assertContains(answer, "hond.jpg: Er worden nu andere foto", status_code=422)
        self.assertContains(answer, TYPED, status_code=422)

    def test_one_process_stays_for_the_pages(self):
        self.elsewhere(*map(turns.name_of_place, range(turns.AT_ONCE)))
        assert "Er worden nu andere foto" in self.upload(photo()).content.decode()
        assert self.publish().status_code == 302  # words wait for nobody's pictures

    def test_a_request_reads_pictures_for_so_long_and_no_longer(self):
        turn = turns.Turn(self.c.an.id)
        assert turn.refusal() == ""
        turn.begun -= turns.LONGEST + 1
        assert turn.refusal() == "slow"
