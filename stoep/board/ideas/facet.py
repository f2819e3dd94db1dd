"""What the board shows of an idea."""

from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..calendar.finding import needs_of, wanted_of
from ..facets import Facet
from ..models import Backing, Bring, Idea, Need, Post
from ..pieces import face
from .finding import backing, came_of, idea_of
from .forms import StageForm
from .words import STAGES

JOINS = Backing.Answer.JOINS
NAMED = 3  # things that are still needed, on the card


class IdeaFacet(Facet):
    """Where it stands, how many join and like it, and what is still needed."""

    kind = Post.Kind.IDEA
    compose, edit = "share_idea", "edit_idea"
    fragment = "board/ideas/_fragment.html"
    plate = (_("Share an idea"), _("A bench, a shared garden, a repair morning: who joins?"), "lightbulb", "yellow")

    def of(self, here, posts):
        ideas = list(Idea.objects.filter(neighbourhood=here, post_id__in=posts))
        answers = list(Backing.objects.filter(neighbourhood=here, post_id__in=posts).values_list("post_id", "answer"))
        missing = still_needed(here, [idea.post_id for idea in ideas if idea.open])
        return {idea.post_id: shown(idea, answers, missing.get(idea.post_id, [])) for idea in ideas}

    def facts(self, here, post):
        seen = self.of(here, [post.id])[post.id]
        idea, needed = seen["idea"], seen["needed"]
        joins = [ngettext("%(n)s neighbour joins", "%(n)s neighbours join", seen["joins"]) % {"n": seen["joins"]}] if seen["joins"] else []
        lines = [gettext("Still needed: %(things)s") % {"things": ", ".join(needed)}] if needed else []
        return [STAGES[idea.stage][0], *([idea.word] if idea.word else []), *joins, *lines]

    def written(self, here, post):
        said = Idea.objects.filter(neighbourhood=here, post_id=post.id).values_list("word", flat=True)
        return [*said, *wanted_of(here, post.id)]

    def panel(self, request, row, form=None):
        standing = request.standing
        idea, answers = idea_of(standing, row["id"]), backing(standing, row["id"])
        joins, (days, group) = [one for one in answers if one.answer == JOINS], came_of(standing, idea.post_id)
        named = [(one, face(standing, one.member)) for one in joins if not one.member.shielded or one.member_id == standing.member]
        words = {
            "idea": idea, "standing": standing, "needs": needs_of(standing, idea.post_id), "open": idea.open,
            "mine": next((one.answer for one in answers if one.member_id == standing.member), ""), "answers": Backing.Answer.choices,
            "joining": named, "unnamed": len(joins) - len(named), "likes": len(answers) - len(joins),
            "days": days, "group": group, "owner": row["author_id"] == str(standing.member),
        }  # fmt: skip
        if words["owner"]:
            words["form"] = form or StageForm(initial={"stage": idea.stage, "word": idea.word})
        return render_to_string("board/ideas/_panel.html", words, request)


def still_needed(here: int, posts: list) -> dict:
    """{post id: what nobody takes on yet, in the author's order}."""
    needs = list(Need.objects.filter(neighbourhood=here, post_id__in=posts).order_by("position"))
    taken: dict = {}
    for need in Bring.objects.filter(neighbourhood=here, need_id__in=[need.id for need in needs]).values_list("need_id", flat=True):
        taken[need] = taken.get(need, 0) + 1
    found: dict = {}
    for need in needs:
        if taken.get(need.id, 0) < need.wanted:
            found.setdefault(need.post_id, []).append(need.what)
    return found


def shown(idea: Idea, answers: list, missing: list[str]) -> dict:
    """What the fragment says: never who."""
    mine = [answer for post, answer in answers if post == idea.post_id]
    joins, (label, icon, chalk) = mine.count(JOINS), STAGES[idea.stage]
    return {
        "idea": idea, "joins": joins, "likes": len(mine) - joins, "wanted": max(0, (idea.people or 0) - joins) if idea.open else 0,
        "label": label, "icon_name": icon, "chalk": chalk, "needed": missing[:NAMED], "more": len(missing) > NAMED,
        "invite": _("I would like to join") if idea.open else "",
    }  # fmt: skip


IDEA = IdeaFacet()
