"""The links at the foot of each mail: why it came, and no more of them. One purpose each, no sign-in, checked each time it is used."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import get_language

from stoep.chat.actions import wish_mail
from stoep.lib.standings import Clockwork

from .models import Preference

SIGNER = signing.Signer(salt="stoep.notify.unsubscribe")
DIGEST, MESSAGES = "digest", "messages"
OFF = {  # what a mail is of → what its link switches off
    "answers": {"answers": Preference.Mail.NONE},
    "mentions": {"mentions": Preference.Mail.NONE},
    "urgent": {"urgent": Preference.Mail.DIGEST},
    "lost": {"lost": Preference.Mail.DIGEST},
    DIGEST: {"rhythm": Preference.Rhythm.NEVER},
    MESSAGES: {},  # the chat keeps that wish
}


@dataclass(frozen=True)
class Wish:
    """What a link is for: this member, in this neighbourhood, no more mails of this kind. `language`: the mail's; "" where it said none."""

    here: int
    member: uuid.UUID
    kind: str
    language: str = ""


def unsubscribe_url(here: int, member_id, kind: str) -> str:
    """The address for List-Unsubscribe: a POST to it switches mails of this kind off."""
    return settings.BASE_URL + reverse("unsubscribe", args=[_token(here, member_id, kind)])


def why_url(here: int, member_id, kind: str) -> str:
    """The page that says why this mail came."""
    return settings.BASE_URL + reverse("why", args=[_token(here, member_id, kind)])


def _token(here, member_id, kind) -> str:
    """Whoever opens it in a browser of another language reads on in that of the mail."""
    return SIGNER.sign(f"{here}-{uuid.UUID(str(member_id)).hex}-{kind}-{get_language() or ''}").replace(":", ".")


def read_token(token: str) -> Wish | None:
    """The wish in a genuine token; None for anything else."""
    try:
        here, member, kind, *language = SIGNER.unsign(token.replace(".", ":")).split("-", 3)
        return Wish(int(here), uuid.UUID(member), kind, *language) if kind in OFF else None
    except (signing.BadSignature, ValueError):
        return None


def stop_mail(here: int, member_id: str, kind: str) -> None:
    """No mails of this kind any more; the bell stays. Twice is once."""
    if kind == MESSAGES:
        wish_mail(Clockwork.of("stop_mail", here=here), member=uuid.UUID(member_id), mail=False)
        return
    Preference.objects.update_or_create(neighbourhood_id=here, member_id=uuid.UUID(member_id), defaults=OFF[kind])
