"""What is done on a post's own page, with its facet: do it and come back, or say why not."""

from django.contrib import messages
from django.shortcuts import redirect

from stoep.lib.rules import NotAllowed

from .posts import once_more


def done(request, post, act, words="", form=None):
    """Do `act` and go back to the post, saying `words`. Refused: the page once more, with `form` as it was typed if there is one."""
    if form is not None and not form.is_valid():
        return once_more(request, post, form)
    try:
        act()
    except NotAllowed as refusal:
        if form is not None:
            form.add_error(None, refusal.reason)
            return once_more(request, post, form)
        messages.error(request, refusal.reason)
    else:
        if words:
            messages.success(request, words)
    return redirect("post", request.standing.place_slug, post)
