"""What the board shows of something planned."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.dates import date_format

from ..facets import Facet
from ..ideas.finding import began_as
from ..models import Attendance, Event, Post
from ..pieces import face
from .finding import attending, event_of, needs_of, wanted_of
from .rules import is_to_come
from .times import coming, repeat_of, times_of

REPEATS = {"weekly": _("Every week"), "fortnightly": _("Every two weeks"), "monthly": _("Every month")}
FACES = 8  # of those who come, before the rest is a number


class EventFacet(Facet):
    """The day, large; when, where, what it costs, how often, how many come, and whether it was called off."""

    kind = Post.Kind.EVENT
    compose, edit = "plan_event", "edit_event"
    fragment = "board/calendar/_fragment.html"
    plate = (_("Plan something together"), _("A street party, a walk, a swap table, a garage sale"), "calendar", "lilac")

    def of(self, here, posts):
        going = Attendance.objects.filter(neighbourhood=here, post_id__in=posts, answer=Attendance.Answer.GOING)
        counts: dict = {}
        for post in going.values_list("post_id", flat=True):
            counts[post] = counts.get(post, 0) + 1
        return {one.post_id: shown(one, counts.get(one.post_id, 0)) for one in Event.objects.filter(neighbourhood=here, post_id__in=posts)}

    def facts(self, here, post):
        event = Event.objects.get(neighbourhood=here, post_id=post.id)
        seen = shown(event, 0)
        when = date_format(seen["start"], _("l j F")) + ", " + date_format(seen["start"], "TIME_FORMAT")
        when += f" – {date_format(seen['end'], 'TIME_FORMAT')}" if seen["end"] else ""
        off = [_("Called off")] if event.cancelled_at else []
        return [*off, when, *(str(fact) for fact in (seen["repeats"], event.place, event.price) if fact)]

    def written(self, here, post):
        event = Event.objects.filter(neighbourhood=here, post_id=post.id).values_list("place", "price").first() or ()
        return [*event, *wanted_of(here, post.id)]

    def panel(self, request, row, form=None):
        standing = request.standing
        event, answers = event_of(standing, row["id"]), attending(standing, row["id"])
        named = [(one, face(standing, one.member)) for one in answers if not one.member.shielded or one.member_id == standing.member]
        words = {
            "event": event, "standing": standing, "open": bool(is_to_come(event)), "needs": needs_of(standing, event.post_id),
            "mine": next((one.answer for one in answers if one.member_id == standing.member), ""),
            "coming": [pair for pair in named if pair[0].answer == Attendance.Answer.GOING],
            "maybe": [pair for pair in named if pair[0].answer == Attendance.Answer.INTERESTED],
            "unnamed": len(answers) - len(named), "answers": Attendance.Answer.choices,
            "owner": row["author_id"] == str(standing.member), "times": coming(event, now()) if event.rule else [],
            "idea": began_as(standing, event.post_id),
        }  # fmt: skip
        return render_to_string("board/calendar/_panel.html", words, request)


def shown(event: Event, going: int) -> dict:
    """What the fragment says: never who."""
    times, (repeat, _n) = times_of(event), repeat_of(event.rule)
    first = times[0]
    off = [one.start for one in times if one.off]
    return {
        "event": event, "start": first.start, "end": first.end, "next_day": first.end and first.end.date() != first.start.date(),
        "repeats": REPEATS.get(repeat, ""), "last": times[-1].start, "off": off[-3:], "going": going,
    }  # fmt: skip


def line_of(event: Event, language: str) -> str:
    """When it is the next time, or that it was called off, in one line. Nothing for what is over."""
    with translation.override(language):
        if event.cancelled_at:
            return str(_("Called off"))
        start = next((one.start for one in coming(event, now())), None)
        return ", ".join([date_format(start, _("l j F")), date_format(start, "TIME_FORMAT")]) if start else ""


EVENT = EventFacet()
