"""What is done with an account, beside signing in: by its owner, but for what whoever runs the server does for them."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from stoep.journal.record import record
from stoep.lib.live import end_streams
from stoep.lib.standings import Clockwork, Visitor

from .mailing import mail_second_step_removed
from .models import Person, Session
from .sessions import kept_as


def choose_language(visitor: Visitor, *, person: Person, language: str) -> None:
    """The language of pages and mails from now on."""
    person.language = language
    person.save(update_fields=["language"])


def end_sign_in(visitor: Visitor, *, person: Person, sign_in: str) -> int:
    """One browser of this person is signed out from its next request on; pages it has open hear nothing more. Returns how many ended."""
    return _end(person, Session.objects.filter(session_key=sign_in))


def end_other_sign_ins(visitor: Visitor, *, person: Person, key: str) -> int:
    """Every browser of this person but the one with this key. Returns how many ended."""
    return _end(person, Session.objects.exclude(session_key=kept_as(key)))


@transaction.atomic
def remove_second_step(operator: Clockwork, *, person: Person) -> list[str]:
    """Whoever lost the app, the spare codes and every key signs in without them, makes a new second step, and is told by mail. App,
    codes, passkeys and sign-ins all go: whoever still has one of them needs none of this. Returns the kinds there were; nothing is done
    for who has none. Who asks for it must have shown who they are: that is for whoever runs the server, and no page can do it."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    held = Authenticator.objects.filter(user=person)
    kinds = sorted(set(held.values_list("type", flat=True)))
    if kinds:
        held.delete()
        _end(person, Session.objects.all())
        mail_second_step_removed(person)
        record(operator, "remove_second_step", person=person.pk)
    return kinds


def _end(person: Person, sessions) -> int:
    ended = sessions.filter(person_id=person.pk).delete()[0]
    if ended:
        end_streams(person.pk)  # of all: what is still signed in opens its streams again
    return ended
