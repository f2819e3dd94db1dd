"""The scene's help, things, ideas and lost cats: posts that are more than a text, with a canary in each of their private fields."""

from datetime import timedelta

from django.utils import timezone

from stoep.board.models import Backing, Bring, Claim, Idea, Lost, Need, Outcome, Poll, Post, Thing, Vote
from stoep.care.models import HelpOffer, HelpRequest, QuietRequest, QuietTold

DAYS_AGO = timezone.now() - timedelta(days=2)  # so that An may say something today: she is new


def helping(scene, readers) -> None:
    """An asks for help, gives a ladder and lets neighbours choose; Bram offers his hands and would like it; Marie's cat is gone."""
    an, bram, marie = scene.c.an_member, scene.c.bram_member, scene.c.marie_member
    sees, two = readers("oever-brug", "an"), {"an", "bram"}

    def post(author, kind, who):
        body = f"Kanarie {scene.token(f'post.body {kind}', who)}"
        made = Post(neighbourhood_id=author.neighbourhood_id, author_id=author.id, kind=kind, body=body, language="nl", created=DAYS_AGO)
        made.save(force_insert=True)
        scene.things["post"][kind] = ("oever-brug", made.id)
        return {"neighbourhood_id": author.neighbourhood_id, "post_id": made.id}

    help_, thing, lost = post(an, "help", sees), post(an, "thing", sees), post(marie, "lost", readers("oever-brug", "marie"))
    poll, idea = post(an, "poll", sees), post(an, "idea", sees)
    week = timezone.now() + timedelta(days=7)
    for row in (
        HelpRequest(**help_, skill="carry", moment=scene.token("helprequest.moment", sees)),
        HelpOffer(**help_, member_id=bram.id, words=scene.token("helpoffer.words", two)),
        Thing(**thing, what="give", moment=scene.token("thing.moment", sees), thanks=scene.token("thing.thanks", sees)),
        Claim(**thing, member_id=bram.id, words=scene.token("claim.words", {"an"})),
        Poll(**poll, what="choices", options=[scene.token("poll.options", sees), "nee"], ends_at=week, voted=1),
        Vote(**poll, member_id=bram.id, picks=[1]),
        Lost(**lost, where=scene.token("lost.where", readers("oever-brug", "marie"))),
    ):
        row.save(force_insert=True)
    _idea(scene, bram, sees, idea)
    _quietly(scene, an, bram, two)


def _idea(scene, bram, sees, idea) -> None:
    """An has an idea, Bram joins it and takes something on; the party came of it."""
    need, party = Need(**idea, what=scene.token("need.what idea", sees)), scene.things["post"]["party"][1]
    Post.objects.filter(neighbourhood=idea["neighbourhood_id"], id=idea["post_id"]).update(title=scene.token("post.title idea", sees))
    for row in (
        Idea(**idea, people=3, word=scene.token("idea.word", sees)), Backing(**idea, member_id=bram.id, answer="joins"), need,
        Bring(neighbourhood_id=idea["neighbourhood_id"], need_id=need.id, member_id=bram.id), Outcome(**idea, event_id=party),
    ):  # fmt: skip
        row.save(force_insert=True)


def _quietly(scene, an, bram, two) -> None:
    """An asks Bram, and nobody else; he does not see that it is her, and offers."""
    words = {"neighbourhood_id": an.neighbourhood_id, "skill": "doctor", "language": "nl", "until": timezone.now() + timedelta(days=9)}
    body, moment = scene.token("quietrequest.body", {"an"}), scene.token("quietrequest.moment", {"an"})
    quiet = QuietRequest(**words, author_id=an.id, told=1, body=body, moment=moment)
    quiet.save(force_insert=True)
    copy = {"body": scene.token("quiettold.body", {"bram"}), "moment": scene.token("quiettold.moment", {"bram"})}
    answer = {"state": "offered", "offered_at": timezone.now(), "words": scene.token("quiettold.words", two)}
    QuietTold(**words, **copy, **answer, quiet_id=quiet.id, member_id=bram.id, members=[bram.id, an.id]).save(force_insert=True)
    scene.things["quiet"] = {"an": ("oever-brug", quiet.id)}
