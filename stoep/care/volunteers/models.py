"""A neighbour who chose to be seen by the town: a name and what they like to help with, and no more."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.wall import PERSON


class Volunteer(models.Model):
    """A copy, made by the person's own hand: the desk reads it, and nothing behind it. It has no street and no address, and the desk
    cannot read whose account it is. Gone in the act that takes it back."""

    placement, wall, rights = "local", "town", "SELECT (id, municipality_id, neighbourhood_id, name, skills, since)"
    joiner, joiner_condition = "SELECT, INSERT, UPDATE (name, skills), DELETE", f"person_id = {PERSON}"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField()
    neighbourhood_id = models.BigIntegerField()
    person_id = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=80)  # as neighbours see it
    skills = ArrayField(models.CharField(max_length=24))
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["municipality_id", "neighbourhood_id", "name"], name="volunteer_list")]
