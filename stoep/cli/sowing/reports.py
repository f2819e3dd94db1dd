"""Sowing two reported texts, so that the operator's queue has something in it: one message, one answer."""

from datetime import timedelta

from stoep.board.counting import recount
from stoep.board.models import Comment, Post
from stoep.board.search import vector_of
from stoep.moderation.models import Flag
from stoep.moderation.weighing import weigh

from .folk import Hood
from .moments import seeded_uuid

SALE = (
    "Handgemaakte juwelen, deze week met 20% korting",
    "Bestel via mijn webwinkel, ik lever gratis in heel de stad. Deel dit met iedereen!",
)
SNARL = "Altijd dezelfde die zijn auto half op het voetpad zet. Sommige mensen horen hier gewoon niet te wonen."


def report(hood: Hood, now) -> None:
    """A neighbour advertises, another snarls; somebody reports each. Nothing where too few people live."""
    if len(hood.members) < 30 or not {"an", "bram"} <= set(hood.people):
        return
    cast = {member.id for member in hood.people.values()}
    seller, angry = [member for member, spoken in hood.members if spoken == "nl" and member.id not in cast][:2]
    here, at = {"neighbourhood_id": hood.place.id}, now - timedelta(hours=20)
    post = Post(**here, id=seeded_uuid(at, "sale", hood.place.slug), author_id=seller.id, title=SALE[0], body=SALE[1], language="nl",
                created=at, vector=vector_of("nl", *SALE))  # fmt: skip
    post.save(force_insert=True)
    said = now - timedelta(hours=7)
    remark = Comment(**here, id=seeded_uuid(said, "snarl", hood.place.slug), post_id=_talked_of(hood, post).id, author_id=angry.id,
                     body=SNARL, language="nl", created=said, vector=vector_of("nl", "", SNARL))  # fmt: skip
    remark.save(force_insert=True)
    recount(hood.place.id, remark.post_id)
    _flag(hood, "an", post.id, None, "selling", now - timedelta(hours=18))
    _flag(hood, "bram", remark.post_id, remark.id, "shuts_out", now - timedelta(hours=6))


def _talked_of(hood: Hood, but: Post) -> Post:
    """The newest question of the neighbourhood."""
    asked = Post.objects.filter(neighbourhood=hood.place, kind=Post.Kind.QUESTION, comments_on=True).exclude(id=but.id)
    return asked.order_by("-created").first() or but


def _flag(hood: Hood, who: str, post, comment, reason: str, at) -> None:
    flag = Flag(neighbourhood_id=hood.place.id, id=seeded_uuid(at, "flag", who), member_id=hood.people[who].id, about_id=comment or post,
                post_id=post, comment_id=comment, reason=reason, at=at)  # fmt: skip
    flag.save(force_insert=True)
    weigh(hood.place.id, str(flag.id))
