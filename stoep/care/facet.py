"""What the board shows of a request for help."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from stoep.board.facets import Facet
from stoep.board.models import Post
from stoep.board.pieces import face
from stoep.lib.clock import now

from .finding import asked_for, connectors_here, gives_something, my_offer, offers_for, request_of, who_can
from .forms import OfferForm
from .models import HelpOffer, HelpRequest
from .rules import AT_ONCE
from .skills import label

A_DAY = timedelta(days=1)


class HelpFacet(Facet):
    """What kind of help, when, how many hands, how many offered, and whether it is solved."""

    kind = Post.Kind.HELP
    compose, edit = "ask_help", "edit_help"
    fragment = "care/_fragment.html"
    hangs = ("care.HelpOffer",)
    plate = (_("Ask for help"), _("Somebody to carry a cupboard, to do some shopping, to explain a phone"), "life-buoy", "pink")

    def of(self, here, posts):
        found = HelpRequest.objects.filter(neighbourhood=here, post_id__in=posts)
        offers = HelpOffer.objects.filter(neighbourhood=here, post_id__in=posts).exclude(state=HelpOffer.State.WITHDRAWN)
        counts: dict = {}
        for post in offers.values_list("post_id", flat=True):
            counts[post] = counts.get(post, 0) + 1
        return {one.post_id: shown(one, counts.get(one.post_id, 0)) for one in found}

    def facts(self, here, post):
        asked = HelpRequest.objects.get(neighbourhood=here, post_id=post.id)
        solved = [_("Solved")] if asked.solved_at else []
        return [_("Help wanted"), *solved, *(fact for fact in (label(asked.skill), asked.moment) if fact)]

    def written(self, here, post):
        return HelpRequest.objects.filter(neighbourhood=here, post_id=post.id).values_list("moment", flat=True)

    def panel(self, request, row, form=None):
        standing = request.standing
        post, asked = request_of(standing, row["id"])
        words = {"help": asked, "standing": standing, "post": post}
        if post.author_id == standing.member:
            chosen = {str(ident) for ident in form.data.get("member", ())} if form else ()  # another form than one of the asker's has none
            words |= {"form": form, "chosen": chosen, **self._for_asker(standing, post, asked)}
            return render_to_string("care/_asker.html", words, request)
        mine = my_offer(standing, post.id)
        form = form or OfferForm(initial={"words": mine.words if mine else ""})
        return render_to_string("care/_helper.html", words | {"offer": mine, "form": form}, request)

    @staticmethod
    def _for_asker(standing, post, asked) -> dict:
        """Who offered, who was told, and who else could be asked."""
        offers = [(offer, face(standing, offer.member)) for offer in offers_for(standing, post.id)]
        told = asked_for(standing, post.id)
        known = {one.member_id for one in told} | {offer.member_id for offer, _ in offers}
        able = [one for one in who_can(standing, asked.skill) if one.member_id not in known]
        left = AT_ONCE - sum(1 for one in told if one.by_asker)
        others = [(one.member, face(standing, one.member)) for one in able[:20]] if left > 0 else []
        waited = not offers and now() - post.created > A_DAY
        return {
            "offers": offers, "told": len(told), "others": others, "left": left, "skill": label(asked.skill),
            "waited": waited, "gives": gives_something(standing), "connectors": connectors_here(standing) if waited else [],
        }  # fmt: skip


def shown(asked: HelpRequest, offers: int) -> dict:
    """What the fragment says: never who."""
    invite = "" if asked.solved_at else _("I can help")
    return {"help": asked, "skill": label(asked.skill), "offers": offers, "invite": invite}


HELP = HelpFacet()
