"""A neighbour tells us that a text is not right."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stoep.board.models import Comment, Post
from stoep.journal.record import record
from stoep.lib.jobs import defer
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import MemberStanding, Standing

from ..models import Flag
from ..rules import FLAGS_A_DAY, may_flag


@transaction.atomic
def flag(member: MemberStanding, *, said: Post | Comment, reason: str, words: str = "") -> bool:
    """Report a text that stands. Once per member and text: False when they had told us before. Raises NotAllowed.

    The author learns that somebody did when it is put aside or decided, never who.
    """
    may_flag(member, said).insist()
    if not _within_budget(member):
        raise NotAllowed(_("You have told us a lot today. Come back tomorrow; in danger, call 112."))
    under = said.post_id if isinstance(said, Comment) else said.id
    row = Flag(
        neighbourhood_id=member.here, member_id=member.member, about_id=said.id, post_id=under,
        comment_id=said.id if isinstance(said, Comment) else None, reason=reason, words=words,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    record(member, "flag_comment" if row.comment_id else "flag_post", said.id)
    defer("weigh_flag", neighbourhood=member.here, flag=str(row.id))
    return True


def _within_budget(member: MemberStanding) -> bool:
    """The budgets are the sign-in side's; no neighbour's row is read for it, and what fails costs nothing."""
    with acting(Standing(role="stoep_account", person=member.person)):
        return bool(spend(FLAGS_A_DAY, member.person))
