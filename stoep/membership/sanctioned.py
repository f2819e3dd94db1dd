"""What is kept of a sanction beside the account: so that nobody walks round it through another door (dodging.py)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7


class KeptSanction(models.Model):
    """A sanction that runs, and by what the same person is known again: keyed hashes, no name, no mailbox, no home. Written by the keeper
    with the sanction; it outlives an account that its owner erases, and goes at the sanction's own end."""

    placement, wall = "local", "account"
    rights = (
        # the pages about erasing and about a shut door say it; the marks they never see
        "SELECT (id, neighbourhood_id, member_id, because_member, suspended_until, quiet_until)"
    )
    joiner, joiner_condition = "SELECT (id, home, marks, suspended_until, quiet_until)", "true"  # one is known again in every neighbourhood
    forget = "keep because a sanction is not dodged by erasing the account: hashes only, and only until the sanction's own end"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    neighbourhood_id = models.BigIntegerField()
    member_id = models.UUIDField()
    because_member = models.UUIDField(null=True)  # not given to this face: to another one of theirs, and it reached this one
    home = models.CharField(max_length=64, blank=True)
    marks = ArrayField(models.CharField(max_length=64), default=list)
    suspended_until = models.DateTimeField(null=True)
    quiet_until = models.DateTimeField(null=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["neighbourhood_id", "member_id", "because_member"], name="kept_sanction_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["home"], name="kept_sanction_home")]
