"""What is kept of letters that a member has sent in their own name.

Three tables, because three readers: the member's own letter, with the homes they chose; the town's copy of its words, without a home; and
which homes had such a letter, which nobody reads but the keeper.
"""

from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link

from ..guards import WORDS_GUARDS

MARKS = "num_nonnulls(printed_at, refused_at) = 0 AND reason = ''"  # the keeper's


class NamedLetter(InNeighbourhood):
    """A letter to a few homes with its author's name on it. Made when its author looks at it; sent as it was seen, because nobody has
    the right to change a word of it. It never holds which of the homes got one."""

    wall, mine = "mine", "member_id"
    rights = "SELECT, INSERT, UPDATE (sent_at, taken_back_at)"
    guards = {
        "INSERT": f"num_nonnulls(sent_at, taken_back_at) = 0 AND {MARKS}",
        "UPDATE": ("num_nonnulls(printed_at, refused_at, taken_back_at) = 0", f"sent_at IS NOT NULL AND {MARKS}"),
    }

    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "named_letters")
    name = models.CharField(max_length=40)  # the first name
    street = models.CharField(max_length=120, blank=True)  # of the author, if they want it said and are not shielded
    line = models.CharField(max_length=140, blank=True)  # their own words
    language = models.CharField(max_length=5)  # or two of them: "nl fr"
    homes = models.JSONField(default=list)  # [[address id, "Brugstraat 12, 9000 Oever"], …]
    seal = models.CharField(max_length=64)  # keyed hash of all that was seen (sealing.py)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)  # went along with a print run, whichever homes had a letter from it
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # of the town, which did not print it

    class Meta:
        constraints = [NeighbourhoodFK(name="named_letter_member", field="member_id", to="membership.Member")]
        indexes = [models.Index(fields=["neighbourhood", "member_id", "sent_at"], name="named_letter_of_member")]


class NamedWords(models.Model):
    """The words of a letter in a member's name, for the two officials who order and approve it: handed over by its author, who was told
    so. The same id as the letter. To which homes it goes stands nowhere here."""

    placement, wall, guards = "local", "town", WORDS_GUARDS
    rights = "SELECT, UPDATE (refused_at, refused_by, reason)"
    forget = "delete"  # with its author's letter, whose id it has

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField()
    neighbourhood_id = models.BigIntegerField()
    name = models.CharField(max_length=40)
    street = models.CharField(max_length=120, blank=True)
    line = models.CharField(max_length=140, blank=True)
    language = models.CharField(max_length=5)  # or two of them: "nl fr"
    homes = models.SmallIntegerField(default=0)  # how many were asked for
    handed_at = models.DateTimeField(default=timezone.now)
    batch_id = models.UUIDField(null=True)  # the print run it went along with
    refused_at = models.DateTimeField(null=True)
    refused_by = models.UUIDField(null=True)  # mandate
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality_id", "handed_at"], name="named_words_of_town")]


class NamedHome(InNeighbourhood):
    """A home that had a letter in a neighbour's name: the next one waits (rules.py REST)."""

    wall = "none"

    address_id = models.UUIDField()
    address = link("places.Address", "address_id", "named_letters")
    batch_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "address_id"], name="named_home_once"),
            NeighbourhoodFK(name="named_home_address", field="address_id", to="places.Address"),
        ]
