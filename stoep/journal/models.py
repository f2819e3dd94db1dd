"""One line per act: who, with which standing, did what, to what, when. Written by all, read by the keeper."""

from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood
from stoep.lib.wall import MEMBER, PERSON


class Line(models.Model):
    """What both journals hold. `detail` carries ids and plain words, never a text somebody wrote and never a secret."""

    verb = models.CharField(max_length=60)  # "publish_post": the action's own name
    about = models.UUIDField(null=True)  # the thing it was done to
    person_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    forget = "keep because the journal proves who did what; the account's number in it names nobody once the account is gone"

    class Meta:
        abstract = True


class Entry(InNeighbourhood, Line):
    """An act inside a neighbourhood."""

    wall, rights = "neighbours", "INSERT"
    guards = {"INSERT": f"person_id = {PERSON} AND member_id = {MEMBER}"}  # nobody writes a line in another's name
    joiner, joiner_writes = "INSERT", f"person_id IS NOT DISTINCT FROM {PERSON}"  # in their own name too; who has none yet, in nobody's

    guest, guest_condition = "INSERT", f"person_id = {PERSON} AND member_id = {MEMBER}"

    member_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["neighbourhood", "-at"], name="entry_newest")]


class TownEntry(Line):
    """An act of the town or the operator."""

    placement, wall, rights, operator = "local", "town", "INSERT", "INSERT"
    operator_condition = f"person_id = {PERSON} AND municipality_id IS NULL"
    guards = {"INSERT": f"person_id = {PERSON}"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField(null=True)
    duty = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality_id", "-at"], name="town_entry_newest")]
