"""The chat's pages, as a browser without any script uses them, and who gets none of them."""

import io
import uuid

from django.test import Client, TestCase
from django.urls import reverse
from PIL import Image

from stoep.chat.actions import send_message
from stoep.chat.models import Conversation, Message, SentPicture
from stoep.lib.roles import acting
from stoep.membership.models import Member
from tests import cast

HERE = "oever-brug"


def drawing() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "PNG")
    file.seek(0)
    file.name = "tuin.png"
    return file


class Pages(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def setUp(self):
        self.an, self.bram = (cast.sign_in(Client(), getattr(self.c, who)) for who in ("an", "bram"))
        self.to_bram = reverse("start_conversation", args=[HERE, self.c.bram_member.id])

    def begin(self, body="Dag Bram, heb jij een ladder?") -> str:
        answer = self.an.post(self.to_bram, {"act": uuid.uuid4(), "body": body})
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    def test_from_a_first_message_to_an_answer(self):
        assert self.an.get(self.to_bram).status_code == 200
        assert Conversation.objects.none().count() == 0
        page = self.begin()
        assert self.an.get(self.to_bram)["Location"] == page
        lines = self.bram.get(reverse("chat", args=[HERE])).content.decode()
        assert "heb jij een ladder?" in lines
        assert 'class="dot"' in lines
        assert 'class="tab-count"' in lines
        read = self.bram.get(page)
        self.assertContains(read, "heb jij een ladder?")
        self.bram.post(f"{page}send/", {"act": uuid.uuid4(), "body": "Ja hoor <b>kom</b> maar"})
        answered = self.an.get(page).content.decode()
        assert "Ja hoor &lt;b&gt;kom&lt;/b&gt; maar" in answered
        assert 'class="dot"' not in self.bram.get(reverse("chat", args=[HERE])).content.decode()  # who answers has read

    def test_nobody_else_finds_it(self):
        page = self.begin()
        message = self.bram.get(page).content.decode().split('id="message-')[1][:36]
        others = {who: cast.sign_in(Client(), getattr(self.c, who), second_step=True) for who in ("marie", "noor", "dirk", "chloe", "els")}
        parts = ("", "send/", "news/", "read/", "times/", "about/", "mute/", "rename/", "add/", "leave/")
        for who, browser in {**others, "nobody": Client()}.items():
            for address in [*(page + part for part in parts), f"/n/{HERE}/chat/messages/{message}/withdraw/"]:
                for method in (browser.get, browser.post):
                    assert method(address, {"act": uuid.uuid4(), "body": "x"}).status_code in (404, 405), (who, address)
            answered = browser.post(f"/n/{HERE}/chat/messages/{message}/answer/", {"choice": "0"})
            assert answered.status_code == 404, who

    def test_what_was_typed_stays_when_it_is_too_long_or_nothing(self):
        page = self.begin()
        for body, said in (("x" * 4001, "x" * 4001), ("", "Schrijf"), ("\u202e\u200b", "")):
            answer = self.an.post(f"{page}send/", {"act": uuid.uuid4(), "body": body})
            assert answer.status_code == 422
            assert said in answer.content.decode()
        quick = self.an.post(f"{page}send/", {"act": uuid.uuid4(), "body": ""}, headers={"HX-Request": "true"})
        assert (quick.status_code, quick["Content-Type"]) == (422, "text/plain; charset=utf-8")
        assert self.an.post(f"{page}send/", {"act": uuid.uuid4(), "body": "x" * 300_000}).status_code == 413

    def test_letters_that_deceive_are_left_out(self):
        page = self.begin("Klik \u202egpj.exe")
        assert "\u202e" not in self.bram.get(page).content.decode()

    def test_sent_twice_is_said_once_also_the_first(self):
        act = uuid.uuid4()
        for _ in range(3):
            self.an.post(self.to_bram, {"act": act, "body": "Dag"})
        with acting(cast.KEEPER):
            assert Message.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_an_open_page_asks_for_what_is_new(self):
        page = self.begin()
        an = cast.member(self.c, "an")
        with acting(cast.KEEPER):
            first = Message.objects.get(neighbourhood=self.c.brug)
        whole = self.bram.get(f"{page}news/?after=nonsense")
        assert "ladder" in whole.content.decode()
        address = f"{page}news/?after={first.changed_at.isoformat().replace('+', '%2B')}"
        seen = self.bram.get(address)
        assert self.bram.get(address, headers={"If-None-Match": seen["ETag"]}).status_code == 304
        with acting(an):
            send_message(an, conversation=first.conversation_id, body="Voor de kersen", act=uuid.uuid4())
        fresh = self.bram.get(address, headers={"If-None-Match": seen["ETag"]})
        assert "Voor de kersen" in fresh.content.decode()
        quick = self.bram.post(f"{page}send/", {"act": uuid.uuid4(), "body": "Prima"}, headers={"HX-Request": "true"})
        assert "Prima" in quick.content.decode()
        assert uuid.UUID(quick["Next-Act"])

    def test_pages_upwards(self):
        page = self.begin("De allereerste")
        an = cast.member(self.c, "an")
        with acting(cast.KEEPER):
            talk = Conversation.objects.get(neighbourhood=self.c.brug)
            here = {"neighbourhood": self.c.brug, "conversation_id": talk.id, "members": talk.members, "author_id": an.member}
            ids = [uuid.UUID(int=talk.last_id.int + n + 1) for n in range(60)]
            Message.objects.bulk_create(Message(**here, id=ident, body=f"Zin {n}.") for n, ident in enumerate(ids))
        newest = self.bram.get(page).content.decode()
        assert "Zin 59." in newest
        assert "De allereerste" not in newest
        older = newest.split('href="?before=')[1][:36]
        middle = self.bram.get(f"{page}?before={older}").content.decode()
        assert "Zin 29." in middle
        assert "De allereerste" in self.bram.get(f"{page}?before={middle.split('?before=')[1][:36]}").content.decode()

    def test_a_picture_is_for_those_who_take_part(self):
        page = self.begin()
        answer = self.an.post(f"{page}send/", {"act": uuid.uuid4(), "body": "", "files": [drawing()]})
        assert answer.status_code == 302, answer.content.decode()
        with acting(cast.KEEPER):
            picture = SentPicture.objects.get(neighbourhood=self.c.brug)
        address = f"/n/{HERE}/chat/pictures/{picture.id}/480.webp"
        assert address in self.bram.get(page).content.decode()
        assert self.bram.get(address)["Content-Type"] == "image/webp"
        for browser in (Client(), *(cast.sign_in(Client(), getattr(self.c, who), second_step=True) for who in ("marie", "dirk", "els"))):
            assert browser.get(address).status_code == 404
        self.an.post(f"/n/{HERE}/chat/messages/{picture.message_id}/withdraw/")
        assert self.bram.get(address).status_code == 404

    def test_a_file_that_is_no_picture_is_named_and_the_text_stays(self):
        page = self.begin()
        trick = io.BytesIO(b"<svg onload=alert(1)>")
        trick.name = "foto.png"
        answer = self.an.post(f"{page}send/", {"act": uuid.uuid4(), "body": "Kijk eens", "files": [drawing(), trick]})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "foto.png" in text
        assert "Kijk eens" in text
        assert 'name="picture"' in text  # the good one is kept

    def test_the_list_of_somebody_without_any(self):
        empty = cast.sign_in(Client(), self.c.marie).get(reverse("chat", args=[HERE]))
        self.assertContains(empty, 'class="empty"')

    def test_a_group_says_that_somebody_came_in_and_that_its_name_is_kept(self):
        with acting(cast.KEEPER):
            folk = {"Lies": 8_200_701, "Tom": 8_200_702}
            lies, tom = (Member.objects.create(neighbourhood=self.c.brug, name=name, person_id=number) for name, number in folk.items())
        who = {"act": uuid.uuid4(), "title": "Ontbijt", "who": [self.c.bram_member.id, lies.id]}
        group = self.an.post(reverse("start_group", args=[HERE]), who).url
        self.assertContains(self.an.get(f"{group}about/"), 'action="#ask-in"')  # what was found is in sight on a phone
        came = self.an.post(f"{group}add/", {"who": tom.id}, follow=True)
        assert ["Tom" in str(said) for said in came.context["messages"]] == [True]
        kept = self.an.post(f"{group}rename/", {"title": "Ontbijt op straat"}, follow=True)
        assert len(kept.context["messages"]) == 1
