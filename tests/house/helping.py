"""The scene's help, things and lost cats: posts that are more than a text, with a canary in each of their private fields."""

from datetime import timedelta

from django.utils import timezone

from stoep.board.models import Claim, Lost, Post, Thing
from stoep.care.models import HelpOffer, HelpRequest

DAYS_AGO = timezone.now() - timedelta(days=2)  # so that An may say something today: she is new


def helping(scene, readers) -> None:
    """An asks for help and lends a ladder; Bram offers his hands, and would like the ladder; Marie's cat is gone."""
    an, bram, marie = scene.c.an_member, scene.c.bram_member, scene.c.marie_member
    sees, two = readers("oever-brug", "an"), {"an", "bram"}

    def post(author, kind, who):
        body = f"Kanarie {scene.token(f'post.body {kind}', who)}"
        made = Post(neighbourhood_id=author.neighbourhood_id, author_id=author.id, kind=kind, body=body, language="nl", created=DAYS_AGO)
        made.save(force_insert=True)
        scene.things["post"][kind] = ("oever-brug", made.id)
        return {"neighbourhood_id": author.neighbourhood_id, "post_id": made.id}

    help_, thing, lost = post(an, "help", sees), post(an, "thing", sees), post(marie, "lost", readers("oever-brug", "marie"))
    for row in (
        HelpRequest(**help_, skill="carry", moment=scene.token("helprequest.moment", sees)),
        HelpOffer(**help_, member_id=bram.id, words=scene.token("helpoffer.words", two)),
        Thing(**thing, what="give", moment=scene.token("thing.moment", sees), thanks=scene.token("thing.thanks", sees)),
        Claim(**thing, member_id=bram.id, words=scene.token("claim.words", {"an"})),
        Lost(**lost, where=scene.token("lost.where", readers("oever-brug", "marie"))),
    ):
        row.save(force_insert=True)
