"""The devices of an account: switched on from their own browser, switched off from anywhere."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stoep.lib import outward, webpush
from stoep.lib.clock import now
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Visitor
from stoep.lib.when import said
from stoep.people.models import Person

from ..models import PushDevice

MOST = 10  # of one account; the oldest makes room
NAMES = {"googleapis.com": "Chrome", "mozilla.com": "Firefox", "apple.com": "Safari", "windows.com": "Edge"}


@dataclass(frozen=True)
class Shown:
    """A device as its owner sees it in a list."""

    id: str
    browser: str
    added: str


def devices_of(person: Person, language: str) -> list[Shown]:
    """Newest first."""
    mine = PushDevice.objects.filter(person_id=person.pk).order_by("-added_at")
    return [Shown(str(device.id), _browser(device.endpoint), said(device.added_at, now(), language)) for device in mine]


def _browser(endpoint: str) -> str:
    host = urlsplit(endpoint).hostname or ""
    return next((name for end, name in NAMES.items() if host.endswith(end)), host)


def keep_device(standing: Visitor, *, person: Person, endpoint: str, p256dh: bytes, auth: bytes) -> PushDevice:
    """Switch a browser on for this account; if it was somebody else's before, it is theirs no more. Raises NotAllowed."""
    try:
        outward.allowed(endpoint, settings.PUSH_HOSTS)
        webpush.seal(b"", p256dh, auth)
    except (outward.Forbidden, ValueError):
        raise NotAllowed(_("This browser's message service is not one we can use.")) from None
    PushDevice.objects.filter(endpoint=endpoint).delete()
    kept = PushDevice.objects.create(person_id=person.pk, endpoint=endpoint, point=p256dh, secret=auth)
    old = PushDevice.objects.filter(person_id=person.pk).order_by("-added_at").values_list("id", flat=True)[MOST:]
    PushDevice.objects.filter(id__in=list(old)).delete()
    return kept


def drop_device(standing: Visitor, *, person: Person, device=None, endpoint: str = "") -> int:
    """Switch a device of this account off. Twice is once."""
    mine = PushDevice.objects.filter(person_id=person.pk)
    return (mine.filter(id=device) if device else mine.filter(endpoint=endpoint)).delete()[0]
