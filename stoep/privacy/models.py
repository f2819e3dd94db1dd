"""What somebody had made of all that is kept of them, on its way to them."""

from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7


class Export(models.Model):
    """One ZIP of one's own data. The file lies under STOEP_EXPORTS_DIR and is handed out once, to who asked for it."""

    placement, wall = "local", "account"  # no `whose`: the desk hands out none
    rights = "SELECT, INSERT, UPDATE"
    forget = "delete"

    class State(models.TextChoices):
        MAKING = "making"
        READY = "ready"
        OVER = "over"  # fetched, too old, or another one was asked for

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)  # bytes

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id"], condition=~models.Q(state="over"), name="one_export_at_a_time")]


class Erasure(models.Model):
    """Somebody erases their account: hidden at once, erased for good when the days to come back are over. The row goes with the account.

    `kept` is what was taken off their faces, until then; the sign-in side never reads it. The rest of its way back is in the rooms.
    """

    placement, wall = "local", "account"
    rights = "SELECT (id, person_id, state, asked_at, due, unused), INSERT, UPDATE (state)"
    forget = "delete"

    class State(models.TextChoices):
        ASKED = "asked"
        HIDDEN = "hidden"
        BACK = "back"  # came back in time: to be shown again
        ERASING = "erasing"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField()
    kept = models.JSONField(default=dict, db_default={})  # {neighbourhood: {member: {room: what its `hide` returned}}}
    unused = models.BooleanField(default=False, db_default=False)  # nobody asked: nobody came for two years
    quiet = models.BooleanField(default=False, db_default=False)  # told before: a restored account is erased without another mail

    class Meta:
        indexes = [models.Index(fields=["due"], name="erasure_due")]
