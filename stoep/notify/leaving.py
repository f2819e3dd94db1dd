"""What becomes of the bell, the wishes and the devices of somebody who erases their account (lib/leaving.py)."""

from datetime import datetime

from django.db.models import Q

from stoep.lib.leaving import Account, leave
from stoep.lib.own import Face
from stoep.lib.standings import Standing

from .models import Digest, Mute, Notification, Preference, PushDevice


def hide(keeper: Standing, face: Face, at: datetime) -> None:
    """Nobody's bell says what they did."""
    Notification.objects.filter(neighbourhood_id=face.here, actor_id=face.member).delete()


def erase(keeper: Standing, face: Face, kept: dict) -> None:
    """Their bell, and what they wished to hear."""
    here = {"neighbourhood_id": face.here}
    Notification.objects.filter(Q(member_id=face.member) | Q(actor_id=face.member), **here).delete()
    for model in (Preference, Digest, Mute):
        model.objects.filter(**here, member_id=face.member).delete()


def forget_devices(account: Account) -> None:
    """No device shows a message any more; who comes back switches theirs on again."""
    PushDevice.objects.filter(person_id=account.person).delete()


leave("notify", 5, hide=hide, erase=erase, hide_account=forget_devices, erase_account=forget_devices)
