"""What somebody leaves behind everywhere, beside what the house's scene holds of them: An's, for the test that she is forgotten."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from stoep.board.actions.comments import comment_post
from stoep.board.actions.pictures import folder_of
from stoep.board.actions.posts import publish_post
from stoep.board.models import (
    Attendance,
    Backing,
    Bring,
    CalendarAddress,
    Claim,
    Comment,
    Event,
    Group,
    GroupWish,
    Idea,
    LastSeen,
    Need,
    Picture,
    Poll,
    Post,
    Reaction,
    Thing,
    Vote,
)
from stoep.board.nearby.actions import reach_nearby
from stoep.board.nearby.carrying import copy_to
from stoep.care.models import HelpAsked, HelpOffer, HelpRequest, QuietRequest, QuietTold, SkillOffer
from stoep.care.volunteers.actions import join_volunteers
from stoep.chat.models import Conversation, MailWish, Marker, Message, SentPicture, pair_of
from stoep.lib.clock import this_day
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Interest, KeptBlock, Member
from stoep.moderation.models import Flag, Matter, Statement
from stoep.notify.models import Digest, Mute, Notification, Preference, PushDevice
from stoep.places.models import Neighbourhood
from tests import cast

from .scene import WEBP


def canary() -> str:
    return "zq" + uuid.uuid4().hex[:14]


class Traces:
    """`hers`: her words, which must go. `theirs`: neighbours' words, which must stay."""

    def __init__(self, c):
        self.c, self.hers, self.theirs, self.pictures = c, [], [], []
        self.here, self.an, self.bram = {"neighbourhood_id": c.brug.id}, c.an_member, c.bram_member
        with acting(cast.KEEPER), fan_out("the traces of the test"):
            self._named()
            self._on_things()
            self._help()
            self._chat()
            self._reports()
            self._small()
        self._next_door()

    def her(self) -> str:
        self.hers.append(canary())
        return self.hers[-1]

    def their(self) -> str:
        self.theirs.append(canary())
        return self.theirs[-1]

    def row(self, model, **fields):
        made = model(**self.here, **fields)
        made.save(force_insert=True)
        return made

    def _named(self):
        """Bram names her in a post and in a remark; she answers, and Bram answers her; and she answered with nobody after her."""
        self.name = Member.objects.values_list("name", flat=True).get(**self.here, id=self.an.id)
        named = {self.name: str(self.an.id)}
        dag = f"Dag @{self.name}, {self.their()}"
        self.post = self.row(Post, author_id=self.bram.id, title="Bram", body=dag, mentions=named, language="nl")
        hers = self.row(Comment, post_id=self.post.id, author_id=self.an.id, body=self.her(), language="nl", signed=self.her())
        self.row(Comment, post_id=self.post.id, parent_id=hers.id, author_id=self.bram.id, body=f"@{self.name} {self.their()}",
                 mentions=named, language="fr")  # fmt: skip
        self.row(Comment, post_id=self.post.id, author_id=self.an.id, body=self.her(), language="nl", edited_at=timezone.now())
        self.row(Reaction, post_id=self.post.id, member_id=self.an.id, face="nice")

    def _on_things(self):
        idea = self.row(Post, author_id=self.bram.id, kind="idea", title="Koor", body=self.their(), language="nl")
        self.row(Idea, post_id=idea.id, word=self.their())
        self.row(Backing, post_id=idea.id, member_id=self.an.id, answer="joins")
        thing = self.row(Post, author_id=self.bram.id, kind="thing", title="Ladder", body=self.their(), language="nl")
        self.row(Thing, post_id=thing.id, what="lend", moment="", thanks="")
        self.row(Claim, post_id=thing.id, member_id=self.an.id, words=self.her(), state="handed", starts=this_day(),
                 ends=this_day())  # fmt: skip
        mine = self.row(Post, author_id=self.an.id, kind="thing", title=self.her(), body=self.her(), language="nl")
        self.row(Thing, post_id=mine.id, what="lend", moment=self.her(), thanks=self.her())
        today = this_day()
        self.row(Claim, post_id=mine.id, member_id=self.bram.id, words=self.their(), state="handed", starts=today, ends=today)
        party = self.row(Post, author_id=self.bram.id, kind="event", title="Feest", body=self.their(), language="nl")
        soon = timezone.now() + timedelta(days=20)
        self.row(Event, post_id=party.id, starts_at=soon, last_at=soon)
        need = self.row(Need, post_id=party.id, what=self.their())
        for person in (self.an, self.bram):
            self.row(Attendance, post_id=party.id, member_id=person.id, answer="going")
            self.row(Bring, need_id=need.id, member_id=person.id)
        poll = self.row(Post, author_id=self.bram.id, kind="poll", title="Kies", body=self.their(), language="nl")
        self.row(Poll, post_id=poll.id, what="choices", options=[self.their(), "nee"], ends_at=soon)
        self.row(Vote, post_id=poll.id, member_id=self.an.id, picks=[0])
        self.lent, self.party = thing.id, party.id

    def _help(self):
        asked = self.row(Post, author_id=self.bram.id, kind="help", title="Kast", body=self.their(), language="nl")
        self.row(HelpRequest, post_id=asked.id, skill="carry")
        self.row(HelpOffer, post_id=asked.id, member_id=self.an.id, words=self.her(), state="picked", thanked_at=timezone.now())
        self.row(HelpAsked, post_id=asked.id, member_id=self.an.id)
        self.row(SkillOffer, member_id=self.an.id, skill="carry")
        until = timezone.now() + timedelta(days=9)
        quiet = self.row(QuietRequest, author_id=self.bram.id, skill="carry", body=self.their(), language="nl", until=until, told=1)
        self.row(QuietTold, quiet_id=quiet.id, members=[self.an.id, self.bram.id], member_id=self.an.id, skill="carry", language="nl",
                 body=self.their(), words=self.her(), state="offered", until=until)  # fmt: skip
        self.theirs.pop()  # the copy that was told to her goes with her row; the request itself stays
        self.help = asked.id

    def _chat(self):
        marie = self.c.marie_member
        for title, people in (("", [self.an, self.bram]), ("Straat", [self.an, self.bram, marie]), (self.her(), [self.an])):
            ids = [person.id for person in people]
            pair = None if len(ids) != 2 else pair_of(*ids)
            talk = Conversation.objects.filter(**self.here, pair=pair).first() if pair else None
            talk = talk or self.row(Conversation, members=ids, title=title, begun_by=self.an.id, pair=pair)
            where = {"conversation_id": talk.id, "members": ids}
            said = self.row(Message, **where, author_id=self.an.id, body=self.her(), times=[timezone.now()] * 2)
            picture = self.row(SentPicture, message_id=said.id, members=ids, member_id=self.an.id, width=8, height=8)
            self.pictures.append(("chat", picture.id))
            if len(ids) > 1:
                self.row(Message, **where, author_id=self.bram.id, body=self.their(), answers={str(self.an.id): "0"})
            if len(ids) > 2:
                for one, other in ((self.an, self.bram), (self.bram, self.an)):
                    self.row(Message, **where, author_id=one.id, whom_id=other.id, kind="asked_in")
            self.row(Marker, member_id=self.an.id, conversation_id=talk.id)
        self.row(MailWish, member_id=self.an.id, mail=False)

    def files(self, word: bytes):
        """Her pictures on disk, with a word in each. The folder is the test's own, so each test asks for them."""
        for kind, ident in self.pictures:
            folder = folder_of(self.c.brug.id) / kind
            folder.mkdir(parents=True, exist_ok=True)
            for width in (480, 960):
                (folder / f"{ident}-{width}.webp").write_bytes(WEBP + word)

    def _reports(self):
        """Noor's text is reported by her; Bram's remark under hers was; a decision about hers quoted her to who reported it."""
        said = [{"title": "", "at": "", "body": self.their()}]
        about = {"neighbourhood_id": self.c.brug.id, "language": "nl", "flags": 1, "homes": 1}
        words = self.her()
        self.row(Flag, member_id=self.an.id, about_id=self.post.id, post_id=self.post.id, reason="unkind", words=words)
        Matter.objects.create(**about, about_id=self.post.id, post_id=self.post.id, author_id=self.bram.id, said=said, words=[words])
        remark = Comment.objects.filter(**self.here, author_id=self.bram.id, post_id=self.post.id).first()
        before = [{"who": "neighbour", "body": self.her()}]
        Matter.objects.create(**about, about_id=remark.id, post_id=self.post.id, comment_id=remark.id, author_id=self.bram.id, said=said,
                              context={"post": None, "before": before})  # fmt: skip
        message = Message.objects.filter(**self.here, author_id=self.bram.id).first()
        hers = Message.objects.filter(**self.here, author_id=self.an.id, conversation_id=message.conversation_id).first()
        lines = [{"id": str(one.id), "who": who, "at": "", "body": body, "times": [], "gone": False, "this": this, "pictures": []}
                 for one, who, body, this in ((hers, "reporter", self.her(), False), (message, "author", self.their(), True))]  # fmt: skip
        talk = {"about_id": message.id, "message_id": message.id, "author_id": self.bram.id}
        Matter.objects.create(**about, **talk, said=said, context={"talks": [lines]})
        reported = Matter.objects.get(neighbourhood_id=self.c.brug.id, author_id=self.an.id)
        self.row(Statement, member_id=self.bram.id, person_id=self.c.bram.id, matter_id=reported.id, side="flagger", thing="stands",
                 decision_id=reported.decisions.get().id, quote=self.her())  # fmt: skip

    def _small(self):
        own = {"member_id": self.an.id}
        self.row(Picture, **own, post_id=None, width=8, height=8, alt=self.her())
        loose = Picture.objects.get(**self.here, **own, post_id=None)
        self.pictures.append(("", loose.id))
        for model, fields in (
            (LastSeen, {"seen_at": timezone.now()}), (CalendarAddress, {"mark": canary()}), (Preference, {}),
            (Mute, {"post_id": self.post.id}),
            (Digest, {"until": timezone.now()}), (Notification, {"verb": "welcome"}),
        ):  # fmt: skip
            self.row(model, **own, **fields)
        self.row(Notification, member_id=self.bram.id, verb="answer", actor_id=self.an.id, post_id=self.post.id)
        self.row(GroupWish, **own, group_id=Group.objects.get(**self.here, begun_by=self.an.id).id, told=True)
        PushDevice.objects.create(person=self.c.an, endpoint=self.her(), point=b"1", secret=b"2")
        Interest.objects.create(neighbourhood_id=self.c.kaai.id, email=self.c.an.email)
        KeptBlock.objects.create(blocker_id=self.c.an.id, marks=[self.her()], until=timezone.now() + timedelta(days=9))
        KeptBlock.objects.create(blocker_id=self.c.bram.id, marks=[self.their()], until=timezone.now() + timedelta(days=400))
        Member.objects.filter(**self.here, id=self.an.id).update(photo="anface")
        self.pictures.append(("members", "anface"))

    def _next_door(self):
        """A post of hers reaches Kaai, Chloé answers there, and so does she."""
        an = cast.member(self.c, "an")
        with acting(cast.KEEPER):
            days_ago = timezone.now() - timedelta(days=2)  # she is new, and may say a few things a day
            Post.objects.filter(**self.here, author_id=self.an.id).update(created=days_ago)
            Neighbourhood.objects.filter(id=self.c.brug.id).update(touches=[self.c.kaai.id])
        with acting(an):
            words = {"title": self.her(), "body": self.her(), "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
            post = publish_post(an, kind="message", act=uuid.uuid4(), **words)
            reach_nearby(an, post=post.id)
        with acting(cast.KEEPER):
            copy = copy_to(self.c.kaai.id, self.c.brug.id, post.id)
        self.copy = SimpleNamespace(here=self.c.kaai.id, id=copy.id)
        chloe = cast.member(self.c, "chloe")
        with acting(chloe):
            comment_post(chloe, post=copy.id, body=self.their(), act=uuid.uuid4())
        with acting(cast.KEEPER):
            Comment(neighbourhood_id=self.c.kaai.id, post_id=copy.id, author_id=copy.author_id, guest_id=copy.author_id, body=self.her(),
                    language="nl").save(force_insert=True)  # fmt: skip
        with acting(an):
            join_volunteers(an)
