"""The facet of a post about a thing or a small service, and the neighbours who would like it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Thing(InNeighbourhood):
    """What is offered or looked for."""

    wall = "neighbours"

    class What(models.TextChoices):
        GIVE = "give", _("I give something away")
        LEND = "lend", _("I lend something")
        SWAP = "swap", _("I swap something")
        LOOK = "look", _("I am looking for something")
        SERVICE = "service", _("I do something for neighbours")
        NEED = "need", _("I am looking for somebody who does something for me")

    SEEKS = (What.LOOK, What.NEED)  # its author receives; of all else, its author gives
    DONE = (What.SERVICE, What.NEED)  # something is done, nothing handed over

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "things")
    what = models.CharField(max_length=8, choices=What)
    portions = models.SmallIntegerField(default=1)  # give: for how many takers
    until = models.DateField(null=True)  # give: gone or thrown away after this day
    moment = models.CharField(max_length=120, blank=True)  # service: when, as people say it
    thanks = models.CharField(max_length=80, blank=True)  # "nothing", "a beer": a small thank-you, said beforehand
    closed_at = models.DateTimeField(null=True)  # nothing is left, found, or no longer offered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="thing_post_once"),
            NeighbourhoodFK(name="thing_post", field="post_id", to="board.Post"),
        ]


class Claim(InNeighbourhood):
    """One neighbour who would like it: from asking, over agreed and handed over, to back or done.

    For a loan `starts` and `ends` are the first and the last day; agreed loans of one thing never share a day.
    """

    wall = "neighbours"
    forget = "delete"

    class State(models.TextChoices):
        ASKED = "asked"
        AGREED = "agreed"
        HANDED = "handed"  # the neighbour has it (a loan), or it is done (all else)
        BACK = "back"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    OPEN = (State.ASKED, State.AGREED)
    TAKES = (State.AGREED, State.HANDED)
    OVER = (State.HANDED, State.BACK)  # one has received: now one can say thank you

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "claims")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "claims")
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    words = models.CharField(max_length=300, blank=True)  # to the owner alone
    portions = models.SmallIntegerField(default=1)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)
    handed_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)  # by whoever received
    reminded_on = models.DateField(null=True)
    act = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["neighbourhood", "post_id", "asked_at"], name="claim_of_post"),
            models.Index(fields=["neighbourhood", "ends"], condition=models.Q(state="handed"), name="claim_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "act"], name="claim_act_once"),
            models.UniqueConstraint(
                fields=["neighbourhood", "post_id", "member_id"], condition=models.Q(state="asked"), name="claim_asked_once"
            ),
            NeighbourhoodFK(name="claim_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="claim_member", field="member_id", to="membership.Member"),
        ]
