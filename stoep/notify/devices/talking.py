"""A neighbour wrote: a message to the devices of whoever has it unread, one for each conversation until it is read. Never a word of it."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stoep.chat.models import Waiting
from stoep.lib.clock import now
from stoep.lib.jobs import defer_at, defer_each
from stoep.places.models import Neighbourhood

from ..messages import Written, written
from ..models import Preference, PushDevice
from ..quiet import quiet_until
from ..rules import preference_of
from .pushing import as_sent, knock


def push_message(here: int, waiting_id: str) -> int:
    """Queue a message to each device of whoever has this unread, or put it off while they want quiet. Returns how many."""
    due, wishes = _due(here, waiting_id)
    if due is None:
        return 0
    if morning := quiet_until(wishes, now()):
        defer_at(morning, "push_message", neighbourhood=here, waiting=waiting_id)
        return 0
    devices = PushDevice.objects.filter(person_id=due.person.id).values_list("id", flat=True)
    defer_each("push_message_to", [{"neighbourhood": here, "waiting": waiting_id, "device": str(device)} for device in devices])
    return len(devices)


def push_message_to(here: int, waiting_id: str, device_id: str) -> str:
    """Tell one device: "sent", "unwanted" (read meanwhile, muted, not wanted), "gone" or "refused". Raises TryLater."""
    due, wishes = _due(here, waiting_id)
    device = PushDevice.objects.filter(id=device_id).first()
    if due is None or device is None or device.person_id != due.person.id:
        return "unwanted"
    return knock(device, as_sent(_message(here, due, wishes)), f"{here} {due.person.id} {due.talk.id}")


def _due(here: int, waiting_id: str) -> tuple[Written | None, Preference | None]:
    """What may be told, and how; nothing once it was read."""
    waits = Waiting.objects.filter(neighbourhood_id=here, id=waiting_id).first()
    wishes = waits and preference_of(here, waits.member_id)
    return (written(here, waits), wishes) if waits and "messages" in wishes.push else (None, None)


def _message(here: int, due: Written, wishes: Preference) -> dict:
    """No name, unless its owner asks for it; never what was written: that is read behind the door."""
    place = Neighbourhood.objects.get(id=here)
    with translation.override(due.person.language):
        said = {"title": "Stoep", "body": _("A neighbour has written to you.")}
        if wishes.push_text:
            said = {"title": place.name, "body": _("%(actor)s has written to you.") % {"actor": due.actor.name}}
    url = reverse("conversation", args=[place.slug, due.talk.id])
    return said | {"url": url, "tag": f"talk-{due.talk.id}", "language": due.person.language}
