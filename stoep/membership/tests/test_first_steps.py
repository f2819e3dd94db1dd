"""Three short screens after coming in, each of which can be skipped, then a word to the neighbours."""

from django.test import Client, TestCase

from stoep.care.models import SkillOffer
from stoep.lib.roles import acting
from stoep.membership.models import Member
from stoep.notify.models import Preference
from tests import cast

from .test_edit_profile import picture


class FirstSteps(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an = cast.sign_in(Client(), self.c.an)

    def member(self):
        with acting(cast.KEEPER):
            return Member.objects.get(neighbourhood_id=self.c.brug.id, id=self.c.an_member.id)

    def test_all_can_be_skipped(self):
        page, seen = "/n/oever-brug/welcome/1/", 0
        while "/welcome/hello/" not in page:
            response = self.an.get(page, follow=True)
            assert response.status_code == 200
            page, seen = response.context["next_url"], seen + 1
        assert seen == 3
        onward = self.an.get(page).context["hello_url"]
        assert onward.startswith("/n/oever-brug/write/?kind=message&text=")
        assert "Brugstraat" in self.an.get(onward).content.decode()
        with acting(cast.KEEPER):
            assert not Preference.objects.exists()

    def test_a_face_and_a_line(self):
        answer = self.an.post("/n/oever-brug/welcome/1/", {"photo": picture(), "about": "Ik ben nieuw hier."})
        assert answer.url == "/n/oever-brug/help/welcome/"
        assert not self.member().shielded
        assert self.member().about == "Ik ben nieuw hier."
        assert self.member().photo

    def test_shielding_oneself(self):
        assert self.an.post("/n/oever-brug/welcome/1/", {"shielded": "on"}).url == "/n/oever-brug/help/welcome/"
        assert self.member().shielded
        assert self.member().street == ""

    def test_what_one_could_help_with(self):
        answer = self.an.post("/n/oever-brug/help/welcome/", {"skills": ["carry", "bike"], "at_once": "on"})
        assert answer.url == "/n/oever-brug/welcome/hear/"
        with acting(cast.KEEPER):
            ticked = SkillOffer.objects.filter(neighbourhood=self.c.brug, member_id=self.c.an_member.id)
            assert dict(ticked.values_list("skill", "at_once")) == {"carry": True, "bike": True}
        self.assertContains(self.an.get("/n/oever-brug/help/welcome/"), "checked", 3)
        assert self.an.post("/n/oever-brug/help/welcome/", {"skills": ["nonsense"]}).status_code == 200

    def test_what_to_hear(self):
        assert self.an.post("/n/oever-brug/welcome/hear/", {"rhythm": "daily", "answers": "digest"}).url == "/n/oever-brug/welcome/hello/"
        with acting(cast.KEEPER):
            kept = Preference.objects.get(neighbourhood_id=self.c.brug.id, member_id=self.c.an_member.id)
            assert (kept.rhythm, kept.answers, kept.mentions, kept.posts) == ("daily", "digest", "digest", "digest")

    def test_no_such_step_and_no_such_neighbour(self):
        assert self.an.get("/n/oever-brug/welcome/7/").status_code == 404
        assert self.an.get("/n/oever-kaai/welcome/1/").status_code == 404
        assert Client().get("/n/oever-brug/welcome/1/").status_code == 404
