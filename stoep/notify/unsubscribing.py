"""The link at the foot of each mail that switches that mail off: one purpose, no sign-in, checked each time it is used."""

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Preference

SIGNER = signing.Signer(salt="stoep.notify.unsubscribe")


def unsubscribe_url(here: int, member_id) -> str:
    """The address for List-Unsubscribe and for the foot of the mail."""
    token = SIGNER.sign(f"{here}-{uuid.UUID(str(member_id)).hex}").replace(":", ".")
    return settings.BASE_URL + reverse("unsubscribe", args=[token])


def read_token(token: str) -> tuple[int, uuid.UUID] | None:
    """(neighbourhood, member) of a genuine token; None for anything else."""
    try:
        here, _, member = SIGNER.unsign(token.replace(".", ":")).partition("-")
        return int(here), uuid.UUID(member)
    except (signing.BadSignature, ValueError):
        return None


def stop_mail(here: int, member_id: str) -> None:
    """No mail about answers any more; the bell stays. Twice is once."""
    Preference.objects.update_or_create(neighbourhood_id=here, member_id=uuid.UUID(member_id), defaults={"mail_replies": False})
