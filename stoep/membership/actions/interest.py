"""Whoever wants to be told when a neighbourhood opens (J9): asked, confirmed by a link, told once, forgotten."""

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now, this_day
from stoep.lib.limits import spend
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Clockwork, Visitor
from stoep.people.limits import MAIL_PER_MAILBOX, MAIL_PER_NETWORK
from stoep.people.models import canonical_email
from stoep.places.models import Neighbourhood

from ..mails import mail_confirm_interest, mail_opened
from ..models import Interest

CONFIRM = signing.TimestampSigner(salt="stoep.membership.interest.confirm")
STOP = signing.Signer(salt="stoep.membership.interest.stop")
HOUR = 3600


def ask_interest(visitor: Visitor, *, here: int, email: str) -> Allowed | Denied:
    """Remember the mailbox and ask it to confirm. Somebody who asked before is asked again; the page says the same either
    way."""
    if not spend(MAIL_PER_NETWORK, visitor.network):
        return Denied(_("Too many mails were asked for from here. Try again within the hour."))
    interest, _made = Interest.objects.get_or_create(
        neighbourhood_id=here, email=canonical_email(email), defaults={"language": visitor.language}
    )
    if spend(MAIL_PER_MAILBOX, interest.email):
        mail_confirm_interest(interest, CONFIRM.sign(str(interest.id)).replace(":", "."), STOP.sign(str(interest.id)).replace(":", "."))
    return ALLOWED


def confirm_interest(visitor: Visitor, *, token: str) -> bool:
    """The mailbox's owner says yes, within the hour. False for a link that is too old, not ours, or of a row that is gone."""
    wanted = _read(CONFIRM, token, max_age=HOUR)
    return bool(wanted and Interest.objects.filter(id=wanted).update(confirmed_at=now()))


def stop_interest(visitor: Visitor, *, token: str) -> bool:
    """Forget the mailbox. Twice is once. False for a link that is not ours."""
    wanted = _read(STOP, token)
    if wanted:
        Interest.objects.filter(id=wanted).delete()
    return bool(wanted)


def tell_interested(standing: Clockwork) -> int:
    """Mail everybody whose neighbourhood has opened, or lives with one that has, once, and forget them. Each by itself: a kill
    repeats none. Returns how many."""
    today = this_day()
    open_now = Q(opened_on__lte=today) | Q(lent_to__opened_on__lte=today)
    opened = list(Neighbourhood.objects.filter(open_now).values_list("id", flat=True))
    waiting = Interest.objects.filter(neighbourhood_id__in=opened, confirmed_at__isnull=False).values_list("id", flat=True)
    return sum(_tell(interest_id) for interest_id in list(waiting))


def _tell(interest_id) -> int:
    with transaction.atomic():
        interest = Interest.objects.select_for_update(skip_locked=True).filter(id=interest_id).first()
        if interest is None:
            return 0
        mail_opened(interest)
        interest.delete()
    return 1


def _read(signer, token: str, **options) -> str | None:
    try:
        return signer.unsign(token[:200].replace(".", ":"), **options)
    except signing.BadSignature:
        return None
