"""May I write to them, here, now? Yes, or no with the reason."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stoep.board.models import Group, GroupMember
from stoep.lib.clock import now
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member
from stoep.membership.rules import may_write

from .models import Conversation, Message

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BEGUN_A_DAY, BEGUN_FIRST_DAY = 20, 3
SENT_A_MINUTE, SENT_A_DAY, SENT_FIRST_DAY = 20, 500, 50
LARGEST_GROUP = 30
MOST_GATHERED = 200  # in the talk of a group of the board
PICTURES = 4


def is_new(member: MemberStanding) -> bool:
    """Whether this member came within the last day."""
    me = Member.objects.only("joined_at").get(neighbourhood=member.here, id=member.member)
    return now() - me.joined_at < DAY


def may_write_to(member: MemberStanding, other: Member, at_home: bool) -> Allowed | Denied:
    """Whether these two may begin, alone or in a group. Shielded neighbours write first, and come into a group by nobody else's hand.
    `at_home`: they are under eighteen, and this member lives with them (membership.finding.home_writes_first)."""
    if other.id == member.member:
        return Denied(_("This is yourself."))
    if other.kind == Member.Kind.TOWN or other.person_id is None or other.state == Member.State.GUEST:
        return Denied(_("Nobody reads messages there."))
    if other.shielded and not at_home:
        return Denied(_("This neighbour likes to be the first to write. You can answer under what they say on the board."))
    return ALLOWED


def may_begin(member: MemberStanding) -> Allowed | Denied:
    """Newcomers start gently; nobody writes to the whole neighbourhood one by one."""
    if not (writes := may_write(member)):
        return writes
    begun = Conversation.objects.of(member).filter(begun_by=member.member, begun_at__gt=now() - DAY).count()
    if begun >= BEGUN_A_DAY or (begun >= BEGUN_FIRST_DAY and is_new(member)):
        return Denied(_("You have begun many conversations today. Your text is still here: come back tomorrow."))
    return ALLOWED


def may_send(member: MemberStanding) -> Allowed | Denied:
    """Who may write here at all, within a measure no person reaches who types."""
    if not (writes := may_write(member)):
        return writes
    mine = Message.objects.said().filter(neighbourhood=member.here, author_id=member.member)
    if mine.filter(created__gt=now() - MINUTE)[:SENT_A_MINUTE].count() >= SENT_A_MINUTE:
        return Denied(_("That was a lot at once. Your text is still here: send it in a minute."))
    today = mine.filter(created__gt=now() - DAY)[:SENT_A_DAY].count()
    if today >= SENT_A_DAY or (today >= SENT_FIRST_DAY and is_new(member)):
        return Denied(_("You have written a lot today. Your text is still here: come back tomorrow."))
    return ALLOWED


def may_answer_there(conversation: Conversation, others: list[Member]) -> Allowed | Denied:
    """Whether anybody is there to read it."""
    ended = Group.objects.filter(neighbourhood=conversation.neighbourhood_id, id=conversation.group_id).exclude(ended_at=None)
    if conversation.group_id and ended.exists():
        return Denied(_("This group has ended."))
    if any(other.state != Member.State.GONE and other.id in conversation.present for other in others):
        return ALLOWED
    if conversation.pair:
        return Denied(_("This neighbour has moved away and does not read this any more."))
    return Denied(_("Everybody else has left. Nobody would read it."))


def may_enter(member: MemberStanding, group: Group, place: GroupMember | None) -> Allowed | Denied:
    """Who is in the group, while it goes on."""
    if not (writes := may_write(member)):
        return writes
    if group.ended_at:
        return Denied(_("This group has ended."))
    return ALLOWED if place else Denied(_("Come into the group first: then its chat is open to you."))


def may_change(member: MemberStanding, message: Message) -> Allowed | Denied:
    """One's own words, while they stand."""
    if message.author_id != member.member or message.kind:
        return Denied(_("Only the one who wrote this can take it back."))
    if message.withdrawn_at:
        return Denied(_("This was already taken back."))
    return ALLOWED


def may_choose(member: MemberStanding, message: Message) -> Allowed | Denied:
    """The other ones choose."""
    if message.withdrawn_at or message.held_at or len(message.times) != 2:
        return Denied(_("These times were taken back."))
    if message.author_id == member.member:
        return Denied(_("You proposed these times: the other one chooses."))
    return ALLOWED


def may_ask_in(member: MemberStanding, conversation: Conversation, other: UUID, chooses: bool) -> Allowed | Denied:
    """Groups only, not without end, and nobody back who left: they would have to leave as often as somebody likes. `chooses`: somebody
    else there is shielded, and would be written to by whoever comes."""
    if not (writes := may_write(member)):
        return writes
    if conversation.pair:
        return Denied(_("This is between the two of you. Begin a group to talk with more."))
    if len(conversation.present) >= LARGEST_GROUP:
        return Denied(_("A group holds thirty neighbours at most."))
    if chooses:
        return Denied(_("Somebody in this group likes to choose who writes to them: only they ask others in."))
    if other in conversation.gone:
        return Denied(_("This neighbour has left this group, and nobody is brought back into one. You can begin a new one with them."))
    return ALLOWED
