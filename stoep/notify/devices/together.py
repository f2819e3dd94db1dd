"""The same to many devices: of what is urgent, lost or found, and of what the town said. A bundle is one job.

What its members want, and whom the door lets in, is read once for the bundle; the messages then go a handful at a time, over lines that
stay open (lib/lines.py). Each handful is one transaction, which remembers at each device what it was told of: killed, the bundle runs again
and tells the others; only the handful that was in the push services' hands comes twice, and takes its own place on the screen.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stoep.board.models import AnnouncementPost
from stoep.lib.clock import now
from stoep.lib.jobs import defer_at, defer_each, pause
from stoep.lib.lines import AT_ONCE, Lines
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.models import Member
from stoep.places.models import Neighbourhood

from ..audiences import KINDS
from ..calling import bundles
from ..judging import Rows, judged
from ..models import Notification, Preference, PushDevice
from ..quiet import put_off, quiet_until
from ..rules import let_in, preferences_of, standing_post
from .pushing import GONE, LATER, as_sent, letter, outcome_of, said_of

TRIES = 24  # some hours: then it is no news


@dataclass
class Knock:
    """One message to one device, and what names it in a job."""

    device: PushDevice
    said: bytes
    topic: str
    urgency: str
    named: str | list


def push_rows(here: int, entry: str, notifications: list[str], tries: int = 0) -> int:
    """Tell the devices of these rows' members; who wants quiet is told in the morning, and whose push service is away later. Returns how
    many devices were left. `entry`: the line of the journal it is all about. Opens its own transactions."""
    keeper, what = Clockwork.of("push_rows", here=here), {"neighbourhood": here, "entry": entry}
    with acting(keeper):
        knocks, asleep = _of_rows(here, notifications)
        for morning, waiting in asleep.items():
            defer_at(morning, "push_rows", **what, notifications=waiting)
    later = tell(keeper, UUID(entry), knocks)
    if later and tries < TRIES:
        with acting(keeper):
            defer_at(now() + pause(tries), "push_rows", **what, notifications=sorted(set(later)), tries=tries + 1)
    return len(later)


def _of_rows(here: int, notifications: list[str]) -> tuple[list[Knock], dict]:
    """The messages of these rows, judged now; and {until when: the rows that wait}."""
    rows = Rows(here, list(Notification.objects.filter(neighbourhood_id=here, id__in=notifications).order_by("id")))
    knocks, asleep, made = [], defaultdict(list), {}
    devices = devices_of(rows.known.persons)
    for notice in rows.notices:
        wishes, due = rows.wishes[notice.member_id], judged(here, notice, rows)
        if due is None or KINDS.get(notice.verb) not in wishes.push:
            continue
        if morning := put_off(wishes, now(), notice.verb):
            asleep[morning].append(str(notice.id))
            continue
        said = said_of(rows.place, notice, due, wishes, made)
        knocks += [Knock(device, *said, named=str(notice.id)) for device in devices[due.person.id]]
    return knocks, asleep


def devices_of(persons) -> dict[int, list[PushDevice]]:
    """person → what they switched on."""
    found = defaultdict(list)
    for device in PushDevice.objects.filter(person_id__in=persons).order_by("id"):
        found[device.person_id].append(device)
    return found


def push_announcement(here: int, post_id: str) -> int:
    """Queue a message to the devices of those who asked to hear the town this way. Returns how many."""
    asked = list(Preference.objects.filter(neighbourhood_id=here, push__contains=["announcements"]).values_list("member_id", flat=True))
    members = Member.objects.filter(neighbourhood_id=here, id__in=asked, state=Member.State.ACTIVE, person_id__isnull=False)
    owners = dict(members.values_list("person_id", "id"))
    found = PushDevice.objects.filter(person_id__in=let_in(here, list(owners))).values_list("id", "person_id")
    devices = [[str(device), str(owners[person])] for device, person in found]
    defer_each("push_news", [{"neighbourhood": here, "post": post_id, "devices": bundle} for bundle in bundles(devices)])
    return len(devices)


def push_news(here: int, post_id: str, devices: list[list[str]], tries: int = 0) -> int:
    """Tell these devices, each with the member whose it is, that the town said something. Urgent or not, it waits while its owner wants
    quiet. Returns how many were left. Opens its own transactions."""
    keeper, what = Clockwork.of("push_news", here=here), {"neighbourhood": here, "post": post_id}
    with acting(keeper):
        knocks, asleep = _of_news(here, post_id, devices)
        for morning, waiting in asleep.items():
            defer_at(morning, "push_news", **what, devices=waiting)
    later = tell(keeper, UUID(post_id), knocks)
    if later and tries < TRIES:
        with acting(keeper):
            defer_at(now() + pause(tries), "push_news", **what, devices=later, tries=tries + 1)
    return len(later)


def _of_news(here: int, post_id: str, devices: list[list[str]]) -> tuple[list[Knock], dict]:
    """As `_of_rows`."""
    told = AnnouncementPost.objects.filter(neighbourhood_id=here, post_id=post_id).first()
    if told is None or standing_post(here, post_id) is None:
        return [], {}
    place, wishes = Neighbourhood.objects.get(id=here), preferences_of(here, [UUID(member) for _device, member in devices])
    found = {str(d.id): d for d in PushDevice.objects.filter(id__in=[device for device, _member in devices]).select_related("person")}
    inside = let_in(here, [device.person_id for device in found.values()])
    knocks, asleep = [], defaultdict(list)
    for named in devices:
        device, wish = found.get(named[0]), wishes[UUID(named[1])]
        if device is None or "announcements" not in wish.push or device.person_id not in inside:
            continue
        if morning := quiet_until(wish, now()):
            asleep[morning].append(named)
            continue
        said = as_sent(_news(place, told, device.person.language, wish.push_text))
        knocks.append(Knock(device, said, f"{here} {post_id}", "normal", named))
    return knocks, asleep


def _news(place: Neighbourhood, told: AnnouncementPost, language: str, push_text: bool) -> dict:
    """What the device shows."""
    spoken = language if language in told.texts else told.fallback
    url, tag = reverse("post", args=[place.slug, told.post_id]), str(told.post_id)
    with translation.override(language):
        said = {"title": "Stoep", "body": _("The town has something to say."), "url": url, "tag": tag, "language": language}
    if push_text:
        said |= {"title": place.name, "body": f"{told.signed}: {told.texts[spoken]['title']}", "language": spoken}
    return said


def tell(keeper: Clockwork, about: UUID, knocks: list[Knock]) -> list:
    """Hand these messages over, once to each device. Returns the names of those whose push service takes nothing now."""
    later = []
    with Lines(settings.PUSH_HOSTS) as lines:
        for first in range(0, len(knocks), AT_ONCE):
            with acting(keeper):
                later += _hand_over(about, knocks[first : first + AT_ONCE], lines)
    return later


def _hand_over(about: UUID, handful: list[Knock], lines: Lines) -> list:
    mine = PushDevice.objects.select_for_update().filter(id__in=[knock.device.id for knock in handful]).order_by("id")
    due = set(mine.exclude(told=about).values_list("id", flat=True))
    handful = [knock for knock in handful if knock.device.id in due]
    answers = lines.post_all([letter(knock.device, knock.said, knock.topic, knock.urgency) for knock in handful])
    outcomes = [(outcome_of(answer), knock) for answer, knock in zip(answers, handful, strict=True)]
    done = [knock.device.id for outcome, knock in outcomes if outcome not in (LATER, GONE)]
    PushDevice.objects.filter(id__in=done).update(told=about)
    PushDevice.objects.filter(id__in=[knock.device.id for outcome, knock in outcomes if outcome == GONE]).delete()
    return [knock.named for outcome, knock in outcomes if outcome == LATER]
