"""Sowing what neighbours reported: two texts that wait in the operator's queue, and the one for which Ilse may not come in for now."""

from datetime import timedelta

from stoep.board.counting import recount
from stoep.board.models import Comment, Post
from stoep.board.search import vector_of
from stoep.lib.standings import OperatorStanding
from stoep.membership.models import Mandate, Member
from stoep.moderation.actions import decide, take_matter
from stoep.moderation.models import Flag, Matter
from stoep.moderation.weighing import weigh

from .folk import Hood
from .moments import seeded_uuid

SALE = (
    "Handgemaakte juwelen, deze week met 20% korting",
    "Bestel via mijn webwinkel, ik lever gratis in heel de stad. Deel dit met iedereen!",
)
THREAT = "Wie hier nog één keer voor mijn poort parkeert, mag zijn wagen met vier platte banden komen halen. Ik weet wie je bent."
WHY = (
    "Je dreigt ermee om de auto van een buur te beschadigen, en je schrijft dat je weet wie het is. Dat mag hier niet, ook niet als je "
    "boos bent. Je bericht staat er niet meer, en tot die dag kun je niet binnen. Over de auto’s voor je poort kun je de wijkagent bellen."
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
    _flag(hood, hood.people["an"], post.id, None, "selling", now - timedelta(hours=18))
    _flag(hood, hood.people["bram"], remark.post_id, remark.id, "shuts_out", now - timedelta(hours=6))


def shut_out(hood: Hood, town: str, now) -> None:
    """Ilse threatened somebody, two neighbours told us, and Karim decided: by the actions themselves, so that her page, the queue and the
    public numbers agree. She is shut out from the first moment (folk.RESIDENTS); the job of the decision does the rest and writes to each
    of them, as soon as a worker runs. Karim's acts are written by the keeper's hand: whoever sows cannot become an operator."""
    told = [member for member, _spoken in hood.members][-2:]
    if len(told) < 2 or "ilse" not in hood.people:
        return
    at = now - timedelta(days=2)
    post = Post(neighbourhood_id=hood.place.id, id=seeded_uuid(at, "threat", hood.place.slug), author_id=hood.people["ilse"].id,
                body=THREAT, language="nl", created=at, vector=vector_of("nl", "", THREAT))  # fmt: skip
    post.save(force_insert=True)
    for hour, member in enumerate(told, 1):
        _flag(hood, member, post.id, None, "threat", at + timedelta(hours=hour))
    held = Mandate.objects.get(duty=Mandate.Duty.OPERATOR, person__email=f"karim@{town}.example")
    karim = OperatorStanding(person=held.person_id, duty=held.duty, mandate=held.id, name=held.name)
    matter = Matter.objects.values_list("id", flat=True).get(neighbourhood_id=hood.place.id, about_id=post.id)
    take_matter(karim, matter=matter)
    decide(karim, matter=matter, thing="down", measure="suspend", ground="6", words=WHY, until=now + timedelta(days=30))


def _talked_of(hood: Hood, but: Post) -> Post:
    """The newest question of the neighbourhood."""
    asked = Post.objects.filter(neighbourhood=hood.place, kind=Post.Kind.QUESTION, comments_on=True).exclude(id=but.id)
    return asked.order_by("-created").first() or but


def _flag(hood: Hood, who: Member, post, comment, reason: str, at) -> None:
    flag = Flag(neighbourhood_id=hood.place.id, id=seeded_uuid(at, "flag", str(who.id)), member_id=who.id, about_id=comment or post,
                post_id=post, comment_id=comment, reason=reason, at=at)  # fmt: skip
    flag.save(force_insert=True)
    weigh(hood.place.id, str(flag.id))
