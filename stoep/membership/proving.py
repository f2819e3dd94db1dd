"""Who may let somebody in without a letter, and how often: questions only.

What keeps it from becoming a way round the letter: two neighbours of two homes, proven themselves, at least one of them by something
else than a neighbour's word, neither of whom let the other in; and few words a month from one person and from one home. So an
attacker with k helpers never gets in more people a month than their homes have words, however long the chain.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.dates import date_format
from stoep.lib.limits import Limit
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding

from .models import Residence
from .proofs import Application, Vouch
from .rules import may_write

WORDS_NEEDED = 2
DAY, MONTH = timedelta(days=1), timedelta(days=30)
WORDS_OF_MEMBER, WORDS_OF_HOME = 2, 3  # a month
LIVES_HERE = timedelta(days=7)  # before somebody's word counts
VOUCHED_WAIT = timedelta(days=90)  # before the word of somebody counts who came in on neighbours' words
NUMBER_TRIES = Limit("waiting-number", 10, 24 * 3600)  # wrong ones, per person
AT_COUNTER = Limit("counter", 20, 24 * 3600)  # admitted, per connector
ALARM_AT_COUNTER = Limit("counter-alarm", 8, 24 * 3600)  # beyond this a person should look
AT_TOWN_COUNTER, ALARM_AT_TOWN_COUNTER = 5, 3  # papers a day, per official: no neighbour stands beside who looks at them
LIST_PAGES = Limit("neighbours-pages", 60, 24 * 3600)  # pages of faces, per person: a thousand and a half names a day at the very most
ON_A_LIST_PAGE = 24  # faces
TELL_NEIGHBOURS = timedelta(days=7)  # how long somebody on neighbours' words waits for the list of neighbours (R12)


class Proof(NamedTuple):
    """Of a Residence: which home, how it was proven, when, and whether who lives there is under eighteen."""

    address_id: UUID
    proof: str
    proven_at: datetime
    minor: bool


# Plain SQL: the list of neighbours asks it on each page, and the ORM takes longer to write it than the database to answer.
PROOF = """SELECT r.address_id, r.proof, r.proven_at, m.minor
 FROM membership_residence r JOIN membership_member m ON m.neighbourhood_id = r.neighbourhood_id AND m.id = r.member_id
 WHERE r.neighbourhood_id = %s AND r.member_id = %s"""


def proof_of(member: MemberStanding) -> Proof | None:
    """How one's own home was proven; None for who does not live here."""
    with connection.cursor() as cursor:
        cursor.execute(PROOF, [member.here, member.member])
        row = cursor.fetchone()
    return Proof(*row) if row else None


def on_neighbours_word(proof: Proof | None) -> bool:
    """Whether somebody came in on neighbours' words less than a week ago."""
    return bool(proof and proof.proof == Residence.Proof.VOUCHED and proof.proven_at > now() - TELL_NEIGHBOURS)


def may_open_list(proof: Proof | None) -> Allowed | Denied:
    """The list of neighbours: at once after letter, counter or electronic identity, after a week on neighbours' words."""
    if on_neighbours_word(proof):
        day = date_format(localtime(proof.proven_at + TELL_NEIGHBOURS), "DATE_FORMAT")
        words = _("You came in on the word of two neighbours. The list of neighbours opens for you after a week, on %(day)s.")
        return Denied(words % {"day": day})
    return ALLOWED


def may_give_word(member: MemberStanding, proof: Proof | None) -> Allowed | Denied:
    """Whether this one may vouch for anybody now, their words of this month aside."""
    if member.kind != "home" or proof is None:
        return Denied(_("Only people who live here can give their word for somebody."))
    if not (writes := may_write(member)):
        return writes
    if proof.minor:
        return Denied(_("Giving your word for somebody is for who is eighteen or older."))
    if proof.proof == Residence.Proof.VOUCHED and proof.proven_at > now() - VOUCHED_WAIT:
        return Denied(_("You came in on the word of neighbours yourself. After three months you can do the same for others."))
    if proof.proven_at > now() - LIVES_HERE:
        return Denied(_("You have been here for less than a week. After that you can give your word for somebody."))
    return ALLOWED


def lets_in(member: MemberStanding) -> bool:
    """Whether the way there is shown: to connectors, and to residents of eighteen or older. Who came lately reads there when it opens."""
    proof = proof_of(member)
    return member.kind == "connector" or (proof is not None and not proof.minor)


def words_left(member: MemberStanding, proof: Proof) -> Allowed | Denied:
    """Two words a month from one person, three from one home. As joiner, holding the home."""
    lately = Vouch.objects.filter(neighbourhood_id=member.here, at__gt=now() - MONTH)
    if lately.filter(member_id=member.member).count() >= WORDS_OF_MEMBER:  # wherever they lived when they gave them
        return Denied(_("You gave your word for two people in the last thirty days. That is the most."))
    if lately.filter(address_id=proof.address_id).count() >= WORDS_OF_HOME:
        return Denied(_("Your home gave its word for three people in the last thirty days. That is the most."))
    return ALLOWED


def may_vouch(member: MemberStanding, proof: Proof, waits: Application, words: list[Vouch]) -> Allowed | Denied:
    """Whether this word may stand beside the one that was given before. As joiner, holding home and application."""
    if any(word.address_id == proof.address_id for word in words):
        return Denied(_("Somebody of your home gave their word already. The second word comes from another home."))
    if words and _rest_on_words(member.here, [*(w.member_id for w in words)], proof):
        return Denied(_("The first neighbour came in on neighbours' words too. Now somebody is needed who came with a letter."))
    if any(_let_in(member, word) for word in words):
        return Denied(_("One of you two let the other in with their word. The second word comes from somebody else."))
    return words_left(member, proof)


def _rest_on_words(here: int, before: list, proof: Proof) -> bool:
    """Whether neither this one nor those before were proven by anything else than neighbours' words."""
    if proof.proof != Residence.Proof.VOUCHED:
        return False
    proofs = Residence.objects.filter(neighbourhood_id=here, member_id__in=before).values_list("proof", flat=True)
    return all(found == Residence.Proof.VOUCHED for found in proofs)


def _let_in(member: MemberStanding, word: Vouch) -> bool:
    """Whether one of the two gave their word for the other, ever."""
    mine = Vouch.objects.filter(neighbourhood_id=member.here, member_id=member.member, newcomer_person_id=word.member.person_id)
    theirs = Vouch.objects.filter(neighbourhood_id=member.here, member_id=word.member_id, newcomer_person_id=member.person)
    return mine.exists() or theirs.exists()


def may_prove_at_counter(member: MemberStanding) -> Allowed | Denied:
    """Connectors, in the neighbourhoods of their mandate: the door has checked that it runs."""
    return ALLOWED if member.kind == "connector" else Denied(_("Only a connector can look at somebody's papers."))


def forgotten_on(waits: Application) -> datetime:
    """When an application is forgotten."""
    return waits.since + KEPT


KEPT = timedelta(days=settings.RETENTION["application"])
WARNED = timedelta(days=14)  # how long before its end its owner is told
