"""Telling both sides: a statement each, a row in the bell (through the journal) and a mail. Once, however often it is run."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import Clockwork
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .models import GONE, RECEIVED, Decision, Flag, Matter, Statement
from .words import ground_in_words

QUOTE = 300  # characters of the text it is about


def tell(matter: Matter, decision: Decision, members: list[UUID]) -> None:
    """Each of these members, the author as author. What happens to a person is told to that person alone."""
    Statement.objects.filter(neighbourhood_id=matter.neighbourhood_id, matter_id=matter.id, over_at=None).exclude(
        decision_id=decision.id
    ).update(over_at=now())
    for member in dict.fromkeys(members):
        author = member == matter.author_id
        mine = {"measure": decision.measure, "until": decision.until, "words": decision.words} if author else {}
        said = {"thing": decision.thing, "ground": decision.ground, "rules_version": decision.rules_version}
        _state(matter, member, decision_id=decision.id, final=decision.on_appeal, **said, **mine)


def tell_held(matter: Matter) -> None:
    """The author, kindly: it is put aside until a person has looked."""
    _state(matter, matter.author_id, decision_id=None, thing="aside")


def acknowledge(matter: Matter, member: UUID) -> None:
    """Whoever told us: it lies before a person. It stands under their safety until it is decided; the bell has said so already, and no
    mail goes. The flag itself nobody reads again, also not who made it."""
    mine = {"neighbourhood_id": matter.neighbourhood_id, "matter_id": matter.id, "member_id": member, "decision_id": None}
    held = Statement.objects.filter(**mine)
    if not held.update(over_at=None) and (person := _person_of(matter, member)):
        quote = _quote(matter, said_by_other=True)
        Statement(**mine, person_id=person, side=Statement.Side.FLAGGER, thing=RECEIVED, quote=quote).save(force_insert=True)
    before = {"neighbourhood_id": matter.neighbourhood_id, "matter_id": matter.about_id, "member_id": member, "thing": GONE}
    Statement.objects.filter(**before).delete()  # it stands again: whoever wrote it came back to Stoep


def tell_gone(flag: Flag) -> None:
    """Whoever told us: before a person could look it was taken back. No copy of it was made, so nobody decides it; that
    stands where all else stands that they were told. Twice is once."""
    mine = {"neighbourhood_id": flag.neighbourhood_id, "matter_id": flag.about_id, "member_id": flag.member_id, "decision_id": None}
    person = Member.objects.filter(neighbourhood_id=flag.neighbourhood_id, id=flag.member_id).values_list("person_id", flat=True).first()
    if person and not Statement.objects.filter(**mine).exists():
        Statement(**mine, person_id=person, side=Statement.Side.FLAGGER, thing=GONE).save(force_insert=True)


def tell_undone(matter: Matter, decision: Decision) -> None:
    """Whoever was told of it: it was taken back."""
    told = Statement.objects.filter(neighbourhood_id=matter.neighbourhood_id, decision_id=decision.id, over_at=None)
    for statement in told:
        statement.over_at = now()
        statement.save(update_fields=["over_at"])
        _send(statement)
    Statement.objects.filter(neighbourhood_id=matter.neighbourhood_id, matter_id=matter.id, thing=RECEIVED).update(over_at=None)


def _state(matter: Matter, member_id: UUID, **told) -> None:
    person = _person_of(matter, member_id)
    if person is None:
        return
    mine = {"matter_id": matter.id, "member_id": member_id, "decision_id": told["decision_id"]}
    if Statement.objects.filter(neighbourhood_id=matter.neighbourhood_id, **mine).exists():
        return
    side = Statement.Side.AUTHOR if member_id == matter.author_id else Statement.Side.FLAGGER
    statement = Statement(
        neighbourhood_id=matter.neighbourhood_id, person_id=person, side=side, **mine | told,
        quote=_quote(matter, said_by_other=side == Statement.Side.FLAGGER),
    )
    statement.save(force_insert=True)
    _send(statement)


def _person_of(matter: Matter, member: UUID) -> int | None:
    """Whose face this is; none when the account is gone: nobody is to be told."""
    return Member.objects.filter(neighbourhood_id=matter.neighbourhood_id, id=member).values_list("person_id", flat=True).first()


def _quote(matter: Matter, said_by_other: bool) -> str:
    """How it begins; for its reporters nothing of who has hidden their account since (leaving.py)."""
    here = matter.neighbourhood_id
    if said_by_other and Member.objects.filter(neighbourhood_id=here, id=matter.author_id, state=Member.State.GONE, name="").exists():
        return ""
    text = " ".join(f"{matter.said[-1]['title']} {matter.said[-1]['body']}".split())
    return text if len(text) <= QUOTE else text[:QUOTE].rsplit(" ", 1)[0] + " …"


def _send(statement: Statement) -> None:
    """The line the bell hears of, and the mail, which also reaches who has no access for now."""
    clock = Clockwork.of("tell", here=statement.neighbourhood_id)
    record(clock, "tell_statement", statement.id, member=statement.member_id, held=statement.decision_id is None)
    person = Person.objects.filter(id=statement.person_id, is_active=True).first()
    if person is None:
        return
    place = Neighbourhood.objects.select_related("municipality").defer("boundary").get(id=statement.neighbourhood_id)
    link = settings.BASE_URL + reverse("statement", args=[place.id, statement.id])
    with translation.override(person.language):
        words = {"name": person.name, "statement": statement, "place": place, "town": place.municipality, "link": link}
        words["ground"] = ground_in_words(statement.ground)
        subject = " ".join(render_to_string("moderation/mail/statement_subject.txt", words).split())
        body = render_to_string("moderation/mail/statement.txt", words).strip() + "\n"
    EmailMessage(subject=subject, body=body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}).send()
