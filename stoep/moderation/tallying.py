"""The public numbers per half year over the whole platform. Small ones are not told: fewer than ten could point at somebody."""

from collections import Counter
from datetime import timedelta
from statistics import median

from django.db import transaction
from django.utils import timezone

from stoep.lib.clock import now

from .models import Appeal, Decision, Matter, Opening, Tally

TELL_FROM = 10
WHOLE = ("hours", "opening:asked", "opening:granted", "opening:refused")  # how often the glass was broken is told however small


def half_of(moment) -> str:
    """The half year a moment lies in: "2026-2"."""
    day = timezone.localtime(moment)
    return f"{day.year}-{1 if day.month < 7 else 2}"


@transaction.atomic
def tally() -> int:
    """Count the half year we are in and the one before anew. Returns how many numbers stand there now."""
    halves = {half_of(now()), half_of(now() - timedelta(days=183))}
    rows = [
        Tally(half=half, what=what, n=n if n >= TELL_FROM or what in WHOLE else None)
        for half, counts in _counted(halves).items()
        for what, n in counts.items()
    ]
    Tally.objects.filter(half__in=halves).delete()
    Tally.objects.bulk_create(rows)
    return len(rows)


def _counted(halves: set) -> dict[str, Counter]:
    found = {half: Counter() for half in halves}
    hours: dict[str, list] = {half: [] for half in halves}
    for matter in Matter.objects.only("first_at", "decided_at", "flags", "message_id"):
        if (half := half_of(matter.first_at)) in halves:
            found[half].update({"flags": matter.flags, "matters": 1} | ({"talks": 1} if matter.message_id else {}))
            if matter.decided_at:
                hours[half].append((matter.decided_at - matter.first_at).total_seconds() / 3600)
    for decision in Decision.objects.filter(undone_at=None).only("at", "thing", "measure", "ground"):
        if (half := half_of(decision.at)) in halves:
            found[half].update([f"thing:{decision.thing}", f"measure:{decision.measure}", f"ground:{decision.ground or 'none'}"])
    for asked in Appeal.objects.only("at", "changed", "decided_at"):
        if (half := half_of(asked.at)) in halves:
            found[half].update(["appeals"] + ([f"appeal:{'changed' if asked.changed else 'kept'}"] if asked.decided_at else []))
    for opening in Opening.objects.only("asked_at", "granted", "decided_by"):
        if (half := half_of(opening.asked_at)) in halves:
            became = {True: ["opening:granted"], False: ["opening:refused"] if opening.decided_by else [], None: []}[opening.granted]
            found[half].update(["opening:asked", *became])
    for half, times in hours.items():
        if len(times) >= TELL_FROM:
            found[half]["hours"] = round(median(times))
    return found


def told() -> list[dict]:
    """For the page: [{half, numbers {what: n or None}}], newest first."""
    halves: dict[str, dict] = {}
    for row in Tally.objects.order_by("-half", "what"):
        halves.setdefault(row.half, {})[row.what] = row.n
    return [{"half": half, "numbers": numbers} for half, numbers in halves.items()]
