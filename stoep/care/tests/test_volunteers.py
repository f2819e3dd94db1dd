"""The town's list: off by default, one's own choice, gone at once; what the desk may read of it, and that every look is written down."""

import psycopg
from django.test import Client, TestCase, TransactionTestCase

from stoep.care.actions import join_volunteers, leave_volunteers
from stoep.care.models import Volunteer
from stoep.care.volunteers.actions import follow_volunteer
from stoep.journal.models import Entry, TownEntry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.membership.models import Member
from stoep.notify.hearing import hear_entry
from tests import cast
from tests.raw import empty_tables, raw

from .scene import does, likes

NO = psycopg.errors.InsufficientPrivilege


class Volunteers(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=cls.c.brug, id=cls.c.an_member.id).update(name="Zeldzame an", street="Geheimstraat")

    def on(self):
        with acting(cast.KEEPER):
            return {row.person_id: row for row in Volunteer.objects.all()}

    def look(self, who="els", **asked):
        browser = cast.sign_in(Client(), getattr(self.c, who), second_step=True)
        return browser.post("/desk/oever/volunteers/", {"place": "", "skill": "", **asked})

    def face(self, **changed):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.c.an_member.id).update(**changed)
            follow_volunteer(Clockwork.of("followed", here=self.c.brug.id), self.c.an_member.id)

    def test_ticking_a_skill_puts_nobody_on_it(self):
        likes(self.c, "an", "bike")
        assert self.on() == {}
        self.assertNotContains(self.look(), "Zeldzame")

    def test_what_the_town_sees_is_what_it_reads_and_is_taken_back_there(self):
        client, page = cast.sign_in(self.client, self.c.an), "/n/oever-brug/town/"
        self.assertContains(client.get(page), "/help/mine/")
        likes(self.c, "an", "bike")
        does(self.c, "an", join_volunteers, sure=False)
        seen = client.get(page)
        for words in ("Zeldzame an", self.c.brug.name, "fiets"):
            self.assertContains(seen, words)
            self.assertContains(self.look(), words)
        self.assertNotContains(seen, "Geheimstraat")
        self.assertRedirects(client.post("/n/oever-brug/help/mine/town/", {"on": "no", "from_town": "1"}), page)
        assert self.on() == {}
        self.assertNotContains(client.get(page), "Zeldzame")

    def test_ones_own_choice_over_http_and_back(self):
        likes(self.c, "an", "bike")
        client, place = cast.sign_in(self.client, self.c.an), f"/n/{self.c.brug.slug}/help/mine/"
        self.assertContains(client.post(f"{place}town/", {"on": "yes"}, follow=True), 'value="no"')
        answer = self.look()
        self.assertContains(answer, "Zeldzame an")
        self.assertNotContains(answer, "Geheimstraat")
        self.assertContains(client.post(f"{place}town/", {"on": "no"}, follow=True), 'value="yes"')
        self.assertNotContains(self.look(), "Zeldzame")

    def test_found_by_neighbourhood_and_skill(self):
        likes(self.c, "an", "bike")
        does(self.c, "an", join_volunteers)
        for asked, there in (({"skill": "bike"}, 1), ({"skill": "sew"}, 0), ({"place": self.c.brug.id}, 1), ({"place": self.c.kaai.id}, 0)):
            self.assertContains(self.look(**asked), "Zeldzame an", there)

    def test_every_look_is_a_line_with_who_and_what(self):
        self.look(skill="bike")
        with acting(cast.KEEPER):
            line = TownEntry.objects.get(verb="read_volunteers")
        assert (line.person_id, line.municipality_id, line.detail["skill"]) == (self.c.els.id, self.c.oever.id, "bike")

    def test_opening_the_page_shows_nobody_and_another_town_finds_nothing(self):
        likes(self.c, "an", "bike")
        does(self.c, "an", join_volunteers)
        browser = cast.sign_in(Client(), self.c.els, second_step=True)
        self.assertNotContains(browser.get("/desk/oever/volunteers/"), "Zeldzame")
        assert self.look("femke").status_code == 404
        other = cast.sign_in(Client(), self.c.femke, second_step=True).post("/desk/dorp/volunteers/", {"place": "", "skill": ""})
        self.assertNotContains(other, "Zeldzame")

    def test_without_a_skill_as_connector_or_shielded_and_not_sure(self):
        with self.assertRaisesMessage(NotAllowed, "Tick first"):
            does(self.c, "an", join_volunteers)
        likes(self.c, "marie", "bike")
        with self.assertRaisesMessage(NotAllowed, "shielded"):
            does(self.c, "marie", join_volunteers)
        does(self.c, "marie", join_volunteers, sure=True)
        assert set(self.on()) == {self.c.marie.id}

    def test_the_copy_follows_what_is_ticked_and_the_name(self):
        likes(self.c, "an", "bike", "sew")
        does(self.c, "an", join_volunteers)
        does(self.c, "an", join_volunteers)
        likes(self.c, "an", "sew")
        assert self.on()[self.c.an.id].skills == ["sew"]
        self.face(name="Anders genoemd")
        assert self.on()[self.c.an.id].name == "Anders genoemd"
        likes(self.c, "an")
        assert self.on() == {}

    def test_gone_with_who_is_shielded_shut_out_or_leaves(self):
        likes(self.c, "an", "bike")
        for change, back in (({"shielded": True}, {"shielded": False}), ({"state": "suspended"}, {}), ({"state": "gone"}, {})):
            does(self.c, "an", join_volunteers)
            self.face(**change)
            assert self.on() == {}
            self.face(**{"state": "active", **back})

    def test_the_watchers_hear_of_a_new_face(self):
        likes(self.c, "an", "bike")
        does(self.c, "an", join_volunteers)
        does(self.c, "an", leave_volunteers)
        does(self.c, "an", leave_volunteers)
        with acting(cast.KEEPER):
            verbs = list(Entry.objects.filter(neighbourhood=self.c.brug).order_by("at").values_list("verb", flat=True))
            line = Entry.objects.create(neighbourhood=self.c.brug, verb="edit_profile", about=self.c.an_member.id, person_id=self.c.an.id)
            assert hear_entry(self.c.brug.id, str(line.id)) == 0
        assert verbs[-2:] == ["join_volunteers", "leave_volunteers"]


class VolunteerWall(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()
        likes(self.c, "an", "bike")
        does(self.c, "an", join_volunteers)

    def _fixture_teardown(self):
        empty_tables()

    def desk(self, town):
        return raw("stoep_desk_web", "stoep_desk", person=self.c.els.id, town=town.id)

    def test_the_desk_reads_a_name_and_changes_nothing(self):
        with self.desk(self.c.oever) as query:
            assert query("SELECT name FROM care_volunteer") == [self.c.an_member.name]
        with self.desk(self.c.dorp) as query:
            assert query("SELECT name FROM care_volunteer") == []
        for sql in ("SELECT person_id FROM care_volunteer", "UPDATE care_volunteer SET name = 'x'", "DELETE FROM care_volunteer",
                    "SELECT id FROM care_skilloffer"):  # fmt: skip
            with self.desk(self.c.oever) as query, self.assertRaises(NO):
                query(sql)

    def test_a_person_changes_only_their_own_row_and_neighbours_see_none(self):
        with raw("stoep_web", "stoep_joiner", here=self.c.brug.id, person=self.c.bram.id) as query:
            assert query("SELECT id FROM care_volunteer") == []
            assert query("DELETE FROM care_volunteer") == 0
        with raw("stoep_web", "stoep_resident", here=self.c.brug.id, person=self.c.an.id) as query, self.assertRaises(NO):
            query("SELECT id FROM care_volunteer")
