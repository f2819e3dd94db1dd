"""The facet of a post that asks all neighbours one question, and their votes while it is open."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stoep.lib.clock import now
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link

from .ballots import LETTERS, What

OPEN = "ended_at IS NULL AND tally = '{}'"


class Poll(InNeighbourhood):
    """One question with its answers. `tally`: how often each was picked; the keeper alone writes it, at the end (tallying.py)."""

    wall = "neighbours"
    guards = {"INSERT": OPEN, "UPDATE": ("ended_at IS NULL", OPEN)}  # no neighbour makes up a result, or changes one

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "polls")
    what = models.CharField(max_length=8, choices=What)
    options = ArrayField(models.CharField(max_length=LETTERS), default=list)  # of a choice
    several = models.BooleanField(default=False)  # more than one may be picked
    ends_at = models.DateTimeField()
    early = models.BooleanField(default=False)  # its author ended it before its day
    voted = models.IntegerField(default=0)  # neighbours
    ended_at = models.DateTimeField(null=True)  # counted: from here on the votes are gone
    tally = ArrayField(models.IntegerField(), default=list)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "ends_at"], condition=models.Q(ended_at=None), name="poll_open")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="poll_post_once"),
            NeighbourhoodFK(name="poll_post", field="post_id", to="board.Post"),
        ]

    @property
    def over(self) -> bool:
        """Whether its time is up, counted or not."""
        return self.ended_at is not None or self.ends_at <= now()


class Vote(InNeighbourhood):
    """One neighbour's vote, read by nobody but them. Its picks are emptied when the poll is counted, and it goes a week later.

    Its id is random and it keeps no moment: in their order rows would say who voted when.
    """

    wall, mine = "mine", "member_id"
    forget = "delete"

    id = models.UUIDField(default=uuid4, editable=False)
    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "votes")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "votes")
    picks = ArrayField(models.SmallIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="vote_once"),
            NeighbourhoodFK(name="vote_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="vote_member", field="member_id", to="membership.Member"),
        ]
