"""Somebody wrote to a member who is not looking: a line in the bell for each conversation, and one mail for it until it is read.

What waits is known already (chat.Waiting): a row there is one conversation with something unread, and reading takes it out. So the bell
has nothing to write, and nothing to forget.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from stoep.chat import pieces, reading
from stoep.chat.finding import mail_wish
from stoep.chat.models import Conversation, Marker, Message, Waiting, pair_of
from stoep.journal.models import Entry
from stoep.lib.clock import now
from stoep.lib.jobs import defer_at
from stoep.lib.mailbox import deliver
from stoep.lib.standings import MemberStanding
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .envelope import foot, hand_over, letter
from .quiet import quiet_until
from .rules import may_hear, preference_of, still_lives_here
from .unsubscribing import MESSAGES

A_MOMENT = timedelta(seconds=10)  # who has the conversation open has read it by then, and no device calls them


def bell_lines(standing: MemberStanding) -> str:
    """The conversations with something unread, for the top of the bell."""
    return pieces.lines(pieces.Reader(standing, ""), reading.conversations(standing, waiting=True).rows)


@dataclass(frozen=True)
class Written:
    """Something unread that may still be told: in which conversation, to whom, by whom."""

    talk: Conversation
    recipient: Member
    actor: Member
    person: Person


def hear_message(entry: Entry) -> int:
    """To everybody for whom this message, or this answer to a proposal, is the first thing unread: a word to their devices in a moment,
    a mail in a while. How many."""
    here = entry.neighbourhood_id
    said = Message.objects.said().filter(neighbourhood_id=here, id=entry.about, withdrawn_at=None, held_at=None).first()
    if said is None:
        return 0
    talk = Conversation.objects.filter(neighbourhood_id=here, id=said.conversation_id, group_id=None)  # of a group's talk no mails go
    waiting = Waiting.objects.filter(neighbourhood_id=here, conversation_id__in=talk.values("id"), since=said.changed_at)
    for row in waiting:
        what, wish = {"neighbourhood": here, "waiting": str(row.id)}, mail_wish(here, row.member_id)
        if wish.mail:
            defer_at(now() + timedelta(minutes=wish.after), "mail_message", **what)
        defer_at(now() + A_MOMENT, "push_message", **what)
    return len(waiting)


def forget_blocked(entry: Entry) -> int:
    """Somebody blocked a neighbour: what they had unread from each other is nowhere to be read any more, so it is not counted either."""
    here = entry.neighbourhood_id
    talk = Conversation.objects.filter(neighbourhood_id=here, pair=pair_of(entry.member_id, entry.about)).first()
    if talk is not None:
        Waiting.objects.filter(neighbourhood_id=here, conversation_id=talk.id).delete()
    return 0


def send_message_mail(here: int, waiting_id: str) -> str:
    """Mail that something waits, once. "sent", "quiet" (put off until morning), "gone" (read or mailed), "unwanted" or "refused"."""
    rows = Waiting.objects.select_for_update(skip_locked=True)
    waits = rows.filter(neighbourhood_id=here, id=waiting_id, told_at=None).first()
    if waits is None:
        return "gone"
    wishes = preference_of(here, waits.member_id)
    if morning := quiet_until(wishes, now()):
        defer_at(morning, "mail_message", neighbourhood=here, waiting=waiting_id)
        return "quiet"
    mail = message_letter(here, waits, wishes.mail_text)
    if mail is None:
        return "unwanted"
    outcome = hand_over(mail, waits.id, deliver)
    waits.told_at = now()
    waits.save(update_fields=["told_at"])
    return outcome


def message_letter(here: int, waits: Waiting, named: bool) -> EmailMultiAlternatives | None:
    """The mail: that a neighbour wrote, never what. `named`: also who. None when nothing stands any more, or nobody wants to hear."""
    due = written(here, waits)
    if due is None or not mail_wish(here, due.recipient.id).mail:
        return None
    place = Neighbourhood.objects.get(id=here)
    link = settings.BASE_URL + reverse("conversation", args=[place.slug, due.talk.id])
    words = foot(place, due.recipient, MESSAGES) | {"link": link, "actor": due.actor.name if named else ""}
    with translation.override(due.person.language):
        return letter(due.person, "message", waits.id, words)


def written(here: int, waits: Waiting) -> Written | None:
    """One last look before a mail or a message to a device goes: does it stand, unmuted, between people who may hear of each other?"""
    of = {"neighbourhood_id": here}
    talk = Conversation.objects.filter(**of, id=waits.conversation_id).first()
    recipient = Member.objects.filter(**of, id=waits.member_id).first()
    if talk is None or recipient is None or recipient.id not in talk.present:
        return None
    actor = Member.objects.filter(**of, id=waits.by_id).first()
    said = Message.objects.said().filter(**of, conversation_id=talk.id, withdrawn_at=None, held_at=None)
    stands = said.filter(changed_at__gte=waits.since).exists()
    muted = Marker.objects.filter(**of, member_id=recipient.id, conversation_id=talk.id).exclude(muted_at=None).exists()
    person = Person.objects.filter(id=recipient.person_id, is_active=True).first()
    wanted = actor is not None and stands and not muted and person is not None
    if not wanted or not may_hear(here, recipient, actor) or not still_lives_here(here, recipient):
        return None
    return Written(talk, recipient, actor, person)
