"""How many neighbours one reaches in a day, and how often one changes a chat of theirs: one resident is never a message to everybody.

Who wrote to this member before, anywhere, is no stranger and costs nothing. What is refused costs nothing either.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding, Visitor

from .models import Message

DAY = 24 * 3600
STRANGERS = Limit("strangers", 40, DAY)  # neighbours who never wrote to this member, over all chats they are asked into
STRANGERS_FIRST = Limit("strangers-first", 10, DAY)  # of who came within this day
ASKED_IN = Limit("asked-in", 60, DAY)  # into chats that go on; also who is no stranger
RENAMED = Limit("renamed", 10, DAY)  # each is a word to every open page of the chat


def strangers(member: MemberStanding, others: Iterable[UUID]) -> set[UUID]:
    """Who of these never said anything to this member."""
    asked = set(others)
    said = Message.objects.said().filter(neighbourhood=member.here, author_id__in=asked, members__contains=[member.member])
    return asked - set(said.values_list("author_id", flat=True).distinct())


def may_reach(member: MemberStanding, others: Iterable[UUID], *, new: bool) -> Allowed | Denied:
    """Whether these may be written to today; counted at once. `new`: the member came within this day."""
    if not (many := len(strangers(member, others))):
        return ALLOWED
    words = _("So that nobody is written to by everybody, you reach a limited number of neighbours a day who never wrote to you. "
              "There is room again on %(day)s. Who wrote to you before can always be reached.")  # fmt: skip
    return _within(member, STRANGERS_FIRST if new else STRANGERS, words, many)


def may_ask_one_more(member: MemberStanding) -> Allowed | Denied:
    """Whether one more may be asked into a chat that goes on; counted at once."""
    return _within(member, ASKED_IN, _("You have asked many neighbours into a chat. You can ask more on %(day)s."))


def may_rename(member: MemberStanding) -> Allowed | Denied:
    """Whether a chat may have another name; counted at once."""
    return _within(member, RENAMED, _("You have given many new names. You can give another one on %(day)s."))


def _within(member: MemberStanding, limit: Limit, words, cost: int = 1) -> Allowed | Denied:
    """Taken from the member's budget; what does not fit is given back, so that fewer still go."""
    with acting(Visitor()):
        spent = spend(limit, member.member, cost=cost)
        if not spent:
            spend(limit, member.member, cost=-cost)
    return ALLOWED if spent else Denied(words % {"day": spent.again})
