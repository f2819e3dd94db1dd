"""/coming-home/: a small neighbourhood lives by itself again, and somebody who lives there comes over."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.lib.rules import Denied
from stoep.places.views import at_home

from ..actions import coming_home as actions
from ..finding import homecoming_of, place_numbered
from .joining import GET_OR_POST, visitor


@door("person")
@require_http_methods(GET_OR_POST)
def come_home(request):
    refused = ""
    if request.method == "POST":
        answer = actions.come_home(visitor(request))
        if not isinstance(answer, Denied):
            return redirect("first_steps_done", place_numbered(answer).slug)
        refused = answer.reason
    waits = homecoming_of(request.user.id)
    words = {"waits": waits, "refused": refused}
    if waits:
        words |= {"place": place_numbered(waits.neighbourhood_id), "host": place_numbered(waits.host_id)}
    return render(request, "membership/coming_home/page.html", words | at_home(request))
