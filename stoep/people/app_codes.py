"""A code of the authenticator app counts once (RFC 6238 §5.2): its step of time is kept in the row of the app, and that step and all
before it open nothing again. In the row, for every process that serves pages to see; allauth remembers a code in one process only, and
for half a minute of the minute and a half in which it would do.
"""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

from .models import Person

KEPT = "last_step"  # in the row's data, beside the sealed secret


def was_used(person: Person, code: str) -> bool:
    """Whether it is a code of this person's app whose time has not run out, and that was used: to say so, not to judge by."""
    app = _apps(person).first()
    steps = _steps_of(app, code) if app else []
    return bool(steps) and max(steps) <= app.data.get(KEPT, 0)


def use(person: Person, code: str) -> bool:
    """Use up a code that was found right. False when its step, or a later one, was used meanwhile: of two at once one is the first."""
    with transaction.atomic():
        app = _apps(person).select_for_update().first()
        fresh = [step for step in (_steps_of(app, code) if app else []) if step > app.data.get(KEPT, 0)]
        if fresh:
            app.data[KEPT] = min(fresh)
            app.save(update_fields=["data"])
    return bool(fresh)


def _apps(person: Person):
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)


def _steps_of(app: Authenticator, code: str) -> list[int]:
    """The steps of time, of those that still count, that this is the code of: hardly ever more than one."""
    secret = decrypt(app.data["secret"])
    return [
        step
        for step in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
