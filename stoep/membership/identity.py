"""Electronic identity as a proof: what a provider says of somebody, set against the home they applied for. Questions only.

Kept of it is one keyed hash, so that one identity opens one account. Name and address are compared and let go; a national number is
neither asked for nor looked at.
"""

from dataclasses import dataclass

from django.conf import settings

from stoep.lib import oidc
from stoep.lib.codes import keyed
from stoep.places.find import same_number, split_number
from stoep.places.models import Address
from stoep.places.spelling import fold

PARTICLES = frozenset(
    [
        "al",
        "ben",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "des",
        "di",
        "dos",
        "du",
        "el",
        "en",
        "la",
        "le",
        "les",
        "ten",
        "ter",
        "van",
        "vande",
        "vanden",
        "vander",
        "von",
        "zu",
        "zum",
    ]
)


@dataclass(frozen=True)
class Identity:
    """One person as a provider knows them."""

    provider: str
    key: str  # keyed hash of provider and subject
    name: str
    street: str
    number: str  # with the box, where there is one
    postcode: str


def providers() -> dict[str, oidc.Provider]:
    """{key: provider} that the operator has set."""
    return oidc.providers(settings.IDENTITY_FILE)


def identity_of(provider: oidc.Provider, claims: dict) -> Identity:
    """Out of the standard's claims (OpenID Connect Core 5.1). Whatever is missing or is no text stays empty, and then fits nothing."""
    address = claims.get("address")
    address = address if isinstance(address, dict) else {}
    name = _text(claims.get("name")) or f"{_text(claims.get('given_name'))} {_text(claims.get('family_name'))}"
    street, number = split_number(_text(address.get("street_address")).replace("\n", " "))
    key = keyed("electronic identity", provider.key, claims["sub"])
    return Identity(provider.key, key, name.strip(), street, number, _text(address.get("postal_code")))


def _text(value) -> str:
    return value[:200] if isinstance(value, str) else ""


def same_home(home: Address, street: str, number: str) -> bool:
    """Whether street and number are those of the register, however they are written."""
    return bool(street) and fold(home.street_name) == fold(street) and same_number(home, number)


def same_person(one: str, other: str) -> bool:
    """Whether a name given here shares a word with a name on a paper or in an identity; "de" and "van" are nobody's."""
    return bool(set(fold(one).split()) & {word for word in fold(other).split() if len(word) > 1} - PARTICLES)


def fits(identity: Identity, home: Address) -> bool:
    """Whether the identity's address is this home; the postcode too, where both have one."""
    if home.postcode and identity.postcode and home.postcode.replace(" ", "") != identity.postcode.replace(" ", ""):
        return False
    return same_home(home, identity.street, identity.number)
