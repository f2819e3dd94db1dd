"""Who likes to help with what."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found

from .. import actions, pages
from ..finding import counted_skills, skills_of, who_can
from ..forms import SkillsForm
from ..quiet.finding import asked_by_me, asked_of_me
from ..skills import SKILLS, by_kind, label
from ..volunteers.finding import is_volunteer, own_face


@door("member")
@require_safe
def help_list(request):
    """What neighbours like to help with, by kind; on top what was asked of this reader alone."""
    standing = request.standing
    return pages.help_list(standing, counted_skills(standing), asked_of_me(standing), asked_by_me(standing))


@door("member")
@require_safe
def helpers(request, skill):
    """The neighbours who ticked one skill."""
    if skill not in SKILLS:
        return not_found()
    words = {"skill": label(skill), "members": [offer.member for offer in who_can(request.standing, skill)], "here": "more"}
    return render(request, "care/helpers.html", words)


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request):
    """What I like to help with."""
    standing = request.standing
    chosen = skills_of(standing, standing.member)
    begun = {"skills": [o.skill for o in chosen], "at_once": any(o.at_once for o in chosen)}
    form = SkillsForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        actions.choose_skills(standing, skills=form.cleaned_data["skills"], at_once=form.cleaned_data["at_once"])
        messages.success(request, _("Kept. How good that you are there."))
        return redirect("my_skills", standing.place_slug)
    ticked = set(form["skills"].value() or ())
    kinds = [(words, icon, [(key, text, key in ticked) for key, text in skills]) for words, icon, skills in by_kind()]
    return render(request, "care/my_skills.html", {"form": form, "kinds": kinds, "here": "profile", **_on_the_list(standing)})


def _on_the_list(standing) -> dict:
    """For the choice to be seen by the town, which is for who lives here."""
    return {"volunteer": is_volunteer(standing), "shielded": own_face(standing).shielded, "lives_here": standing.kind == "home"}
