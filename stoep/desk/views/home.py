"""Where an official begins."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stoep.board.announcements.finding import announcements_of
from stoep.board.announcements.rules import may_announce
from stoep.lib.doors import door
from stoep.membership.letters.finding import batches_of
from stoep.membership.letters.rules import may_approve
from stoep.places.reach import households, places_of_town

LATEST = 5


@door("official", duties=("official", "print_operator"))
@require_safe
def desk(request):
    official = request.standing
    if official.duty == "print_operator":
        return redirect("print_letters", official.town_slug)
    places = places_of_town(official.town)
    batches = batches_of(official)[:LATEST]
    context = {
        "waiting": next((batch for batch in batches if may_approve(official, batch)), None),
        "places": places,
        "households": households(places),
        "announcements": announcements_of(official)[:LATEST],
        "batches": batches,
        "may_announce": may_announce(official),
    }
    return render(request, "desk/home.html", context)
