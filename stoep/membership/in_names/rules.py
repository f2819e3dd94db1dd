"""May I have a letter sent in my name? How often, how many, with which words: questions only.

Nothing here looks at whether anybody lives at an address, has joined, has a code or wants no letters. So no answer, and no time an answer
takes, can say it. What the letters rest on is decided when they are printed (printing.py), unseen.
"""

import re
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.limits import Limit
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding

from ..letters.rules import writes_in_two
from ..letters.typeface import can_print
from ..models import Member
from ..rules import may_write
from .models import NamedLetter
from .sealing import genuine

A_MONTH = timedelta(days=30)
MOST_A_MONTH = 10  # homes a member may write to; what was taken back counts too
AT_ONCE = 5  # homes in one letter
REST = timedelta(days=180)  # between two letters in neighbours' names to one home, whoever asks
KEPT_UNSENT = timedelta(days=1)
LAPSES = timedelta(days=90)  # a consent is not for ever: what the town has not printed by then is not printed
PICTURES = Limit("letter-in-my-name", 120, 24 * 3600)  # pages set in type to be looked at, per person
MOST_DIGITS = 3  # a date of birth, a phone, an account number and a made-up code are all longer

LOOKED_ENOUGH = _("You have looked at many letters today. Tomorrow you can go on.")
ONLY_WHO_WRITES = _("Only an official who writes for the town can do that.")
LINKS = re.compile(r"https?:|www\.|://|@|[\w-]\.(?:[a-z]{2,10})\b(?!\.)|\w\s?[.,]\s?[a-z]{2,10}/", re.I)


def may_write_in_own_name(member: MemberStanding) -> Allowed | Denied:
    """Who lives here and may write. A connector writes for the town in another way."""
    if member.kind != "home":
        return Denied(_("Only people who live here can have a letter sent in their name."))
    return may_write(member)


def may_say(line: str) -> Allowed | Denied:
    """One's own line: short, plain, without a way round the town's letter."""
    if LINKS.search(line):
        return Denied(_("Leave out web addresses and mail addresses. The letter says itself where to go."))
    if sum(sign.isdigit() for sign in line) > MOST_DIGITS:
        return Denied(_("Leave out phone numbers, house numbers and codes: at most three figures in all."))
    if not can_print(line):
        return Denied(_("The message holds signs that cannot be printed, such as small pictures. Use plain letters."))
    return ALLOWED


def asked_lately(member: MemberStanding) -> int:
    """How many homes this member wrote to in the last thirty days. To be sure of it, hold the member."""
    lately = NamedLetter.objects.filter(neighbourhood_id=member.here, member_id=member.member, sent_at__gt=now() - A_MONTH)
    return sum(len(homes) for homes in lately.values_list("homes", flat=True))


def may_ask(member: MemberStanding, homes: int) -> Allowed | Denied:
    """So many homes more, this month."""
    if not (may := may_write_in_own_name(member)):
        return may
    if not 0 < homes <= AT_ONCE:
        return Denied(_("Choose one to %(n)d homes.") % {"n": AT_ONCE})
    left = MOST_A_MONTH - asked_lately(member)
    if left <= 0:
        return Denied(_("You had letters sent to %(n)d homes in the last thirty days. That is the most.") % {"n": MOST_A_MONTH})
    if homes > left:
        return Denied(_("You can write to %(left)d more homes now: at most %(n)d in thirty days.") % {"left": left, "n": MOST_A_MONTH})
    return ALLOWED


def may_send(member: MemberStanding, face: Member, letter: NamedLetter, seal: str) -> Allowed | Denied:
    """Exactly what was looked at, while it is still true of its author. The caller holds the member."""
    if not (of_age := may_sign(face)):
        return of_age
    if not genuine(letter, seal) or letter.made_at < now() - KEPT_UNSENT or not true_of(face, letter) or not in_enough(member.town, letter):
        return Denied(_("This is not the letter you looked at any more. Look at it once more, then send it."))
    return may_ask(member, len(letter.homes))


def may_sign(face: Member) -> Allowed | Denied:
    """With a name that strangers read."""
    return Denied(_("Letters in your own name are for who is eighteen or older.")) if face.minor else ALLOWED


def true_of(face: Member, letter: NamedLetter) -> bool:
    """Whether the letter says of its author what is so: their first name, and no street that others may not see."""
    return letter.name == first_name(face.name) and letter.street in ("", face.street)


def in_enough(town: int, letter: NamedLetter) -> bool:
    """Whether it is in as many languages as letters of this town have to be."""
    return " " in letter.language or not writes_in_two(town)


def may_take_back(letter: NamedLetter) -> Allowed | Denied:
    """Until it goes along with a print run."""
    return Denied(_("This letter has gone to the printer already.")) if letter.printed_at else ALLOWED


def first_name(name: str) -> str:
    """What neighbours are called by: "An" of "An De Smet", "Jan-Willem" of "Jan-Willem Maes"."""
    return name.split()[0][:40] if name.split() else ""
