"""Stoep on a phone's first screen: what it is called, how it looks, and the little program that stays when the page is closed."""

import json
from contextlib import contextmanager

from django.conf import settings
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

ICONS = (
    ("img/icon-192.png", "192x192", "any"),
    ("img/icon-512.png", "512x512", "any"),
    ("img/icon-maskable-512.png", "512x512", "maskable"),  # cut to any shape: the drawing keeps to the middle
)


@contextmanager
def spoken(language: str):
    """Speak the language of an address; 404 for one we do not know."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        yield


def manifest() -> dict:
    """The web app manifest (W3C), in the language that is spoken."""
    return {
        "id": "/",
        "name": "Stoep",
        "short_name": "Stoep",
        "description": _("Where neighbours meet. Private, without advertising."),
        "lang": translation.get_language(),
        "dir": "ltr",
        "start_url": "/home/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#232c36",
        "icons": [{"src": static(path), "sizes": sizes, "type": "image/png", "purpose": purpose} for path, sizes, purpose in ICONS],
    }


def worker() -> dict:
    """What the worker keeps: the page for when there is no connection and what that page is made of; a new release keeps anew."""
    shell = [static("built/stoep.css"), static("img/logo.svg"), static("img/favicon.svg"), static("img/icon-192.png")]
    page = reverse("offline", args=[translation.get_language()])
    told = {
        "store": f"stoep-{settings.RELEASE}-{translation.get_language()}",
        "offline": page,
        "keep": [page, *shell],
        "icon": static("img/icon-192.png"),
        "badge": static("img/badge-96.png"),
        "body": _("There is something for you in your neighbourhood."),
    }
    return {"told_json": mark_safe(json.dumps(told))}  # noqa: S308  our own addresses and words, as a script reads them
