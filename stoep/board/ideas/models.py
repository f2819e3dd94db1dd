"""The facet of a post with an idea, and the neighbours behind it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Idea(InNeighbourhood):
    """What neighbours could do themselves, and what it needs."""

    wall = "neighbours"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "ideas")
    needs = models.CharField(max_length=200, blank=True)  # "a shed, two afternoons, somebody who can weld"
    happens_at = models.DateTimeField(null=True)  # since when it is certain

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="idea_post_once"),
            NeighbourhoodFK(name="idea_post", field="post_id", to="board.Post"),
        ]


class Backing(InNeighbourhood):
    """One neighbour behind an idea. Who is not has no row: nobody is against in public."""

    wall = "neighbours"

    class Answer(models.TextChoices):
        JOIN = "join", _("I join in")
        LIKE = "like", _("Good idea")

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "backings")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "backings")
    answer = models.CharField(max_length=6, choices=Answer)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="backing_once"),
            NeighbourhoodFK(name="backing_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="backing_member", field="member_id", to="membership.Member"),
        ]
