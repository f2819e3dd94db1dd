"""A letter in one's own name: made to be looked at, sent as it was seen, taken back before it is printed; and what the town leaves out."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.jobs import defer
from stoep.lib.rules import ALLOWED, Allowed, Denied, NotAllowed
from stoep.lib.standings import Clockwork, MandateStanding, MemberStanding
from stoep.lib.texts import clean

from ..actions.settling import one_at_a_time
from ..models import Member
from . import rules
from .finding import NO_SUCH_HOME, homes_here
from .models import NamedLetter, NamedWords
from .preview import may_look, try_out
from .sealing import seal_of


def prepare_letter(member: MemberStanding, *, homes: list[UUID], line: str, language: str, with_street: bool) -> NamedLetter:
    """The letter as it would be printed, to look at; nothing goes out and nobody hears of it. Setting it in type counts as a page looked
    at. Raises NotAllowed, the same way for a home of another neighbourhood and for one that is in no register."""
    rules.may_ask(member, len(homes)).insist()
    rules.may_say(line := one_line(line)).insist()
    if len(called := homes_here(member.here, homes)) != len(homes):
        raise NotAllowed(NO_SUCH_HOME)
    if not may_look(member):
        raise NotAllowed(rules.LOOKED_ENOUGH)
    face = Member.objects.get(neighbourhood_id=member.here, id=member.member)
    rules.may_sign(face).insist()
    letter = NamedLetter(
        neighbourhood_id=member.here, id=uuid7(), member_id=member.member, name=rules.first_name(face.name),
        street=face.street if with_street and not face.shielded else "", line=line, language=language, homes=called, made_at=now(),
    )  # fmt: skip
    try_out(letter)
    letter.seal = seal_of(letter)
    letter.save(force_insert=True)
    return letter


@transaction.atomic
def send_letter(member: MemberStanding, *, letter: UUID, seal: str) -> NamedLetter:
    """Ask the town to print it, as it was seen. Twice is once; however many at once, the month's most holds. Raises NotAllowed; somebody
    else's is DoesNotExist."""
    one_at_a_time("letters in a name", member.here, member.member)
    found = _mine(member, letter)
    if found.sent_at:
        return found
    face = Member.objects.get(neighbourhood_id=member.here, id=member.member)
    rules.may_send(member, face, found, seal).insist()
    found.sent_at = now()
    found.save(update_fields=["sent_at"])
    record(member, "send_letter", about=found.id, homes=len(found.homes))
    defer("hand_over_words", neighbourhood=member.here, letter=str(found.id))
    return found


@transaction.atomic
def take_back_letter(member: MemberStanding, *, letter: UUID) -> NamedLetter:
    """Not printed after all. Twice is once. Raises NotAllowed once it has gone to the printer."""
    open_still = NamedLetter.objects.select_for_update().filter(neighbourhood_id=member.here, member_id=member.member, id=letter)
    found = open_still.first() or _mine(member, letter)  # printed, refused or taken back: read only, for the rule to say so
    rules.may_take_back(found).insist()
    if found.sent_at and not found.taken_back_at and not found.refused_at:
        found.taken_back_at = now()
        found.save(update_fields=["taken_back_at"])
        record(member, "take_back_letter", about=found.id)
        defer("hand_over_words", neighbourhood=member.here, letter=str(found.id))
    return found


@transaction.atomic
def refuse_words(official: MandateStanding, *, words: UUID, reason: str) -> None:
    """These words are not printed under the town's letterhead; their author reads why. Twice is once."""
    found = NamedWords.objects.select_for_update().filter(id=words, municipality_id=official.town, batch_id=None, refused_at=None).first()
    if found is None:
        NamedWords.objects.get(id=words, municipality_id=official.town)
        return
    may_refuse_words(official).insist()
    found.refused_at, found.refused_by, found.reason = now(), official.mandate, one_line(reason)[:300]
    found.save(update_fields=["refused_at", "refused_by", "reason"])
    record(official, "refuse_words", about=found.id)
    defer("tell_refused_words", town=official.town, words=str(found.id))


def may_refuse_words(official: MandateStanding) -> Allowed | Denied:
    """An official who writes, as for an order."""
    if official.duty != "official" or not official.may_write:
        return Denied(rules.ONLY_WHO_WRITES)
    return ALLOWED


def hand_over(here: int, town: int, letter: UUID) -> None:
    """The town's copy of the words of a letter that was sent; none of one that was taken back. As keeper; may run twice."""
    found = NamedLetter.objects.select_for_update().get(neighbourhood_id=here, id=letter)
    if found.taken_back_at or not found.sent_at:
        NamedWords.objects.filter(id=letter, batch_id=None).delete()
    elif not found.printed_at:
        said = {name: getattr(found, name) for name in ("name", "street", "line", "language")}
        copy = NamedWords(id=letter, municipality_id=town, neighbourhood_id=here, homes=len(found.homes), handed_at=now(), **said)
        NamedWords.objects.bulk_create([copy], ignore_conflicts=True)


def tell_refused(words: UUID) -> None:
    """What an official left out, and why, where its author reads it; the bell says so once. As keeper; may run twice."""
    found = NamedWords.objects.get(id=words)
    here = found.neighbourhood_id
    letter = NamedLetter.objects.filter(neighbourhood_id=here, id=words, printed_at=None, taken_back_at=None, refused_at=None)
    author = letter.values_list("member_id", flat=True).first()
    if author and letter.update(refused_at=found.refused_at, reason=found.reason):
        record(Clockwork.of("tell_refused_words", here=here), "tell_refused_words", about=words, member=author)


def one_line(text: str) -> str:
    """On one line, and without the marks between which the letter quotes it."""
    return " ".join(clean(text).translate(QUOTES).split())


QUOTES = str.maketrans(dict.fromkeys("“”„«»\"", "'"))


def _mine(member: MemberStanding, letter: UUID) -> NamedLetter:
    return NamedLetter.objects.get(neighbourhood_id=member.here, member_id=member.member, id=letter)
