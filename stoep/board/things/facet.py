"""What the board shows of a thing or a service."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import this_day
from stoep.lib.ids import uuid7

from ..facets import Facet
from ..models import Claim, Post, Thing
from ..pieces import face
from .finding import claims_on, my_claims, promised_days, thing_of
from .forms import ClaimForm
from .rules import left, waits_in_line

What, State = Thing.What, Claim.State
LOOKS = {  # chip: words, icon, chalk
    What.GIVE: (_("To give away"), "gift", "green"), What.LEND: (_("To lend"), "repeat", "blue"),
    What.SWAP: (_("To swap"), "recycle", "lilac"), What.LOOK: (_("Looking for"), "search", "yellow"),
    What.SERVICE: (_("Offers"), "hand", "pink"), What.NEED: (_("Somebody wanted"), "hand", "yellow"),
}  # fmt: skip
INVITES = {What.LEND: _("May I borrow it?"), What.LOOK: _("I have one"), What.NEED: _("I can do that")}


class ThingFacet(Facet):
    """What it is, whether it is free, promised or with somebody, and what one gives in return."""

    kind = Post.Kind.THING
    compose, edit = "offer_thing", "edit_thing"
    fragment = "board/things/_fragment.html"
    plate = (_("Give, lend, swap or look for"), _("A ladder to lend, apples to give, an hour of mending"), "gift", "green")

    def of(self, here, posts):
        things = list(Thing.objects.filter(neighbourhood=here, post_id__in=posts))
        taken: dict = {}
        for claim in Claim.objects.filter(neighbourhood=here, post_id__in=posts, state__in=Claim.TAKES):
            taken.setdefault(claim.post_id, []).append(claim)
        return {thing.post_id: shown(thing, taken.get(thing.post_id, [])) for thing in things}

    def facts(self, here, post):
        thing = Thing.objects.get(neighbourhood=here, post_id=post.id)
        gone = [_("No longer offered")] if thing.closed_at else []
        thanks = [_("In return: %(thanks)s") % {"thanks": thing.thanks}] if thing.thanks else []
        return [LOOKS[thing.what][0], *gone, *([thing.moment] if thing.moment else []), *thanks]

    def written(self, here, post):
        return Thing.objects.filter(neighbourhood=here, post_id=post.id).values_list("moment", "thanks").first() or ()

    def panel(self, request, row, form=None):
        standing = request.standing
        thing = thing_of(standing, row["id"])
        words = {"thing": thing, "standing": standing, "loan": thing.what == What.LEND, "left": left(thing), **said_of(thing)}
        if row["author_id"] == str(standing.member):
            claims = claims_on(standing, thing.post_id)
            _in_line(thing, claims, [claim for claim in claims if claim.state in Claim.TAKES], words["left"])
            wishes = [(claim, face(standing, claim.member)) for claim in claims]
            return render_to_string("board/things/_owner.html", words | {"wishes": wishes}, request)
        form = form or ClaimForm(initial={"act": uuid7(), "portions": 1}, thing=thing)
        words |= {"mine": my_claims(standing, thing.post_id), "form": form, "days": promised_days(standing, thing.post_id)}
        _in_line(thing, words["mine"], words["days"], words["left"])
        words["may_ask"] = not thing.closed_at and all(claim.state != State.ASKED for claim in words["mine"])
        return render_to_string("board/things/_taker.html", words, request)


def shown(thing: Thing, taken: list[Claim]) -> dict:
    """What the fragment says: never who."""
    label, icon, chalk = LOOKS[thing.what]
    today = this_day()
    away = next((c for c in taken if c.state == State.HANDED), None) if thing.what == What.LEND else None
    booked = sorted((c for c in taken if c.state == State.AGREED and c.ends and c.ends >= today), key=lambda c: c.starts)
    free = thing.portions - sum(c.portions for c in taken)
    promised = thing.what in (What.GIVE, What.SWAP) and free < 1
    invite = "" if thing.closed_at else INVITES.get(thing.what, _("I would like it"))
    look = {"label": label, "icon_name": icon, "chalk": chalk, "invite": invite, **said_of(thing)}
    return look | {"thing": thing, "away": away, "booked": booked, "free": free, "promised": promised}


def _in_line(thing: Thing, claims: list[Claim], taken: list[Claim], free: int) -> None:
    for claim in claims:
        claim.waits = waits_in_line(thing, claim, taken, free)


def said_of(thing: Thing) -> dict:
    """By which the words of its templates differ."""
    return {"seeks": thing.what in Thing.SEEKS, "done": thing.what in Thing.DONE, "need": thing.what == What.NEED}


THING = ThingFacet()
