"""What one was told, and asking for another look: in one's own hand, so that who has no access for now can read and ask too."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed

from ..actions import appeal
from ..finding import appeal_of, own_hand, own_place, own_statement, places_of
from ..forms import AppealForm
from ..glass.finding import own_told
from ..rules import APPEAL_WITHIN, may_appeal
from ..words import ground_in_words


@door("person")
@require_safe
def statements(request):
    """Everything this person was told, wherever they are or were a neighbour."""
    me = request.user.id
    told = [{"place": one, **own_told(me, one.id)} for one in places_of(me)]
    return render(request, "moderation/statements.html", {"told": [one for one in told if one["statements"] or one["opened"]], **_frame()})


@door("person")
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request, here, statement):
    """One of them, in full; POST asks that another person looks again."""
    place, hand = own_place(request.user.id, here), own_hand(request.user.id, here)
    with acting(hand):
        found = own_statement(hand, statement)
        asked = appeal_of(hand, statement)
        may = may_appeal(found, asked)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _asked(hand, form, statement):
        messages.success(request, _("We have it. Another person looks again, and you hear what they say."))
        return redirect("statement", here, statement)
    context = {
        "statement": found, "place": place, "form": form, "asked": asked, "may": may, "until": found.at + APPEAL_WITHIN,
        "ground": ground_in_words(found.ground), **_frame(),
    }  # fmt: skip
    return render(request, "moderation/statement.html", context, status=422 if form.errors else 200)


def _asked(hand, form, statement) -> bool:
    try:
        with acting(hand):
            appeal(hand, statement=statement, words=form.cleaned_data["words"])
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


def _frame() -> dict:
    return {"signed_in": True, "home_url": reverse("home")}
