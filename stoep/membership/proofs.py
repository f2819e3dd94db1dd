"""What is kept of those who have an account and no proof yet, and of what neighbours and counters said for them."""

from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link


class Application(models.Model):
    """Somebody with an account and no proof yet, and the home they say is theirs. One per person; gone once they are in.

    Nothing lists applications to anybody. The number a person gives to a neighbour or shows at a counter is made from `id`
    under a key outside the database (applying.py); `number_key` is how it is found again.
    """

    placement, wall, joiner = "local", "account", "SELECT, UPDATE, DELETE"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField(unique=True)
    neighbourhood_id = models.BigIntegerField()
    address_id = models.UUIDField()
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=2, default="nl")
    number_key = models.CharField(max_length=64, unique=True)
    agreed_at = models.DateTimeField(null=True)  # to the house rules
    letter_asked_at = models.DateTimeField(null=True)
    vouched_once_at = models.DateTimeField(null=True)  # the first of two neighbours gave their word
    warned_at = models.DateTimeField(null=True)  # told by mail that it will be forgotten
    since = models.DateTimeField(default=timezone.now)


class Vouch(InNeighbourhood):
    """A neighbour's word: I know this person and they live here. Two of them, of two homes, are a proof.

    The rows stay when the application is gone: they are what the caps count, and who vouched for whom must be known later.
    """

    wall, joiner = "none", "SELECT, INSERT"
    forget = "keep because who let somebody in must be known later; the numbers in it name nobody once the accounts are gone"

    application_id = models.UUIDField()
    newcomer_person_id = models.BigIntegerField()
    member_id = models.UUIDField()  # who gave their word
    member = link("membership.Member", "member_id", "vouches")
    address_id = models.UUIDField()  # and of which home they are: two of one home are one
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "application_id", "address_id"], name="one_word_a_home"),
            NeighbourhoodFK(name="vouch_member", field="member_id", to="membership.Member"),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "address_id", "at"], name="vouch_of_home"),
            models.Index(fields=["neighbourhood", "newcomer_person_id"], name="vouch_for"),
        ]


class Move(models.Model):
    """Somebody left the home they had here. What the thirty days between two moves are counted from."""

    placement, wall, joiner = "local", "account", "SELECT"
    joiner_condition = "person_id = (nullif(current_setting('stoep.person', true), '')::bigint)"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField()
    neighbourhood_id = models.BigIntegerField()  # that was left
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person_id", "at"], name="move_of_person")]
