"""What an official does with an announcement. As stoep_desk: only the town's own record is written here; a keeper's job
carries it to the neighbourhoods (delivering.py), so the desk never touches a board."""

from uuid import UUID

from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.jobs import defer
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MandateStanding
from stoep.lib.texts import clean
from stoep.places.reach import households, places_of_town

from ..models import Announcement
from .calling import may_ask
from .rules import may_announce, may_change, may_reach, may_say


def send_announcement(official: MandateStanding, *, texts: dict, fallback: str, neighbourhoods: list, act: UUID, urgent: str = ""):
    """Write the town's record and queue its delivery. The same form sent twice is one announcement; the first one is returned.

    `texts`: {"nl": {"title": …, "body": …}, …}. `urgent`: a reason (urgent/reasons.py), where its writer asks that neighbours are called;
    until a second official agrees it stands as an ordinary one. Refused with the reason when a rule says no.
    """
    may_announce(official).insist()
    if sent := _sent_before(official, act):
        return sent
    texts = cleaned(texts)
    may_say(official, texts, fallback).insist()
    places = places_of_town(official.town, among=neighbourhoods)
    may_reach(set(neighbourhoods), places).insist()
    may_ask(official, urgent).insist()
    announcement = Announcement(
        municipality_id=official.town, mandate_id=official.mandate, signed=official.name, function=official.function,
        texts=texts, fallback=fallback, neighbourhoods=[place.id for place in places], introduces=newly_met(official, places),
        households=households(places), act=act, urgent=urgent,
    )  # fmt: skip
    Announcement.objects.bulk_create([announcement], ignore_conflicts=True)  # two clicks at once: the second waits here
    kept = _sent_before(official, act)
    if kept is None:
        raise NotAllowed(_("This page was already used. Open a new one."))  # another town's form id: made up
    if kept.id == announcement.id:
        record(official, "send_announcement", about=kept.id, neighbourhoods=len(places), households=kept.households)
        defer("deliver_announcement", town=official.town, announcement=str(kept.id))
    return kept


def correct_announcement(official: MandateStanding, *, announcement: UUID, texts: dict, fallback: str) -> Announcement:
    """Put other words in the town's record and in every copy; readers see that it was edited."""
    found = _locked(official, announcement)
    may_change(official, found).insist()
    texts = cleaned(texts)
    may_say(official, texts, fallback).insist()
    if (texts, fallback) != (found.texts, found.fallback):
        found.texts, found.fallback, found.edited_at = texts, fallback, now()
        found.save(update_fields=["texts", "fallback", "edited_at"])
        _did(official, "correct_announcement", found)
    return found


def end_announcement(official: MandateStanding, *, announcement: UUID) -> Announcement:
    """Take it back from every neighbourhood. Where neighbours talked under it, a trace stays for them."""
    found = _locked(official, announcement)
    if found.state == Announcement.State.ENDED:
        return found
    may_change(official, found).insist()
    found.state, found.ended_at = Announcement.State.ENDED, now()
    found.save(update_fields=["state", "ended_at"])
    _did(official, "end_announcement", found)
    return found


def cleaned(texts: dict) -> dict:
    """The texts as they are kept; a language without a word is left out."""
    fit = {language: {"title": clean(text["title"]), "body": clean(text["body"])} for language, text in texts.items()}
    return {language: text for language, text in fit.items() if text["title"] or text["body"]}


def newly_met(official: MandateStanding, places) -> list[int]:
    """Where this official has never written before: there the first announcement introduces its writer."""
    written = Announcement.objects.filter(municipality_id=official.town, mandate_id=official.mandate)
    met = set(written.annotate(place=Func(F("neighbourhoods"), function="unnest")).values_list("place", flat=True).distinct())
    return [place.id for place in places if place.id not in met]


def _sent_before(official, act) -> Announcement | None:
    return Announcement.objects.filter(municipality_id=official.town, act=act).first()


def _locked(official, announcement) -> Announcement:
    """Of this town, or DoesNotExist. One that has ended is only read: nobody at a desk can change it any more."""
    wanted = Announcement.objects.filter(municipality_id=official.town, id=announcement)
    return wanted.select_for_update().first() or wanted.get()


def _did(official, verb, found):
    record(official, verb, about=found.id)
    defer("deliver_announcement", town=official.town, announcement=str(found.id))
