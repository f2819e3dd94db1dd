"""Who lives here and how that was proven; who may act for the town; the letters that open the door."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone

from stoep.lib.ids import uuid7
from stoep.lib.shards import InNeighbourhood, NeighbourhoodFK, link
from stoep.lib.wall import MEMBER, PERSON

from .guards import BATCH_GUARDS

LISTED = models.Q(state="active", shielded=False) & ~models.Q(kind="town")  # who stands in a list of neighbours


class Member(InNeighbourhood):
    """One's face in one neighbourhood: the author of all that is said there. It carries all that neighbours may see, so that no
    page joins to an account; `person_id` is a bare number."""

    wall, joiner = (
        "neighbours",
        "SELECT, INSERT, UPDATE (state, name, street, joined_at, folded, sought, gives, about, photo, shielded, shows_said, ambassador,"
        " reads_nearby, minor)",
    )
    joiner_writes = "person_id = (nullif(current_setting('stoep.person', true), '')::bigint)"  # whoever comes in, and nobody else
    guest, guest_condition = "SELECT", f"id = {MEMBER}"
    # state and badge are given, never taken; ambassador is for whoever wants to be
    rights = "SELECT, UPDATE (name, gives, about, photo, street, shielded, shows_said, ambassador, reads_nearby, minor, folded, sought)"
    guards = {"UPDATE": (f"id = {MEMBER}", f"id = {MEMBER}")}  # a neighbour's hand reaches their own face only
    forget = "keep because neighbours' talk hangs on it: name, street, photo and the account's number are blanked"

    class Kind(models.TextChoices):
        RESIDENT = "resident"
        CONNECTOR = "connector"
        TOWN = "town"

    class State(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"
        GONE = "gone"
        GUEST = "guest"  # lives next door: the author of a copy of a post, and nothing else here (guests.py)

    person_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RESIDENT)
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=120, blank=True)
    gives = models.CharField(max_length=200, blank=True, db_default="")  # "eggs of my hens, an hour at your computer": first on the page
    about = models.CharField(max_length=500, blank=True)
    photo = models.CharField(max_length=80, blank=True)  # the stem of a picture under the neighbourhood's media folder
    badge = models.CharField(max_length=160, blank=True)  # connector: "organisation, function"; town: function title
    shielded = models.BooleanField(default=False)  # street hidden; in no list, search or count
    # Says to be under eighteen; no birth date is kept. Always shielded, and nobody but their own home writes to them first.
    minor = models.BooleanField(default=False, db_default=False)
    ambassador = models.BooleanField(default=False)
    shows_said = models.BooleanField(default=True, db_default=True)  # what they said lately stands on their page
    reads_nearby = models.BooleanField(default=True, db_default=True)  # what reaches here from next door
    joined_at = models.DateTimeField(default=timezone.now)
    folded = models.CharField(max_length=240, blank=True, db_default="")  # the name as lists order it (seeking.py)
    sought = SearchVectorField(null=True)  # the words they are found by; none while shielded (seeking.py)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "person_id"], name="member_once"),
            models.CheckConstraint(condition=models.Q(minor=False) | models.Q(shielded=True), name="minors_are_shielded"),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "-joined_at"], name="member_newest"),
            models.Index(fields=["neighbourhood", "folded", "id"], condition=LISTED, name="member_listed"),
            models.Index(fields=["neighbourhood", "street"], condition=LISTED, name="member_street"),
            models.Index(fields=["neighbourhood"], condition=models.Q(ambassador=True), name="member_ambassador"),
            GinIndex(fields=["neighbourhood", "sought"], name="member_sought"),
        ]

    def __str__(self):
        return self.name


class Seat(models.Model):
    """What the door reads: this person may enter that neighbourhood, as this member. One home per person."""

    placement, wall, joiner = "local", "account", "SELECT, INSERT, UPDATE (state, since, reads_only_until)"
    # no `whose`: the desk's login never sees who lives where
    rights = "SELECT"  # signing in gives nobody a home
    joiner_condition = """kind = 'home' AND person_id = (nullif(current_setting('stoep.person', true), '')::bigint)
 AND neighbourhood_id = (nullif(current_setting('stoep.here', true), '')::bigint)"""
    forget = "delete"

    class Kind(models.TextChoices):
        HOME = "home"
        CONNECTOR = "connector"
        GUEST = "guest"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    neighbourhood = models.ForeignKey("places.Neighbourhood", on_delete=models.PROTECT, related_name="+")
    member_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.HOME)
    state = models.CharField(max_length=12, choices=Member.State, default=Member.State.ACTIVE)
    reads_only_until = models.DateTimeField(null=True)  # may read but not write until then; the door takes it along
    hidden_at = models.DateTimeField(null=True)  # since when its owner erases their account, while they may still come back
    hidden_marks = ArrayField(models.CharField(max_length=64), default=list, db_default=[])  # and by what they were known (dodging.py)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(kind="home") & ~models.Q(state="gone"), name="one_home"),
            models.UniqueConstraint(fields=["person", "neighbourhood"], condition=~models.Q(kind="guest"), name="one_seat_here"),
            models.UniqueConstraint(fields=["person", "neighbourhood"], condition=models.Q(kind="guest"), name="one_guest_seat"),
        ]


class Mandate(models.Model):
    """Person × municipality × duty, for a time. The operator's municipality is empty."""

    placement, wall, accounts_read, own = "local", "town", True, "person_id"  # own: the operator's is of no town
    operator, operator_condition = "SELECT", "duty = 'operator'"  # who else could look again
    rights = "SELECT"  # nobody at a desk gives a mandate, least of all to themselves; the keeper does
    forget = "delete"

    class Duty(models.TextChoices):
        CONNECTOR = "connector"
        OFFICIAL = "official"
        PRINT_OPERATOR = "print_operator"
        OPERATOR = "operator"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    municipality = models.ForeignKey("places.Municipality", on_delete=models.PROTECT, null=True, related_name="+")
    duty = models.CharField(max_length=16, choices=Duty)
    name = models.CharField(max_length=80)  # how the town's texts are signed
    function = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    neighbourhoods = ArrayField(models.BigIntegerField(), default=list)  # a connector's working area
    may_write = models.BooleanField(default=True)
    may_approve = models.BooleanField(default=False)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "duty"], name="mandate_of_person")]


class Residence(InNeighbourhood):
    """The proof behind a resident's Member: which address, how it was proven, when. A household is the residences of one address."""

    wall, mine, joiner = "mine", "member_id", "SELECT, INSERT, UPDATE (address_id, street, proof, proven_at)"
    rights = "SELECT, UPDATE (street)"  # where one lives is proven, not typed
    forget = "delete"

    class Proof(models.TextChoices):
        LETTER = "letter"
        VOUCHED = "vouched"
        COUNTER = "counter"
        IDENTITY = "identity"

    still = ~models.Q(member__state="gone")  # of somebody who lives there now (places/moves.py counts these)

    member_id = models.UUIDField()
    member = link("membership.Member", "member_id", "residences")
    address_id = models.UUIDField()
    address = link("places.Address", "address_id", "residences", on_delete=models.PROTECT)
    street = models.CharField(max_length=120, blank=True)  # kept here while a shielded member's face does not carry it
    proof = models.CharField(max_length=12, choices=Proof)
    proven_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "member_id"], name="residence_once"),
            NeighbourhoodFK(name="residence_member", field="member_id", to="membership.Member"),
            NeighbourhoodFK(name="residence_address", field="address_id", to="places.Address", on_delete="RESTRICT"),
        ]
        indexes = [models.Index(fields=["neighbourhood", "address_id"], name="residence_household")]


class Joining(models.Model):
    """Somebody on the way in: an address typed, perhaps a code accepted, perhaps a name and mailbox given. Lives seven days.

    The session knows its id. `mail_code` is a keyed hash of the six digits that were mailed, never the digits.
    """

    placement, wall = "local", "account"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    neighbourhood_id = models.BigIntegerField()
    address_id = models.UUIDField()
    proven_at = models.DateTimeField(null=True)  # the letter's code was right
    letter_issued_at = models.DateTimeField(null=True)  # of which letter: a re-issue voids it
    without_letter = models.BooleanField(default=False)  # goes on to an account that waits for another proof
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    password = models.CharField(max_length=128, blank=True)  # hashed
    language = models.CharField(max_length=2, default="nl")
    mail_code = models.CharField(max_length=64, blank=True)
    mail_code_until = models.DateTimeField(null=True)
    mail_tries = models.SmallIntegerField(default=0)
    beside = models.BooleanField(default=False)  # the digits went to a mailbox somebody of this home has, and the mail said so
    agreed_at = models.DateTimeField(null=True)  # to the house rules, and to being old enough
    minor = models.BooleanField(default=False, db_default=False)  # old enough, and under eighteen
    person_id = models.BigIntegerField(null=True)  # the account made from this; a broken-off joining goes on with it
    begun_at = models.DateTimeField(default=timezone.now)


class Interest(models.Model):
    """An address to tell when a neighbourhood opens (J9). Confirmed by a link; deleted once told."""

    placement, wall = "local", "account"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    neighbourhood_id = models.BigIntegerField()
    email = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    confirmed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["neighbourhood_id", "email"], name="interest_once")]


class LetterBatch(models.Model):
    """One print run: ordered by an official, approved by a second person, fetched once by the print operator."""

    placement, wall, guards = "local", "town", BATCH_GUARDS
    rights = """SELECT, INSERT,
 UPDATE (state, approved_by, approved_at, refused_reason, fetched_by, fetched_at, received_at)"""  # what was ordered stays as ordered

    class State(models.TextChoices):
        ORDERED = "ordered"
        APPROVED = "approved"  # planning and typesetting
        READY = "ready"
        FETCHED = "fetched"
        RECEIVED = "received"  # the print operator confirmed; the files are destroyed
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.BigIntegerField()
    neighbourhoods = ArrayField(models.BigIntegerField(), default=list)
    only_not_joined = models.BooleanField(default=False)  # a second round
    only_asked = models.BooleanField(default=False)  # homes that somebody asked a letter for
    in_names = models.BooleanField(default=False, db_default=False)  # letters in neighbours' names, each as its author saw it (in_names/)
    languages = ArrayField(models.CharField(max_length=2), default=list)  # one or two, in the order on the page
    message = models.JSONField(default=dict)  # {"nl": "why we write", …}: optional paragraph of the town
    state = models.CharField(max_length=12, choices=State, default=State.ORDERED)
    ordered_by = models.UUIDField()  # mandates
    ordered_at = models.DateTimeField(default=timezone.now)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    fetched_by = models.UUIDField(null=True)
    fetched_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    expected = models.IntegerField(default=0)  # addresses the order reaches, counted in the register
    refused_reason = models.CharField(max_length=300, blank=True)
    percent = models.SmallIntegerField(default=0)  # how far the typesetting is: all the desk sees of it, no number of letters

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("ordered_by")),
                name="approved_by_another",
            ),
        ]


class LetterChunk(models.Model):
    """Some hundreds of letters of a batch: typeset, written to disk and committed together. Only the keeper sees it."""

    placement, wall = "local", "none"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(LetterBatch, on_delete=models.CASCADE, related_name="chunks")
    number = models.IntegerField()
    neighbourhood_id = models.BigIntegerField()
    language = models.CharField(max_length=5, blank=True, db_default="")  # of letters in neighbours' names; else the batch says
    addresses = ArrayField(models.UUIDField())
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="chunk_once")]


class LetterCode(InNeighbourhood):
    """The one secret of an address's newest letter, as an argon2id hash. A new letter replaces the row's hash: the old code is void."""

    wall, joiner = "none", "SELECT, UPDATE"

    address_id = models.UUIDField()
    address = link("places.Address", "address_id", "codes")
    batch_id = models.UUIDField(null=True)
    hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "address_id"], name="one_live_code"),
            NeighbourhoodFK(name="code_address", field="address_id", to="places.Address"),
        ]


class NoLetter(InNeighbourhood):
    """An address that asked for no more letters."""

    wall, joiner = "none", "SELECT, INSERT, DELETE"  # whoever proves the letter may ask for none, and for one again

    address_id = models.UUIDField()
    address = link("places.Address", "address_id", "opt_outs")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "address_id"], name="no_letter_once"),
            NeighbourhoodFK(name="no_letter_address", field="address_id", to="places.Address"),
        ]


class Block(models.Model):
    """`blocker` sees nothing of `blocked` and the other way round, in every neighbourhood. The door turns it into member ids.

    Only a person's own hand, in which `stoep.person` is the blocker, takes one back, and it sees no one else's. It writes one where it is
    one of the two: whoever comes in again is blocked again in their own hand (actions/keeping_blocks.py), without reading by whom.
    """

    placement, wall, rights, joiner = "local", "account", "SELECT", "SELECT, INSERT, DELETE"
    joiner_condition = f"blocker_id = {PERSON}"
    joiner_makes = f"{PERSON} IN (blocker_id, blocked_id)"
    forget = "delete"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blocker_id = models.BigIntegerField()
    blocked_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blocker_id", "blocked_id"], name="block_once")]
        indexes = [models.Index(fields=["blocked_id"], name="block_blocked")]


from .blocked import KeptBlock  # noqa: E402, F401  Django looks for models here
from .in_names.models import NamedHome, NamedLetter, NamedWords  # noqa: E402, F401  Django looks for models here
from .proofs import Application, Homecoming, Invitation, LetterWish, Move, PaperCheck, Vouch, WishCount  # noqa: E402, F401  Django looks for models here
from .sanctioned import KeptSanction  # noqa: E402, F401  Django looks for models here
