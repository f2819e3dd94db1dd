"""One's own face, the faces of neighbours, photos, and being shielded."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from PIL import Image

from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.membership.actions.profile import shield_member
from stoep.membership.models import Member
from tests import cast

ME = "/n/oever-brug/me/"


def picture(size=(400, 300), name="ik.jpg"):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Geheime plek"
    Image.new("RGB", size, "orange").save(file, "JPEG", exif=exif, comment=b"canary")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


class EditProfile(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an = cast.sign_in(Client(), self.c.an)
        self.bram = cast.sign_in(Client(), self.c.bram)

    def of(self, who):
        with acting(cast.KEEPER):
            return Member.objects.get(neighbourhood_id=self.c.brug.id, id=getattr(self.c, f"{who}_member").id)

    def send(self, client=None, **fields):
        return (client or self.an).post(ME, {"name": "An", "about": "", **fields})

    def url(self, who, kind="neighbour"):
        return f"/n/oever-brug/{kind}/{getattr(self.c, f'{who}_member').id}/"

    def test_name_and_a_line(self):
        assert self.send(name="An  Willems", about="Ik leen\u202e graag\nmijn ladder uit.").status_code == 302
        assert (self.of("an").name, self.of("an").about) == ("An Willems", "Ik leen graag\nmijn ladder uit.")
        page = self.bram.get(self.url("an")).content.decode()
        assert "An Willems" in page
        assert "Brugstraat" in page
        with acting(cast.KEEPER):
            assert Entry.objects.filter(neighbourhood_id=self.c.brug.id, verb="edit_profile", member_id=self.c.an_member.id).count() == 1

    def test_never_house_number_mail_or_account(self):
        for client, page in ((self.bram, self.url("an")), (self.an, ME)):
            body = client.get(page).content.decode()
            assert "an@example.org" not in body
            assert "Brugstraat 1" not in body

    def test_refused_names_keep_what_was_typed(self):
        page = self.send(name="Gemeente Oever", about="Mijn ladder").content.decode()
        assert "Mijn ladder" in page
        assert "Gemeente Oever" in page
        assert self.of("an").name == "An"

    def test_script_in_a_name_or_line_is_text(self):
        assert self.send(name="<b>An</b>").status_code == 200
        self.send(about="<script>alert(1)</script>")
        assert b"<script>alert" not in self.bram.get(self.url("an")).content

    def test_photo(self):
        assert self.send(photo=picture()).status_code == 302
        stem = self.of("an").photo
        photo = self.bram.get(f"{self.url('an', 'photo')}?{stem}&w=320")
        assert photo.headers["Content-Type"] == "image/webp"
        assert photo.headers["Cache-Control"] == "private, max-age=3600"
        assert b"canary" not in photo.content
        assert b"Geheime" not in photo.content
        assert Image.open(io.BytesIO(photo.content)).size == (320, 240)
        assert stem in self.bram.get(self.url("an")).content.decode()

    def test_a_new_photo_replaces_and_taking_away_removes(self):
        from django.conf import settings

        with self.captureOnCommitCallbacks(execute=True):
            self.send(photo=picture())
            self.send(photo=picture((50, 50)))
        assert len(list((settings.MEDIA_DIR / str(self.c.brug.id) / "members").glob("*.webp"))) == 2
        with self.captureOnCommitCallbacks(execute=True):
            self.send(remove_photo="on")
        assert not list((settings.MEDIA_DIR / str(self.c.brug.id) / "members").glob("*.webp"))
        assert self.an.get(self.url("an", "photo")).status_code == 404

    def test_what_is_no_picture_changes_nothing(self):
        bad = SimpleUploadedFile("ik.jpg", b"<svg onload=alert(1)>", "image/jpeg")
        page = self.send(name="An Anders", photo=bad).content.decode()
        assert "not a picture we can read" in page or "geen" in page
        assert self.of("an").name == "An"

    def test_the_photo_of_another_neighbourhood_or_a_blocked_one_is_absent(self):
        self.send(photo=picture())
        chloe, noor = cast.sign_in(Client(), self.c.chloe), cast.sign_in(Client(), self.c.noor)
        absent = self.bram.get("/n/oever-brug/neighbour/00000000-0000-0000-0000-000000000000/").content
        for client in (chloe, noor, Client()):
            for kind in ("photo", "neighbour"):
                response = client.get(self.url("an", kind))
                assert (response.status_code, response.content) == (404, absent)
        assert self.an.get(self.url("noor")).status_code == 404
        assert self.bram.get(self.url("hugo")).status_code == 404

    def test_shielded_leaves_the_row_neighbours_read(self):
        assert self.send(shielded="on").status_code == 302
        assert (self.of("an").shielded, self.of("an").street) == (True, "")
        assert "Brugstraat" not in self.bram.get(self.url("an")).content.decode()
        assert "Brugstraat" in self.an.get(ME).content.decode()
        self.send()
        assert (self.of("an").shielded, self.of("an").street) == (False, "Brugstraat")
        assert "Brugstraat" in self.bram.get(self.url("an")).content.decode()

    def test_shielded_before_streets_were_kept_apart(self):
        assert "Brugstraat" not in self.bram.get(self.url("marie")).content.decode()
        standing = cast.member(self.c, "marie")
        with acting(standing):
            shield_member(standing, shielded=False)
        assert self.of("marie").street == "Brugstraat"

    def test_a_connector_wears_the_badge(self):
        page = self.bram.get(f"/n/oever-brug/neighbour/{self.c.dirk_member_brug.id}/").content.decode()
        assert "Buurtwerk, buurtwerker" in page

    def test_a_hundred_kilobytes(self):
        for field in ("name", "about"):
            assert self.send(**{field: "x" * 100_000}).status_code == 200
