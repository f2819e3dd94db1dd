"""What an invitation's link says: the neighbourhood and the invitation, as one word. It proves nothing and opens nothing."""

from django.conf import settings
from django.urls import reverse

from stoep.places.reference import decode, encode

from .proofs import Invitation


def link_of(invitation: Invitation) -> str:
    """The whole link, for a card, a QR code or a message."""
    return settings.BASE_URL + reverse("invited", args=[encode(invitation.neighbourhood_id, invitation.id)])


def read(word: str):
    """(neighbourhood, invitation) of a link; ValueError for what is none."""
    return decode(word)
