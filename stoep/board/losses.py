"""What is still open between somebody and their neighbours, and what these lose, for who thinks of leaving for good."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from stoep.lib.clock import now
from stoep.lib.leaving import Loss
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member

from .groups.rules import keepers_of
from .models import Attendance, Claim, Event, GroupMember, Post

MOST = 20  # of each kind; who has more has read enough


def losses(member: MemberStanding) -> list[Loss]:
    """In the member's own hand."""
    return [*_things_out(member), *_things_here(member), *_events(member), *_groups(member)]


def _things_out(member: MemberStanding) -> list[Loss]:
    mine = Post.objects.filter(neighbourhood=member.here, author_id=member.member, kind=Post.Kind.THING, withdrawn_at=None)
    taken = Claim.objects.filter(neighbourhood=member.here, state__in=Claim.TAKES).exclude(state=Claim.State.HANDED, starts=None)
    out, promised = _("%(name)s still has “%(title)s” of yours."), _("You promised “%(title)s” to %(name)s.")
    said = {Claim.State.HANDED: out, Claim.State.AGREED: promised}
    found = list(taken.filter(post_id__in=mine.values("id"))[:MOST])
    return _between(member, found, said, [claim.member_id for claim in found])


def _things_here(member: MemberStanding) -> list[Loss]:
    taken = Claim.objects.filter(neighbourhood=member.here, member_id=member.member, state=Claim.State.HANDED)
    found = list(taken.exclude(starts=None)[:MOST])
    owners = dict(_standing(member, found).values_list("id", "author_id"))
    found = [claim for claim in found if claim.post_id in owners]
    said = {Claim.State.HANDED: _("You still have “%(title)s” of %(name)s.")}
    return _between(member, found, said, [owners[claim.post_id] for claim in found])


def _between(member: MemberStanding, claims: list[Claim], said: dict, others: list) -> list[Loss]:
    names = dict(Member.objects.filter(neighbourhood=member.here, id__in=others).values_list("id", "name"))
    titles = dict(_standing(member, claims).values_list("id", "title"))
    return [
        Loss(said[claim.state] % {"name": names[other], "title": titles[claim.post_id]}, _page(member, claim.post_id), open=True)
        for claim, other in zip(claims, others, strict=True) if other in names and claim.post_id in titles
    ]  # fmt: skip


def _standing(member: MemberStanding, claims: list[Claim]):
    return Post.objects.filter(neighbourhood=member.here, id__in=[c.post_id for c in claims], withdrawn_at=None, held_at=None)


def _events(member: MemberStanding) -> list[Loss]:
    mine = Post.objects.filter(neighbourhood=member.here, author_id=member.member, kind=Post.Kind.EVENT, withdrawn_at=None)
    coming = Event.objects.filter(neighbourhood=member.here, post_id__in=mine.values("id"), last_at__gt=now(), cancelled_at=None)
    titles = dict(mine.filter(id__in=coming.values("post_id")).values_list("id", "title")[:MOST])
    out = []
    for post, title in titles.items():
        people = Attendance.objects.filter(neighbourhood=member.here, post_id=post, answer=Attendance.Answer.GOING)
        if n := people.exclude(member_id=member.member).count():
            words = ngettext_lazy("%(n)s neighbour comes to “%(title)s”.", "%(n)s neighbours come to “%(title)s”.", n)
            out.append(Loss(words % {"n": n, "title": title}, _page(member, post)))
    return out


def _groups(member: MemberStanding) -> list[Loss]:
    kept = GroupMember.objects.filter(neighbourhood=member.here, member_id=member.member, keeper=True, group__neighbourhood=member.here)
    alone = [row for row in kept.filter(group__ended_at=None).select_related("group") if len(keepers_of(member.here, row.group_id)) < 2]
    said = _("Nobody but you keeps the group “%(name)s”. Another neighbour is asked to take it on.")
    return [Loss(said % {"name": row.group.name}, reverse("group", args=[member.place_slug, row.group_id])) for row in alone]


def _page(member: MemberStanding, post) -> str:
    return reverse("post", args=[member.place_slug, post])
