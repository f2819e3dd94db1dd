"""May I? Yes, or no with the reason."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.limits import spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding, Visitor
from stoep.membership.models import Member
from stoep.membership.proving import LIST_PAGES, ON_A_LIST_PAGE
from stoep.membership.rules import may_write

from ..models import Group, GroupMember

MONTH = timedelta(days=30)
BEGUN_A_MONTH = 3
MOST_HERE = 200  # groups of one neighbourhood: beyond that nobody finds their way


def belongs(member: MemberStanding, group) -> GroupMember | None:
    """The reader's own place in a group."""
    return GroupMember.objects.filter(neighbourhood=member.here, group_id=group, member_id=member.member).first()


def keepers_of(here: int, group) -> list[GroupMember]:
    """Who keeps a group and still lives here."""
    found = GroupMember.objects.filter(neighbourhood=here, group_id=group, keeper=True, member__neighbourhood=here)
    return list(found.filter(member__state=Member.State.ACTIVE))


def only_keeper(member: MemberStanding, group) -> bool:
    """Whether it has no keeper when this one leaves."""
    return [one.member_id for one in keepers_of(member.here, group)] == [member.member]


def may_see_all(member: MemberStanding, people: int) -> Allowed | Denied:
    """Everybody in a group on one page: from the same budget as the list of neighbours, as many of its pages as it would fill."""
    pages = max(1, -(-people // ON_A_LIST_PAGE))
    with acting(Visitor()):
        within = spend(LIST_PAGES, member.person, cost=pages)
    words = _("You have looked through many neighbours today. So that nobody copies the list, it goes on tomorrow.")
    return ALLOWED if within else Denied(words)


def may_begin(member: MemberStanding) -> Allowed | Denied:
    """Any neighbour, a few times a month."""
    if not (writes := may_write(member)):
        return writes
    mine = Group.objects.filter(neighbourhood=member.here, begun_by=member.member, created__gt=now() - MONTH)
    if mine.count() >= BEGUN_A_MONTH:
        return Denied(_("You have begun three groups this month. Let them grow first."))
    if Group.objects.filter(neighbourhood=member.here, ended_at=None).count() >= MOST_HERE:
        return Denied(_("There are two hundred groups here. Look whether one of them fits."))
    return ALLOWED


def may_join(member: MemberStanding, group: Group) -> Allowed | Denied:
    """Everybody here, while the group goes on."""
    if not (writes := may_write(member)):
        return writes
    return Denied(_("This group has ended.")) if group.ended_at else ALLOWED


def may_say_in(member: MemberStanding, group: Group | None) -> Allowed | Denied:
    """Who belongs to it, while it goes on."""
    if group is None or group.held_at:
        return Denied(_("This group is not there any more. Choose another one, or none."))
    if group.ended_at:
        return Denied(_("This group has ended. Choose another one, or none."))
    if belongs(member, group.id) is None:
        return Denied(_("Come into the group first: then you can write for it."))
    return ALLOWED


def may_keep(member: MemberStanding, group: Group) -> Allowed | Denied:
    """Its keepers, while it goes on."""
    if not (writes := may_write(member)):
        return writes
    if group.ended_at:
        return Denied(_("This group has ended."))
    mine = belongs(member, group.id)
    return ALLOWED if mine and mine.keeper else Denied(_("Only who keeps this group can do that."))


def may_name(member: MemberStanding, group: Group, to) -> Allowed | Denied:
    """Whom a keeper names to keep it: another neighbour who is in it now, and whom this one sees there. Naming is no way to hear who is."""
    if not (keeps := may_keep(member, group)):
        return keeps
    there = GroupMember.objects.filter(neighbourhood=member.here, group_id=group.id, member_id=to, member__neighbourhood=member.here)
    seen = there.filter(member__state=Member.State.ACTIVE, member__shielded=False).exclude(member_id__in=member.hidden)
    if to == member.member or not seen.exists():
        return Denied(_("That neighbour is not in the group any more. Choose another one."))
    return ALLOWED


def may_take_on(member: MemberStanding, group: Group) -> Allowed | Denied:
    """A group without a keeper goes to whoever is in it longest, then to the next one; when nobody wants it, to whoever does."""
    if not (joins := may_join(member, group)):
        return joins
    if keepers_of(member.here, group.id):
        return Denied(_("Somebody keeps this group already."))
    if belongs(member, group.id) is None or offered_to(member.here, group.id) not in (None, member.member):
        return Denied(_("Another neighbour is asked first."))
    return ALLOWED


def without_keeper(here: int, groups) -> dict:
    """{group: who is asked to keep it} of those of these groups that go on and that nobody keeps any more."""
    going = Group.objects.filter(neighbourhood=here, id__in=list(groups), ended_at=None, held_at=None).values_list("id", flat=True)
    asked = {group: offered_to(here, group) for group in going if not keepers_of(here, group)}
    return {group: member for group, member in asked.items() if member}


def kept_by(here: int, member) -> list:
    """The groups that somebody keeps, whether they still live here or not."""
    return list(GroupMember.objects.filter(neighbourhood=here, member_id=member, keeper=True).values_list("group_id", flat=True))


def offered_to(here: int, group):
    """Who is asked to keep a group that has no keeper: its oldest member who did not decline; None when nobody is left to ask."""
    found = GroupMember.objects.filter(neighbourhood=here, group_id=group, member__neighbourhood=here, member__state=Member.State.ACTIVE)
    return found.filter(declined_at=None).order_by("joined_at", "id").values_list("member_id", flat=True).first()
