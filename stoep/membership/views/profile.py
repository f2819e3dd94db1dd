"""One's own page, and the photos of neighbours. A neighbour's page is care's (care/neighbours/)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door
from stoep.lib.pictures import Refused
from stoep.lib.refusals import not_found
from stoep.lib.rules import NotAllowed
from stoep.lib.texts import initials, tint

from ..actions import profile as actions
from ..finding import household_of, me, my_street, photo_file
from ..forms.profile import ProfileForm
from ..lending import my_own_place
from ..rules import may_write


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    standing, myself = request.standing, me(request.standing)
    before = {field: getattr(myself, field) for field in ("name", "gives", "about", "shows_said", "minor", "shielded")}
    form = ProfileForm(
        request.POST or None,
        request.FILES or None,
        initial=before,
        towns=(standing.town_name, standing.place_name),
        has_photo=bool(myself.photo),
        lives_here=standing.kind == "home",
    )
    if request.method == "POST" and form.is_valid() and _kept(standing, form):
        messages.success(request, _("Kept. Your neighbours see it like this from now on."))
        return redirect("profile", standing.place_slug)
    shown = _face(standing, myself) | {
        "street": my_street(standing),
        "hides_street": myself.shielded,
        "url": reverse("neighbour", args=[standing.place_slug, myself.id]),
    }
    words = {"form": form, "me": shown, "here": "profile", "may": may_write(standing), **_home(standing, myself)}
    return render(request, "membership/profile/own.html", words)


def _home(standing, myself) -> dict:
    """What only oneself sees: who else lives there, and the way out."""
    lives_here = standing.kind == "home"
    words = {"lives_here": lives_here, "ambassador": myself.ambassador}
    return words | ({"household": household_of(standing), "own": my_own_place(standing)} if lives_here else {})


def _kept(standing, form) -> bool:
    """What may be refused comes first, and then nothing else is written: a photo, new words of who may only read for a while."""
    given = form.cleaned_data
    try:
        if given["photo"]:
            actions.set_photo(standing, file=given["photo"])
        actions.edit_profile(standing, **{field: given[field] for field in ("name", "gives", "about", "shows_said")})
    except (Refused, NotAllowed) as refusal:
        form.add_error("photo" if isinstance(refusal, Refused) else None, refusal.reason)
        return False
    if given.get("remove_photo") and not given["photo"]:
        actions.remove_photo(standing)
    actions.mark_minor(standing, minor=given.get("minor", False))
    actions.shield_member(standing, shielded=given["shielded"])
    return True


def _face(standing, member) -> dict:
    """One's own face as neighbours see it, for the template."""
    photo = reverse("photo", args=[standing.place_slug, member.id])
    return {
        "initials": initials(member.name),
        "tint": tint(member.id),
        "photo_url": f"{photo}?{member.photo}&w=320" if member.photo else "",
    }


@door("member")
@require_safe
def photo(request, member):
    """A photo, for who may see its person. Its address changes with it; only the reader's own browser may keep it a while."""
    width = 320 if request.GET.get("w") == "320" else 96
    path = photo_file(request.standing, member, width)
    if path is None:
        return not_found()
    return HttpResponse(path.read_bytes(), content_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})
