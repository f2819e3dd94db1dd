"""Raw SQL at the desk and at the sign-in side, with the settings the door would give: no state that a rule forbids can be written."""

import psycopg
import pytest
from django.test import TransactionTestCase
from django.utils import timezone

from stoep.board.models import Announcement
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.membership.in_names.models import NamedWords
from stoep.membership.letters import actions
from stoep.membership.models import LetterBatch
from stoep.membership.tests.letters import scene
from tests import cast
from tests.raw import empty_tables, raw

NO, DENIED, POLICY = psycopg.errors.InsufficientPrivilege, "permission denied", "row-level security"


class AtTheDesk(TransactionTestCase):
    def setUp(self):
        self.c = cast.build()

    def _fixture_teardown(self):
        empty_tables()

    def desk(self, who):
        """As the door would let them in."""
        return raw("stoep_desk_web", "stoep_desk", person=getattr(self.c, who).id, town=self.c.oever.id)

    def order(self, query, **changes):
        row = {
            "id": uuid7(), "municipality_id": self.c.oever.id, "neighbourhoods": [self.c.brug.id], "only_not_joined": False,
            "only_asked": False, "languages": ["nl"], "message": "{}", "state": "ordered", "ordered_by": self.c.els_mandate.id,
            "ordered_at": timezone.now(), "expected": 8, "refused_reason": "", "percent": 0, **changes,
        }  # fmt: skip
        return query(f"INSERT INTO membership_letterbatch ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values()))

    def refused(self, who, text, sql, *params):
        with self.desk(who) as query, self.assertRaisesRegex(NO, text, msg=sql):
            query(sql, params)

    def change(self, who, text, batch, change):
        self.refused(who, text, f"UPDATE membership_letterbatch SET {change} WHERE id = %s", batch.id)

    def test_a_batch_begins_as_an_order_in_ones_own_name(self):
        with self.desk("els") as query:
            assert self.order(query) == 1
        moment, eline = timezone.now(), self.c.eline_mandate.id
        for changes in (
            {"state": "approved", "approved_by": eline, "approved_at": moment},
            {"state": "ready", "approved_by": eline, "approved_at": moment, "ready_at": moment},
            {"state": "ready"},
            {"approved_by": eline},
            {"ready_at": moment},
            {"percent": 100},
            {"ordered_by": eline},  # then Els could approve it herself
            {"ordered_by": self.c.joris_mandate.id},
            {"neighbourhoods": [self.c.markt.id]},  # another town's
            {"neighbourhoods": [self.c.brug.id, self.c.markt.id]},
            {"expected": 1},
            {"municipality_id": self.c.dorp.id},
        ):
            with self.desk("els") as query, self.assertRaisesRegex(NO, POLICY, msg=changes):
                self.order(query, **changes)
        for who in ("joris", "femke"):  # prints; is of the next town
            with self.desk(who) as query, self.assertRaisesRegex(NO, POLICY):
                self.order(query, ordered_by=getattr(self.c, f"{who}_mandate").id)

    def test_nobody_approves_ones_own(self):
        batch, els, eline = scene.ordered(self.c), self.c.els_mandate.id, self.c.eline_mandate.id
        for by in (els, eline):
            self.change("els", POLICY, batch, f"state = 'approved', approved_at = now(), approved_by = '{by}'")
        self.change("joris", POLICY, batch, f"state = 'approved', approved_at = now(), approved_by = '{self.c.joris_mandate.id}'")
        self.change("eline", POLICY, batch, f"state = 'approved', approved_at = now(), approved_by = '{els}'")
        for state in ("ready", "fetched", "received"):
            self.change("eline", POLICY, batch, f"state = '{state}', fetched_at = now(), received_at = NULL, approved_by = '{eline}'")
        with self.desk("eline") as query:
            sql = "UPDATE membership_letterbatch SET state = 'approved', approved_at = now(), approved_by = %s WHERE id = %s"
            assert query(sql, [eline, batch.id]) == 1

    def test_what_was_ordered_stays_as_ordered_and_is_never_deleted(self):
        batch = scene.ordered(self.c)
        for change in ("expected = 1", "neighbourhoods = '{3}'", "languages = '{fr}'", "message = '{}'", "only_not_joined = true",
                       "only_asked = true", "ordered_by = gen_random_uuid()", "percent = 100", "ready_at = now()",
                       "municipality_id = 2"):  # fmt: skip
            for who in ("els", "eline", "joris"):
                self.change(who, DENIED, batch, change)
        self.refused("els", DENIED, "DELETE FROM membership_letterbatch WHERE id = %s", batch.id)

    def test_while_it_is_typeset_and_once_it_ended_the_desk_changes_nothing(self):
        typeset, gone = scene.approved(self.c), scene.ordered(self.c, self.c.kaai)
        eline = cast.mandate(self.c, "eline")
        with acting(eline):
            actions.refuse_letters(eline, batch=gone.id, reason="nee")
        for batch in (typeset, gone):
            for who in ("els", "eline", "joris"):
                with self.desk(who) as query:
                    assert query("UPDATE membership_letterbatch SET state = 'ordered' WHERE id = %s", [batch.id]) == 0

    def test_fetched_by_the_print_operator_and_again_only_by_anothers_leave(self):
        batch = scene.ready(self.c)
        for who in ("els", "eline"):
            for by in ("joris", who):
                fetched = f"state = 'fetched', fetched_at = now(), fetched_by = '{getattr(self.c, f'{by}_mandate').id}'"
                self.change(who, POLICY, batch, fetched)
        self.change("joris", POLICY, batch, "state = 'received', received_at = now()")  # not fetched: nothing to destroy
        joris = cast.mandate(self.c, "joris")
        with acting(joris):
            actions.fetch_letters(joris, batch=batch.id)
        for who in ("joris", "els"):
            self.change(who, POLICY, batch, "state = 'ready'")
        with self.desk("eline") as query:
            assert query("UPDATE membership_letterbatch SET state = 'ready' WHERE id = %s", [batch.id]) == 1

    def test_the_words_of_a_neighbour_are_left_out_in_ones_own_name_with_a_reason_and_never_changed(self):
        with acting(cast.KEEPER):
            words = NamedWords.objects.create(municipality_id=self.c.oever.id, neighbourhood_id=self.c.brug.id, name="An", language="nl")
        sql, by = "UPDATE membership_namedwords SET {} WHERE id = %s", f"'{self.c.els_mandate.id}'"
        left_out = f"refused_at = now(), refused_by = {by}"
        for change in ("line = 'x'", "batch_id = id", "homes = 0"):
            self.refused("els", DENIED, sql.format(change), words.id)
        for who in ("els", "eline", "joris"):
            self.refused(who, POLICY, sql.format(left_out), words.id)  # without a reason
        self.refused("joris", POLICY, sql.format(f"{left_out}, reason = 'Nee'"), words.id)
        self.refused("eline", POLICY, sql.format(f"{left_out}, reason = 'Nee'"), words.id)  # in another's name
        with self.desk("els") as query:
            assert query(sql.format(f"{left_out}, reason = 'Nee'"), [words.id]) == 1
            assert self.order(query, in_names=True, expected=0) == 1
        with self.desk("els") as query, self.assertRaisesRegex(NO, POLICY):
            self.order(query, in_names=True, expected=1)

    def test_the_secrets_of_a_batch_are_not_the_desks(self):
        scene.ready(self.c)
        for who in ("els", "eline", "joris"):
            for table in ("membership_lettercode", "membership_letterchunk", "membership_noletter", "places_address"):
                for sql in ("SELECT 1 FROM {}", "DELETE FROM {}"):
                    self.refused(who, DENIED, sql.format(table))

    def test_an_announcement_is_in_ones_own_name_and_only_the_keeper_sends(self):
        def row(**changes):
            return {
                "id": uuid7(), "municipality_id": self.c.oever.id, "mandate_id": self.c.els_mandate.id, "signed": "Els",
                "function": "Buurtregie", "texts": '{"nl": {"title": "t", "body": "b"}}', "fallback": "nl",
                "neighbourhoods": [self.c.brug.id], "introduces": [], "households": 8, "state": "sending",
                "created": timezone.now(), **changes,
            }  # fmt: skip

        def announce(query, values):
            marks = ", ".join(["%s"] * len(values))
            return query(f"INSERT INTO board_announcement ({', '.join(values)}) VALUES ({marks})", list(values.values()))

        with self.desk("els") as query:
            assert announce(query, row()) == 1
        for changes in (
            {"signed": "De burgemeester"},
            {"function": "Burgemeester"},
            {"mandate_id": self.c.eline_mandate.id, "signed": "Eline", "function": "Burgerzaken"},
            {"state": "sent", "sent_at": timezone.now()},
            {"neighbourhoods": [self.c.markt.id]},
        ):
            with self.desk("els") as query, self.assertRaisesRegex(NO, POLICY, msg=changes):
                announce(query, row(**changes))
        with acting(cast.KEEPER):
            Announcement.objects.create(**(row() | {"texts": {"nl": {"title": "t", "body": "b"}}}))
        for change in ("signed = 'x'", "neighbourhoods = '{3}'", "sent_at = now()", "mandate_id = gen_random_uuid()"):
            self.refused("els", DENIED, f"UPDATE board_announcement SET {change}")
        self.refused("els", POLICY, "UPDATE board_announcement SET state = 'sent'")
        self.refused("joris", POLICY, "UPDATE board_announcement SET texts = '{}'")

    def test_a_line_of_the_journal_is_in_ones_own_name(self):
        line = """INSERT INTO journal_townentry (id, municipality_id, verb, person_id, duty, detail, at)
                  VALUES (gen_random_uuid(), %s, 'approve_letters', %s, 'official', '{}', now())"""
        with self.desk("els") as query:
            assert query(line, [self.c.oever.id, self.c.els.id]) == 1
        self.refused("els", POLICY, line, self.c.oever.id, self.c.eline.id)
        an = {"person": self.c.an.id, "here": self.c.brug.id, "member": self.c.an_member.id}
        line = """INSERT INTO journal_entry (neighbourhood_id, id, verb, person_id, member_id, detail, at)
                  VALUES (%s, gen_random_uuid(), 'publish_post', %s, %s, '{}', now())"""
        with raw("stoep_web", "stoep_resident", **an) as query:
            assert query(line, [self.c.brug.id, self.c.an.id, self.c.an_member.id]) == 1
        for person, member in ((self.c.bram, self.c.an_member), (self.c.an, self.c.bram_member)):
            with raw("stoep_web", "stoep_resident", **an) as query, pytest.raises(NO, match=POLICY):
                query(line, [self.c.brug.id, person.id, member.id])

    def test_signing_in_gives_nobody_a_home_a_duty_or_a_fresh_budget(self):
        for sql in (
            "UPDATE membership_seat SET neighbourhood_id = 2",
            "UPDATE membership_seat SET state = 'active'",
            "DELETE FROM membership_seat",
            "INSERT INTO membership_seat SELECT * FROM membership_seat",
            "UPDATE membership_mandate SET may_approve = true",
            "INSERT INTO membership_mandate SELECT * FROM membership_mandate",
            "DELETE FROM people_person",
            "DELETE FROM people_budget",
            "DELETE FROM membership_letterbatch",
            "SELECT 1 FROM membership_letterbatch",
        ):
            with raw("stoep_web") as query, pytest.raises(NO, match=DENIED):
                query(sql)

    def test_the_acts_themselves_still_work(self):
        batch = scene.ready(self.c)
        joris = cast.mandate(self.c, "joris")
        for act in (actions.fetch_letters, actions.confirm_receipt):
            with acting(joris):
                act(joris, batch=batch.id)
        with acting(cast.KEEPER):
            assert LetterBatch.objects.get(id=batch.id).state == "received"
