"""The list of neighbours, and the page of one."""

from django.views.decorators.http import require_safe

from stoep.lib.doors import door
from stoep.lib.refusals import not_found
from stoep.membership.finding import home_writes_first, neighbour_of
from stoep.membership.rules import may_block

from . import finding, pages
from .forms import SeekForm
from .rules import may_look


@door("member")
@require_safe
def neighbours(request):
    """By name; by words, by street."""
    asked = SeekForm(request.GET).asked()
    may = may_look(request.standing, **asked)
    if not may:
        return pages.closed(request.standing, may.reason)
    return pages.neighbours(request.standing, finding.listed(request.standing, **asked), **asked)


@door("member")
@require_safe
def neighbour(request, member):
    """What one neighbour likes to give, says of themselves, and said lately."""
    found = neighbour_of(request.standing, member)
    if found is None:
        return not_found()
    at_home = home_writes_first(request.standing, found)
    may = bool(may_block(request.standing, found))
    return pages.neighbour(request.standing, found, finding.shared(request.standing, found), may, at_home)
