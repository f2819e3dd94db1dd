"""What the board shows of a poll."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now

from ..facets import Facet
from ..models import Poll
from .finding import my_choice


class PollFacet(Facet):
    """What one can choose from, until when; afterwards how many chose what."""

    kind = "poll"
    compose, edit = "begin_poll", "edit_poll"
    fragment = "board/polls/_fragment.html"
    plate = (_("Let neighbours choose"), _("A date, a colour for the bench, where the party is"), "list", "blue")

    def of(self, here, posts):
        return {poll.post_id: shown(poll) for poll in Poll.objects.filter(neighbourhood=here, post_id__in=posts)}

    def facts(self, here, post):
        poll = Poll.objects.get(neighbourhood=here, post_id=post.id)
        until = _("Until %(day)s") % {"day": date_format(timezone.localtime(poll.ends_at), _("l j F"))}
        return [_("Neighbours choose"), *([] if poll.counted_at else [until]), *poll.options]

    def panel(self, request, row, form=None):
        standing = request.standing
        poll = Poll.objects.get(neighbourhood=standing.here, post_id=row["id"])
        if poll.ends_at <= now():
            return ""
        mine = my_choice(standing, poll.post_id)
        options = [(number, words, number in mine) for number, words in enumerate(poll.options)]
        words = {"poll": poll, "options": options, "voted": bool(mine), "standing": standing, "form": form}
        return render_to_string("board/polls/_panel.html", words | {"owner": row["author_id"] == str(standing.member)}, request)


def shown(poll: Poll) -> dict:
    """What the fragment says. While it runs: no number at all."""
    results, most = [], max(poll.counts, default=0)
    if poll.counted_at:
        pairs = zip(poll.options, poll.counts, strict=True)
        results = [{"words": words, "n": n, "first": n == most and n > 0} for words, n in pairs]
    open_now = poll.ends_at > now()
    return {"poll": poll, "results": results, "open": open_now, "invite": _("Choose") if open_now else ""}


POLL = PollFacet()
