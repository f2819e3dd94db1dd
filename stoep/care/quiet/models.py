"""A request that does not stand on the board, and what each neighbour who was told of it has in hand.

The request itself is its author's alone. Whoever is told gets a row of their own with the words in it, which only the two of them can read.
Who asks is told by `asker_id`, and only once the asker wants it told. `members` would give it away, so no neighbour's role may read that
column: the wall looks into it, and nobody else.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link

BODY, MOMENT, WORDS = 5200, 120, 300


class QuietRequest(InNeighbourhood):
    """Help asked of those who ticked a skill. No neighbour but its author can find the row."""

    wall, mine = "mine", "author_id"
    rights = "SELECT, INSERT, UPDATE (body, moment, solved_at, by_neighbour, ended_at)"
    forget = "delete"

    author_id = models.UUIDField()
    author = link("membership.Member", "author_id", "quiet_requests")
    skill = models.CharField(max_length=24)  # a key of skills.SKILLS
    body = models.CharField(max_length=BODY, blank=True)  # empty once it is taken back
    moment = models.CharField(max_length=MOMENT, blank=True)
    language = models.CharField(max_length=2)
    helpers = models.SmallIntegerField(default=1)  # how many hands
    named = models.BooleanField(default=False)  # whoever is told sees who asks
    told = models.SmallIntegerField(default=0)  # how many heard of it; stays, whoever blocks whom afterwards
    created = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()  # after this nobody who was told reads it any more
    solved_at = models.DateTimeField(null=True)
    by_neighbour = models.BooleanField(default=False)  # solved by who offered here
    ended_at = models.DateTimeField(null=True)  # taken back
    held_at = models.DateTimeField(null=True)  # put aside, or taken down, after a report
    act = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["neighbourhood", "author_id", "-created"], name="quiet_by_author"),
            models.Index(fields=["neighbourhood", "until"], name="quiet_over"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="quiet_act_once"),
            NeighbourhoodFK(name="quiet_author", field="author_id", to="membership.Member"),
        ]


class QuietTold(InNeighbourhood):
    """What one neighbour was told, and what they answered. Theirs and the asker's."""

    wall = "participants"
    rights = """SELECT (neighbourhood_id, id, quiet_id, member_id, asker_id, skill, body, moment, language, helpers, state, words, at,
     until, offered_at, thanked_at, over_at, held_at), INSERT,
     UPDATE (asker_id, body, moment, state, words, offered_at, thanked_at, over_at)"""
    forget = "delete"

    class State(models.TextChoices):
        TOLD = "told"
        OFFERED = "offered"
        PICKED = "picked"
        LEFT = "left"  # not for them, or taken back

    quiet_id = models.UUIDField()
    quiet = link("care.QuietRequest", "quiet_id", "rows")
    members = ArrayField(models.UUIDField())  # the two who may read this row; unreadable itself
    member_id = models.UUIDField()  # who was told
    member = link("membership.Member", "member_id", "quiet_told")
    asker_id = models.UUIDField(null=True)  # who asks, from the moment this neighbour may know
    asker = link("membership.Member", "asker_id", "quiet_asked", null=True)
    skill = models.CharField(max_length=24)
    body = models.CharField(max_length=BODY, blank=True)
    moment = models.CharField(max_length=MOMENT, blank=True)
    language = models.CharField(max_length=2)
    helpers = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.TOLD)
    words = models.CharField(max_length=WORDS, blank=True)  # to the asker
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)  # solved, or taken back
    held_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "member_id", "-at"], name="quiet_told_mine")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "quiet_id", "member_id"], name="quiet_told_once"),
            NeighbourhoodFK(name="quiet_told_of", field="quiet_id", to="care.QuietRequest"),
            NeighbourhoodFK(name="quiet_told_member", field="member_id", to="membership.Member"),
            NeighbourhoodFK(name="quiet_told_asker", field="asker_id", to="membership.Member"),
        ]
