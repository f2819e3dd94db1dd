"""First steps: three short screens that can all be skipped, then a word to the neighbours.
The third, what to hear, is notify's."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door
from stoep.lib.pictures import Refused
from stoep.lib.refusals import not_found

from ..actions import profile as actions
from ..finding import me, my_street
from ..forms.profile import FirstStepForm, ShieldForm
from ..lending import my_own_place
from ..welcome import welcome_steps


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request, step):
    screens = {1: _photo_and_line, 2: _who_sees_what}
    if step == 3:
        return redirect("first_steps_hear", request.standing.place_slug)
    return screens[step](request) if step in screens else not_found()


def _screen(request, step, form, **more):
    slug = request.standing.place_slug
    words = {
        "form": form,
        "step": step,
        "steps": welcome_steps(step),
        "next_url": reverse("first_steps", args=[slug, step + 1]),
    }
    return render(request, "membership/join/first_steps.html", {**words, "place_name": request.standing.place_name, **more})


def _photo_and_line(request):
    standing, myself = request.standing, me(request.standing)
    form = FirstStepForm(request.POST or None, request.FILES or None, initial={"about": myself.about})
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["photo"]:
                actions.set_photo(standing, file=form.cleaned_data["photo"])
            actions.edit_profile(standing, about=form.cleaned_data["about"])
            return redirect("first_steps", standing.place_slug, 2)
        except Refused as refusal:
            form.add_error("photo", refusal.reason)
    keyless = {"no_password": request.GET.get("key") == "none", "passkey_url": reverse("mfa_add_webauthn")}
    return _screen(request, 1, form, own=my_own_place(standing), **keyless)


def _who_sees_what(request):
    standing, myself = request.standing, me(request.standing)
    form = ShieldForm(request.POST or None, initial={"shielded": myself.shielded})
    if request.method == "POST" and form.is_valid():
        actions.shield_member(standing, shielded=form.cleaned_data["shielded"])
        return redirect("first_steps_hear", standing.place_slug)
    return _screen(request, 2, form, street=my_street(standing))


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
