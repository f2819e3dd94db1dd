"""A post of An's in Brug, neighbours who report it, operators who decide."""

from datetime import timedelta

from stoep.board.actions import comment_post, publish_post
from stoep.board.models import Comment, Post
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member, Residence, Seat
from stoep.moderation.actions import decide, flag, take_matter
from stoep.moderation.carrying import carry_out
from stoep.moderation.finding import comment_to_flag, post_to_flag
from stoep.moderation.models import Decision, Flag, Matter
from stoep.moderation.weighing import weigh
from stoep.people.models import Person
from stoep.places.models import Address
from tests import cast
from tests.shards import guarded

SAID = {"kind": "message", "title": "", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
VERDICT = {"thing": "down", "measure": "none", "ground": "2", "words": "Zo spreken we aan de deur niet."}


def says(c, who="an", body="Wie zo parkeert is een ezel.") -> Post:
    standing = cast.member(c, who)
    with acting(standing), guarded():
        return publish_post(standing, **SAID, body=body, act=uuid7())


def answers(c, who, post, body="Zelf een ezel.") -> Comment:
    standing = cast.member(c, who)
    with acting(standing), guarded():
        return comment_post(standing, post=post.id, body=body, act=uuid7())


def neighbours(c, n: int, home=None) -> list:
    """More people of Brug, each in a home of their own, or all in `home`; their standings."""
    out = []
    with acting(cast.KEEPER):
        for i in range(n):
            person = Person.objects.create(email=f"extra{i}-{uuid7().hex}@example.org", name=f"Buur {i}", language="nl", password="!")
            address = home or _home(c, i)
            member = Member.objects.create(neighbourhood=c.brug, person_id=person.id, name=f"Buur {i}", street="Brugstraat")
            Residence.objects.create(neighbourhood=c.brug, member_id=member.id, address_id=address.id, proof="letter")
            Seat.objects.create(person=person, neighbourhood=c.brug, member_id=member.id)
            like = cast.member(c, "bram")
            out.append(type(like)(**{**vars(like), "person": person.id, "member": member.id}))
    return out


def _home(c, i):
    """A new dwelling in Brug."""
    home = Address(neighbourhood=c.brug, municipality_id=c.oever.id, street_id=1, street_name="Brugstraat", number=f"{100 + i}",
                   postcode="9000", place="Oever", longitude=3.7, latitude=51.05)  # fmt: skip
    home.save(force_insert=True)
    return home


def flags(c, who, said, reason="unkind", words="", count=True) -> bool:
    """Somebody reports it; `count`: the job has run too. `who`: a name of the cast, or a standing."""
    standing = cast.member(c, who) if isinstance(who, str) else who
    with acting(standing), guarded():
        seen = comment_to_flag(standing, said.id) if isinstance(said, Comment) else post_to_flag(standing, said.id)
        told = flag(standing, said=seen, reason=reason, words=words)
    if count:
        weigh_all(c)
    return told


def weigh_all(c) -> None:
    """Every flag's job, once more for those that ran already."""
    with acting(cast.KEEPER), guarded():
        for ident in list(Flag.objects.filter(neighbourhood=c.brug).order_by("at").values_list("id", flat=True)):
            weigh(c.brug.id, str(ident))


def matter(c) -> Matter:
    with acting(cast.KEEPER):
        return Matter.objects.get(neighbourhood_id=c.brug.id)


def judges(c, who="karim", carry=True, **verdict) -> Decision:
    """An operator opens the only matter and decides it; `carry`: the job runs, twice."""
    operator, found = cast.mandate(c, who), matter(c)
    with acting(operator):
        take_matter(operator, matter=found.id)
        decision = decide(operator, matter=found.id, **(VERDICT | verdict))
    if carry:
        carried(c, decision)
    return decision


def carried(c, decision) -> None:
    for _ in range(2):
        with acting(cast.KEEPER), guarded():
            carry_out(c.brug.id, str(decision.id))


def stands(c, said) -> bool:
    """Whether neighbours can read it."""
    with acting(cast.KEEPER), fan_out("the test looks"):
        return type(said).objects.filter(neighbourhood=c.brug, id=said.id, held_at=None, withdrawn_at=None).exists()


def later(**days):
    return now() + timedelta(**days)
