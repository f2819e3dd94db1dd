"""What somebody does with their own account, beside signing in."""

from stoep.lib.live import end_streams
from stoep.lib.standings import Visitor

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


def _end(person: Person, sessions) -> int:
    ended = sessions.filter(person_id=person.pk).delete()[0]
    if ended:
        end_streams(person.pk)  # of all: what is still signed in opens its streams again
    return ended
