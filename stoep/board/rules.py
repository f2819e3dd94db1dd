"""May I? Yes, or no with the reason."""

from datetime import datetime, timedelta
from math import ceil

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stoep.lib.clock import now
from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding, Visitor
from stoep.membership.ambassadors import is_ambassador
from stoep.membership.models import Member
from stoep.membership.rules import may_write

from .models import Comment, Post

DAY = timedelta(days=1)
POSTS_A_DAY, POSTS_FIRST_DAY = 20, 3
PAUSE_FIRST_DAY = timedelta(seconds=30)  # between two posts
COMMENTS_A_DAY, COMMENTS_FIRST_DAY = 200, 10
FACES_PUT = Limit("faces", 80, 24 * 3600)  # each is a line that stays, and a job
PICTURES = 10
MOST_PINNED = 3


# Plain SQL: every post and every answer asks it, and the ORM takes longer to write it than the database to answer.
TODAY = """SELECT count(*), max(created), (SELECT joined_at FROM membership_member WHERE neighbourhood_id = %(here)s AND id = %(me)s)
 FROM {table} WHERE neighbourhood_id = %(here)s AND author_id = %(me)s AND created > %(since)s"""


def _today(model, member: MemberStanding) -> tuple[int, datetime | None, bool]:
    """Of one's posts or answers of the last day: how many, when the last; and whether one came within this day."""
    since = now() - DAY
    with connection.cursor() as cursor:
        cursor.execute(TODAY.format(table=model._meta.db_table), {"here": member.here, "me": member.member, "since": since})
        many, last, joined = cursor.fetchone()
    return many, last, joined > since


def may_publish(member: MemberStanding) -> Allowed | Denied:
    """Newcomers start gently, with a pause between two posts; nobody fills the board. The caller lets one member's
    posts through one at a time."""
    if not (writes := may_write(member)):
        return writes
    said, last, new = _today(Post, member)
    wait = ceil((last + PAUSE_FIRST_DAY - now()).total_seconds()) if last else 0
    if said >= POSTS_A_DAY or (said >= POSTS_FIRST_DAY and new):
        return Denied(_("You have said a lot today. Your text is still here: come back tomorrow to post it."))
    if wait > 0 and new:
        words = ngettext(
            "On your first day there is half a minute between two posts. Your text is still here: you can post it in %(n)d second.",
            "On your first day there is half a minute between two posts. Your text is still here: you can post it in %(n)d seconds.", wait,
        )  # fmt: skip
        return Denied(words % {"n": wait})
    return ALLOWED


def may_comment(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Where the talk is open, and within a day's measure."""
    if not (writes := may_write(member)):
        return writes
    if post.withdrawn_at or post.held_at:
        return Denied(_("This message was taken back, so the talk under it has ended."))
    if not post.comments_on:
        return Denied(_("The author closed the talk under this post."))
    said, _last, new = _today(Comment, member)
    if said >= COMMENTS_A_DAY or (said >= COMMENTS_FIRST_DAY and new):
        return Denied(_("You have answered a lot today. Your text is still here: come back tomorrow."))
    return ALLOWED


def may_react(member: MemberStanding) -> Allowed | Denied:
    """Faces put within a day's measure; counted at once. Taking one's own back is never refused."""
    if not (writes := may_write(member)):
        return writes
    with acting(Visitor()):
        spent = spend(FACES_PUT, member.member)
    return ALLOWED if spent else Denied(_("You have put many faces today. You can put more on %(day)s.") % {"day": spent.again})


def may_change(member: MemberStanding, said: Post | Comment) -> Allowed | Denied:
    """One's own words, while they stand."""
    if said.author_id != member.member:
        return Denied(_("Only the one who wrote this can change it."))
    if said.withdrawn_at:
        return Denied(_("This was already taken back."))
    return ALLOWED


def may_edit(member: MemberStanding, said: Post | Comment) -> Allowed | Denied:
    """One's own words, while one may write: taking back is always allowed, saying something else is saying."""
    return may_write(member) and may_change(member, said)


def may_solve(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Whoever asked knows whether it is answered. Requests for help have their own word for it."""
    if not (changes := may_change(member, post)):
        return changes
    return ALLOWED if post.kind == Post.Kind.QUESTION else Denied(_("Only a question can be answered."))


def may_hang(member: MemberStanding, post: Post, on_paper: bool) -> Allowed | Denied:
    """One's own words. What is lost, and what a shielded neighbour says, hangs nowhere."""
    if not (changes := may_change(member, post)):
        return changes
    if on_paper and not (writes := may_write(member)):
        return writes
    if on_paper and post.kind == Post.Kind.LOST:
        return Denied(_("What is lost or found does not stand on the printed sheet: too many strangers read it."))
    if on_paper and post.away:
        return Denied(_("This tells when a home is empty, so it does not stand on the printed sheet."))
    if on_paper and Member.objects.filter(neighbourhood=member.here, id=member.member, shielded=True).exists():
        return Denied(_("You are shielded, so nothing of you stands on the printed sheet."))
    return ALLOWED


def may_pin(member: MemberStanding) -> Allowed | Denied:
    """Ambassadors keep the top of the board, while they may write."""
    if not is_ambassador(member):
        return Denied(_("Only an ambassador of the neighbourhood can pin a post."))
    return may_write(member)


def may_pin_one_more(member: MemberStanding, post: Post) -> Allowed | Denied:
    """Few stand on top at a time, or nobody reads what is below. The caller holds the top of this board."""
    on_top = Post.objects.near(member).filter(pinned_until__gt=now(), withdrawn_at=None, held_at=None).exclude(id=post.id)
    if on_top.count() >= MOST_PINNED:
        return Denied(_("Three posts stand on top already. Take one of them off first."))
    return ALLOWED
