"""Notes between the messages of a group: who was asked in, who left, that it has another name; and everything a note is not."""

import uuid
from dataclasses import replace

import pytest
from django.test import TestCase
from django.utils import translation

from stoep.chat import pieces, reading
from stoep.chat.actions import (
    add_to_group,
    hold_message,
    leave_conversation,
    rename_group,
    send_message,
    start_conversation,
    start_group,
    withdraw_message,
)
from stoep.chat.finding import message_for
from stoep.chat.leaving import hide, show
from stoep.chat.models import Message, Waiting
from stoep.chat.reaching import strangers
from stoep.chat.rules import SENT_A_MINUTE
from stoep.lib.clock import now
from stoep.lib.own import PARTS, Face, Owner
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded


class Notes(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram, self.noor = (cast.member(self.c, who) for who in ("an", "bram", "noor"))
        with acting(cast.KEEPER):
            folk = {"Lies": 8_200_701, "Tom": 8_200_702}
            made = [Member.objects.create(neighbourhood=self.c.brug, name=name, person_id=number) for name, number in folk.items()]
        self.lies, self.tom = (replace(self.bram, member=member.id, person=member.person_id) for member in made)
        self.group = self.do(self.bram, start_group, others=[self.an.member, self.lies.member], title="Feest", act=uuid.uuid4())

    def do(self, who, verb, **given):
        with acting(who), guarded():
            return verb(who, **given)

    def ask_in(self, who, other, group=None):
        self.do(who, add_to_group, conversation=(group or self.group).id, other=other.member)

    def leave(self, who):
        self.do(who, leave_conversation, conversation=self.group.id)

    def name(self, who, title):
        self.do(who, rename_group, conversation=self.group.id, title=title)

    def say(self, who, body):
        return self.do(who, send_message, conversation=self.group.id, body=body, act=uuid.uuid4())

    def rows(self, who, group=None):
        with acting(who), guarded():
            return reading.messages(who, (group or self.group).id).rows

    def page(self, who, group=None) -> str:
        with acting(who), translation.override("en"):
            return pieces.messages(pieces.Reader(replace(who, language="en"), ""), self.rows(who, group), two=False)

    def notes(self, who, group=None) -> list[str]:
        """What this reader is told, in English, without its time."""
        found = self.page(who, group).split('<li class="said-note')[1:]
        return [one.split("<p>")[1].split(" <time")[0].replace("<bdi>", "").replace("</bdi>", "") for one in found]

    def kept(self, **which):
        with acting(cast.KEEPER):
            return list(Message.objects.filter(neighbourhood=self.c.brug, **which).exclude(kind="").order_by("id"))

    def test_each_reads_who_came_who_left_and_that_the_name_changed(self):
        self.ask_in(self.an, self.tom)
        self.name(self.bram, "Straatfeest")
        self.leave(self.lies)
        named = "gave the group another name"
        assert self.notes(self.an) == ["You asked Tom in", f"Bram {named}", "Lies left the group"]
        assert self.notes(self.bram) == ["An asked Tom in", f"You {named}", "Lies left the group"]
        assert all(row.body == "" for row in self.kept()), "ids alone: no name, and not the new title"

    def test_who_was_asked_in_reads_that_and_nothing_before_and_who_left_nothing_more(self):
        self.name(self.bram, "Onder ons")
        self.ask_in(self.bram, self.tom)
        assert self.notes(self.tom) == ["Bram asked you in. You read what is said from now on."]
        self.leave(self.tom)
        self.name(self.an, "Zonder Tom")
        with acting(self.tom), pytest.raises(reading.Conversation.DoesNotExist):
            reading.head(self.tom, self.group.id)
        assert [self.tom.member in row.members for row in self.kept()] == [False, True, True, False], "their own going is theirs"

    def test_where_a_block_hides_one_of_them_there_is_none(self):
        group = self.do(self.bram, start_group, others=[self.an.member, self.noor.member], title="Tuin", act=uuid.uuid4())
        self.ask_in(self.noor, self.tom, group)
        self.ask_in(self.an, self.lies, group)
        assert self.notes(self.an, group) == ["You asked Lies in"]
        assert self.notes(self.noor, group) == ["You asked Tom in"]
        self.ask_in(self.bram, self.tom)
        self.ask_in(self.bram, self.noor)
        self.do(self.noor, leave_conversation, conversation=self.group.id)
        assert self.notes(self.an) == ["Bram asked Tom in"]

    def test_who_erases_their_account_is_named_no_more_and_who_comes_back_is(self):
        self.ask_in(self.an, self.tom)
        self.ask_in(self.tom, cast.member(self.c, "dirk", self.c.brug))
        self.becomes("", hide, at := now())
        assert self.notes(self.bram) == ["An asked somebody in", "Somebody asked Dirk in"]
        self.becomes("Tom", show, at, {})
        assert self.notes(self.bram) == ["An asked Tom in", "Tom asked Dirk in"]

    def becomes(self, name, act, *given):
        """Tom is hidden, or shown again; open pages ask for every note that names him."""
        before = [row.changed_at for row in self.kept()]
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.tom.member).update(name=name)
            act(cast.KEEPER, Face(self.c.brug.id, self.tom.member, "Brug"), *given)
        assert all(row.changed_at > at for row, at in zip(self.kept(), before, strict=True))

    def test_it_waits_for_nobody_and_the_list_goes_by_what_was_said(self):
        said = self.say(self.bram, "Wie brengt tafels?")
        with acting(cast.KEEPER):
            Waiting.objects.filter(neighbourhood=self.c.brug).delete()
        self.ask_in(self.bram, self.tom)
        self.name(self.bram, "Straatfeest")
        self.leave(self.lies)
        with acting(cast.KEEPER):
            assert not Waiting.objects.filter(neighbourhood=self.c.brug).exists()
            self.group.refresh_from_db()
        assert (self.group.last_id, self.group.last_at) == (said.id, said.created)
        with acting(self.an), guarded(), translation.override("en"):
            shown = pieces.lines(pieces.Reader(self.an, ""), reading.conversations(self.an).rows)
        assert "Bram: Wie brengt tafels?" in shown and "Straatfeest" in shown
        with acting(self.tom), guarded():
            assert reading.conversations(self.tom).rows[0]["author_id"] is None

    def test_it_is_not_answered_taken_back_or_put_aside(self):
        self.ask_in(self.an, self.tom)
        (row,) = self.kept()
        with acting(self.bram), pytest.raises(Message.DoesNotExist):
            message_for(self.bram, row.id)
        with acting(self.an), pytest.raises(NotAllowed):
            withdraw_message(self.an, message=row.id)
        with acting(cast.KEEPER), pytest.raises(Message.DoesNotExist):
            hold_message(cast.KEEPER, message=row.id, why="flags")
        client = cast.sign_in(self.client, self.c.an)
        for path in ("withdraw", "answer"):
            assert client.post(f"/n/oever-brug/chat/messages/{row.id}/{path}/", {"choice": "0"}).status_code == 404
        shown = self.page(self.bram)
        assert "<details" not in shown and "<a " not in shown and "message-" not in shown

    def test_it_counts_as_nothing_said(self):
        one = {"neighbourhood": self.c.brug, "conversation_id": self.group.id, "members": self.group.members, "kind": "named"}
        with acting(cast.KEEPER):
            Message.objects.bulk_create(Message(**one, author_id=self.an.member) for _ in range(SENT_A_MINUTE))
            Message.objects.bulk_create([Message(**one, author_id=self.lies.member)])
        self.say(self.an, "Nog altijd welkom")
        with acting(self.bram):
            assert strangers(self.bram, [self.lies.member, self.an.member]) == {self.lies.member}

    def test_one_name_right_after_another_is_one_note(self):
        for title in ("Een", "Twee", "Drie"):
            self.name(self.an, title)
        assert len(self.kept()) == 1
        self.name(self.bram, "Vier")
        self.name(self.bram, "Vier")
        self.name(self.an, "Vijf")
        assert len(self.kept()) == 3

    def test_and_whom_a_block_hides_did_not_come_between_two(self):
        group = self.do(self.bram, start_group, others=[self.an.member, self.noor.member], title="Tuin", act=uuid.uuid4())
        for title in ("Een", "Twee"):
            self.do(self.an, rename_group, conversation=group.id, title=title)
            self.do(self.noor, send_message, conversation=group.id, body="Ik ook", act=uuid.uuid4())
        assert self.notes(self.an, group) == ["You gave the group another name"]
        assert self.notes(self.bram, group) == ["An gave the group another name"] * 2

    def test_what_changes_nothing_and_what_is_between_two_leaves_none(self):
        self.ask_in(self.bram, self.an)
        self.name(self.bram, "Feest")
        two = self.do(self.an, start_conversation, other=self.bram.member)
        with pytest.raises(NotAllowed):
            self.do(self.an, add_to_group, conversation=two.id, other=self.tom.member)
        with pytest.raises(NotAllowed):
            self.do(self.an, leave_conversation, conversation=two.id)
        assert self.kept() == []

    def test_it_comes_to_an_open_page_and_what_is_said_next_wears_its_face(self):
        first = self.say(self.bram, "Wie brengt tafels?")
        client = cast.sign_in(self.client, self.c.an)
        address = f"/n/oever-brug/chat/{self.group.id}/news/"
        self.name(self.bram, "Straatfeest")
        assert f'id="note-{self.kept()[0].id}"' in client.get(address, {"after": first.changed_at.isoformat()}).content.decode()
        self.say(self.bram, "Ik breng stoelen")
        assert self.page(self.an).count("said-who") == 2
        assert "said-on" not in self.page(self.an)

    def test_a_name_is_only_text(self):
        with acting(cast.KEEPER):
            Member.objects.filter(neighbourhood=self.c.brug, id=self.tom.member).update(name="<b>100% Tom</b> %(who)s")
        self.ask_in(self.bram, self.tom)
        assert self.notes(self.an) == ["Bram asked &lt;b&gt;100% Tom&lt;/b&gt; %(who)s in"]

    def test_one_s_own_data_says_that_one_did_it_and_not_whom_one_asked_in(self):
        self.ask_in(self.an, self.tom)
        part = next(part for part in PARTS if part.model == "chat.Message")
        with acting(cast.KEEPER):
            told = [[row for row, _ in part.rows(Owner(0, [Face(self.c.brug.id, who.member, "Brug")]))] for who in (self.an, self.tom)]
        assert [row["kind"] for row in told[0]] == ["asked_in"] and told[1] == []
        assert str(self.tom.member) not in str(told[0])
