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
