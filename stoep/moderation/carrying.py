"""What the keeper does with a decision: the text, the person's access, a statement for each side. Run twice, it does it once."""

from django.db.models import Max, Q

from stoep.board.actions import hold_comment, hold_post, release_comment, release_post
from stoep.board.groups.actions import hold_group, release_group
from stoep.board.models import Comment, Group, Post
from stoep.board.urgent.actions import lower_urgent
from stoep.care.models import QuietRequest
from stoep.care.quiet.keeping import hold_quiet, release_quiet
from stoep.chat.actions import hold_message, release_message
from stoep.chat.models import Message
from stoep.lib.clock import now
from stoep.lib.standings import Clockwork
from stoep.membership.actions.sanctions import quiet_member, restore_member, suspend_member
from stoep.membership.guests import home_of

from .models import Appeal, Decision, Flag, Matter, Sanction, Statement
from .telling import tell, tell_undone


def carry_out(here: int, decision_id: str) -> None:
    """Bring everything to what the last standing decision about the matter says; none standing: to what it was before."""
    decision = Decision.objects.filter(id=decision_id, matter__neighbourhood_id=here).first()
    if decision is None:
        return
    matter = Matter.objects.select_for_update().get(id=decision.matter_id)
    standing = Decision.objects.filter(matter=matter, undone_at=None).order_by("-at").first()
    _text(matter, standing)
    _access(matter, standing)
    if decision.undone_at:
        tell_undone(matter, decision)
    elif decision == standing:
        _tell_both(matter, decision)
    Decision.objects.filter(id=decision.id).update(carried_at=now())


def _text(matter: Matter, standing: Decision | None) -> None:
    """Held or not. A text that was taken back or erased stays so."""
    aside = standing.thing in ("aside", "down") if standing else matter.puts_aside
    clock = Clockwork.of("carry_out", here=matter.neighbourhood_id)
    where = {"neighbourhood_id": matter.neighbourhood_id, "id": matter.about_id}
    if matter.message_id:
        if Message.objects.said().filter(**where).exists():
            hold_message(clock, message=matter.message_id, why="decision") if aside else release_message(clock, message=matter.message_id)
    elif matter.group_id:
        if Group.objects.filter(**where).exists():
            hold_group(clock, group=matter.group_id, why="decision") if aside else release_group(clock, group=matter.group_id)
    elif matter.quiet_id:
        if QuietRequest.objects.filter(**where).exists():
            hold_quiet(clock, quiet=matter.quiet_id, why="decision") if aside else release_quiet(clock, quiet=matter.quiet_id)
    elif matter.comment_id and Comment.objects.filter(**where).exists():
        hold_comment(clock, comment=matter.comment_id, why="decision") if aside else release_comment(clock, comment=matter.comment_id)
    elif matter.post_id and not matter.comment_id and Post.objects.filter(**where).exists():
        hold_post(clock, post=matter.post_id, why="decision") if aside else release_post(clock, post=matter.post_id)
        if standing and standing.thing == "lower":
            lower_urgent(clock, post=matter.post_id, why="decision")
    Matter.objects.filter(id=matter.id).update(held=aside)


def _access(matter: Matter, standing: Decision | None) -> None:
    """End what earlier decisions did to this member, then do what this one says."""
    earlier = Sanction.objects.filter(decision__matter=matter, ended_at=None)
    for sanction in earlier.exclude(decision=standing) if standing else earlier:
        end_sanction(sanction)
    if standing is None or standing.measure not in ("pause", "suspend") or Sanction.objects.filter(decision=standing).exists():
        return
    here, member = home_of(matter.neighbourhood_id, matter.author_id)  # of a guest from next door: where they live
    Sanction.objects.create(decision=standing, neighbourhood_id=here, member_id=member, kind=standing.measure, until=standing.until)
    clock = Clockwork.of("carry_out", here=here)
    if standing.measure == "pause":
        quiet_member(clock, member=member, until=standing.until)
    else:
        suspend_member(clock, member=member, until=standing.until)


def end_sanction(sanction: Sanction) -> None:
    """It is over. What another decision did to the same member goes on."""
    sanction.ended_at = now()
    sanction.save(update_fields=["ended_at"])
    same = Sanction.objects.filter(neighbourhood_id=sanction.neighbourhood_id, member_id=sanction.member_id)
    runs = same.filter(ended_at=None, until__gt=now()).aggregate(
        suspended_until=Max("until", filter=Q(kind="suspend")), quiet_until=Max("until", filter=Q(kind="pause"))
    )
    restore_member(Clockwork.of("end_sanction", here=sanction.neighbourhood_id), member=sanction.member_id, **runs)


def _tell_both(matter: Matter, decision: Decision) -> None:
    """The author and whoever told us; on appeal also the first decision's statements are closed, and the appeals have their answer."""
    here = matter.neighbourhood_id
    flaggers = Flag.objects.filter(neighbourhood_id=here, about_id=matter.about_id).values_list("member_id", flat=True)
    tell(matter, decision, [matter.author_id, *flaggers])
    if not decision.on_appeal:
        return
    first = Decision.objects.filter(matter=matter, undone_at=None, on_appeal=False).order_by("-at").first()
    changed = first is None or (first.thing, first.measure) != (decision.thing, decision.measure)
    told = Statement.objects.filter(neighbourhood_id=here, matter_id=matter.id).values_list("id", flat=True)
    Appeal.objects.filter(neighbourhood_id=here, statement_id__in=list(told), decided_at=None).update(decided_at=now(), changed=changed)
    if decision.thing != "aside":
        Matter.objects.filter(id=matter.id).update(appealed=False)
