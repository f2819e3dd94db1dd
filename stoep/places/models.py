"""The town, its neighbourhoods, its streets and its addresses. No person is in sight here."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood


class Municipality(models.Model):
    """A town: the tenant. Its languages, its house style, and the phone of the people who help."""

    placement, wall = "reference", "open"

    id = models.BigIntegerField(primary_key=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, default="BE")
    languages = ArrayField(models.CharField(max_length=2), default=list)  # first = the town's own; letters carry one or two
    two_languages = models.BooleanField(default=False, db_default=False)  # every letter is in two of them, also one in a neighbour's name
    colour = models.CharField(max_length=7, default="#35566B")
    logo = models.CharField(max_length=120, blank=True)  # a file name under STOEP_MEDIA_DIR/logos
    sender = models.CharField(max_length=300, blank=True)  # return address on letters, lines divided by newline
    help_place = models.CharField(max_length=120, blank=True)
    help_phone = models.CharField(max_length=40, blank=True)
    help_hours = models.CharField(max_length=120, blank=True, default="", db_default="")  # as it stands on the door there
    help_languages = ArrayField(models.CharField(max_length=8), default=list, db_default=[])  # spoken there, also others than our own
    is_demo = models.BooleanField(default=False)

    def __str__(self):
        return self.name


class HelpPoint(models.Model):
    """One more place of a town where somebody helps, beside the one that stands on its letters (Municipality.help_place)."""

    placement, wall = "reference", "open"

    id = models.BigIntegerField(primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="more_help_points")
    neighbourhood = models.ForeignKey("Neighbourhood", on_delete=models.PROTECT, null=True, related_name="+")  # where it is, if in one
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=120)
    hours = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="help_point_once")]

    def __str__(self):
        return self.name


class Neighbourhood(models.Model):
    """A closed network and its boundary. `boundary` is GeoJSON (MultiPolygon, WGS84, longitude first); `opened_on` empty = not open yet."""

    placement, wall = "reference", "open"

    id = models.BigIntegerField(primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="neighbourhoods")
    slug = models.SlugField(max_length=100, unique=True)  # "<town>-<name>": neighbourhoods of two towns may share a name
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, blank=True)  # the register's own code, by which a second import knows it again
    boundary = models.JSONField()
    area_m2 = models.FloatField(default=0)
    opened_on = models.DateField(null=True, blank=True)
    touches = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # next to it in the same town, open or not (touching.py)
    # Too few homes of its own: its addresses are in another's register until they grow (lending.py). Empty = it lives by itself.
    lent_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="guests")
    lent_on = models.DateField(null=True, blank=True)
    lived_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # letters of then name it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], condition=~models.Q(code=""), name="neighbourhood_code")]

    def __str__(self):
        return self.name


class Street(models.Model):
    """A street name of a town, with the neighbourhoods it runs through: the address box asks those for the number."""

    placement, wall = "reference", "open"

    id = models.BigIntegerField(primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="streets")
    name = models.CharField(max_length=120)
    name_other = models.CharField(max_length=120, blank=True)  # the second language where streets have two names (Brussels)
    postcode = models.CharField(max_length=10, blank=True)
    folded = models.CharField(max_length=260)  # lower case, no accents, both names: what typing is compared with
    neighbourhoods = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "postcode", "name"], name="street_once")]
        indexes = [
            models.Index(fields=["municipality", "folded"], name="street_folded"),
            GinIndex(fields=["folded"], name="street_trigram", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self):
        return self.name


class Address(InNeighbourhood):
    """One dwelling of the address register. Only a joiner, the town's count and the letters look at it; members never do."""

    wall = "none"
    joiner = "SELECT"

    municipality_id = models.BigIntegerField()
    street_id = models.BigIntegerField()
    street_name = models.CharField(max_length=120)
    number = models.CharField(max_length=20)  # house number with its letter: "36H"
    box = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=80, blank=True)  # the postal town: "Gentbrugge"
    longitude = models.FloatField()
    latitude = models.FloatField()
    lent_from = models.BigIntegerField(null=True)  # on whose ground it stands, while that neighbourhood lives with this one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["neighbourhood", "street_id", "number", "box"], name="address_once")]
        indexes = [models.Index(fields=["neighbourhood", "street_name", "number"], name="address_in_order")]

    def __str__(self):
        return f"{self.street_name} {self.number}{f'/{self.box}' if self.box else ''}"


class AddressCount(models.Model):
    """How many addresses the register holds per neighbourhood: what the desk counts with. Written by the import."""

    placement, wall, rights = "local", "town", "SELECT"
    accounts_read = True  # the public page says how many letters went out in round numbers

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    neighbourhood = models.OneToOneField(Neighbourhood, on_delete=models.CASCADE, related_name="+")
    addresses = models.IntegerField(default=0)
    counted_at = models.DateTimeField()
