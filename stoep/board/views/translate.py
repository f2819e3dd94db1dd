"""A neighbour's text in the reader's language, by the operator's own engine."""

import logging

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stoep.lib import translating
from stoep.lib.doors import door
from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.standings import Visitor

from .. import finding
from ..facets import facet_of

A_DAY = Limit("translate", 200, 24 * 3600)  # texts, per person: the engine has much to do for each
log = logging.getLogger("stoep.translate")


@door("member")
@require_safe
def translate_post(request, post):
    said = finding.post_for(request.standing, post)
    if said.kind == "announcement":
        raise Http404  # the town writes in several languages itself
    facet = facet_of(said.kind)
    beside = facet.written(request.standing.here, said) if facet else ()  # the answers of a poll, what an idea needs
    return _translated(request, said, said.id, [said.title, said.body, *filter(None, beside)])


@door("member")
@require_safe
def translate_comment(request, comment):
    said = finding.comment_for(request.standing, comment)
    finding.post_for(request.standing, said.post_id)  # gone with the post it hangs under
    return _translated(request, said, said.post_id, ["", said.body])


def _translated(request, said, post, texts):
    """A piece to stand in the text's place, or a page without a script; the original is in it."""
    standing = request.standing
    if not translating.offered(said.language, standing.language):
        raise Http404
    words = {
        "title": "", "body": "", "lines": (), "trouble": "", "said": said, "original": texts,
        "back": reverse("post", args=[standing.place_slug, post]),
    }  # fmt: skip
    with acting(Visitor()):
        within = spend(A_DAY, standing.person)
    if not within:
        words["trouble"] = _("You had many texts translated today. Tomorrow you can again.")
    else:
        try:
            words["title"], words["body"], *words["lines"] = translating.translated(tuple(texts), said.language, standing.language)
        except translating.Away as away:
            log.warning("no translation: %s", away)
            words["trouble"] = _("This cannot be translated now. Try again in a while.")
    template = "board/_translation.html" if request.headers.get("HX-Request") else "board/translation.html"
    return render(request, template, words)
