"""Finding things through the standing. What is not there, and what is not for this reader, is the same absence."""

from uuid import UUID

from stoep.lib.standings import MemberStanding
from stoep.membership.finding import neighbour_of
from stoep.membership.models import Member

from .models import Conversation, MailWish, Message, SentPicture, pair_of


def conversation_of(member: MemberStanding, conversation: UUID) -> Conversation:
    """One this member takes part in. Raises DoesNotExist."""
    return Conversation.objects.of(member).get(id=conversation)


def conversation_with(member: MemberStanding, other: UUID) -> Conversation | None:
    """The one conversation of these two, if it was ever begun."""
    return Conversation.objects.of(member).filter(pair=pair_of(member.member, other)).first()


def talk_of_group(member: MemberStanding, group: UUID) -> Conversation | None:
    """The talk of a group of the board, for who is in it."""
    return Conversation.objects.of(member).filter(group_id=group).first()


def addressee(member: MemberStanding, other: UUID) -> Member:
    """A neighbour to write to. Raises DoesNotExist for who is gone, blocked either way, or of elsewhere."""
    found = neighbour_of(member, other)
    if found is None:
        raise Member.DoesNotExist
    return found


def somebody_chooses(member: MemberStanding, group: Conversation) -> bool:
    """Whether somebody else in this group is shielded: they choose themselves who can write to them. Whom a block hides tells nothing."""
    others = [ident for ident in group.present if ident != member.member and ident not in member.hidden]
    return Member.objects.filter(neighbourhood=member.here, id__in=others, shielded=True).exists()


def message_for(member: MemberStanding, message: UUID) -> Message:
    """Something that was said to this member, or by them, and stands. Raises DoesNotExist."""
    found = Message.objects.said().filter(neighbourhood=member.here, members__contains=[member.member], withdrawn_at=None, held_at=None)
    found = found.exclude(author_id__in=member.hidden).get(id=message)
    conversation_of(member, found.conversation_id)
    return found


def own_message(member: MemberStanding, message: UUID) -> Message:
    """One's own words that stand. Raises DoesNotExist."""
    found = message_for(member, message)
    if found.author_id != member.member:
        raise Message.DoesNotExist
    return found


def picture_for(member: MemberStanding, picture: UUID) -> SentPicture:
    """A picture of a message that stands; one that is not sent yet, for whoever put it in. Raises DoesNotExist."""
    found = SentPicture.objects.get(neighbourhood=member.here, id=picture, members__contains=[member.member])
    if found.member_id != member.member or found.message_id:
        message_for(member, found.message_id)
    return found


def own_loose_pictures(member: MemberStanding, idents: list[UUID]) -> list[SentPicture]:
    """Of these ids, the pictures this member put in and has not sent, in the order of the ids."""
    found = SentPicture.objects.filter(neighbourhood=member.here, member_id=member.member, message_id=None, id__in=idents)
    by_id = {p.id: p for p in found}
    return [by_id[ident] for ident in idents if ident in by_id]


def mail_wish(here: int, member: UUID) -> MailWish:
    """Whether and when this member wants a mail when somebody writes to them. Not saved where nothing was ever chosen."""
    kept = MailWish.objects.filter(neighbourhood_id=here, member_id=member).first()
    return kept or MailWish(neighbourhood_id=here, member_id=member, mail=True)


def people_of(member: MemberStanding, conversation: Conversation) -> list[Member]:
    """Everybody who took or takes part, but for oneself and whom a block hides."""
    ids = [ident for ident in conversation.members if ident != member.member and ident not in member.hidden]
    return list(Member.objects.filter(neighbourhood=member.here, id__in=ids).order_by("name", "id"))


def neighbours_called(member: MemberStanding, idents: list[UUID]) -> list[Member]:
    """Of these ids, the neighbours this member may see, in the order of the ids."""
    wanted = [ident for ident in idents if ident not in member.hidden and ident != member.member]
    found = Member.objects.filter(neighbourhood=member.here, id__in=wanted).exclude(state=Member.State.GONE)
    by_id = {neighbour.id: neighbour for neighbour in found}
    return [by_id[ident] for ident in wanted if ident in by_id]
