"""What neighbours told us, what lies before the operator, what was decided, and what each side was told of it."""

from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import NEAR, PERSON

HOMES = 3  # households whose flags put a text aside until a person has looked
DECISION = "moderation_decision"
DECIDED_BY_ANOTHER = f"""NOT EXISTS (SELECT 1 FROM {DECISION} d WHERE d.matter_id = {DECISION}.matter_id AND d.undone_at IS NULL
 AND d.person_id = {PERSON} AND NOT d.on_appeal)"""  # noqa: S608  our own names

RECEIVED = "received"  # a statement's thing: what a reporter is told until there is a decision
GONE = "gone"  # what a reporter is told when there was nothing left to look at; its matter is the number of the text

ONE_OF_THREE = (
    models.Q(post_id__isnull=False, message_id=None, group_id=None, quiet_id=None)
    | models.Q(post_id=None, message_id__isnull=False, group_id=None, quiet_id=None)
    | models.Q(post_id=None, message_id=None, group_id__isnull=False, quiet_id=None)
    | models.Q(post_id=None, message_id=None, group_id=None, quiet_id__isnull=False)
)


class Flag(InNeighbourhood):
    """A neighbour says that a text is not right. No neighbour reads one again: its author never learns who it was."""

    wall, mine, rights = "mine", "member_id", "INSERT"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "flags")
    about_id = models.UUIDField()  # the post, the remark, the message, the group, or the request
    post_id = models.UUIDField(null=True)
    post = link("board.Post", "post_id", "flags", null=True)
    comment_id = models.UUIDField(null=True)
    message_id = models.UUIDField(null=True)  # of a conversation; then post_id is empty
    message = link("chat.Message", "message_id", "flags", null=True)
    group_id = models.UUIDField(null=True)  # its name and its text; then both are empty
    group = link("board.Group", "group_id", "flags", null=True)
    quiet_id = models.UUIDField(null=True)  # a request for help that is not on the board; then all three are empty
    quiet = link("care.QuietRequest", "quiet_id", "flags", null=True)
    copy = models.JSONField(default=list)  # talks.handed: what a reporter chose to send along; moves into the matter
    reason = models.CharField(max_length=12)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "about_id", "member_id"], name="flag_once"),
            NeighbourhoodFK(name="flag_member", field="member_id", to="membership.Member"),
            NeighbourhoodFK(name="flag_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="flag_message", field="message_id", to="chat.Message"),
            NeighbourhoodFK(name="flag_group", field="group_id", to="board.Group"),
            NeighbourhoodFK(name="flag_quiet", field="quiet_id", to="care.QuietRequest"),
            models.CheckConstraint(condition=ONE_OF_THREE, name="flag_one_of_four"),
        ]


class Matter(models.Model):
    """One reported text before the operator: a copy of it and of its fixed context. No names: a neighbour is "author" or a number."""

    placement, wall = "local", "operator"
    rights = "SELECT, UPDATE (state, taken_by, taken_at, decided_at)"
    forget = "keep because a decision is counted on it: the copy of the text and all that stood around it are emptied; undecided, it goes"

    class State(models.TextChoices):
        WAITING = "waiting"
        DECIDED = "decided"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    neighbourhood_id = models.BigIntegerField()
    about_id = models.UUIDField()
    post_id = models.UUIDField(null=True)
    comment_id = models.UUIDField(null=True)
    message_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True)
    quiet_id = models.UUIDField(null=True)
    author_id = models.UUIDField()
    language = models.CharField(max_length=2)  # the author's: reasons are written in it
    said = models.JSONField(default=list)  # [{"title", "body", "at"}]: each version that was reported, newest last
    # {"post": {…} | None, "before": [{"who", "body"}], "talks": [what each reporter sent along], "town": whether the town said it}
    context = models.JSONField(default=dict)
    flags = models.IntegerField(default=0)
    homes = models.IntegerField(default=0)  # households that told us; one household counts once
    calm_homes = models.IntegerField(default=0, db_default=0)  # of these, who say only that it is not urgent: that puts nothing aside
    reasons = models.JSONField(default=dict)  # {reason: how often}
    words = models.JSONField(default=list)  # what they added, without a name
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    held = models.BooleanField(default=False)  # put aside, by flags or by a decision
    appealed = models.BooleanField(default=False)  # somebody asked for another look, by another person
    asked = models.JSONField(default=list)  # their words, without a name
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    taken_by = models.BigIntegerField(null=True)  # which operator has it open
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "first_at"], name="matter_queue")]
        constraints = [models.UniqueConstraint(fields=["neighbourhood_id", "about_id"], name="matter_once")]

    @property
    def puts_aside(self) -> bool:
        """Whether enough households find something wrong with the text itself. What the town says stands until a person has looked."""
        return self.homes - self.calm_homes >= HOMES and not self.of_town

    @property
    def not_urgent(self) -> bool:
        """Whether enough households say only that it is not urgent; of what the town says a person decides."""
        return self.calm_homes >= HOMES and not self.of_town

    @property
    def of_town(self) -> bool:
        """Whether the town said it. Three homes may not take a warning off the board of all others."""
        return bool(self.context.get("town"))


class Decision(models.Model):
    """What an operator decided about a matter, on which ground, why. On appeal it is another operator than the first."""

    placement, wall = "local", "operator"
    rights = "SELECT, INSERT, UPDATE (undone_at)"
    guards = {"INSERT": f"person_id = {PERSON} AND carried_at IS NULL AND (NOT on_appeal OR {DECIDED_BY_ANOTHER})"}
    forget = "keep because a decision names who answers for it, for as long as it may be looked at again"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="decisions")
    on_appeal = models.BooleanField(default=False)
    thing = models.CharField(max_length=8)  # words.THINGS
    measure = models.CharField(max_length=8, default="none")  # words.MEASURES
    ground = models.CharField(max_length=8, blank=True)
    rules_version = models.CharField(max_length=8)
    words = models.CharField(max_length=1000, blank=True)
    until = models.DateTimeField(null=True)
    person_id = models.BigIntegerField()  # who decided
    signed = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["matter", "at"], name="decision_of_matter")]


class Sanction(models.Model):
    """What a decision did to somebody's access, and when that ends by itself."""

    placement, wall = "local", "none"
    forget = "keep because it says what a decision did; its number names nobody any more"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="sanction")
    neighbourhood_id = models.BigIntegerField()
    member_id = models.UUIDField()
    kind = models.CharField(max_length=8)  # "pause" or "suspend"
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until"], condition=models.Q(ended_at=None), name="sanction_running")]


class Statement(InNeighbourhood):
    """What one side was told, in a person's own hand only: also whoever has no access for now reads theirs."""

    wall, joiner, joiner_condition = "none", "SELECT", f"{NEAR} AND person_id = {PERSON}"
    forget = "delete"

    class Side(models.TextChoices):
        AUTHOR = "author"
        FLAGGER = "flagger"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "statements")
    person_id = models.BigIntegerField()
    matter_id = models.UUIDField()
    decision_id = models.UUIDField(null=True)  # none: put aside because three households told us, or that we have a report
    side = models.CharField(max_length=8, choices=Side)
    final = models.BooleanField(default=False)  # on appeal: there is no third look
    thing = models.CharField(max_length=8)
    measure = models.CharField(max_length=8, default="none")  # only the author is told what happens to them
    ground = models.CharField(max_length=8, blank=True)
    rules_version = models.CharField(max_length=8, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    until = models.DateTimeField(null=True)
    quote = models.CharField(max_length=400)
    at = models.DateTimeField(default=timezone.now)
    over_at = models.DateTimeField(null=True)  # undone, or replaced by a later one

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "person_id", "-at"], name="statement_mine")]
        constraints = [
            models.UniqueConstraint(
                fields=["neighbourhood", "matter_id", "decision_id", "member_id"], name="statement_once", nulls_distinct=False
            ),
            NeighbourhoodFK(name="statement_member", field="member_id", to="membership.Member"),
        ]


class Appeal(models.Model):
    """Somebody who got a statement asks that another person looks again. Once."""

    placement, wall, rights = "local", "operator", "SELECT (id, at, decided_at, changed)"
    joiner, joiner_condition = "SELECT, INSERT", f"{NEAR} AND person_id = {PERSON}"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    neighbourhood_id = models.BigIntegerField()
    statement_id = models.UUIDField(unique=True)
    person_id = models.BigIntegerField()
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    changed = models.BooleanField(null=True)  # the second decision was another one than the first


class Tally(models.Model):
    """One number of the public page: what happened in a half year, over the whole platform. Empty: fewer than ten."""

    placement, wall = "reference", "open"

    half = models.CharField(max_length=6)  # "2026-2"
    what = models.CharField(max_length=24)
    n = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["half", "what"], name="tally_once")]


from .glass.models import Look, Opened, OpenedPage, Opening  # noqa: E402, F401  Django looks for models here
