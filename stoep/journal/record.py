"""One line per act, in the act's own transaction; the watchers are woken by the same line."""

from stoep.lib.jobs import defer
from stoep.lib.standings import Standing

from .models import Entry, TownEntry


def record(standing: Standing, verb: str, about=None, **detail):
    """Write who did what to what. Inside a neighbourhood it is an Entry and wakes `hear`; else a TownEntry.

    `detail` is small and holds ids and plain words only: never a text somebody wrote, never a secret.
    """
    detail = {key: value if isinstance(value, (int, bool, list, dict, type(None))) else str(value) for key, value in detail.items()}
    if standing.here is not None:
        line = Entry(neighbourhood_id=standing.here, member_id=standing.member)
    else:
        line = TownEntry(municipality_id=standing.town, duty=standing.duty)
    line.verb, line.about, line.person_id, line.detail = verb, about, standing.person, detail
    line.save(force_insert=True)
    if standing.here is not None:
        defer("hear", neighbourhood=standing.here, entry=str(line.id))
    return line
