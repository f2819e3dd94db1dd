"""What the board shows of a poll: the answers to choose from while it is open, the result when it has ended.

The stored card is the same for everybody: which answer is one's own, and whether one may vote, are slots that the page's one statement
fills (feed.py brings the picks).
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import number_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from stoep.lib.dates import date_format
from stoep.lib.slots import named, slot, url_slug
from stoep.lib.standings import MemberStanding

from ..calendar.times import on_wall
from ..facets import Facet
from ..models import Poll, Post
from .ballots import HIGHEST, MOST, answers, result
from .finding import my_vote, poll_of

TICKS = tuple(f"pick_{n}" for n in range(max(MOST, HIGHEST)))
OFF = " hidden"
SLOTS = named(*TICKS, "csrf_token", "voter", "outsider", "voted")


class PollFacet(Facet):
    """Until when, the answers, how many neighbours voted; at the end how often each was picked. Never who."""

    kind = Post.Kind.POLL
    compose, edit = "ask_poll", "edit_poll"
    fragment, under = "board/polls/_fragment.html", "board/polls/_poll.html"
    plate = (_("Hold a poll"), _("For or against, a choice, a score: every neighbour has one vote"), "vote", "blue")

    def of(self, here, posts):
        found = Poll.objects.filter(neighbourhood=here, post_id__in=posts).select_related("post")
        slug = url_slug("slug")
        return {poll.post_id: shown(poll, slug, SLOTS) | {"action": _slotted("vote_poll", slug, poll)} for poll in found}

    def facts(self, here, post):
        poll = Poll.objects.get(neighbourhood=here, post_id=post.id)
        return [line_of(poll), *poll.options]

    def written(self, here, post):
        return list(Poll.objects.filter(neighbourhood=here, post_id=post.id).values_list("options", flat=True).first() or [])

    def panel(self, request, row, form=None):
        poll = poll_of(request.standing, row["id"])
        if row["author_id"] != str(request.standing.member) or poll.over:
            return ""
        return render_to_string("board/polls/_panel.html", {"poll": poll, "standing": request.standing}, request)


def _slotted(name: str, slug: str, poll: Poll) -> str:
    """An address whose slug is filled in later: a facet does not know what its neighbourhood is called."""
    return mark_safe(reverse(name, args=[slug, poll.post_id]).replace(slug, slot("slug")))  # noqa: S308  our own address


def shown(poll: Poll, slug: str, values: dict) -> dict:
    """What its two templates say. `values`: as `live` makes them, or slots for them."""
    words = [{"pick": n, "label": label, "tick": values[TICKS[n]]} for n, label in enumerate(answers(poll))]
    return values | {
        "poll": poll, "answers": words, "action": reverse("vote_poll", args=[slug, poll.post_id]), "until": on_wall(poll.ends_at),
        "result": result(poll, poll.tally, poll.voted), "question": poll.post.title, "language": poll.post.language,
    }  # fmt: skip


def live(kind: str, picks: str | None) -> dict:
    """The slots for one reader. `kind` of their standing; `picks`: numbers of their answers with commas, None where they did not vote."""
    mine = set(picks.split(",")) if picks else ()
    values = {name: " checked" if name[5:] in mine else "" for name in TICKS}
    home = kind == "home"
    return values | {"voter": "" if home else OFF, "outsider": OFF if home else "", "voted": "" if mine else OFF}


def voting(request, poll: Poll, said: str = "", refused: str = "") -> str:
    """The poll as this reader sees it now, to swap for what stands on their page. `said`, `refused`: what came of what they did."""
    standing: MemberStanding = request.standing
    picks = my_vote(standing, poll.post_id)
    values = live(standing.kind, picks and ",".join(map(str, picks)))
    values |= shown(poll, standing.place_slug, values) | {"said": said, "refused": refused}
    return render_to_string("board/polls/_poll.html", values, request)


def line_of(poll: Poll, language: str | None = None) -> str:
    """Until when one can vote, or what came of it, in one line; without a language in that of the moment."""
    with translation.override(language or translation.get_language()):
        return _result_line(poll) if poll.ended_at else _until_line(poll)


def _until_line(poll: Poll) -> str:
    return gettext("Poll until %(day)s") % {"day": date_format(on_wall(poll.ends_at), gettext("l j F"))}


def _result_line(poll: Poll) -> str:
    voters = ngettext("%(n)d neighbour voted", "%(n)d neighbours voted", poll.voted) % {"n": poll.voted}
    found = result(poll, poll.tally, poll.voted)
    if found["average"] is not None:
        average = gettext("%(average)s on average") % {"average": number_format(found["average"], 1)}
        return f"{voters}: {average}"
    picked = ", ".join(f"{row['label']} {row['n']}" for row in found["rows"])
    return f"{voters}: {picked}" if picked else voters


POLL = PollFacet()
