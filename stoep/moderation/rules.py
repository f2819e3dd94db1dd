"""May I? Yes, or no with the reason."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stoep.board.models import Comment, Group, Post
from stoep.chat.models import Message
from stoep.lib.clock import now
from stoep.lib.limits import Limit
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import MemberStanding, OperatorStanding
from stoep.membership.models import Mandate

from .models import Appeal, Decision, Matter, Statement

FLAGS_A_DAY = Limit("flags", 20, 24 * 3600)
APPEAL_WITHIN = timedelta(days=settings.RETENTION["reported copy"])  # DSA article 20: six months
UNDO_WITHIN = timedelta(days=14)
OPEN_FOR = timedelta(hours=1)  # a matter lies open before one operator, then it is free for another


def may_flag(member: MemberStanding, said: Post | Comment | Message | Group) -> Allowed | Denied:
    """Anybody who can read it, but not its author. Also who may not write for a while: safety is no privilege."""
    if getattr(said, "author_id", None) == member.member:  # whoever was asked off the board need not know who asks
        return Denied(_("You wrote this yourself. You can change it or take it back."))
    return ALLOWED


def may_look(operator: OperatorStanding, matter: Matter) -> Allowed | Denied:
    """One operator at a time, and on appeal not the one who decided first."""
    if matter.appealed and _decided_first(operator, matter):
        return Denied(_("You decided this the first time. Somebody else has to look again."))
    if matter.taken_by not in (None, operator.person) and matter.taken_at > now() - OPEN_FOR:
        return Denied(_("A colleague has this open now."))
    return ALLOWED


def may_decide(operator: OperatorStanding, matter: Matter) -> Allowed | Denied:
    """Who has it open, while it waits."""
    if not (looks := may_look(operator, matter)):
        return looks
    if matter.state == Matter.State.DECIDED:
        return Denied(_("This was decided already."))
    if matter.taken_by != operator.person:
        return Denied(_("Open it first."))
    return ALLOWED


def may_undo(operator: OperatorStanding, decision: Decision) -> Allowed | Denied:
    """Whoever decided, for two weeks, while nothing was decided after it."""
    if decision.person_id != operator.person:
        return Denied(_("Only the one who decided can undo this."))
    later = Decision.objects.filter(matter=decision.matter_id, at__gt=decision.at).exists()
    if decision.undone_at or later or decision.matter.appealed or decision.at < now() - UNDO_WITHIN:
        return Denied(_("This can no longer be undone. It can be decided again when somebody asks for another look."))
    return ALLOWED


def may_appeal(statement: Statement, asked: Appeal | None) -> Allowed | Denied:
    """Once, within six months, about what a person decided."""
    if asked is not None:
        return Denied(_("You have asked for another look."))
    if statement.final:
        return Denied(_("Two people have looked at this. With us, that is the end of it; you may still go to a judge or to another body."))
    if statement.decision_id is None or statement.over_at:
        return Denied(_("There is no decision to look at again."))
    if statement.at < now() - APPEAL_WITHIN:
        return Denied(_("This is more than six months ago."))
    return ALLOWED


def others_who_may_look(operator: OperatorStanding) -> bool:
    """Whether there is another operator at all: without one an appeal waits, and the page says so."""
    running = Mandate.objects.filter(duty=Mandate.Duty.OPERATOR, starts_at__lte=now(), ends_at__gt=now())
    return running.exclude(person_id=operator.person).exists()


def _decided_first(operator: OperatorStanding, matter: Matter) -> bool:
    return Decision.objects.filter(matter=matter.id, on_appeal=False, undone_at=None, person_id=operator.person).exists()
