"""What is kept of a block beside the account of whoever was blocked: erasing it and coming in anew ends no block."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7


class KeptBlock(models.Model):
    """Who blocked somebody that erases their account, and by what this one is known again (dodging.py): keyed hashes, no name, no mailbox,
    no home. Written by the keeper when the account is hidden. As with Block, only the blocker's own hand takes it back.
    """

    placement, wall, rights, joiner = (
        "local", "account", "SELECT (id, blocker_id, marks, at, until)", "SELECT, DELETE"
    )  # fmt: skip
    joiner_condition = "blocker_id = (nullif(current_setting('stoep.person', true), '')::bigint)"
    forget = (
        "keep because a block is not dodged by erasing the account: hashes only, for a year; the blocker's go with the blocker's account"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blocker_id = models.BigIntegerField()
    blocked_id = models.BigIntegerField(null=True)  # the account that was hidden, while it is there
    marks = ArrayField(models.CharField(max_length=64), default=list)
    at = models.DateTimeField(default=timezone.now)  # since when they were blocked: a block that came of this one says the same moment
    until = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["marks"], name="kept_block_marks"),
            models.Index(fields=["blocker_id"], name="kept_block_blocker"),
            models.Index(fields=["blocked_id"], name="kept_block_blocked"),
        ]
