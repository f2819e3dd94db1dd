"""Reporting a message: what the reporter chose and saw goes along, sealed; the operator reads that and nothing else."""

import json
from dataclasses import replace
from datetime import timedelta

from django.test import Client, TestCase

from stoep.chat.actions import send_message, start_conversation, start_group, withdraw_message
from stoep.chat.actions.pictures import folder_of
from stoep.chat.models import Message, SentPicture
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.actions.blocking import block_member
from stoep.moderation import talks
from stoep.moderation.actions import flag_message
from stoep.moderation.finding import message_to_flag
from stoep.moderation.keeping import kept_file
from stoep.moderation.models import Flag, Matter, Statement
from stoep.moderation.sweeping import sweep_matters
from tests import cast
from tests.shards import guarded

from .scene import carried, judges, matter, says, weigh_all

WORDS = ("Dag Bram.", "Dag An.", "Mag ik je boormachine?", "Ja.", "Je bent een ezel.", "Hela.")


class ReportIt(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()
        cls.an, cls.bram, cls.marie = (cast.member(cls.c, who) for who in ("an", "bram", "marie"))
        with acting(cls.an):
            cls.talk = start_conversation(cls.an, other=cls.bram.member)
        cls.said = [cls.say(who, words) for who, words in zip((cls.an, cls.bram) * 3, WORDS, strict=True)]
        cls.rude = cls.said[4]  # An's

    @classmethod
    def say(cls, who, body, talk=None):
        with acting(who), guarded():
            return send_message(who, conversation=(talk or cls.talk).id, body=body, act=uuid7())

    def report(self, who=None, message=None, along="0", pictures=False, weigh=True, **span):
        who, message = who or self.bram, message or self.rude
        with acting(who), guarded():
            said = message_to_flag(who, message.id)
            chosen = talks.stretch(talks.around(who, said), said, along, **span)
            copy = talks.handed(who, said, chosen, pictures)
            told = flag_message(who, said=said, copy=copy, reason="unkind", words="niet fijn")
        if weigh:
            weigh_all(self.c)
        return told

    def bodies(self):
        return [[line["body"] for line in copy] for copy in matter(self.c).context["talks"]]

    def reads(self, who, words) -> bool:
        page = cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/oever-brug/chat/{self.talk.id}/")
        return words.encode() in page.content

    def test_only_the_message_or_what_the_reporter_chose(self):
        assert self.report()
        assert self.bodies() == [["Je bent een ezel."]]
        with acting(cast.KEEPER):
            Matter.objects.all().delete()
            Flag.objects.filter(neighbourhood=self.c.brug).delete()
        self.report(along="range", first=str(self.said[3].id), last=str(self.said[5].id))
        assert self.bodies() == [list(WORDS[3:])]
        assert [line["who"] for line in matter(self.c).context["talks"][0]] == ["reporter", "author", "reporter"]
        assert "Bram" not in json.dumps(matter(self.c).context["talks"][0][1:])

    def test_the_copy_leaves_the_flag_and_is_weighed_once(self):
        self.report(along="3")
        weigh_all(self.c)
        assert not self.report()
        assert (matter(self.c).flags, len(matter(self.c).context["talks"])) == (1, 1)
        with acting(cast.KEEPER):
            assert Flag.objects.get(neighbourhood=self.c.brug).copy == []

    def test_who_takes_no_part_and_who_said_it_report_nothing(self):
        with self.assertRaises(Message.DoesNotExist):
            self.report(self.marie)
        with self.assertRaises(NotAllowed):
            self.report(self.an)

    def test_taking_back_does_not_take_the_copy(self):
        self.report(weigh=False)
        with acting(self.an):
            withdraw_message(self.an, message=self.rude.id)
        weigh_all(self.c)
        assert self.bodies() == [["Je bent een ezel."]]

    def test_words_that_were_never_said_reach_nobody(self):
        with acting(self.bram):
            said = message_to_flag(self.bram, self.rude.id)
            copy = talks.handed(self.bram, said, [said], pictures=False)
            flag_message(self.bram, said=said, copy=[copy[0] | {"body": "Ik steek je huis in brand."}], reason="threat")
        weigh_all(self.c)
        with acting(cast.KEEPER):
            assert not Matter.objects.exists()

    def test_nor_when_they_are_taken_back_meanwhile(self):
        with acting(self.bram):
            said = message_to_flag(self.bram, self.rude.id)
            copy = talks.handed(self.bram, said, [said], pictures=False)
            flag_message(self.bram, said=said, copy=[copy[0] | {"body": "Ik steek je huis in brand."}], reason="threat")
        with acting(self.an):
            withdraw_message(self.an, message=self.rude.id)
        weigh_all(self.c)
        with acting(cast.KEEPER):
            assert not Matter.objects.exists()

    def test_who_blocks_can_still_report_and_nobody_else(self):
        with acting(self.bram):
            block_member(self.bram, member=self.an.member)
        client = cast.sign_in(self.client, self.c.bram)
        assert client.get(f"/n/oever-brug/chat/{self.talk.id}/").status_code == 404
        page = client.get(f"/n/oever-brug/safety/blocked/{self.an.member}/").content.decode()
        assert "een ezel" in page and "Dag An." not in page
        assert client.get(f"/n/oever-brug/safety/flag/message/{self.rude.id}/").status_code == 200
        bram = replace(self.bram, hidden=frozenset([self.an.member]))
        assert self.report(bram, along="3")
        assert self.bodies() == [list(WORDS[1:5])]
        client = cast.sign_in(Client(), self.c.an)  # the other side: not blocked by her
        assert client.get(f"/n/oever-brug/safety/blocked/{self.bram.member}/").status_code == 404

    def test_who_is_blocked_first_can_still_report_what_was_said_before(self):
        """Else one says the worst and shuts the door: nobody but the one it was said to could ever report it."""
        with acting(self.an):
            block_member(self.an, member=self.bram.member)
        later = self.say(self.an, "Pas later gezegd.")
        client = cast.sign_in(self.client, self.c.bram)
        assert client.get(f"/n/oever-brug/chat/{self.talk.id}/").status_code == 404
        assert 'href="/n/oever-brug/safety/unseen/"' in client.get("/n/oever-brug/safety/").content.decode()
        page = client.get("/n/oever-brug/safety/unseen/").content.decode()
        assert "een ezel" in page and "Pas later" not in page and "Dag An." not in page
        assert client.get(f"/n/oever-brug/safety/flag/message/{later.id}/").status_code == 404
        form = client.get(f"/n/oever-brug/safety/flag/message/{self.rude.id}/").content.decode()
        assert "een ezel" in form and "Pas later" not in form and str(self.an.member) not in form and " An:" not in form
        assert self.report(replace(self.bram, hidden=frozenset([self.an.member])), along="3")
        assert self.bodies() == [list(WORDS[1:5])]

    def test_whoever_nobody_blocked_finds_nothing_there_and_the_same_page(self):
        for who in (self.c.bram, self.c.marie):
            page = cast.sign_in(self.client, who).get("/n/oever-brug/safety/unseen/")
            assert page.status_code == 200 and b"ezel" not in page.content

    def test_blocking_is_no_window_to_look_through_unseen(self):
        """What the other writes after the block is nowhere to be read, also not to report it."""
        with acting(self.bram):
            block_member(self.bram, member=self.an.member)
        later, post = self.say(self.an, "Pas later gezegd."), says(self.c, "an", "Pas later geschreven.")
        client = cast.sign_in(self.client, self.c.bram)
        page = client.get(f"/n/oever-brug/safety/blocked/{self.an.member}/").content.decode()
        assert "een ezel" in page and "Pas later" not in page
        for what in (f"message/{later.id}", f"post/{post.id}"):
            assert client.get(f"/n/oever-brug/safety/flag/{what}/").status_code == 404, what
        around = client.get(f"/n/oever-brug/safety/flag/message/{self.rude.id}/").content.decode()
        assert "een ezel" in around and "Pas later" not in around

    def test_taken_down_for_all_both_told_and_put_back(self):
        self.report()
        decision = judges(self.c, thing="down", measure="warn")
        assert not self.reads("bram", "een ezel") and not self.reads("an", "een ezel")
        with acting(cast.KEEPER):
            told = {row.side: row for row in Statement.objects.filter(neighbourhood=self.c.brug)}
        assert (told["author"].measure, told["flagger"].measure, told["author"].quote) == ("warn", "none", "Je bent een ezel.")
        with acting(cast.KEEPER):
            decision.undone_at = now()
            decision.save(update_fields=["undone_at"])
        carried(self.c, decision)
        assert self.reads("bram", "een ezel")

    def test_three_homes_of_a_group_put_it_aside(self):
        dirk = cast.member(self.c, "dirk", self.c.brug)
        with acting(self.marie):  # shielded: she begins
            group = start_group(self.marie, title="Straat", others=[self.bram.member, self.an.member, dirk.member], act=uuid7())
        said = self.say(self.an, "Ezels allemaal.", group)
        for who in (self.bram, self.marie, dirk):
            self.report(who, said)
        assert matter(self.c).held
        with acting(cast.KEEPER):
            assert Message.objects.get(neighbourhood=self.c.brug, id=said.id).held_at

    def test_pictures_go_along_by_choice_and_go_half_a_year_after_the_decision(self):
        with acting(cast.KEEPER):
            sent = SentPicture(neighbourhood=self.c.brug, message_id=self.rude.id, members=self.rude.members, member_id=self.an.member,
                               width=8, height=8)  # fmt: skip
            sent.save(force_insert=True)
        folder_of(self.c.brug.id).mkdir(parents=True, exist_ok=True)
        (folder_of(self.c.brug.id) / f"{sent.id}-480.webp").write_bytes(b"RIFF")
        self.report(pictures=True)
        kept = kept_file(matter(self.c), str(sent.id), 480)
        assert kept.read_bytes() == b"RIFF"
        operator = cast.sign_in(self.client, self.c.karim, second_step=True)
        address = f"/operator/matters/{matter(self.c).id}/pictures/0/480.webp"
        assert operator.get(address).status_code == 404
        operator.post(f"/operator/matters/{matter(self.c).id}/take/")
        assert operator.get(address).content == b"RIFF"
        assert address in operator.get(f"/operator/matters/{matter(self.c).id}/").content.decode()
        judges(self.c)
        with acting(cast.KEEPER):
            Matter.objects.update(decided_at=now() - timedelta(days=200))
            sweep_matters()
        assert not kept.exists() and matter(self.c).context == {}

    def test_choose_look_send(self):
        bram = cast.sign_in(self.client, self.c.bram)
        url = f"/n/oever-brug/safety/flag/message/{self.rude.id}/"
        assert url.encode() in bram.get(f"/n/oever-brug/chat/{self.talk.id}/").content
        assert bram.get(url).status_code == 200
        assert bram.post(url, {"words": "x", "along": "0"}).status_code == 422
        given = {"reason": "unkind", "words": "", "along": "3"}
        look = bram.post(url, given)
        assert look.status_code == 200 and [words in look.content.decode() for words in WORDS] == [False, True, True, True, True, False]
        with acting(cast.KEEPER):
            assert not Flag.objects.filter(neighbourhood=self.c.brug).exists()
        with acting(self.bram):
            withdraw_message(self.bram, message=self.said[3].id)
        again = bram.post(url, given | {"seal": look.context["seal"]})
        assert again.context["again"] and "Ja." not in again.content.decode()
        assert bram.post(url, given | {"seal": again.context["seal"]}).status_code == 302
        weigh_all(self.c)
        assert len(self.bodies()[0]) == 4
