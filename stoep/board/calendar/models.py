"""The facet of a post that plans something, who comes, who brings what, and the address of one's own calendar."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Event(InNeighbourhood):
    """Something that is planned. Moments are kept in UTC; what repeats does so by the clock on the wall here (times.py)."""

    wall = "neighbours"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "events")
    starts_at = models.DateTimeField()  # of the first time
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    price = models.CharField(max_length=60, blank=True)  # as people say it: "free", "5 euro, children nothing"
    rule = models.CharField(max_length=80, blank=True)  # an RRULE of RFC 5545 with a COUNT: what repeats has an end
    skips = ArrayField(models.DateField(), default=list)  # days on which it does not happen
    last_at = models.DateTimeField()  # the end of the last time: one index finds what is still to come
    cancelled_at = models.DateTimeField(null=True)
    sequence = models.IntegerField(default=0)  # of iCalendar: one more each time that when, where or whether changes
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "last_at"], name="event_coming")]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id"], name="event_post_once"),
            NeighbourhoodFK(name="event_post", field="post_id", to="board.Post"),
        ]


class Attendance(InNeighbourhood):
    """One neighbour's answer: going, or interested. Who does not come has no row."""

    wall = "neighbours"
    forget = "delete"

    class Answer(models.TextChoices):
        GOING = "going", _("I am coming")
        INTERESTED = "interested", _("Maybe")

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "attendances")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "attendances")
    answer = models.CharField(max_length=10, choices=Answer)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "member_id"], name="attendance_once"),
            NeighbourhoodFK(name="attendance_post", field="post_id", to="board.Post"),
            NeighbourhoodFK(name="attendance_member", field="member_id", to="membership.Member"),
        ]


class Need(InNeighbourhood):
    """Something that somebody should bring, or several."""

    wall = "neighbours"

    post_id = models.UUIDField()
    post = link("board.Post", "post_id", "needs")
    what = models.CharField(max_length=80)
    wanted = models.SmallIntegerField(default=1)  # by so many neighbours
    position = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "post_id", "what"], name="need_once"),
            NeighbourhoodFK(name="need_post", field="post_id", to="board.Post"),
        ]


class Bring(InNeighbourhood):
    """One neighbour who brings it."""

    wall = "neighbours"
    forget = "delete"

    need_id = models.UUIDField()
    need = link("board.Need", "need_id", "brings")
    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "brings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "need_id", "member_id"], name="bring_once"),
            NeighbourhoodFK(name="bring_need", field="need_id", to="board.Need"),
            NeighbourhoodFK(name="bring_member", field="member_id", to="membership.Member"),
        ]


class CalendarAddress(InNeighbourhood):
    """What makes a member's private calendar address good. Without the signature beside it (addresses.py) it opens nothing; a new one
    makes the old address dead."""

    wall, mine = "mine", "member_id"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "calendar_addresses")
    mark = models.CharField(max_length=32)  # drawn anew with each address
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="calendar_address_once"),
            NeighbourhoodFK(name="calendar_address_member", field="member_id", to="membership.Member"),
        ]


class HeldHere(InNeighbourhood):
    """That an activity of the list took place here in the past year. For the keeper, who counts it; of no board anything is told."""

    wall = "none"

    activity = models.CharField(max_length=20)  # a key of ideas.IDEAS

    class Meta:
        constraints = [models.UniqueConstraint(fields=["neighbourhood", "activity"], name="held_here_once")]


class HeldNear(InNeighbourhood):
    """How many neighbourhoods near here held it: three or more, or there is no row (held.py)."""

    wall, rights = "neighbours", "SELECT"

    activity = models.CharField(max_length=20)
    places = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "activity"], name="held_near_once"),
            models.CheckConstraint(condition=models.Q(places__gte=3), name="held_near_by_three"),
        ]
