"""The facet of a post that asks everybody to choose, and one neighbour's choice while it runs."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Poll(InNeighbourhood):
    """What one can choose from and until when. The numbers come when it is over, from the keeper: no neighbour changes them."""

    wall, rights = "neighbours", "SELECT, INSERT, UPDATE (ends_at)"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "polls")
    options = ArrayField(models.CharField(max_length=80))
    several = models.BooleanField(default=False)  # one may choose more than one
    ends_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)
    counts = ArrayField(models.IntegerField(), default=list, db_default=[])  # in the order of the options
    voters = models.IntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "ends_at"], condition=models.Q(counted_at=None), name="poll_running")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="poll_post_once"),
            NeighbourhoodFK(name="poll_post", field="post_id", to="board.Post"),
        ]


class Vote(InNeighbourhood):
    """One neighbour's choice. The database shows it to its owner alone; it is deleted when it has been counted."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "votes")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "votes")
    chosen = ArrayField(models.SmallIntegerField())  # numbers of options, from 0

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="vote_once"),
            NeighbourhoodFK(name="vote_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="vote_member", field="member_id", to="membership.Member"),
        ]
