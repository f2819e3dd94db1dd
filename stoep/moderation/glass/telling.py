"""Telling whom it concerns that something of theirs was opened: a row in the bell (through the journal) and a mail. Once."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import Clockwork
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .models import Opened
from .words import GROUNDS, KINDS


def tell_due(here: int) -> int:
    """Everybody here whose time to be told has come. Returns how many."""
    due = list(Opened.objects.select_for_update(skip_locked=True).filter(neighbourhood_id=here, at=None, tell_at__lte=now()))
    for opened in due:
        opened.at = now()
        opened.save(update_fields=["at"])
        record(Clockwork.of("tell_opening", here=here), "tell_opening", opened.id, member=opened.member_id)
        _mail(opened)
    return len(due)


def _mail(opened: Opened) -> None:
    person = Person.objects.filter(id=opened.person_id, is_active=True).first()
    if person is None:
        return
    place = Neighbourhood.objects.select_related("municipality").defer("boundary").get(id=opened.neighbourhood_id)
    with translation.override(person.language):
        link = settings.BASE_URL + reverse("opened", args=[place.id, opened.id])
        words = {"opened": opened, "place": place, "town": place.municipality, "link": link}
        words |= {"ground": str(GROUNDS[opened.ground]), "kind": str(KINDS[opened.kind])}
        subject = " ".join(render_to_string("moderation/mail/opened_subject.txt", words).split())
        body = render_to_string("moderation/mail/opened.txt", words).strip() + "\n"
    EmailMessage(subject=subject, body=body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}).send()
