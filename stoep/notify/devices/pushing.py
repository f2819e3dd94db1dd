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

from stoep.board.models import AnnouncementPost, Post
from stoep.lib import outward, webpush
from stoep.lib.clock import now
from stoep.lib.jobs import defer_at, defer_each
from stoep.membership.models import Member
from stoep.places.models import Neighbourhood

from ..audiences import KINDS
from ..bell import shortened
from ..calling import VERBS, reason_of
from ..doings import told
from ..judging import Due, judged
from ..models import Notification, Preference, PushDevice
from ..quiet import put_off, quiet_until
from ..rules import let_in, preference_of, standing_post

LIFE = 24 * 3600  # seconds a push service keeps a message for a device that is off; older ones are found in the bell
LONGEST = 140  # characters of what was said
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


def push_announcement(here: int, post_id: str) -> int:
    """Queue a message to the devices of those who asked to hear the town this way. Returns how many."""
    asked = list(Preference.objects.filter(neighbourhood_id=here, push__contains=["announcements"]).values_list("member_id", flat=True))
    members = Member.objects.filter(neighbourhood_id=here, id__in=asked, state=Member.State.ACTIVE, person_id__isnull=False)
    owners = dict(members.values_list("person_id", "id"))
    devices = PushDevice.objects.filter(person_id__in=let_in(here, list(owners))).values_list("id", "person_id")
    what = {"neighbourhood": here, "post": post_id}
    defer_each("push_news", [{**what, "member": str(owners[person]), "device": str(device)} for device, person in devices])
    return len(devices)


def push_news(here: int, post_id: str, member_id: str, device_id: str) -> str:
    """Tell one device that the town said something: as push_to_device. Urgent or not, it waits while its owner wants quiet."""
    wishes, post = preference_of(here, member_id), standing_post(here, post_id)
    told = AnnouncementPost.objects.filter(neighbourhood_id=here, post_id=post_id).first()
    device = PushDevice.objects.filter(id=device_id).select_related("person").first()
    if not (post and told and device and "announcements" in wishes.push and device.person_id in let_in(here, [device.person_id])):
        return "unwanted"
    if morning := quiet_until(wishes, now()):
        defer_at(morning, "push_news", neighbourhood=here, post=post_id, member=member_id, device=device_id)
        return "quiet"
    place, language = Neighbourhood.objects.get(id=here), device.person.language
    spoken = language if language in told.texts else told.fallback
    url = reverse("post", args=[place.slug, post_id])
    with translation.override(language):
        said = {"title": "Stoep", "body": _("The town has something to say."), "url": url, "tag": post_id, "language": language}
    if wishes.push_text:
        said |= {"title": place.name, "body": f"{told.signed}: {told.texts[spoken]['title']}", "language": spoken}
    return knock(device, said, f"{here} {post_id}")


def push_to_device(here: int, notification_id: str, device_id: str) -> str:
    """Send one message: "sent", "unwanted", "gone" (that browser takes none any more) or "refused". Raises TryLater."""
    notice = Notification.objects.filter(neighbourhood_id=here, id=notification_id).first()
    device = PushDevice.objects.filter(id=device_id).first()
    wishes = notice and preference_of(here, notice.member_id)
    due = notice and judged(here, notice)
    if not due or not device or device.person_id != due.person.id or KINDS.get(notice.verb) not in wishes.push:
        return "unwanted"
    place = Neighbourhood.objects.get(id=here)
    with translation.override(due.person.language):
        said = message(place, notice, due, wishes)
    call = notice.verb in VERBS
    topic = f"{here} {due.person.id} {notice.post_id if call else notice.id if wishes.push_text else ''}"
    return knock(device, said, topic, urgency="high" if call else "normal")


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
        doing = told(due.verb(place.id, notice), about["actor"], about["title"])
        what = what_of({"verb": notice.verb, "doing": doing, **about})
        first = isinstance(due.said, Post) and not due.said.title  # its first line is its title, and said already
        body = what if first else f"{what}\n{shortened(due.said.body, LONGEST)}"
        out |= {"title": place.name, "body": body, "tag": str(notice.post_id if call else notice.id)}
    return out


def what_of(words: dict) -> str:
    """The sentence of the mails, on one line."""
    return " ".join(unescape(render_to_string("notify/mail/answer/_what.txt", words)).split())


def knock(device: PushDevice, said: dict, topic: str, urgency: str = "normal") -> str:
    """Hand a message to the push service of a device. What waits there under the same topic is replaced."""
    body = webpush.seal(json.dumps(said, ensure_ascii=False).encode(), bytes(device.point), bytes(device.secret))
    headers = {
        "TTL": str(LIFE), "Urgency": urgency, "Topic": webpush.b64(hashlib.sha256(topic.encode()).digest())[:32],
        "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", **webpush.signed(device.endpoint),
    }  # fmt: skip
    try:
        status = outward.post(device.endpoint, body, headers, settings.PUSH_HOSTS)
    except outward.Forbidden as why:
        log.warning("a device's address is not spoken to: %s", why)
        return "refused"
    except OSError as trouble:
        raise TryLater(type(trouble).__name__) from None
    if status in (404, 410):
        device.delete()
        return "gone"
    if status == 429 or status >= 500:
        raise TryLater(f"the push service answered {status}")
    if status >= 300:
        log.warning("a push service refused a message: %s", status)
    return "sent" if status < 300 else "refused"
