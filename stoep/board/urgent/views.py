"""Urgent things on the screen."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stoep.lib.doors import door

from ..finding import own_post
from ..views.panel import done
from .actions import end_urgent


@door("member")
@require_POST
def end(request, post):
    """It is over."""
    own_post(request.standing, post)
    words = _("Good. Who was told now hears that it is over.")
    return done(request, post, lambda: end_urgent(request.standing, post=post), words)
