"""Where somebody is signed in, as they see it in a list. What a browser calls itself lies sealed in its own session and nowhere else."""

from dataclasses import dataclass

from django.http import HttpRequest

from stoep.lib.clock import now
from stoep.lib.when import said

from .models import Person, Session
from .sessions import SessionStore, kept_as

MOST_SHOWN = 50
# What stands in a User-Agent, most particular first: nearly all of them say Safari, and Chrome's say Chrome too.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class SignIn:
    """One browser. `browser` is empty where it said nothing we know; `here`: the one that asks."""

    ident: str  # what the table knows it by: no cookie can be made from it
    browser: str
    seen: str
    here: bool


def browser_of(user_agent: str) -> str:
    """A browser and what it runs on, as in "Firefox, Windows": names, which no language translates."""
    found = (next((name for sign, name in names if sign in user_agent[:400]), "") for names in (BROWSERS, DEVICES))
    return ", ".join(filter(None, found))


def note_browser(request: HttpRequest) -> None:
    """Keep, in the session that has just begun, what its browser calls itself."""
    request.session["browser"] = browser_of(request.headers.get("User-Agent", ""))


def sign_ins_of(person: Person, key: str, language: str) -> list[SignIn]:
    """Newest visit first; `key` is the session that asks. Those that a new password has ended are not among them."""
    shown = []
    for row in _running(person)[:MOST_SHOWN]:
        data = SessionStore().decode(row.session_data)
        if data.get("_auth_user_hash") == person.get_session_auth_hash():
            here = row.session_key == kept_as(key)
            shown.append(SignIn(row.session_key, data.get("browser", ""), said(row.seen_at, now(), language), here))
    return sorted(shown, key=lambda one: not one.here)


def _running(person: Person):
    return Session.objects.filter(person_id=person.pk, expire_date__gt=now()).order_by("-seen_at")
