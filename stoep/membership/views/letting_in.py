"""/n/<place>/let-in/: a neighbour gives their word for somebody who waits, or a connector looks at papers.

Nothing lists who waits. The number comes from the person themselves; with it their name and street are shown, and nothing else.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..actions.counter import prove_at_counter
from ..actions.vouching import look_up, vouch
from ..finding import street_of
from ..forms.proving import CounterForm, NumberForm, WordForm
from ..proving import may_give_word, proof_of


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def let_in(request):
    standing = request.standing
    if standing.kind != "connector" and not (may := may_give_word(standing, proof_of(standing))):
        return _page(request, None, refused=may.reason)
    form = NumberForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form)
    waits = look_up(standing, number=form.cleaned_data["number"])
    if waits is None:
        form.add_error("number", _("Nobody waits here under this number. Ask them to read it out once more."))
        return _page(request, form)
    return _decide(request, waits, CounterForm if standing.kind == "connector" else WordForm)


def _decide(request, waits, shape):
    """The second screen: name and street, and what one says about them."""
    form = shape(request.POST if "sure" in request.POST else None, initial={"number": request.POST["number"]})
    if not form.is_valid() or not _done(request, waits, form):
        return _page(request, form, waits=waits, street=street_of(waits))
    return redirect("let_in", request.standing.place_slug)


def _done(request, waits, form) -> bool:
    """Whether it was done. A refusal becomes an error of the form."""
    said, standing = form.cleaned_data, request.standing
    try:
        if isinstance(form, CounterForm):
            paper = {"name": said["name"], "house_number": said["house_number"], "seen": said["seen"]}
            member = prove_at_counter(standing, waits=waits, **paper)
        else:
            member = vouch(standing, waits=waits)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    if member:
        messages.success(request, _("They are in, and a mail tells them so."))
    else:
        messages.success(request, _("Thank you. One more neighbour, of another home, and they are in."))
    return True


def _page(request, form, **more):
    at_counter = request.standing.kind == "connector"
    return render(request, "membership/let_in.html", {"form": form, "at_counter": at_counter, "here": "more", **more})
