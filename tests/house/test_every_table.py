"""Every table there is, by raw SQL as every role: of another neighbourhood, another neighbour, another town. A new table is in it.

A row is put into each table past all rules, as the server's own administrator; then each role reads, changes, deletes and copies it, with
the settings the door would give to somebody of elsewhere. What a role may touch at all is written down below: whoever gives it more has to
write that down too.
"""

import uuid

import psycopg
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test import TransactionTestCase
from django.utils import timezone

from stoep.lib.wall import admin_dsn, declared
from tests import cast
from tests.raw import database, empty_tables, raw

MODELS = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and m._meta.app_label != "procrastinate"]
SHUT = [m for m in MODELS if declared(m)[1] != "open"]
NEAR = [m for m in MODELS if declared(m)[0] == "neighbourhood"]
NO = psycopg.errors.InsufficientPrivilege
WHO = ("member_id", "author_id", "asker_id", "guest_id", "by_id", "person_id", "user_id", "blocker_id", "municipality_id")
NEEDED = {"moderation_flag": "post_id"}  # what a constraint asks for, though it may be empty
EXACT = {"board_heldnear": {"places": 3}}  # and what it asks to be more than one
VALUES = {
    models.BooleanField: False, models.DateField: timezone.localdate, models.DateTimeField: timezone.now, models.JSONField: "{}",
    models.UUIDField: uuid.uuid4, models.BinaryField: b"x", ArrayField: [],
}  # fmt: skip
RIGHTS = """SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
 AND NOT c.relispartition AND c.relname = ANY (%s) AND (has_any_column_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE')
 OR has_table_privilege(%s, c.oid, 'DELETE, TRUNCATE')) ORDER BY 1"""
REACH = {  # beside what every role reads: streets, towns, the public numbers
    "stoep_desk": """board_announcement care_volunteer journal_townentry membership_letterbatch membership_mandate membership_namedwords
        membership_papercheck membership_wishcount places_addresscount""",
    "stoep_desk_account": """account_emailaddress membership_mandate mfa_authenticator notify_outgoingmail people_budget people_person
        people_session places_addresscount""",
    "stoep_guest": "board_comment board_post journal_entry membership_member",
    "stoep_operator": """journal_townentry membership_mandate moderation_appeal moderation_decision moderation_look moderation_matter
        moderation_openedpage moderation_opening""",
    "stoep_joiner": """care_volunteer journal_entry membership_application membership_block membership_homecoming membership_invitation
        membership_keptblock membership_keptsanction membership_lettercode membership_letterwish membership_member membership_move
        membership_noletter membership_residence membership_seat membership_vouch moderation_appeal moderation_opened moderation_statement
        notify_outgoingmail places_address""",
    "stoep_account": """account_emailaddress account_emailconfirmation membership_application membership_block membership_homecoming
        membership_identityused membership_interest membership_joining membership_keptblock membership_keptsanction membership_mandate
        membership_move membership_seat mfa_authenticator notify_outgoingmail notify_pushdevice people_budget people_person people_session
        places_addresscount privacy_erasure privacy_export""",
    "stoep_public": "", "stoep_live": "",
}  # fmt: skip


def row_of(model, whose: dict) -> dict:
    """A row with something in every column that must have it: of this person, here."""
    known = {"neighbourhood_id": whose["here"], "municipality_id": whose["town"], "members": [whose["member"]]}
    known |= EXACT.get(model._meta.db_table, {})
    known |= dict.fromkeys(("member_id", "author_id", "asker_id", "guest_id", "by_id"), whose["member"])
    known |= dict.fromkeys(("person_id", "user_id", "blocker_id", "blocked_id", "newcomer_person_id"), whose["person"])
    needed = (*WHO, NEEDED.get(model._meta.db_table))
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return {
        field.column: known[field.column] if field.column in known else _some(field)
        for field in fields if not field.null or field.column in needed
    }  # fmt: skip


def _some(field):
    while field.is_relation:
        field = field.target_field
    value = next((VALUES[kind] for kind in type(field).__mro__ if kind in VALUES), None)
    if value is not None:
        return value() if callable(value) else value
    if isinstance(field, models.CharField | models.TextField):
        return field.choices[0][0] if field.choices else uuid.uuid4().hex[: min(field.max_length or 8, 12)]
    return 1


def insert(model, row: dict) -> tuple:
    names = ", ".join(f'"{name}"' for name in row)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({", ".join(["%s"] * len(row))})', list(row.values())


class EveryTable(TransactionTestCase):
    def setUp(self):
        c = cast.build()
        self.elsewhere = {"here": c.kaai.id, "town": c.dorp.id, "person": c.chloe.id, "member": c.chloe_member.id}
        self.beside = {"here": c.brug.id, "town": c.oever.id, "person": c.bram.id, "member": c.bram_member.id}
        self.an = {"here": c.brug.id, "town": c.oever.id, "person": c.an.id, "member": c.an_member.id}
        with psycopg.connect(admin_dsn(database())) as admin:
            admin.execute("SET session_replication_role = replica")  # no foreign key asks
            for model in MODELS:
                for whose in (self.elsewhere, self.beside):
                    sql, values = insert(model, row_of(model, whose))
                    admin.execute(f"{sql} ON CONFLICT DO NOTHING", values)

    def _fixture_teardown(self):
        empty_tables()

    def tried(self, query, sql, values=None):
        """What it answers; None where it is refused."""
        query("SAVEPOINT tried")
        try:
            return query(sql, values)
        except NO:
            return None
        finally:
            query("ROLLBACK TO tried")

    def reached(self, role, rows) -> list[str]:
        """What this role can do with the rows of each (model, where, whose), and with a new row of whose."""
        out = []
        of = "SELECT column_name FROM information_schema.column_privileges WHERE grantee = %s AND table_name = %s AND privilege_type = %s"
        with raw("stoep_test", role, **self.an) as query:
            for model, where, whose in rows:
                table = model._meta.db_table
                seen, changed = (query(of, [role, table, right]) for right in ("SELECT", "UPDATE"))
                if seen and self.tried(query, f'SELECT count(*) FROM "{table}" WHERE {where}') not in (None, [0]):
                    out.append(f"{role} reads {table}")
                if changed and self.tried(query, f'UPDATE "{table}" SET "{changed[0]}" = "{changed[0]}" WHERE {where}'):
                    out.append(f"{role} changes {table}")
                if self.tried(query, f'DELETE FROM "{table}" WHERE {where}'):
                    out.append(f"{role} deletes {table}")
                if self.tried(query, *insert(model, row_of(model, whose))) is not None:
                    out.append(f"{role} adds {table}")
        return out

    def test_nobody_reaches_a_row_of_another_neighbourhood(self):
        rows = [(model, f"neighbourhood_id = {self.elsewhere['here']}", self.elsewhere) for model in NEAR]
        roles = ("stoep_resident", "stoep_guest", "stoep_joiner", "stoep_operator", "stoep_desk", "stoep_account", "stoep_public")
        assert [one for role in roles for one in self.reached(role, rows)] == [] and len(NEAR) > 50

    def test_nobody_reaches_what_is_another_neighbour_s_own(self):
        own = {model: getattr(model, "mine", None) or "ANY (members)" for model in NEAR if declared(model)[1] in ("mine", "participants")}
        rows = [(model, f"'{self.beside['member']}' = {column}", self.beside) for model, column in own.items()]
        assert self.reached("stoep_resident", rows) == ["stoep_resident adds chat_waiting"], "a word that somebody wrote; never seen again"

    def test_the_desk_reaches_no_row_of_another_town(self):
        towns = [model for model in SHUT if any(field.column == "municipality_id" for field in model._meta.concrete_fields)]
        rows = [(model, f"municipality_id = {self.elsewhere['town']}", self.elsewhere) for model in towns]
        assert self.reached("stoep_desk", rows) == [] and len(towns) > 8

    def test_a_neighbour_touches_what_neighbours_say_and_nothing_of_accounts_towns_or_the_operator(self):
        with raw("owner") as query:
            assert query(RIGHTS, [[model._meta.db_table for model in SHUT if model not in NEAR], "stoep_resident", "stoep_resident"]) == []

    def test_what_each_role_may_touch_is_written_down(self):
        tables = [model._meta.db_table for model in SHUT]
        for role, reach in REACH.items():
            with raw("owner") as query:
                assert query(RIGHTS, [tables, role, role]) == sorted(reach.split()), role

