"""A request for help, the neighbours who offer it, and what people like to help with."""

from django.db import models
from django.utils import timezone

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class HelpRequest(InNeighbourhood):
    """The facet that makes a post a request for help."""

    wall = "neighbours"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "help_requests")
    skill = models.CharField(max_length=24, blank=True)  # a key of skills.SKILLS; empty = something else
    moment = models.CharField(max_length=120, blank=True)  # "Saturday morning", as people say it
    helpers = models.SmallIntegerField(default=1)  # how many hands
    solved_at = models.DateTimeField(null=True)
    by_neighbour = models.BooleanField(default=False)  # solved by who offered here

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "solved_at"], name="help_solved")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="help_post_once"),
            NeighbourhoodFK(name="help_post", field="post_id", to="board.Post"),
        ]


class HelpOffer(InNeighbourhood):
    """A neighbour who would help with one request. The asker picks; nobody is matched by a machine."""

    wall = "neighbours"
    forget = "delete"

    class State(models.TextChoices):
        OFFERED = "offered"
        PICKED = "picked"
        WITHDRAWN = "withdrawn"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "help_offers")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "help_offers")
    words = models.CharField(max_length=300, blank=True)  # to the asker alone
    state = models.CharField(max_length=12, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now)
    thanked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="help_offer_once"),
            NeighbourhoodFK(name="help_offer_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="help_offer_member", field="member_id", to="membership.Member"),
        ]


class HelpAsked(InNeighbourhood):
    """A neighbour who was told of a request: asked by the asker, or because they wish to hear of this skill at once."""

    wall, rights = "neighbours", "SELECT, INSERT"
    forget = "delete"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "help_asked")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "help_asked")
    by_asker = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="help_asked_once"),
            NeighbourhoodFK(name="help_asked_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="help_asked_member", field="member_id", to="membership.Member"),
        ]


class SkillOffer(InNeighbourhood):
    """Something a member likes to help with: one tick of the list."""

    wall = "neighbours"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "skill_offers")
    skill = models.CharField(max_length=24)
    at_once = models.BooleanField(default=False)  # wishes to hear at once when somebody asks for it
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "skill"], name="skill_who")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id", "skill"], name="skill_once"),
            NeighbourhoodFK(name="skill_member", field="member_id", to="membership.Member"),
        ]


from .quiet.models import QuietRequest as QuietRequest  # noqa: E402
from .quiet.models import QuietTold as QuietTold  # noqa: E402
from .volunteers.models import Volunteer as Volunteer  # noqa: E402
