"""One line per act, in the act's own transaction; the watchers are woken by the same line."""

from stoep.lib.jobs import defer, defer_each
from stoep.lib.standings import Standing

from .models import Entry, TownEntry


def record(standing: Standing, verb: str, about=None, **detail):
    """Write who did what to what. Inside a neighbourhood it is an Entry and wakes `hear`; else a TownEntry.

    `detail` is small and holds ids and plain words only: never a text somebody wrote, never a secret.
    """
    detail = _plain(detail)
    if standing.here is not None:
        line = Entry(neighbourhood_id=standing.here, member_id=standing.member)
    else:
        line = TownEntry(municipality_id=standing.town, duty=standing.duty)
    line.verb, line.about, line.person_id, line.detail = verb, about, standing.person, detail
    line.save(force_insert=True)
    if standing.here is not None:
        defer("hear", neighbourhood=standing.here, entry=str(line.id))
    return line


def record_everywhere(standing: Standing, verb: str, acts: list[tuple], **detail) -> None:
    """One act in many neighbourhoods: a line and a `hear` for each (neighbourhood, member, about), in two statements."""
    detail = _plain(detail)
    lines = [
        Entry(neighbourhood_id=place, member_id=member, verb=verb, about=about, person_id=standing.person, detail=detail)
        for place, member, about in acts
    ]
    Entry.objects.bulk_create(lines)
    defer_each("hear", [{"neighbourhood": line.neighbourhood_id, "entry": str(line.id)} for line in lines])


def _plain(detail: dict) -> dict:
    plain = (int, bool, list, dict, type(None))
    return {key: value if isinstance(value, plain) else str(value) for key, value in detail.items()}
