"""The public numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoep.lib.doors import door
from stoep.places.views import at_home

from ..glass.words import OPENED
from ..tallying import told
from ..words import GROUNDS, MEASURES, THINGS


@door("nobody")
@require_safe
def moderation_counts(request):
    """How many were told, decided, appealed, per half year, over the whole platform."""
    words = {"halves": [_half(one) for one in told()]}
    return render(request, "moderation/counts.html", at_home(request) | words)


def _half(one: dict) -> dict:
    """Every line the page shows, also where nothing happened."""
    numbers, year, part = one["numbers"], *one["half"].split("-")
    def lines(kind, labels):
        return [(label, f"{kind}:{key}" in numbers, numbers.get(f"{kind}:{key}")) for key, label in labels.items()]
    whole = {key: (key in numbers, numbers.get(key)) for key in ("flags", "matters", "talks", "appeals", "appeal:changed", "appeal:kept")}
    return {
        "year": year, "first": part == "1", "hours": numbers.get("hours"), "flags": whole["flags"], "matters": whole["matters"],
        "talks": whole["talks"], "appeals": whole["appeals"], "changed": whole["appeal:changed"], "kept": whole["appeal:kept"],
        "things": lines("thing", THINGS), "measures": lines("measure", {k: v for k, v in MEASURES.items() if k != "none"}),
        "grounds": lines("ground", GROUNDS), "opened": lines("opening", OPENED),
    }  # fmt: skip
