"""What is answered to a body that is too large, cannot be read, or lies about its size."""

from django.test import TestCase

from tests import cast


class Refusals(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        cast.sign_in(self.client, self.c.an)
        self.url = f"/n/{self.c.brug.slug}/posts/publish/"

    def test_a_body_beyond_all_measure_is_refused_unread(self):
        answer = self.client.generic(
            "POST", self.url, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3)
        )
        self.assertContains(answer, "10 MB", status_code=413)
        assert answer["Content-Security-Policy"]

    def test_a_text_of_half_a_megabyte_is_told_that_it_is_too_large(self):
        answer = self.client.post(self.url, "body=" + "x" * 600_000, content_type="application/x-www-form-urlencoded")
        self.assertContains(answer, "10 MB", status_code=413)

    def test_a_form_of_thousands_of_fields_is_refused(self):
        answer = self.client.post(self.url, "&".join(f"f{i}=x" for i in range(9000)), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400

    def test_whoever_comes_out_of_a_mail_and_is_not_signed_in_is_shown_the_way(self):
        self.client.logout()
        for url in (f"/n/{self.c.brug.slug}/", "/n/there-is-no-such-place/"):
            self.assertContains(self.client.get(url), '<a href="/account/login/">', count=4, status_code=404)
