"""What an official types, and a browser that sends it."""

import uuid

from django.test import Client
from django.urls import reverse

from stoep.people.models import Person
from tests import cast


def at_desk(c, who="els", second_step=True) -> Client:
    """A browser signed in as one of the cast, with the second step done; its pages in English, the language of the source."""
    person = getattr(c, who)
    Person.objects.filter(id=person.id).update(language="en")
    return cast.sign_in(Client(), person, second_step=second_step)


def url(name, *given, town="oever") -> str:
    return reverse(name, args=[town, *given])


def announcement(**changed) -> dict:
    """A whole form, as a browser sends it."""
    typed = {
        "act": str(uuid.uuid4()), "title_nl": "Straatwerken", "body_nl": "Vanaf maandag.\n\nFietsen kan.",
        "title_fr": "Travaux", "body_fr": "Dès lundi.", "fallback": "nl", "reach": "all",
    }  # fmt: skip
    return {**typed, **changed}


def order(c, **changed) -> dict:
    return {"reach": "some", "places": [c.brug.id], "languages": "nl fr", "message_nl": "", "message_fr": "", **changed}
