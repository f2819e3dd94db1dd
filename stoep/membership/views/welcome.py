"""First steps: three short screens that can all be skipped, then a word to the neighbours.
The second, what one could help with, is care's; the third, what to hear, is notify's."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door
from stoep.lib.pictures import Refused
from stoep.lib.refusals import not_found
from stoep.lib.rules import NotAllowed

from ..actions import profile as actions
from ..finding import me, my_street
from ..forms.profile import FirstStepForm
from ..lending import my_own_place
from ..welcome import welcome_steps


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request, step):
    """The first one; from the others' numbers to where they are kept."""
    others = {2: "first_steps_help", 3: "first_steps_hear"}
    if step in others:
        return redirect(others[step], request.standing.place_slug)
    return _yourself(request) if step == 1 else not_found()


def _yourself(request):
    standing, myself = request.standing, me(request.standing)
    before = {"about": myself.about, "shielded": myself.shielded, "minor": myself.minor}
    form = FirstStepForm(request.POST or None, request.FILES or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["photo"]:
                actions.set_photo(standing, file=form.cleaned_data["photo"])
            actions.edit_profile(standing, about=form.cleaned_data["about"])
            actions.shield_member(standing, shielded=form.cleaned_data["shielded"])
            return redirect("first_steps_help", standing.place_slug)
        except (Refused, NotAllowed) as refusal:
            form.add_error("photo" if isinstance(refusal, Refused) else None, refusal.reason)
    words = {
        "form": form, "step": 1, "steps": welcome_steps(1), "next_url": reverse("first_steps_help", args=[standing.place_slug]),
        "no_password": request.GET.get("key") == "none", "passkey_url": reverse("mfa_add_webauthn"),
        "own": my_own_place(standing), "street": "" if myself.minor else my_street(standing), "place_name": standing.place_name,
    }  # fmt: skip
    return render(request, "membership/join/first_steps.html", words)


@door("member")
@require_safe
def first_steps_done(request):
    """A word to the neighbours, with a beginning to go on from."""
    slug, name, street = request.standing.place_slug, me(request.standing).name, me(request.standing).street
    if street:
        hello = _("Hello neighbours, I am %(name)s and I live in %(street)s. I am new here on the board.") % {
            "name": name,
            "street": street,
        }
    else:
        hello = _("Hello neighbours, I am %(name)s. I am new here on the board.") % {"name": name}
    onward = f"{reverse('compose', args=[slug])}?{urlencode({'kind': 'message', 'text': hello})}"
    return render(request, "membership/join/hello.html", {"hello_url": onward})
