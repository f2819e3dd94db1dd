"""Sowing print runs: what the desk's page of letters shows of a town that is alive. Their files are long gone, or not made yet."""

from datetime import timedelta

from stoep.journal.models import TownEntry
from stoep.membership.models import LetterBatch, Mandate
from stoep.places.models import AddressCount

from .moments import seeded_uuid

WELCOME = {
    "nl": "We willen dat buren elkaar makkelijker vinden. Daarom nodigen we u uit.",
    "fr": "Nous voulons que les voisins se trouvent plus facilement. C’est pourquoi nous vous invitons.",
    "de": "Wir möchten, dass Nachbarn leichter zueinander finden. Deshalb laden wir Sie ein.",
}


def print_runs(town, places: list, now) -> None:
    """One run that was handed over and confirmed months ago, to the first neighbourhoods; one that waits for a second person."""
    held = Mandate.objects.filter(municipality=town, ends_at__gt=now)
    els = held.filter(duty=Mandate.Duty.OFFICIAL, may_approve=False).first()
    eline = held.filter(duty=Mandate.Duty.OFFICIAL, may_approve=True).first()
    joris = held.filter(duty=Mandate.Duty.PRINT_OPERATOR).first()
    languages = [language for language in town.languages if language in WELCOME][:2] or ["nl"]
    first, latest = places[:2], places[2:4] or places[:1]
    at = [now - timedelta(days=days) for days in (171.2, 170.9, 170.85, 169.3, 169.1)]
    done = _ordered(town, els, first, languages, at[0])
    done.message = {language: WELCOME[language] for language in languages}
    done.state, done.percent = LetterBatch.State.RECEIVED, 100
    done.approved_by, done.approved_at, done.ready_at = eline.id, at[1], at[2]
    done.fetched_by, done.fetched_at, done.received_at = joris.id, at[3], at[4]
    waiting = _ordered(town, els, latest, languages[:1], now - timedelta(hours=20))
    waiting.only_not_joined = not places[2:4]
    LetterBatch.objects.bulk_create([done, waiting])
    acts = zip(
        ("order_letters", "approve_letters", "fetch_letters", "confirm_receipt"), (els, eline, joris, joris), at[:2] + at[3:], strict=True
    )
    TownEntry.objects.bulk_create(
        TownEntry(municipality_id=town.id, verb=verb, about=done.id, person_id=by.person_id, duty=by.duty, at=when)
        for verb, by, when in acts
    )


def _ordered(town, by: Mandate, places: list, languages: list, when) -> LetterBatch:
    ids = sorted(place.id for place in places)
    counted = sum(AddressCount.objects.filter(neighbourhood_id__in=ids).values_list("addresses", flat=True))
    return LetterBatch(
        id=seeded_uuid(when, "batch", town.slug, *ids), municipality_id=town.id, neighbourhoods=ids, languages=languages,
        ordered_by=by.id, ordered_at=when, expected=counted,
    )  # fmt: skip
