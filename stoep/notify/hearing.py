"""What the watchers do with one line of the journal. Runs as the keeper, after the act; running twice changes nothing."""

import uuid

from stoep.board.groups.actions import end_memberships
from stoep.board.groups.rules import kept_by
from stoep.board.ideas.actions import end_backings
from stoep.board.models import Post
from stoep.board.nearby.carrying import carry_all_of
from stoep.board.polls.tallying import drop_votes_of
from stoep.board.things.actions.parting import end_claims_between
from stoep.care.actions import bring_skills
from stoep.care.actions.parting import end_offers_between
from stoep.care.quiet.keeping import end_quiet_of
from stoep.care.volunteers.actions import follow_volunteer
from stoep.chat.actions import bring_wish, follow_group, leave_group_talks, name_group_talk
from stoep.journal.models import Entry
from stoep.lib.jobs import defer
from stoep.lib.live import announce
from stoep.lib.standings import Clockwork
from stoep.membership.models import Member

from .actions import bring_preferences
from .aimed import Aimed
from .audiences import CARRIED, KINDS, TAKEN_BACK, VISIBLE, audience, came_in, to_keep
from .calling import hear_call, hear_lost
from .messages import forget_blocked, hear_message
from .models import Notification, Preference, PushDevice
from .next_door import tell_home
from .rules import may_hear, preference_of


def part(entry: Entry) -> int:
    """Somebody blocked a neighbour: nothing of theirs waits for the other any more, neither words nor promises."""
    keeper = Clockwork.of("part", here=entry.neighbourhood_id)
    end_claims_between(keeper, entry.member_id, entry.about)
    end_offers_between(keeper, entry.member_id, entry.about)
    return forget_blocked(entry)


def moved(entry: Entry) -> int:
    """Somebody moved away, was turned out or no longer works here: they are in no group here any more, nor in its chat, join no
    idea, ask nobody for help and have no vote. What they kept asks for another keeper."""
    keeper, kept = Clockwork.of("moved", here=entry.neighbourhood_id), kept_by(entry.neighbourhood_id, entry.about)
    end_memberships(keeper, entry.about)
    end_backings(keeper, entry.about)
    leave_group_talks(keeper, member=entry.about)
    end_quiet_of(keeper, entry.about)
    drop_votes_of(entry.neighbourhood_id, entry.about)
    follow_volunteer(keeper, entry.about)
    return tell(entry, to_keep(entry.neighbourhood_id, kept))


def carried(entry: Entry) -> int:
    """A border was redrawn: the face in the old neighbourhood has moved away; whose it is reads so in the bell of the new one."""
    return moved(entry) if "to" in entry.detail else tell(entry, [Aimed(entry.about, CARRIED)])


def bring_along(entry: Entry) -> None:
    """Their home belongs here now, and not because they moved: what they chose for themselves where it belonged before holds here."""
    keeper = Clockwork.of("bring_along", here=entry.neighbourhood_id)
    after = Member.objects.filter(neighbourhood_id=entry.neighbourhood_id, id=entry.about).exclude(person_id=None).first()
    before = after and Member.objects.filter(neighbourhood_id=entry.detail["came_from"], person_id=after.person_id).first()
    if before:
        for verb in (bring_skills, bring_wish, bring_preferences):
            verb(keeper, before=before, after=after, at=entry.at)


def shut_out(entry: Entry) -> int:
    """Somebody may not come in for now: what they kept asks for another keeper."""
    followed(entry)
    return tell(entry, to_keep(entry.neighbourhood_id, kept_by(entry.neighbourhood_id, entry.about)))


def followed(entry: Entry) -> int:
    """A face has changed: so has what the town may see of it."""
    follow_volunteer(Clockwork.of("followed", here=entry.neighbourhood_id), entry.about)
    return 0


def gathered(entry: Entry) -> int:
    """Somebody came into a group, left it, or asks to be let into its chat."""
    keeper = Clockwork.of("gathered", here=entry.neighbourhood_id)
    follow_group(keeper, group=entry.about, member=entry.member_id, asked=entry.verb == "enter_group_talk")
    if entry.verb == "join_group":
        return tell(entry, came_in(entry))
    return tell(entry, to_keep(entry.neighbourhood_id, [entry.about])) if entry.verb == "leave_group" else 0


def named(entry: Entry) -> int:
    """A group has another name: so has its chat."""
    name_group_talk(Clockwork.of("named", here=entry.neighbourhood_id), group=entry.about)
    return 0


def hide(entry: Entry) -> int:
    """Somebody shields themself, or no longer does: what they said next door follows, and what the town may see of them."""
    followed(entry)
    return carry_all_of(entry.neighbourhood_id, entry.member_id)


FACES = ("edit_profile",)
# heard by the chat's own rules, or by nobody
ALONE = {"send_message": hear_message, "answer_proposal": hear_message, "block_member": part, "move_home": moved, "turn_out": moved}
ALONE |= {"leave_seat": moved, "carry_resident": carried, "suspend_member": shut_out}
ALONE |= {"shield_member": hide, "call_urgent": hear_call, "end_urgent": hear_call}
ALONE |= dict.fromkeys(("begin_group", "join_group", "leave_group", "enter_group_talk"), gathered) | {"edit_group": named}
ALONE |= dict.fromkeys(FACES, followed)


def hear_entry(here: int, entry_id: str) -> int:
    """A bell row for each member the act is aimed at, a job for each mail, a word to the open pages. Returns how many rows."""
    entry = Entry.objects.filter(neighbourhood_id=here, id=entry_id).first()
    if entry is None:
        return 0  # erased meanwhile: nobody is to hear of it
    if "came_from" in entry.detail:
        bring_along(entry)
    if entry.verb in ALONE:
        return ALONE[entry.verb](entry)
    due = tell(entry, audience(entry))
    if entry.verb == "publish_post" and entry.detail.get("kind") == Post.Kind.LOST:
        hear_lost(entry)
    if entry.verb == "publish_announcement":
        defer("push_announcement", neighbourhood=here, post=str(entry.about))
    if entry.verb == "comment_post":
        tell_home(here, entry)
    if entry.verb in VISIBLE:
        announce(here)
    if entry.verb in TAKEN_BACK:  # or the bell would count what it no longer shows
        about = {TAKEN_BACK[entry.verb]: entry.about}
        Notification.objects.filter(neighbourhood_id=here, **about).exclude(verb=entry.verb).delete()
    return due


def tell(entry: Entry, aimed: list[Aimed]) -> int:
    """A row of the bell for each of these, and their mails and messages. Returns how many rows."""
    here = entry.neighbourhood_id
    members = Member.objects.filter(neighbourhood_id=here, id__in={m for a in aimed for m in (a.member_id, a.actor_id) if m})
    faces = {member.id: member for member in members}
    due = [a for a in aimed if may_hear(here, faces.get(a.member_id), faces.get(a.actor_id), a.post_id)]
    rows = [_row(here, entry, a) for a in due]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    reachable = have_devices([faces[a.member_id].person_id for a in due if a.mail])
    for notice, row in zip(due, rows, strict=True):
        if notice.mail:
            _carry(here, notice, row, faces[notice.member_id].person_id in reachable)
    return len(due)


def _carry(here, notice, row, reachable: bool) -> None:
    """Queue the mail and the message to a device, as far as this member wants them now. What is asked here is asked again when they go."""
    wishes, kind, what = preference_of(here, notice.member_id), KINDS[notice.verb], {"neighbourhood": here, "notification": str(row.id)}
    if getattr(wishes, kind) == Preference.Mail.NOW:
        defer("mail_notification", **what)
    if reachable and kind in wishes.push:
        defer("push_notification", **what)


def have_devices(persons: list[int]) -> set[int]:
    """Who of these has switched a device on."""
    return set(PushDevice.objects.filter(person_id__in=persons).values_list("person_id", flat=True)) if persons else set()


def _row(here, entry, aimed) -> Notification:
    """Its id is made from the entry and the member: the second run meets the first one's row."""
    return Notification(
        neighbourhood_id=here,
        id=uuid.uuid5(entry.id, f"{aimed.member_id}{aimed.group_id or ''}"),
        member_id=aimed.member_id,
        verb=aimed.verb,
        post_id=aimed.post_id,
        comment_id=aimed.comment_id,
        quiet_id=aimed.quiet_id,
        group_id=aimed.group_id,
        actor_id=aimed.actor_id,
        created=entry.at,
    )
