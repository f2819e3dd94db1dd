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
    minor = models.BooleanField(default=False, db_default=False)
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


class IdentityUsed(models.Model):
    """An electronic identity that let somebody in: one identity is for one account, and one account has one."""

    placement, wall = "local", "account"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=64, unique=True)  # keyed hash of provider and subject (identity.py)
    at = models.DateTimeField(default=timezone.now)


class Move(models.Model):
    """Somebody left the home they had here. What the thirty days between two moves are counted from."""

    placement, wall, joiner = "local", "account", "SELECT"
    joiner_condition = "person_id = (nullif(current_setting('stoep.person', true), '')::bigint)"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField()
    neighbourhood_id = models.BigIntegerField()  # that was left
    at = models.DateTimeField(default=timezone.now)
    rests = models.BooleanField(default=True, db_default=True)  # counts for the thirty days; going along with one's address does not

    class Meta:
        indexes = [models.Index(fields=["person_id", "at"], name="move_of_person")]


class Homecoming(models.Model):
    """The proof of somebody whose neighbourhood was lent to a neighbour and lives by itself again: it waits there until they come over,
    with one tap, or by itself on the day `until`. Meanwhile they read and write with the host, as before."""

    placement, wall, rights, joiner = "local", "account", "SELECT", "SELECT, DELETE"
    joiner_condition = """(person_id = (nullif(current_setting('stoep.person', true), '')::bigint)
 OR neighbourhood_id = (nullif(current_setting('stoep.here', true), '')::bigint))"""  # their places in the household are counted
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField(unique=True)
    neighbourhood_id = models.BigIntegerField()  # to which they come home
    host_id = models.BigIntegerField()
    address_id = models.UUIDField()
    street = models.CharField(max_length=120, blank=True)
    proof = models.CharField(max_length=12)
    proven_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["neighbourhood_id", "address_id"], name="homecoming_household")]


class LetterWish(InNeighbourhood):
    """A home that somebody asked a letter for. Open until a letter has gone there; the desk sees how many there are, never which."""

    wall, joiner = "none", "SELECT, INSERT, UPDATE (asked_at)"

    address_id = models.UUIDField()
    address = link("places.Address", "address_id", "letter_wishes")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "address_id"], name="letter_wish_once"),
            NeighbourhoodFK(name="letter_wish_address", field="address_id", to="places.Address"),
        ]


class WishCount(models.Model):
    """How many homes of a neighbourhood asked for a letter and may have one now: what the desk orders by. Written by the keeper."""

    placement, wall, rights = "local", "town", "SELECT"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField()
    neighbourhood_id = models.BigIntegerField(unique=True)
    homes = models.IntegerField(default=0)


class PaperCheck(models.Model):
    """A clerk looked at somebody's papers at the town's counter, and wrote down what stood on them. Compared by a job with the
    application of that number; then the words are wiped. The desk reads from it whether it fitted, and nothing more."""

    placement, wall, rights = "local", "town", "SELECT, INSERT"

    class State(models.TextChoices):
        ASKED = "asked"
        FITS = "fits"
        DIFFERS = "differs"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField()
    mandate_id = models.UUIDField()
    number = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=80, blank=True)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=30, blank=True)
    seen = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["municipality_id", "-at"], name="paper_check_newest")]


class Invitation(InNeighbourhood):
    """A card or link a member hands over. It opens nothing: it names the neighbourhood and leads to joining."""

    wall, mine, joiner = "mine", "member_id", "SELECT"
    rights = "SELECT, INSERT, UPDATE (revoked_at)"
    forget = "delete"

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "invitations")
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [NeighbourhoodFK(name="invitation_member", field="member_id", to="membership.Member")]
        indexes = [models.Index(fields=["neighbourhood", "member_id", "made_at"], name="invitation_of_member")]
