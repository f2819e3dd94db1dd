"""Proof at a counter: a connector looks, ticks, and types the house number from the paper."""

from django.db import connection
from django.test import Client, TestCase

from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.membership.models import Residence
from tests import cast

from .waiting import applicant, is_in, let_in, number

READABLE = """SELECT c.relname, string_agg(format('%%I', a.attname), ', ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
  AND has_column_privilege(c.oid, a.attnum, 'SELECT') GROUP BY 1"""


class Counter(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def shows(self, waits, who=None, **more):
        paper = {"name": "Gust Maes", "house_number": "7", "seen": ["identity_card"], "knows": ""} | more
        return let_in(who or self.c.dirk, number(waits), second_step=True, **paper)

    def test_papers_seen_by_a_connector_let_somebody_in(self):
        gust, waits = applicant(self.c)
        assert "They are in" in self.shows(waits).content.decode()
        assert is_in(gust)
        with acting(cast.KEEPER):
            here = {"neighbourhood_id": self.c.brug.id}
            assert Residence.objects.get(**here, address_id=waits.address_id).proof == "counter"
            line = Entry.objects.get(**here, verb="prove_at_counter")
            assert (line.person_id, line.detail) == (self.c.dirk.id, {"newcomer": gust.id, "seen": ["identity_card"]})

    def test_the_house_number_is_on_the_paper_and_not_on_the_screen(self):
        gust, waits = applicant(self.c)
        client = cast.sign_in(Client(), self.c.dirk)
        shown = client.post("/n/oever-brug/let-in/", {"number": number(waits)}).content.decode()
        assert "Gust Maes" in shown
        assert "Brugstraat" in shown
        assert "Brugstraat 7" not in shown
        assert "not the address they applied for" in self.shows(waits, house_number="5").content.decode()
        assert not is_in(gust)

    def test_the_name_on_the_paper_is_asked_for_and_kept_nowhere(self):
        gust, waits = applicant(self.c)
        assert self.shows(waits, name=" ").status_code == 200 and not is_in(gust)
        self.shows(waits, name="Augustinus Zeldzaam")
        assert is_in(gust)
        with acting(cast.KEEPER), connection.cursor() as cursor:
            cursor.execute(READABLE, [])
            tables = dict(cursor.fetchall())
            assert {"membership_member", "membership_keptsanction", "journal_entry", "people_person"} <= {*tables}
            for table, columns in tables.items():
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE ROW({columns})::text ILIKE %s', ["%zeldzaam%"])
                assert cursor.fetchone()[0] == 0, table

    def test_something_was_seen(self):
        gust, waits = applicant(self.c)
        assert "Tick what you saw" in self.shows(waits, seen=[]).content.decode()
        assert self.shows(waits, seen=["a hunch"]).status_code == 200
        assert not is_in(gust)

    def test_a_second_step_is_asked_for(self):
        client = cast.sign_in(Client(), self.c.dirk, second_step=False)
        assert client.get("/n/oever-brug/let-in/").url == "/account/2fa/?for=desk"

    def test_a_neighbour_is_no_counter(self):
        gust, waits = applicant(self.c)
        self.shows(waits, who=self.c.an)
        assert not is_in(gust)

    def test_who_was_connector_once_lets_nobody_in(self):
        gust, waits = applicant(self.c)
        assert self.shows(waits, who=self.c.lotte).status_code == 404
        assert not is_in(gust)

    def test_a_day_has_an_end(self):
        with self.assertLogs("stoep.counter", "WARNING"):
            for n in range(21):
                person, waits = applicant(self.c, home=self.c.brug_homes[n % 8], name=f"Gast {n}")
                said = self.shows(waits, house_number=str(n % 8 + 1)).content.decode()
        assert "as many people as one person can in a day" in said
        assert not is_in(person)
