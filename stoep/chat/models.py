"""What neighbours say to each other, one to one and in groups. Nobody reads it who does not take part.

Each row carries who may read it (`members`), so that the wall needs no second table: a policy may look into none on a distributed
database. It also means that whoever is asked into a group reads what is said from then on, and nothing from before.
"""

from uuid import UUID, uuid5

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import MEMBER

TITLE, BODY = 60, 4000


def pair_of(one: UUID, other: UUID) -> UUID:
    """What marks the one conversation of these two, whoever begins it."""
    first, second = sorted((one, other))
    return uuid5(first, str(second))


class Talks(models.QuerySet):
    """Conversations as their participants find them."""

    def of(self, member):
        """Those the member takes part in and did not leave; a conversation of two is gone for both when one blocks the other."""
        mine = self.filter(neighbourhood=member.here, members__contains=[member.member]).exclude(gone__contains=[member.member])
        return mine.exclude(pair__isnull=False, members__overlap=list(member.hidden)) if member.hidden else mine


class Conversation(InNeighbourhood):
    """Two neighbours, or a group with a name."""

    wall, rights = "participants", "SELECT, INSERT, UPDATE (title, members, gone, last_at, last_id)"
    guards = {"INSERT": "group_id IS NULL"}  # the talk of a group of the board is the keeper's to open (actions/gathering.py)
    forget = "keep because the others' words hang on it; with nobody left in it, it goes"

    members = ArrayField(models.UUIDField())  # who take part; they stay here when they leave, or the wall would not let them go
    gone = ArrayField(models.UUIDField(), default=list, db_default=[])  # who left
    pair = models.UUIDField(null=True)  # made of the two of them, sorted: one conversation, whoever begins; empty for a group
    group_id = models.UUIDField(null=True)  # of the board, whose talk it is: who is in the group is in here
    group = link("board.Group", "group_id", "talks", null=True)
    title = models.CharField(max_length=TITLE, blank=True)
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    last_id = models.UUIDField(null=True)  # the newest message
    act = models.UUIDField(null=True)

    objects = Talks.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["neighbourhood", "members"], fastupdate=False, name="conversation_mine")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "pair"], name="conversation_pair_once"),
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="conversation_act_once"),
            models.UniqueConstraint(fields=["neighbourhood", "group_id"], name="conversation_group_once"),
            NeighbourhoodFK(name="conversation_group", field="group_id", to="board.Group"),
            NeighbourhoodFK(name="conversation_beginner", field="begun_by", to="membership.Member"),
        ]

    @property
    def present(self) -> list:
        """Who take part now."""
        return [ident for ident in self.members if ident not in self.gone]

    def other(self, me):
        """The other one of two."""
        return next(ident for ident in self.members if ident != me)


class Sayings(models.QuerySet):
    """Messages, and the notes between them."""

    def said(self):
        """What somebody said. A note of what happened to the group is not answered, counted, reported or taken back."""
        return self.filter(kind=Message.Kind.SAID)


class Message(InNeighbourhood):
    """One thing said; or a note between the messages of a group, in ids alone: its words are made where it is read.

    `times`: two moments proposed, or none; `answers`: {member: "0", "1" or "no"}.
    """

    class Kind(models.TextChoices):
        SAID = ""
        ASKED_IN = "asked_in"  # the author asked `whom_id` in
        LEFT = "left"
        NAMED = "named"  # the author gave the group another name

    wall, rights = "participants", "SELECT, INSERT, UPDATE (body, times, answers, withdrawn_at, changed_at)"
    guards = {"INSERT": f"author_id = {MEMBER} AND (whom_id IS NULL OR members @> ARRAY[whom_id])"}  # nobody says, or does, it for another
    forget = "keep because the conversation goes on: without words, moments or pictures, as one taken back"

    conversation_id = models.UUIDField()
    conversation = link("chat.Conversation", "conversation_id", "messages")
    members = ArrayField(models.UUIDField())  # who took part when it was said
    author_id = models.UUIDField()
    author = link("membership.Member", "author_id", "messages")
    kind = models.CharField(max_length=8, choices=Kind, blank=True, default=Kind.SAID, db_default="")
    whom_id = models.UUIDField(null=True)
    body = models.TextField(blank=True)
    times = ArrayField(models.DateTimeField(), default=list, db_default=[])
    answers = models.JSONField(default=dict, db_default={})
    created = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)  # open pages ask for what changed since they looked
    withdrawn_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)  # put aside or taken down, after a report: nobody reads it meanwhile
    act = models.UUIDField(null=True)

    objects = Sayings.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["neighbourhood", "conversation_id", "-id"], name="message_newest"),
            models.Index(fields=["neighbourhood", "author_id", "-created"], name="message_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="message_act_once"),
            NeighbourhoodFK(name="message_conversation", field="conversation_id", to="chat.Conversation"),
            NeighbourhoodFK(name="message_author", field="author_id", to="membership.Member"),
        ]


class SentPicture(InNeighbourhood):
    """A picture in a message. The files lie under STOEP_MEDIA_DIR/<neighbourhood>/chat/<id>-<width>.webp."""

    wall, rights = "participants", "SELECT, INSERT, UPDATE (message_id, members, position)"
    forget = "delete"

    message_id = models.UUIDField(null=True)  # empty until it is sent; swept after a day
    message = link("chat.Message", "message_id", "pictures", null=True)
    members = ArrayField(models.UUIDField())  # its sender alone, until it is sent
    member_id = models.UUIDField()
    position = models.SmallIntegerField(default=0)
    width = models.IntegerField()
    height = models.IntegerField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "message_id", "position"], name="sent_picture_of_message")]
        constraints = [NeighbourhoodFK(name="sent_picture_message", field="message_id", to="chat.Message")]


class Waiting(InNeighbourhood):
    """Something unread in a conversation, for one member. Whoever says it puts the row in; who reads it takes it out, and nobody else
    sees whether it is still there. The number on the tab counts these: it costs the same whoever has a thousand conversations."""

    wall, mine, dropped = "mine", "member_id", True
    rights = "SELECT, INSERT, DELETE"
    forget = "delete"

    member_id = models.UUIDField()
    conversation_id = models.UUIDField()
    conversation = link("chat.Conversation", "conversation_id", "waiting")
    since = models.DateTimeField(default=timezone.now)
    by_id = models.UUIDField(null=True)  # who said the first of it
    told_at = models.DateTimeField(null=True)  # a mail went about it; the next one waits until this is read

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id", "conversation_id"], name="waiting_once"),
            NeighbourhoodFK(name="waiting_conversation", field="conversation_id", to="chat.Conversation"),
        ]


class Marker(InNeighbourhood):
    """Up to where a member has read a conversation, and whether they want to hear of it. Nobody else can see it."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    conversation_id = models.UUIDField()
    conversation = link("chat.Conversation", "conversation_id", "markers")
    read_id = models.UUIDField(null=True)  # the newest message that was on the page
    muted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id", "conversation_id"], name="marker_once"),
            NeighbourhoodFK(name="marker_conversation", field="conversation_id", to="chat.Conversation"),
        ]


class MailWish(InNeighbourhood):
    """Whether a member wants a mail when somebody writes to them, and after how long unread. No row = yes, after a quarter of an hour."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "mail_wishes")
    mail = models.BooleanField()
    after = models.SmallIntegerField(default=15)  # minutes

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="mail_wish_once"),
            NeighbourhoodFK(name="mail_wish_member", field="member_id", to="membership.Member"),
        ]
