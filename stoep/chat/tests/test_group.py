"""A group: who is in it reads it, who comes later reads from then on, who leaves reads no more."""

import uuid

import pytest
from django.test import Client, TestCase

from stoep.chat.actions import add_to_group, leave_conversation, rename_group, send_message, start_conversation, start_group
from stoep.chat.models import Conversation, Message
from stoep.chat.reading import messages
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Member
from tests import cast
from tests.shards import guarded


class Groups(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram, self.noor = (cast.member(self.c, who) for who in ("an", "bram", "noor"))
        self.dirk = cast.member(self.c, "dirk", self.c.brug)
        with acting(cast.KEEPER):
            self.lies = Member.objects.create(neighbourhood=self.c.brug, name="Lies", person_id=8_500_001)
        with acting(self.bram), guarded():
            self.group = start_group(self.bram, others=[self.an.member, self.noor.member], title="Straatfeest", act=uuid.uuid4())

    def say(self, who, body):
        with acting(who), guarded():
            return send_message(who, conversation=self.group.id, body=body, act=uuid.uuid4())

    def read(self, who) -> list[str]:
        with acting(who), guarded():
            return [row["body"] for row in messages(who, self.group.id).rows if not row["kind"]]

    def test_all_of_it_read_it_but_for_whom_a_block_keeps_apart(self):
        self.say(self.bram, "Wie brengt tafels?")
        self.say(self.noor, "Ik")
        assert self.read(self.bram) == ["Wie brengt tafels?", "Ik"]
        assert self.read(self.an) == ["Wie brengt tafels?"]
        assert self.read(self.dirk) == []

    def test_whom_a_block_hides_is_absent_whether_they_are_in_it_left_it_or_never_were(self):
        for ago in ("in it", "left"):
            with acting(self.an), pytest.raises(Member.DoesNotExist):
                add_to_group(self.an, conversation=self.group.id, other=self.noor.member)
            if ago == "in it":
                with acting(self.noor):
                    leave_conversation(self.noor, conversation=self.group.id)

    def test_who_comes_later_reads_from_then_on(self):
        self.say(self.bram, "Onder ons")
        with acting(self.bram), guarded():
            add_to_group(self.bram, conversation=self.group.id, other=self.dirk.member)
        self.say(self.bram, "Dag Dirk")
        assert self.read(self.dirk) == ["Dag Dirk"]

    def test_who_leaves_reads_no_more_and_is_not_brought_back(self):
        with acting(self.an), guarded():
            leave_conversation(self.an, conversation=self.group.id)
            assert not Conversation.objects.of(self.an).exists()
        said = self.say(self.bram, "Zonder An")
        with acting(self.an):
            assert not Message.objects.filter(neighbourhood=self.an.here, id=said.id).exists()
            with pytest.raises(Conversation.DoesNotExist):
                send_message(self.an, conversation=self.group.id, body="x", act=uuid.uuid4())
        with acting(self.bram), pytest.raises(NotAllowed, match="nobody is brought back"):
            add_to_group(self.bram, conversation=self.group.id, other=self.an.member)
        self.say(self.bram, "Nog altijd zonder An")
        with acting(self.an):
            assert not Conversation.objects.of(self.an).exists()

    def test_the_same_form_twice_is_one_group(self):
        act = uuid.uuid4()
        with acting(self.bram):
            both = [start_group(self.bram, others=[self.an.member, self.lies.id], title="Tuin", act=act).id for _ in range(2)]
        assert both[0] == both[1]

    def test_two_others_at_least_all_of_them_here(self):
        for others, fault in (([self.an.member], NotAllowed), ([self.an.member, self.c.chloe_member.id], Member.DoesNotExist)):
            with acting(self.bram), pytest.raises(fault):
                start_group(self.bram, others=others, title="x", act=uuid.uuid4())
        with acting(self.an), pytest.raises(Member.DoesNotExist):
            add_to_group(self.an, conversation=self.group.id, other=self.c.chloe_member.id)

    def test_two_are_not_a_group(self):
        with acting(self.an):
            talk = start_conversation(self.an, other=self.bram.member)
            for act in (
                lambda: add_to_group(self.an, conversation=talk.id, other=self.dirk.member),
                lambda: rename_group(self.an, conversation=talk.id, title="x"),
                lambda: leave_conversation(self.an, conversation=talk.id),
            ):
                with pytest.raises(NotAllowed):
                    act()

    def test_on_the_pages(self):
        bram = cast.sign_in(Client(), self.c.bram)
        new = "/n/oever-brug/chat/new/"
        assert "Lies" in bram.get(new, {"q": "lie"}).content.decode()
        act = uuid.uuid4()
        looked = bram.post("/n/oever-brug/chat/begin/", {"act": act, "title": "Moestuin", "q": "An", "who": [self.lies.id], "look": "1"})
        assert "Moestuin" in looked.content.decode()
        assert f'value="{self.lies.id}" checked' in looked.content.decode()
        alone = bram.post("/n/oever-brug/chat/begin/", {"act": act, "title": "Moestuin", "who": [self.lies.id]})
        assert alone.status_code == 422
        page = bram.post("/n/oever-brug/chat/begin/", {"act": act, "title": "Moestuin", "who": [self.lies.id, self.an.member]})["Location"]
        about = bram.get(f"{page}about/", {"q": "Dirk"}).content.decode()
        assert "Lies" in about
        assert f'value="{self.dirk.member}"' in about
        with acting(self.an):
            leave_conversation(self.an, conversation=uuid.UUID(page.rstrip("/").rsplit("/", 1)[1]))
        about = bram.get(f"{page}about/", {"q": "An"}).content.decode()
        assert f'value="{self.an.member}"' not in about and "Heeft deze groep verlaten" in about, "nobody is offered who cannot be asked in"
        assert bram.post(f"{page}add/", {"who": self.dirk.member}).status_code == 302
        assert bram.post(f"{page}add/", {"who": "nobody"}).status_code == 404
        assert bram.post(f"{page}rename/", {"title": ""}).status_code == 422
        bram.post(f"{page}rename/", {"title": "Moestuin achteraan"})
        assert "Moestuin achteraan" in bram.get("/n/oever-brug/chat/").content.decode()
        bram.post(f"{page}mute/", {"mute": "yes"})
        assert "bell-off" in bram.get("/n/oever-brug/chat/").content.decode()
        assert bram.get(f"{page}leave/").status_code == 200
        assert bram.post(f"{page}leave/").status_code == 302
        assert bram.get(page).status_code == 404
