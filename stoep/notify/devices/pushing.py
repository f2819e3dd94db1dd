"""Messages to the devices that somebody switched on. Unless they chose otherwise, a message has no name and no text in it."""

import hashlib
import json
import logging
from html import unescape

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stoep.board.models import Post
from stoep.lib import outward, webpush
from stoep.lib.clock import now
from stoep.lib.jobs import defer_at, defer_each
from stoep.places.models import Neighbourhood

from ..audiences import KINDS
from ..bell import shortened
from ..calling import VERBS, reason_of
from ..doings import told
from ..judging import Due, judged
from ..models import Notification, Preference, PushDevice
from ..quiet import put_off
from ..rules import preference_of

LIFE = 24 * 3600  # seconds a push service keeps a message for a device that is off; older ones are found in the bell
LONGEST = 140  # characters of what was said
SENT, GONE, REFUSED, LATER = "sent", "gone", "refused", "later"
log = logging.getLogger("stoep.push")


class TryLater(Exception):
    """The push service is away or has too much to do. Names no address, since its text reaches the log."""


def push_notification(here: int, notification_id: str) -> int:
    """Queue a message about one row of the bell to each device of its member, or put it off while they want quiet. Returns how many."""
    notice = Notification.objects.filter(neighbourhood_id=here, id=notification_id).first()
    due = notice and judged(here, notice)
    if not due:
        return 0
    if morning := put_off(preference_of(here, notice.member_id), now(), notice.verb):
        defer_at(morning, "push_notification", neighbourhood=here, notification=notification_id)
        return 0
    devices = PushDevice.objects.filter(person_id=due.person.id).values_list("id", flat=True)
    jobs = [{"neighbourhood": here, "notification": notification_id, "device": str(device)} for device in devices]
    defer_each("push_to_device", jobs)
    return len(jobs)


def push_to_device(here: int, notification_id: str, device_id: str) -> str:
    """Send one message: "sent", "unwanted", "gone" (that browser takes none any more) or "refused". Raises TryLater."""
    notice = Notification.objects.filter(neighbourhood_id=here, id=notification_id).first()
    device = PushDevice.objects.filter(id=device_id).first()
    wishes = notice and preference_of(here, notice.member_id)
    due = notice and judged(here, notice)
    if not due or not device or device.person_id != due.person.id or KINDS.get(notice.verb) not in wishes.push:
        return "unwanted"
    said, topic, urgency = said_of(Neighbourhood.objects.get(id=here), notice, due, wishes)
    return knock(device, said, topic, urgency)


def said_of(place: Neighbourhood, notice: Notification, due: Due, wishes: Preference, known: dict | None = None) -> tuple[bytes, str, str]:
    """(the message, what it takes the place of, how urgent it is). `known`: messages made already, for rows that say the same."""
    call, known = notice.verb in VERBS, {} if known is None else known
    alike = call or not wishes.push_text
    key = (notice.post_id, notice.verb, due.person.language, wishes.push_text) if alike else notice.id
    if key not in known:
        with translation.override(due.person.language):
            known[key] = as_sent(message(place, notice, due, wishes))
    topic = f"{place.id} {due.person.id} {notice.post_id if call else notice.id if wishes.push_text else ''}"
    return known[key], topic, "high" if call else "normal"


def message(place: Neighbourhood, notice: Notification, due: Due, wishes: Preference) -> dict:
    """What the device shows, and where a tap on it leads. Messages with one `tag` take each other's place."""
    out = {
        "title": "Stoep",
        "body": _("There is something for you in your neighbourhood."),
        "url": reverse("bell", args=[place.slug]),
        "tag": f"bell-{place.id}",
        "language": due.person.language,
    }
    call = notice.verb in VERBS
    reason = reason_of(due.post(place.id, notice)) if call else ""
    if call:  # that it is over takes the place of the call
        page = reverse("post", args=[place.slug, notice.post_id])
        out |= {"body": what_of({"verb": notice.verb, "reason": reason}), "url": page, "tag": str(notice.post_id)}
    if wishes.push_text and due.told_in_full(place.id, notice):
        about = due.what(place.id, notice)
        doing = told(due.verb, about["actor"], about["title"])
        what = what_of({"verb": notice.verb, "doing": doing, **about})
        first = isinstance(due.said, Post) and not due.said.title  # its first line is its title, and said already
        body = what if first else f"{what}\n{shortened(due.said.body, LONGEST)}"
        out |= {"title": place.name, "body": body, "tag": str(notice.post_id if call else notice.id)}
    return out


def what_of(words: dict) -> str:
    """The sentence of the mails, on one line."""
    return " ".join(unescape(render_to_string("notify/mail/answer/_what.txt", words)).split())


def as_sent(said: dict) -> bytes:
    """A message, as the little program in the browser reads it."""
    return json.dumps(said, ensure_ascii=False).encode()


def knock(device: PushDevice, said: bytes, topic: str, urgency: str = "normal") -> str:
    """Hand a message to the push service of a device: "sent", "gone" or "refused". Raises TryLater."""
    try:
        answer = outward.post(*letter(device, said, topic, urgency), settings.PUSH_HOSTS)
    except (outward.Forbidden, OSError) as trouble:
        answer = trouble
    outcome = outcome_of(answer)
    if outcome == LATER:
        raise TryLater(f"the push service answered {answer}" if isinstance(answer, int) else type(answer).__name__)
    if outcome == GONE:
        device.delete()
    return outcome


def letter(device: PushDevice, said: bytes, topic: str, urgency: str) -> tuple[str, bytes, dict]:
    """(address, body, headers): sealed for this device. What waits at its push service under the same topic is replaced."""
    body = webpush.seal(said, bytes(device.point), bytes(device.secret))
    headers = {
        "TTL": str(LIFE), "Urgency": urgency, "Topic": webpush.b64(hashlib.sha256(topic.encode()).digest())[:32],
        "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", **webpush.signed(device.endpoint),
    }  # fmt: skip
    return device.endpoint, body, headers


def outcome_of(answer: int | Exception) -> str:
    """What a push service's status means, or that it could not be asked."""
    if isinstance(answer, outward.Forbidden):
        log.warning("a device's address is not spoken to: %s", answer)
        return REFUSED
    if isinstance(answer, OSError) or answer == 429 or answer >= 500:
        return LATER
    if answer in (404, 410):
        return GONE
    if answer >= 300:
        log.warning("a push service refused a message: %s", answer)
    return SENT if answer < 300 else REFUSED
