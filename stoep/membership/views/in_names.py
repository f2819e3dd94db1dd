"""A letter in one's own name: choosing homes, looking at the page, sending it, taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.lib.rules import NotAllowed

from ..finding import me
from ..forms.in_names import LetterForm, SealForm
from ..in_names import actions, finding, preview, rules

STEPS = ("add", "drop", "street", "search")  # buttons that look something up and keep nothing


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def in_my_name(request):
    """Homes, a line, a language. Only the button that shows the letter keeps anything."""
    standing = request.standing
    about = {"languages": finding.languages_of(standing), "street": me(standing).street}
    if request.method != "POST":
        return _choosing(request, LetterForm(initial=_begun(request), **about))
    if any(step in request.POST for step in STEPS):
        return _choosing(request, LetterForm(initial=_typed(request), **about))
    form = LetterForm(request.POST, **about)
    made = form.is_valid() and _prepared(standing, form)
    return redirect("my_letter", standing.place_slug, made.id) if made else _choosing(request, form, 422)


def _begun(request) -> dict:
    """What an earlier letter says, to change it."""
    wanted = request.GET.get("of", "")
    letter = finding.my_letter(request.standing, UUID(wanted)) if _is_id(wanted) else None
    if letter is None:
        return {}
    homes = [UUID(home) for home, _label in letter.homes]
    return {"home": homes, "line": letter.line, "language": letter.language, "with_street": bool(letter.street)}


def _typed(request) -> dict:
    """What stands in the form, with one home more or less."""
    homes = [*request.POST.getlist("home"), *request.POST.getlist("add")]
    homes = [UUID(one) for one in dict.fromkeys(homes) if _is_id(one) and one != request.POST.get("drop")]
    return {"home": homes[: rules.AT_ONCE], **{name: request.POST.get(name, "") for name in ("line", "language", "with_street")}}


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _prepared(standing, form):
    """The letter to look at; None with the reason on the form."""
    given = form.cleaned_data
    try:
        return actions.prepare_letter(
            standing, homes=given["home"], line=given["line"], language=given["language"], with_street=given.get("with_street", False)
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.reason))
        return None


def _choosing(request, form, status=200):
    standing, typed = request.standing, request.POST
    q = f"{typed['street'][:120]} " if typed.get("street") else "" if "add" in typed else typed.get("q", "")[:200]
    homes = form.cleaned_data.get("home", []) if form.is_bound else form.initial.get("home", [])
    words = {"form": form, "q": q, "chosen": finding.homes_here(standing.here, homes), "full": len(homes) >= rules.AT_ONCE}
    words |= {"found": finding.search_homes(standing.here, q) if q.strip() else None, "most": rules.MOST_A_MONTH, "at_once": rules.AT_ONCE}
    words |= {"letters": finding.my_letters(standing), "may": _may(standing), "here": "more"}
    words["left"] = max(0, rules.MOST_A_MONTH - rules.asked_lately(standing))
    return render(request, "membership/in_names/choose.html", words, status=status)


def _may(standing):
    """Said before anything is chosen, not after."""
    may = rules.may_write_in_own_name(standing)
    return rules.may_sign(me(standing)) if may else may


@door("member")
@require_safe
def homes_in_reach(request):
    """The list under the box, while somebody types."""
    q = request.GET.get("q", "")[:200]
    found = finding.search_homes(request.standing.here, q) if q.strip() else None
    return render(request, "membership/in_names/_found.html", {"found": found, "q": q})


@door("member")
@require_safe
def my_letter(request, letter):
    """To look at before it is sent, and to find back afterwards."""
    found = finding.my_letter(request.standing, letter)
    if found is None:
        return not_found()
    form = SealForm(initial={"seal": found.seal})
    return render(request, "membership/in_names/letter.html", {"letter": found, "form": form, "here": "more"})


@door("member")
@require_safe
def my_letter_page(request, letter, page):
    """One page as a picture, set by the typesetter that prints it."""
    found = finding.my_letter(request.standing, letter)
    if found is None or page >= len(found.homes):
        return not_found()
    return _set(request, found, page, "image/png")


@door("member")
@require_safe
def my_letter_pdf(request, letter):
    """All its pages, to read aloud or keep."""
    found = finding.my_letter(request.standing, letter)
    return not_found() if found is None else _set(request, found, None, "application/pdf")


def _set(request, letter, page, kind):
    if not preview.may_look(request.standing):
        return HttpResponse(rules.LOOKED_ENOUGH, status=429, content_type="text/plain")
    name = {"Content-Disposition": f'inline; filename="letter.{kind.rpartition("/")[2]}"'}
    return HttpResponse(preview.set_page(letter, page), content_type=kind, headers=name)


@door("member")
@require_POST
def send_letter(request, letter):
    form = SealForm(request.POST)
    seal = form.cleaned_data["seal"] if form.is_valid() else ""
    return _done(request, letter, actions.send_letter, _("Sent. The town prints it with its next letters in neighbours’ names."), seal=seal)


@door("member")
@require_POST
def take_back_letter(request, letter):
    return _done(request, letter, actions.take_back_letter, _("Taken back. It is not printed."))


def _done(request, letter, act, words, **given):
    """Do it, or say why not; then back to the letter."""
    try:
        act(request.standing, letter=letter, **given)
    except NotAllowed as refusal:
        messages.warning(request, refusal.reason)
    else:
        messages.success(request, words)
    return redirect("my_letter", request.standing.place_slug, letter)
