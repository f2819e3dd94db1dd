"""What the board shows of an idea."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ..facets import Facet
from ..models import Backing, Idea
from ..pieces import face
from .finding import backing, idea_of

JOIN, LIKE = Backing.Answer.JOIN, Backing.Answer.LIKE


class IdeaFacet(Facet):
    """What it needs, how many join, how many like it, and whether it happens."""

    kind = "idea"
    compose, edit = "propose_idea", "edit_idea"
    fragment = "board/ideas/_fragment.html"
    plate = (_("An idea for the neighbourhood"), _("A toy library, a bench, a choir: who joins in?"), "sparkles", "yellow")

    def of(self, here, posts):
        counts: dict = {}
        behind = Backing.objects.filter(neighbourhood=here, post_id__in=posts)
        for post, answer in behind.values_list("post_id", "answer"):
            counts[post, answer] = counts.get((post, answer), 0) + 1
        found = Idea.objects.filter(neighbourhood=here, post_id__in=posts)
        return {
            one.post_id: {"idea": one, "join": counts.get((one.post_id, JOIN), 0), "like": counts.get((one.post_id, LIKE), 0),
                          "invite": _("I join in")} for one in found
        }  # fmt: skip

    def facts(self, here, post):
        idea = Idea.objects.get(neighbourhood=here, post_id=post.id)
        needs = [_("It needs: %(needs)s") % {"needs": idea.needs}] if idea.needs else []
        return [_("Idea"), *([_("It happens")] if idea.happens_at else []), *needs]

    def panel(self, request, row, form=None):
        standing = request.standing
        idea, answers = idea_of(standing, row["id"]), backing(standing, row["id"])
        named = [(one, face(standing, one.member)) for one in answers if not one.member.shielded or one.member_id == standing.member]
        words = {
            "idea": idea, "standing": standing, "answers": Backing.Answer.choices, "owner": row["author_id"] == str(standing.member),
            "mine": next((one.answer for one in answers if one.member_id == standing.member), ""),
            "joining": [pair for pair in named if pair[0].answer == JOIN], "liking": [pair for pair in named if pair[0].answer == LIKE],
            "unnamed": len(answers) - len(named),
        }  # fmt: skip
        return render_to_string("board/ideas/_panel.html", words, request)


IDEA = IdeaFacet()
