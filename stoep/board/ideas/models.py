"""The facet of a post that shares an idea, who is for it, and what came of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import MEMBER


class Idea(InNeighbourhood):
    """Something neighbours could do together. What it needs are lines of the calendar's `Need`: they hang on any post."""

    wall = "neighbours"

    class Stage(models.TextChoices):
        GATHERING = "gathering"
        DOING = "doing"
        DONE = "done"
        DROPPED = "dropped"

    OPEN = (Stage.GATHERING, Stage.DOING)  # one can still join

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "ideas")
    people = models.SmallIntegerField(null=True)  # how many it takes beside its author
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.GATHERING)
    word = models.CharField(max_length=200, blank=True)  # its author's, about where it stands

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="idea_post_once"),
            NeighbourhoodFK(name="idea_post", field="post_id", to="board.Post"),
        ]

    @property
    def open(self) -> bool:
        """Whether one can still join."""
        return self.stage in self.OPEN


class Backing(InNeighbourhood):
    """One neighbour's answer: joins, or likes it and would come. Who is not for it has no row; its author is in anyway."""

    wall, forget = "neighbours", "delete"
    guards = {"INSERT": f"member_id = {MEMBER}"}  # nobody is counted by another

    class Answer(models.TextChoices):
        JOINS = "joins", _("I join")
        LIKES = "likes", _("I like it, I would come")

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "backings")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "backings")
    answer = models.CharField(max_length=5, choices=Answer)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="backing_once"),
            NeighbourhoodFK(name="backing_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="backing_member", field="member_id", to="membership.Member"),
        ]


class Outcome(InNeighbourhood):
    """What came of an idea: a day in the calendar, or a group. A row of its own, so that an end of one leaves the other."""

    wall = "neighbours"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "outcomes")
    event_id = models.UUIDField(null=True)  # the post that plans it
    group_id = models.UUIDField(null=True)
    group = link("board.Group", "group_id", "began_as", null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "post_id"], name="outcome_of_idea")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "event_id"], name="outcome_event_once"),
            models.UniqueConstraint(fields=["neighbourhood", "group_id"], name="outcome_group_once"),
            NeighbourhoodFK(name="outcome_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="outcome_event", field="event_id", to="board.Post"),
            NeighbourhoodFK(name="outcome_group", field="group_id", to="board.Group"),
        ]
