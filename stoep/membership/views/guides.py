"""One short guide per role: to read on a screen or to print."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.places.views import at_home

GUIDES = {"resident": _("For who lives here"), "ambassador": _("For ambassadors")}  # role: its name on the others' pages


@door("nobody", at_desk=True)
@require_safe
def guide(request, role):
    """The guide of one role, with the way to the others."""
    if role not in GUIDES:
        return not_found()
    others = [(key, words) for key, words in GUIDES.items() if key != role]
    return render(request, f"membership/guides/{role}.html", {"others": others, "role": GUIDES[role], **at_home(request)})
