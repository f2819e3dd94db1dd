"""Neighbours who put themselves on the town's list. Looking is a POST: every look is written down."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stoep.care.skills import label
from stoep.care.volunteers.actions import read_volunteers
from stoep.care.volunteers.finding import SIZE
from stoep.lib.doors import door
from stoep.places.reach import places_of_town

from ..forms.volunteers import VolunteersForm


@door("official")
@require_http_methods(["GET", "HEAD", "POST"])
def volunteers(request):
    official = request.standing
    places = {place.id: place.name for place in places_of_town(official.town)}
    form, context = VolunteersForm(request.POST or None, places=places), {}
    if request.method == "POST" and form.is_valid():
        found, page = read_volunteers(official, **form.cleaned_data), form.cleaned_data["page"]
        rows = [(one["name"], places.get(one["neighbourhood_id"], ""), _words(one["skills"])) for one in found[:SIZE]]
        context = {"looked": True, "rows": rows, "later": page + 1 if len(found) > SIZE else None, "earlier": page - 1 if page else None}
    return render(request, "desk/volunteers.html", {"form": form, **context})


def _words(skills: list[str]) -> list[str]:
    return [str(words) for words in map(label, skills) if words]
