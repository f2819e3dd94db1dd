"""What was asked, who granted it and until when, the copies it opened, who read which page, and what the members concerned are told.

The operator's role still has no right on anything a neighbourhood says. What is granted is copied, and each copy carries its one reader
and its end, so the database hides it from everybody else, before, and after.
"""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import NEAR, PERSON

MOST_HOURS = 72
MOST_SILENT = timedelta(days=60)  # how long the members concerned may be left untold, where an order says so
OPEN_FOR = "interval '15 minutes'"  # a page lies open, then it is looked at anew
LATER = "statement_timestamp()"
RUNNING = f"""EXISTS (SELECT 1 FROM moderation_opening o WHERE o.id = moderation_look.opening_id AND o.asked_by = {PERSON}
 AND o.until > {LATER})"""  # noqa: S608  our own names
LOOKED = f"""EXISTS (SELECT 1 FROM moderation_look l WHERE l.opening_id = moderation_openedpage.opening_id AND l.person_id = {PERSON}
 AND l.number = moderation_openedpage.number AND l.at > {LATER} - {OPEN_FOR})"""  # noqa: S608  our own names


class Opening(models.Model):
    """One operator asks to read one thing; another one grants or refuses it. The database refuses a grant in one's own hand, one that is
    decided twice, and one that lasts longer than was asked."""

    placement, wall = "local", "operator"
    rights = "SELECT, INSERT, UPDATE (decided_by, decided_signed, decided_at, granted, refusal, tell_at, until)"
    guards = {
        "INSERT": f"asked_by = {PERSON} AND decided_by IS NULL AND decided_at IS NULL AND granted IS NULL AND until IS NULL"
        " AND copied_at IS NULL AND closed_at IS NULL AND pages = 0",
        "UPDATE": (
            f"decided_at IS NULL AND asked_by <> {PERSON}",
            f"decided_by = {PERSON} AND decided_at IS NOT NULL AND granted IS NOT NULL"
            f" AND (until IS NULL OR until <= {LATER} + make_interval(hours => hours, mins => 1))",
        ),
    }
    forget = "keep because an opening names the two who answer for it, for as long as the members concerned may ask"

    class Kind(models.TextChoices):
        POST = "post"
        CONVERSATION = "conversation"
        MEMBER = "member"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    neighbourhood_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    about_id = models.UUIDField()
    since = models.DateField()  # nothing from before this day; a post comes whole
    ground = models.CharField(max_length=8)  # words.OPENING_GROUNDS
    words = models.CharField(max_length=1000)  # why; the members concerned read it
    hours = models.SmallIntegerField()
    asked_by = models.BigIntegerField()
    asked_signed = models.CharField(max_length=80)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.BigIntegerField(null=True)
    decided_signed = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    refusal = models.CharField(max_length=1000, blank=True)
    tell_at = models.DateTimeField(null=True)  # when the members concerned are told: at once, or after an order's silence
    until = models.DateTimeField(null=True)
    copied_at = models.DateTimeField(null=True)
    pages = models.SmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)  # the copies are gone

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__gte=1, hours__lte=MOST_HOURS), name="opening_has_an_end"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")), name="opening_two_persons"
            ),
            models.CheckConstraint(
                condition=models.Q(granted=None, until=None) | models.Q(granted=False, until=None)
                | models.Q(granted=True, until__isnull=False, tell_at__isnull=False), name="opening_granted_until",
            ),
            models.CheckConstraint(
                condition=models.Q(tell_at=None) | models.Q(tell_at__lte=models.F("decided_at") + MOST_SILENT), name="opening_is_told"
            ),
        ]  # fmt: skip


class OpenedPage(models.Model):
    """A page of what was opened, as a copy. For its one reader, while it lasts, and only right after their look was written down."""

    placement, wall, operator = "local", "none", "SELECT"
    operator_condition = f"reader_id = {PERSON} AND until > {LATER} AND {LOOKED}"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="opened")
    number = models.SmallIntegerField()
    reader_id = models.BigIntegerField()
    until = models.DateTimeField()
    lines = models.JSONField()  # [{"who", "at", "title", "body", "pictures": how many}]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "number"], name="opened_page_once")]


class Look(models.Model):
    """Somebody opened a page to read it. Written before it can be read; nobody changes it."""

    placement, wall, rights = "local", "operator", "SELECT, INSERT"
    guards = {"INSERT": f"person_id = {PERSON} AND at <= {LATER} AND {RUNNING}"}
    forget = "keep because it says who read what was not theirs, for as long as the members concerned may ask"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="looks")
    number = models.SmallIntegerField()
    person_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["opening", "number", "person_id", "at"], name="look_at_page")]


class Opened(InNeighbourhood):
    """What one of the members concerned is told, in their own hand only: also whoever has no access for now. Empty `at`: not told yet."""

    wall, joiner, joiner_condition = "none", "SELECT", f"{NEAR} AND person_id = {PERSON} AND at IS NOT NULL"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "opened")
    person_id = models.BigIntegerField()
    opening_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    ground = models.CharField(max_length=8)
    words = models.CharField(max_length=1000)
    since = models.DateField()
    granted_at = models.DateTimeField()
    until = models.DateTimeField()
    looked = models.SmallIntegerField(null=True)  # pages that were really read; known when it is over
    pages = models.SmallIntegerField(default=0)
    tell_at = models.DateTimeField()
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["neighbourhood", "person_id", "-at"], name="opened_mine"),
            models.Index(fields=["neighbourhood", "tell_at"], condition=models.Q(at=None), name="opened_untold"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "opening_id", "member_id"], name="opened_once"),
            NeighbourhoodFK(name="opened_member", field="member_id", to="membership.Member"),
        ]
