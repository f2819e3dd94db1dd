"""A neighbour tells us that a text is not right."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stoep.board.models import Comment, Group, Post
from stoep.care.models import QuietTold
from stoep.chat.models import Message
from stoep.journal.record import record
from stoep.lib.jobs import defer
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding, Standing

from ..models import Flag
from ..rules import FLAGS_A_DAY, may_flag


@transaction.atomic
def flag(member: MemberStanding, *, said: Post | Comment | Group | QuietTold, reason: str, words: str = "") -> bool:
    """Report a text that stands. Once per member and text: False when they had told us before. Raises NotAllowed.

    The author learns that somebody did when it is put aside or decided, never who.
    """
    given = {"reason": reason, "words": words}
    if isinstance(said, Group):
        return _told(member, said, "flag_group", given | {"group_id": said.id})
    if isinstance(said, QuietTold):
        return _told(member, said, "flag_quiet", given | {"quiet_id": said.quiet_id})
    comment = isinstance(said, Comment)
    under = {"post_id": said.post_id if comment else said.id, "comment_id": said.id if comment else None}
    return _told(member, said, "flag_comment" if comment else "flag_post", under | given)


@transaction.atomic
def flag_message(member: MemberStanding, *, said: Message, copy: list[dict], reason: str, words: str = "") -> bool:
    """Report a message of one's conversation, with what of it goes along (talks.handed). The same once, the same limits."""
    return _told(member, said, "flag_message", {"message_id": said.id, "copy": copy, "reason": reason, "words": words})


def _told(member: MemberStanding, said: Post | Comment | Message | Group | QuietTold, verb: str, given: dict) -> bool:
    may_flag(member, said).insist()
    if not _within_budget(member):
        raise NotAllowed(_("You have told us a lot today. Come back tomorrow; in danger, call 112."))
    about = given.get("quiet_id") or said.id  # of a request everybody who was told has a row of their own
    row = Flag(neighbourhood_id=member.here, member_id=member.member, about_id=about, **given)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    record(member, verb, about)
    defer("weigh_flag", neighbourhood=member.here, flag=str(row.id))
    return True


def _within_budget(member: MemberStanding) -> bool:
    """The budgets are the sign-in side's; no neighbour's row is read for it, and what fails costs nothing."""
    with acting(Standing(role="stoep_account", person=member.person)):
        return bool(spend(FLAGS_A_DAY, member.person))
