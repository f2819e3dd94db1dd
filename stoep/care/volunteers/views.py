"""A neighbour's own choice, from the page of what they like to help with."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.lib.doors import door
from stoep.lib.rules import NotAllowed

from ..skills import label
from .actions import join_volunteers, leave_volunteers
from .finding import seen_by_town


@door("member")
@require_POST
def volunteer(request):
    """On the town's list, or off it."""
    standing = request.standing
    try:
        if request.POST.get("on") == "yes":
            join_volunteers(standing, sure=request.POST.get("sure") == "on")
            messages.success(request, _("You are on the list of the town. You can leave it here at any moment."))
        else:
            leave_volunteers(standing)
            messages.success(request, _("You are off the list. The town does not see you there any more."))
    except NotAllowed as refusal:
        messages.error(request, refusal.reason)
    return redirect("town_sees" if "from_town" in request.POST else "my_skills", standing.place_slug)


@door("member")
@require_safe
def town_sees(request):
    """All the town reads of this person, from the table the town itself reads, each with a button to take it back."""
    row = seen_by_town(request.standing)
    skills = [label(key) for key in row.skills] if row else []
    return render(request, "care/town_sees.html", {"row": row, "skills": skills, "here": "more"})
