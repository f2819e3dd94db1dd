"""Public pages about places: which neighbourhood an address lies in. Nothing here knows who has joined."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door

from .find import search, the_home
from .forms import FinderForm, TellMeForm
from .help_points import help_points
from .lending import lives_with
from .reference import decode, encode

MOST = 20
TARGETS = ("find", "join", "stop_letters", "move_home")  # the pages that ask for an address


def asked(request, target: str, typing: bool = False) -> dict:
    """What was typed and what fits it, as the address form shows it. What does not fit the form finds nothing.

    While somebody is still typing, a street alone is offered too; on a page of its own it is asked for the number.
    """
    form = FinderForm(request.GET or None)
    found = search(**form.cleaned_data) if form.is_bound and form.is_valid() else search()
    street, homes = found["street"], found["homes"]
    matches = [{"label": said, "ref": encode(home.neighbourhood_id, home.id), "home": home} for home, said in _labelled(homes)]
    if not homes and (typing or not (street and not found["number"])):
        matches = [_street(s, target, found["number"]) for s in found["streets"] if typing or s != street]
    return {
        "q": request.GET.get("q", "")[:200],
        "street": street,
        "number": found["number"],
        "matches": matches[:MOST],
        "more": len(matches) > MOST,
        "guess": found["guess"],
        "help_points": help_points(street.municipality if street else None, homes[0].neighbourhood if homes else None),
        "action_name": target,
    }


def _labelled(homes) -> list[tuple]:
    """Each home with its label; where two would read the same (a street through two neighbourhoods), with the neighbourhood too."""
    said = [label(home) for home in homes]
    return [(home, f"{one} ({home.neighbourhood.name})" if said.count(one) > 1 else one) for home, one in zip(homes, said, strict=True)]


def label(home) -> str:
    """An address on one line: "Kerkstraat 12 bus 3, 9000 Gent"; "Plein 1940, nr. 12, 9000 Gent"."""
    number = _("%(number)s box %(box)s") % {"number": home.number, "box": home.box} if home.box else home.number
    house = f"{home.street_name} {number}"
    if home.street_name[-1:].isdigit():  # two numbers in a row are read as one, or the wrong way round
        house = _("%(street)s, no. %(number)s") % {"street": home.street_name, "number": number}
    return f"{house}, {home.postcode} {home.place}".rstrip(" ,")


def _street(street, target: str, number: str) -> dict:
    query = {"street": street.id, **({"number": number} if number else {})}
    where = f"{street.postcode} {street.municipality.name}".strip()
    names = f"{street.name} / {street.name_other}" if street.name_other else street.name
    return {"label": f"{names}, {where}", "url": f"{reverse(target)}?{urlencode(query)}"}


@door("nobody")
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """A POST picks one home of several: it reads and writes nothing."""
    found = asked(request, "find")
    picked = home_called(request.POST.get("address", "")) if request.method == "POST" else None
    homes = [picked] if picked else [match["home"] for match in found["matches"] if "home" in match]
    places = {home.neighbourhood_id: home.neighbourhood for home in homes}
    place = next(iter(places.values())) if len(places) == 1 else None
    shown = (
        {"slug": place.slug, "name": place.name, "town_name": place.municipality.name, "open": bool(place.opened_on)}
        if place
        else None
    )
    mine = label(homes[0]) if len(homes) == 1 else ""
    ref = encode(homes[0].neighbourhood_id, homes[0].id) if mine else ""
    words = {"place": shown, "address_label": mine, "ref": ref, "form": TellMeForm(), **(lives_with(homes[0], place) if place else {})}
    return render(request, "public/find.html", {**found, **words, **at_home(request)})


def home_called(reference: str):
    """The home with this reference, or None."""
    try:
        return the_home(*decode(reference))
    except ValueError:
        return None


@door("nobody")
@require_safe
def streets(request):
    """The list under the box, while somebody types."""
    target = request.GET.get("for") if request.GET.get("for") in TARGETS else "find"
    return render(request, "places/_matches.html", asked(request, target, typing=True))


def at_home(request) -> dict:
    """For the frame of a public page: whoever is signed in finds the way back."""
    return {"signed_in": request.user.is_authenticated, "home_url": reverse("home")}


@door("nobody", at_desk=True)
@require_safe
def about(request):
    return render(request, "public/about.html", at_home(request))


@door("nobody", at_desk=True)
@require_safe
def security(request):
    return render(request, "public/security.html", at_home(request))
