"""/letters/stop/: an address that wants no more letters, or letters again. The code of the letter that came is the proof."""

from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.places.help_points import help_points
from stoep.places.views import asked, at_home, home_called, label

from ..actions import stopping as actions
from ..forms.joining import CodeForm
from .joining import GET_OR_POST, visitor

AGAIN = "again"


@door("nobody")
@sensitive_post_parameters("code")
@require_http_methods(GET_OR_POST)
def stop_letters(request):
    home = home_called(request.POST.get("address", ""))
    if home is None:
        words = {**asked(request, "stop_letters"), "unknown": request.method == "POST"}
        return render(request, "membership/stop_letters/address.html", words | at_home(request))
    form = CodeForm(request.POST if "code" in request.POST else None)
    chosen = form.is_valid() and _chosen(request, form, home)
    words = {"form": form, "address_label": label(home), "again": request.POST.get("choice") == AGAIN}
    near = help_points(home.neighbourhood.municipality, home.neighbourhood)
    words |= {"address": request.POST["address"], "help_points": near, **at_home(request)}
    return render(request, f"membership/stop_letters/{'done' if chosen else 'code'}.html", words)


def _chosen(request, form, home) -> bool:
    """Whether it was done. A refusal becomes an error of the form."""
    answer = actions.choose_letters(
        visitor(request), here=home.neighbourhood_id, address_id=home.id, code=form.cleaned_data["code"],
        wanted=request.POST.get("choice") == AGAIN,
    )  # fmt: skip
    if not answer:
        form.add_error("code", answer.reason)
    return bool(answer)
