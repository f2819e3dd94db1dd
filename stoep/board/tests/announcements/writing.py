"""An announcement to write in tests, and who writes it."""

import uuid

from stoep.board.announcements.actions import send_announcement
from stoep.board.announcements.delivering import deliver
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from tests import cast

TEXTS = {
    "nl": {"title": "Straatwerken in de Brugstraat", "body": "Vanaf maandag is de straat dicht.\n\nFietsen kan wel."},
    "fr": {"title": "Travaux rue du Pont", "body": "La rue est fermée dès lundi."},
}


def send(c, who="els", *, texts=TEXTS, fallback="nl", places=None, act=None, delivered=True, urgent=""):
    """Sent by this official, and carried to the neighbourhoods unless said otherwise."""
    official = cast.mandate(c, who)
    places = [c.brug.id, c.kaai.id] if places is None else places
    with acting(official):
        sent = send_announcement(official, texts=texts, fallback=fallback, neighbourhoods=places, act=act or uuid.uuid4(), urgent=urgent)
    if delivered:
        carry(sent)
    return sent


def carry(sent) -> int:
    """What the worker does with the job."""
    with acting(cast.KEEPER):
        return deliver(sent.municipality_id, sent.id)


def everything(model, **found) -> list:
    """Rows of all neighbourhoods and towns, oldest first."""
    with acting(cast.KEEPER), fan_out("the test looks"):
        return list(model.objects.filter(**found).order_by("id"))
