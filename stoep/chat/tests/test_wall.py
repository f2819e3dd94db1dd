"""The wall around a conversation, by raw SQL as each role: its participants and nobody else, whatever the Python above it does."""

import uuid

import psycopg
from django.test import TransactionTestCase

from stoep.chat.models import Conversation, Marker, Message, SentPicture, Waiting, pair_of
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from tests import cast
from tests.raw import empty_tables, raw

TABLES = ("chat_conversation", "chat_message", "chat_sentpicture", "chat_waiting", "chat_marker")
NO, RLS = psycopg.errors.InsufficientPrivilege, "row-level security"


class Wall(TransactionTestCase):
    def setUp(self):
        self.c = c = cast.build()
        self.an, self.bram = c.an_member.id, c.bram_member.id
        here = {"neighbourhood": c.brug}
        with acting(cast.KEEPER), fan_out("the test's talk"):
            self.talk = Conversation.objects.create(
                **here, members=[self.an, self.bram], pair=pair_of(self.an, self.bram), begun_by=self.an
            )
            of = {**here, "conversation_id": self.talk.id}
            said = Message.objects.create(**of, members=self.talk.members, author_id=self.an, body="onder ons")
            SentPicture.objects.create(**here, message_id=said.id, members=self.talk.members, member_id=self.an, width=1, height=1)
            Waiting.objects.create(**of, member_id=self.bram)
            Marker.objects.create(**of, member_id=self.bram)

    def _fixture_teardown(self):
        empty_tables()

    def as_member(self, member, place=None, person=None):
        place = place or self.c.brug
        return raw("stoep_web", "stoep_resident", here=place.id, town=self.c.oever.id, member=member, person=person or self.c.an.id)

    def counts(self, query) -> list[int]:
        return [query(f"SELECT count(*) FROM {table}")[0] for table in TABLES]

    def test_participants_read_it_and_what_is_their_own(self):
        with self.as_member(self.an) as query:
            assert self.counts(query) == [1, 1, 1, 0, 0]  # whether Bram has read it is Bram's to know
        with self.as_member(self.bram) as query:
            assert self.counts(query) == [1, 1, 1, 1, 1]

    def test_nobody_else_finds_a_row(self):
        others = {"marie": self.c.marie_member.id, "noor": self.c.noor_member.id, "dirk": self.c.dirk_member_brug.id, "x": uuid.uuid4()}
        for member in others.values():
            with self.as_member(member) as query:
                assert self.counts(query) == [0] * 5
        with self.as_member(self.an, self.c.kaai) as query:  # the same id, next door
            assert self.counts(query) == [0] * 5
        with raw("stoep_web", "stoep_resident", here=self.c.brug.id) as query:  # no member, no rows
            assert self.counts(query) == [0] * 5
        with raw("stoep_web", "stoep_resident", member=self.an) as query:
            assert self.counts(query) == [0] * 5

    def test_no_other_role_has_any_right(self):
        roles = (("stoep_web", None), ("stoep_web", "stoep_joiner"), ("stoep_web", "stoep_guest"), ("stoep_web", "stoep_public"),
                 ("stoep_web", "stoep_desk"), ("stoep_desk_web", None), ("stoep_desk_web", "stoep_desk"), ("stoep_live", None))  # fmt: skip
        for login, role in roles:
            for table in TABLES:
                with raw(login, role, here=self.c.brug.id, town=self.c.oever.id, member=self.an) as query, self.assertRaises(NO):
                    query(f"SELECT 1 FROM {table}")

    def test_nobody_lets_themselves_in(self):
        for sql in (
            f"UPDATE chat_conversation SET members = members || '{self.c.marie_member.id}'::uuid",
            "UPDATE chat_message SET body = 'x'",
        ):
            with self.as_member(self.c.marie_member.id) as query:
                assert query(sql) == 0
        for sql in ("UPDATE chat_message SET members = '{}'", "UPDATE chat_message SET author_id = author_id", "DELETE FROM chat_message",
                    "DELETE FROM chat_conversation", "UPDATE chat_conversation SET pair = NULL", "TRUNCATE chat_message"):  # fmt: skip
            with self.as_member(self.an) as query, self.assertRaises(NO):
                query(sql)

    def test_a_message_without_oneself_in_it_cannot_be_put_in(self):
        columns = "neighbourhood_id, id, conversation_id, members, author_id, body, created, changed_at"
        foreign = f"{self.c.brug.id}, gen_random_uuid(), '{self.talk.id}', ARRAY['{self.bram}']::uuid[], '{self.an}', 'x', now(), now()"
        with self.as_member(self.an) as query, self.assertRaisesRegex(NO, RLS):
            query(f"INSERT INTO chat_message ({columns}) VALUES ({foreign})")

    def test_nobody_speaks_leaves_or_asks_in_for_another(self):
        columns = "neighbourhood_id, id, conversation_id, members, author_id, kind, whom_id, body, created, changed_at"
        values = f"{self.c.brug.id}, gen_random_uuid(), '{self.talk.id}', %s, %s, %s, %s, '', now(), now()"
        sql, both = f"INSERT INTO chat_message ({columns}) VALUES ({values})", [self.an, self.bram]
        for author, kind, whom in ((self.bram, "", None), (self.bram, "left", None), (self.an, "asked_in", self.c.marie_member.id)):
            with self.as_member(self.an) as query, self.assertRaisesRegex(NO, RLS):
                query(sql, [both, author, kind, whom])
        with self.as_member(self.an) as query:
            assert query(sql, [both, self.an, "asked_in", self.bram]) == 1
        for column in ("kind = 'left'", "whom_id = author_id"):
            with self.as_member(self.an) as query, self.assertRaises(NO):
                query(f"UPDATE chat_message SET {column}")

    def test_a_waiting_row_goes_in_for_another_and_is_not_seen_again(self):
        row = f"{self.c.brug.id}, gen_random_uuid(), '{self.talk.id}', '{self.c.noor_member.id}', now()"
        with self.as_member(self.an) as query:
            query(f"INSERT INTO chat_waiting (neighbourhood_id, id, conversation_id, member_id, since) VALUES ({row})")
            assert query("SELECT count(*) FROM chat_waiting") == [0]
            assert query("DELETE FROM chat_waiting") == 0
        with self.as_member(self.an) as query, self.assertRaisesRegex(NO, RLS):
            there = row.replace(f"{self.c.brug.id},", f"{self.c.kaai.id},", 1)
            query(f"INSERT INTO chat_waiting (neighbourhood_id, id, conversation_id, member_id, since) VALUES ({there})")
