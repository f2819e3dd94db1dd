"""Who likes to help with what."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.membership.welcome import welcome_steps

from .. import actions, pages
from ..finding import counted_skills, skills_of, solved_here, who_can
from ..forms import SkillsForm
from ..quiet.finding import quiet_lines
from ..skills import SKILLS, by_kind, label
from ..volunteers.finding import is_volunteer, own_face


@door("member")
@require_safe
def help_list(request):
    """What neighbours like to help with, by kind; on top what was asked of this reader alone."""
    standing = request.standing
    return pages.help_list(standing, counted_skills(standing), solved_here(standing), *quiet_lines(standing))


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
    form = SkillsForm(request.POST or None, initial=_begun(standing))
    if _chosen(request, form):
        messages.success(request, _("Kept. How good that you are there."))
        return redirect("my_skills", standing.place_slug)
    return render(request, "care/my_skills.html", {"form": form, "kinds": _kinds(form), "here": "profile", **_on_the_list(standing)})


@door("member")
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps_help(request):
    """The second of the first steps (membership/welcome.py): what one could help with, once, on the way in."""
    slug, form = request.standing.place_slug, SkillsForm(request.POST or None, initial=_begun(request.standing))
    if _chosen(request, form):
        return redirect("first_steps_hear", slug)
    words = {"form": form, "kinds": _kinds(form), "steps": welcome_steps(2), "next_url": reverse("first_steps_hear", args=[slug])}
    return render(request, "care/first_step.html", words | {"shielded": own_face(request.standing).shielded})


def _begun(standing) -> dict:
    chosen = skills_of(standing, standing.member)
    return {"skills": [one.skill for one in chosen], "at_once": any(one.at_once for one in chosen)}


def _chosen(request, form) -> bool:
    """Whether it was sent and is kept now."""
    good = request.method == "POST" and form.is_valid()
    if good:
        actions.choose_skills(request.standing, skills=form.cleaned_data["skills"], at_once=form.cleaned_data["at_once"])
    return good


def _kinds(form) -> list[tuple]:
    """(words, icon, [(key, words, ticked)], how many of them are ticked) of each kind."""
    ticked, kinds = set(form["skills"].value() or ()), []
    for words, icon, skills in by_kind():
        lines = [(key, text, key in ticked) for key, text in skills]
        kinds.append((words, icon, lines, sum(on for *_, on in lines)))
    return kinds


def _on_the_list(standing) -> dict:
    """For the choice to be seen by the town, which is for grown-ups who live here. Who stands there can always leave."""
    face, volunteer = own_face(standing), is_volunteer(standing)
    return {"volunteer": volunteer, "shielded": face.shielded, "for_town": volunteer or (standing.kind == "home" and not face.minor)}
