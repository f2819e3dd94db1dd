"""What is said in a neighbourhood: posts, the talk under them, small reactions, pictures."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import MEMBER
from stoep.membership.guards import ANNOUNCEMENT_GUARDS


class Said(models.QuerySet):
    """Words shared by posts and comments."""

    def near(self, member):
        """Rows of the member's neighbourhood, named as a constant so that one shard is asked."""
        return self.filter(neighbourhood=member.here)

    def visible_to(self, member):
        """What stands, without what the member has blocked or is blocked by."""
        return self.near(member).filter(withdrawn_at=None, held_at=None).exclude(author_id__in=member.hidden)


class Post(InNeighbourhood):
    """Something said on the board. Everything else a post can be is a facet, one to one."""

    wall = "neighbours"
    seen_while = f"(expires_at IS NULL OR expires_at > now() OR author_id = {MEMBER})"
    guest, guest_condition = "SELECT, UPDATE (talk_count)", f"nearby_from IS NOT NULL AND author_id = {MEMBER}"
    forget = "keep because neighbours' answers hang on it: empty, without words, pictures or topics; where nobody's hang, it goes"

    class Kind(models.TextChoices):
        MESSAGE = "message"
        QUESTION = "question"
        ANNOUNCEMENT = "announcement"  # the town speaks
        HELP = "help"  # a request; its facet is care's
        THING = "thing"  # given, lent, swapped, looked for; a small service
        LOST = "lost"  # something or somebody lost or found
        EVENT = "event"  # planned: a day, a place, who comes
        POLL = "poll"  # one question to all neighbours
        IDEA = "idea"  # what neighbours could do together

    author_id = models.UUIDField()
    author = link("membership.Member", "author_id", "posts")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.MESSAGE)
    title = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    mentions = models.JSONField(default=dict, db_default={})  # {name as it stands in the body: member}, mentions.py
    language = models.CharField(max_length=2)
    topics = ArrayField(models.CharField(max_length=12), default=list)
    topics_proposed = models.BooleanField(default=False, db_default=False)  # from the words: its author chose none
    solved_at = models.DateTimeField(null=True)  # a question, a request: its author has what they asked for
    comments_on = models.BooleanField(default=True)
    on_paper = models.BooleanField(null=True)  # its author's word about the printed sheet; none: as its kind goes (hangs)
    created = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    pinned_until = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)  # a stored card is only good for its version
    vector = SearchVectorField(null=True)  # written by the action, in the post's language
    act = models.UUIDField(null=True)  # the form's own id: a double click publishes once
    group_id = models.UUIDField(null=True)  # said for a group: it stands on the whole board all the same
    group = link("board.Group", "group_id", "posts", null=True)
    reach = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # the neighbourhoods next door that have a copy (nearby/)
    reach_at = models.DateTimeField(null=True)  # since when; empty again when its author takes the copies back
    nearby_from = models.BigIntegerField(null=True)  # of a copy: the neighbourhood where it was said,
    nearby_post = models.UUIDField(null=True)  # and the post there
    held_along = models.BooleanField(default=False, db_default=False)  # held because the original is, and let go with it
    talk_count = models.IntegerField(default=0, db_default=0)  # remarks that stand (counting.py)
    faces = models.JSONField(default=dict, db_default={})  # {face: how many}
    urgent = models.CharField(max_length=8, blank=True, default="", db_default="")  # why neighbours were called at once (urgent/reasons.py)
    urgent_until = models.DateTimeField(null=True)  # its end; over or taken away sooner, the moment of that
    urgent_lowered = models.BooleanField(default=False, db_default=False)  # neighbours, or who looks after Stoep, took it away
    urgent_told = models.IntegerField(default=0, db_default=0)  # neighbours who were called

    away = models.BooleanField(default=False, db_default=False)  # it tells of an empty home: on the board alone (absence/)
    expires_at = models.DateTimeField(null=True)  # from then on the database hands it to its author alone

    objects = Said.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["neighbourhood", "-created", "-id"], name="post_feed"),
            models.Index(fields=["neighbourhood", "author_id", "-created"], name="post_by_author"),
            models.Index(fields=["neighbourhood", "pinned_until"], condition=models.Q(pinned_until__isnull=False), name="post_pinned"),
            models.Index(
                fields=["neighbourhood", "group_id", "-created", "-id"], condition=models.Q(group_id__isnull=False), name="post_of_group"
            ),
            GinIndex(fields=["neighbourhood", "vector"], name="post_search"),
            models.Index(fields=["neighbourhood", "created"], condition=~models.Q(urgent=""), name="post_urgent"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="post_act_once"),
            NeighbourhoodFK(name="post_author", field="author_id", to="membership.Member"),
            NeighbourhoodFK(name="post_group", field="group_id", to="board.Group"),
        ]

    @property
    def calls(self) -> bool:
        """Whether it is urgent now."""
        return bool(self.urgent_until and self.urgent_until > timezone.now())

    @property
    def expired(self) -> bool:
        """Whether only its author reads it any more."""
        return bool(self.expires_at and self.expires_at <= timezone.now())

    @property
    def hangs(self) -> bool:
        """Whether it may stand on paper in a hall, where also strangers read. What is planned, given and said by the town does unless
        its author says no; what somebody needs, asks or tells only when they say yes; what is lost, perhaps a child, never."""
        if self.kind == self.Kind.LOST or self.away:
            return False
        by_itself = self.kind in (self.Kind.ANNOUNCEMENT, self.Kind.EVENT, self.Kind.THING) and not self.group_id
        return by_itself if self.on_paper is None else self.on_paper


class Comment(InNeighbourhood):
    """A remark under a post, or one level deeper under a remark."""

    wall = "neighbours"
    guest, guest_condition = "SELECT, INSERT, UPDATE (withdrawn_at)", f"guest_id = {MEMBER}"
    guest_writes = f"author_id = {MEMBER}"
    forget = "keep because neighbours' answers hang on it: empty; where nobody answered, it goes"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "comments")
    parent_id = models.UUIDField(null=True)
    parent = link("board.Comment", "parent_id", "replies", null=True)
    author_id = models.UUIDField()
    author = link("membership.Member", "author_id", "comments")
    body = models.TextField()
    mentions = models.JSONField(default=dict, db_default={})  # as a post's
    language = models.CharField(max_length=2)
    created = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    vector = SearchVectorField(null=True)
    act = models.UUIDField(null=True)
    guest_id = models.UUIDField(null=True)  # under a copy: its author, who reads this as a guest,
    signed = models.CharField(max_length=90, blank=True, db_default="")  # and by what name they know the writer

    objects = Said.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["neighbourhood", "post_id", "created"], name="comment_of_post"),
            GinIndex(fields=["neighbourhood", "vector"], name="comment_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="comment_act_once"),
            NeighbourhoodFK(name="comment_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="comment_parent", field="parent_id", to="board.Comment"),
            NeighbourhoodFK(name="comment_author", field="author_id", to="membership.Member"),
        ]


class Reaction(InNeighbourhood):
    """One small face of one member under one post."""

    wall = "neighbours"
    forget = "delete"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "reactions")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "reactions")
    face = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="reaction_once"),
            NeighbourhoodFK(name="reaction_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="reaction_member", field="member_id", to="membership.Member"),
        ]


class Picture(InNeighbourhood):
    """A picture of a post, re-encoded on a clean canvas. The files lie under STOEP_MEDIA_DIR/<neighbourhood>/<id>-<width>.webp."""

    wall = "neighbours"
    forget = "delete"

    post_id = models.UUIDField(null=True)  # empty while the post is being written; swept after a day
    post = link("board.Post", "post_id", "pictures", null=True)
    member_id = models.UUIDField()  # who uploaded it
    position = models.SmallIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    width = models.IntegerField()
    height = models.IntegerField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "post_id", "position"], name="picture_of_post")]
        constraints = [NeighbourhoodFK(name="picture_post", field="post_id", to="board.Post")]


class Card(InNeighbourhood):
    """A post's card as stored text: rendered once per version, language and release. No name, photo, count or reader's bit in it."""

    wall = "neighbours"

    post_id = models.UUIDField()
    language = models.CharField(max_length=2)
    release = models.CharField(max_length=16)
    version = models.IntegerField()
    html = models.TextField()  # behind its seal (seals.py)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "language", "release"], name="card_once"),
            NeighbourhoodFK(name="card_post", field="post_id", to="board.Post"),
        ]


class LastSeen(InNeighbourhood):
    """Up to where a member has read the board."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "last_seen")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="last_seen_once"),
            NeighbourhoodFK(name="last_seen_member", field="member_id", to="membership.Member"),
        ]


class Announcement(models.Model):
    """An official's message: the town's own record. One Post per neighbourhood carries its text to the neighbours."""

    placement, wall, guards = "local", "town", ANNOUNCEMENT_GUARDS
    # What was said to neighbours is never deleted.
    rights = "SELECT, INSERT, UPDATE (texts, fallback, state, edited_at, ended_at, urgent_by, urgent_at, urgent_over_at)"
    forget = "keep because it is the town's text: signed in an office, as a letter is"

    class State(models.TextChoices):
        SENDING = "sending"
        SENT = "sent"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField()
    mandate_id = models.UUIDField()  # the official who wrote it
    signed = models.CharField(max_length=80)
    function = models.CharField(max_length=120, blank=True)
    texts = models.JSONField()  # {"nl": {"title": …, "body": …}, …}
    fallback = models.CharField(max_length=2)  # the language shown where a reader's own is missing
    neighbourhoods = ArrayField(models.BigIntegerField())
    introduces = ArrayField(models.BigIntegerField(), default=list)  # of these, where this official writes for the first time
    households = models.IntegerField()  # addresses it reached, counted in the register when sent
    state = models.CharField(max_length=8, choices=State, default=State.SENDING)
    created = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    act = models.UUIDField(null=True, unique=True)
    urgent = models.CharField(max_length=8, blank=True, default="", db_default="")  # why it cannot wait: what its writer asks for
    urgent_by = models.UUIDField(null=True)  # the mandate of the second official, who agreed
    urgent_at = models.DateTimeField(null=True)
    urgent_over_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality_id", "-id"], name="announcement_newest")]

    @property
    def title(self) -> str:
        """In the language that is shown where a reader's own is missing."""
        return self.texts[self.fallback]["title"]


class AnnouncementPost(InNeighbourhood):
    """The facet that makes a post an announcement: all its languages, who signed, and which record of the town it is a copy of."""

    wall, rights = "neighbours", "SELECT"  # only the keeper's job writes it: no neighbour can put words in the town's mouth

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "announcements")
    announcement_id = models.UUIDField()
    texts = models.JSONField()
    fallback = models.CharField(max_length=2)
    signed = models.CharField(max_length=80)
    function = models.CharField(max_length=120, blank=True)
    introduces = models.BooleanField(default=False)  # the first one of this official here: it says who is writing

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "announcement_id"], name="announcement_once_here"),
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="announcement_post_once"),
            NeighbourhoodFK(name="announcement_post", field="post_id", to="board.Post"),
        ]


from .calendar.models import Attendance as Attendance  # noqa: E402  facets of this room; Django looks for models here
from .calendar.models import Bring as Bring  # noqa: E402
from .calendar.models import CalendarAddress as CalendarAddress  # noqa: E402
from .calendar.models import Event as Event  # noqa: E402
from .calendar.models import HeldHere as HeldHere  # noqa: E402
from .calendar.models import HeldNear as HeldNear  # noqa: E402
from .calendar.models import Need as Need  # noqa: E402
from .drafts.models import Draft as Draft  # noqa: E402
from .groups.models import Group as Group  # noqa: E402
from .groups.models import GroupMember as GroupMember  # noqa: E402
from .groups.models import GroupWish as GroupWish  # noqa: E402
from .ideas.models import Backing as Backing  # noqa: E402
from .ideas.models import Idea as Idea  # noqa: E402
from .ideas.models import Outcome as Outcome  # noqa: E402
from .lost.models import Lost as Lost  # noqa: E402
from .polls.models import Poll as Poll  # noqa: E402
from .polls.models import Vote as Vote  # noqa: E402
from .things.models import Claim as Claim  # noqa: E402
from .things.models import Thing as Thing  # noqa: E402
