"""/moving/: somebody who lives here says where they live from now on."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.lib.rules import Denied
from stoep.places.help_points import help_points
from stoep.places.views import asked, at_home, home_called, label

from ..actions import moving as actions
from ..finding import home_of
from .joining import GET_OR_POST, visitor


@door("person")
@require_http_methods(GET_OR_POST)
def move_home(request):
    seat = home_of(request.user.id)
    if seat is None or seat.state != "active":
        return redirect("home")
    new = home_called(request.POST.get("address", ""))
    if new is None:
        return _address(request, seat, unknown=request.method == "POST")
    if "sure" not in request.POST:
        words = {"address": request.POST["address"], "address_label": label(new), "new_place": new.neighbourhood}
        return render(request, "membership/moving/sure.html", {**words, "place": seat.neighbourhood, **at_home(request)})
    answer = actions.move_home(visitor(request), here=new.neighbourhood_id, address_id=new.id)
    return _address(request, seat, refused=answer.reason) if isinstance(answer, Denied) else redirect("pending")


def _address(request, seat, **more):
    may = actions.may_move(request.user.id)
    words = {**asked(request, "move_home"), "place": seat.neighbourhood}
    words["help_points"] = help_points(seat.neighbourhood.municipality, seat.neighbourhood)
    words |= {"may": bool(may), "refused": "" if may else may.reason} | more
    return render(request, "membership/moving/address.html", words | at_home(request))
