"""What the keeper does with a flag and with an appeal: lay it before an operator; three households put the text aside
meanwhile, if it is not the town's."""

from uuid import UUID

from django.db.models import Q

from stoep.board.actions import hold_comment, hold_post
from stoep.board.facets import whole_text
from stoep.board.groups.actions import hold_group
from stoep.board.models import Comment, Group, Post
from stoep.board.urgent.actions import lower_urgent
from stoep.care.models import QuietRequest
from stoep.care.quiet.keeping import hold_quiet
from stoep.chat.actions import hold_message
from stoep.chat.models import Message
from stoep.lib.clock import now
from stoep.lib.standings import Clockwork
from stoep.membership.dodging import earlier_at_home
from stoep.membership.models import Member, Residence
from stoep.people.models import Person

from .finding import by_town
from .keeping import keep_pictures
from .models import Appeal, Flag, Matter, Statement
from .talks import genuine
from .telling import acknowledge, tell, tell_gone, tell_held
from .words import NOT_URGENT

BEFORE = 2  # remarks shown before the one that was reported
COPY = 5000  # characters


def weigh(here: int, flag_id: str) -> None:
    """Count one flag in. Flags under one post come one after the other, so whatever is third holds, once."""
    flag = Flag.objects.filter(neighbourhood_id=here, id=flag_id).first()
    said, post = _said(flag) if flag else (None, None)
    if said is None:
        if flag and not flag.message_id:  # of a message a copy came along: none, or words that were never said, is no report
            tell_gone(flag)
        return
    matter = _matter(here, said, post)
    changed = _hand_over(matter, flag) if flag.message_id else _copy(matter, said)
    _count(matter)
    earlier = earlier_at_home(here, matter.author_id)
    matter.context["earlier"] = earlier and earlier.isoformat()
    if matter.state == Matter.State.DECIDED and not changed:
        tell(matter, matter.decisions.filter(undone_at=None).latest("at"), [flag.member_id])
    else:
        _before_somebody(here, matter, said)
        acknowledge(matter, flag.member_id)
    matter.save()


def _before_somebody(here: int, matter: Matter, said) -> None:
    """Into the queue again when it is another text than the one that was judged; put aside, or no longer urgent, when enough homes said."""
    if matter.state == Matter.State.DECIDED:
        matter.state, matter.decided_at = Matter.State.WAITING, None
    elif matter.puts_aside and not matter.held:
        _put_aside(here, matter, said)
    if isinstance(said, Post) and matter.not_urgent:
        lower_urgent(Clockwork.of("weigh_flag", here=here), post=said.id, why="flags")


def _said(flag: Flag) -> tuple:
    """What it is about, and the post it is under, where it is under one."""
    if flag.message_id:
        return _message(flag), None
    if flag.quiet_id:
        return _quiet(flag), None
    return (_group(flag), None) if flag.group_id else _text(flag)


def _group(flag: Flag) -> Group | None:
    """The group, locked. Ended, it is still to be read on its page."""
    return Group.objects.select_for_update().filter(neighbourhood_id=flag.neighbourhood_id, id=flag.group_id).first()


def _quiet(flag: Flag) -> QuietRequest | None:
    """The request, locked. Taken back meanwhile, it has no words any more."""
    where = {"neighbourhood_id": flag.neighbourhood_id, "id": flag.quiet_id}
    return QuietRequest.objects.select_for_update().filter(**where, ended_at=None).first()


def _text(flag: Flag) -> tuple:
    """The text and the post it is under, which is locked. Taken back meanwhile: nobody reads it any more."""
    here = {"neighbourhood_id": flag.neighbourhood_id}
    post = Post.objects.select_for_update().filter(**here, id=flag.post_id).first()
    said = post and (Comment.objects.filter(**here, id=flag.comment_id).first() if flag.comment_id else post)
    return (None, None) if said is None or said.withdrawn_at else (said, post)


def _message(flag: Flag) -> Message | None:
    """The message, locked, when the copy of it was really said. It may be taken back meanwhile: the copy was made before."""
    said = Message.objects.said().select_for_update().filter(neighbourhood_id=flag.neighbourhood_id, id=flag.message_id).first()
    counted = Matter.objects.filter(neighbourhood_id=flag.neighbourhood_id, about_id=flag.about_id).exists() and not flag.copy
    return said if said and (counted or genuine(flag.copy, said, flag.member_id)) else None


def _hand_over(matter: Matter, flag: Flag) -> bool:
    """What this reporter chose goes into the matter, and out of the flag. A message never changes: always the same one."""
    if flag.copy:
        matter.context["talks"] = [*matter.context.get("talks", []), flag.copy]
        this = next(line for line in flag.copy if line["this"])
        matter.said = matter.said or [{"title": "", "body": this["body"], "at": this["at"]}]
        keep_pictures(matter, [ident for line in flag.copy for ident in line["pictures"]])
        Flag.objects.filter(neighbourhood_id=flag.neighbourhood_id, id=flag.id).update(copy=[])
    return False


def hear_appeal(here: int, appeal_id: str) -> None:
    """Back into the queue; another person than the first looks."""
    asked = Appeal.objects.filter(id=appeal_id, neighbourhood_id=here, decided_at=None).first()
    told = asked and Statement.objects.filter(neighbourhood_id=here, id=asked.statement_id, person_id=asked.person_id).first()
    if told is None:
        return
    matter = Matter.objects.select_for_update().get(id=told.matter_id)
    words = {"who": told.side, "body": asked.words, "appeal": str(asked.id)}
    if words in matter.asked:
        return
    matter.asked.append(words)
    matter.state, matter.appealed, matter.taken_by = Matter.State.WAITING, True, None
    matter.save()


def _put_aside(here: int, matter: Matter, said: Post | Comment | Message | Group | QuietRequest) -> None:
    clock, matter.held = Clockwork.of("weigh_flag", here=here), True
    if isinstance(said, Message):
        hold_message(clock, message=said.id, why="flags")
    elif isinstance(said, Group):
        hold_group(clock, group=said.id, why="flags")
    elif isinstance(said, QuietRequest):
        hold_quiet(clock, quiet=said.id, why="flags")
    elif isinstance(said, Comment):
        hold_comment(clock, comment=said.id, why="flags")
    else:
        hold_post(clock, post=said.id, why="flags")
    tell_held(matter)


def _matter(here: int, said: Post | Comment | Message | Group | QuietRequest, post: Post | None) -> Matter:
    """The matter of a text, new with the first flag. The caller holds the post, the message, the group or the request."""
    where = {"neighbourhood_id": here, "about_id": said.id}
    found = Matter.objects.select_for_update().filter(**where).first()
    if found is None:
        found = Matter(**where, author_id=said.author_id, language=_language(here, said.author_id))
        found.post_id, found.comment_id = post and post.id, said.id if isinstance(said, Comment) else None
        found.message_id = said.id if isinstance(said, Message) else None
        found.group_id = said.id if isinstance(said, Group) else None
        found.quiet_id = said.id if isinstance(said, QuietRequest) else None
        found.context = _context(said, post) if post else {"post": None, "before": []}
        found.context["town"] = by_town(said)
        found.save(force_insert=True)
    return found


def _language(here: int, member: UUID) -> str:
    author = Member.objects.filter(neighbourhood_id=here, id=member).first()
    return Person.objects.filter(id=author.person_id).values_list("language", flat=True).first() or "nl" if author else "nl"


def _copy(matter: Matter, said: Post | Comment | Group) -> bool:
    """Keep the text as it is now, if it is another than the last. Whether it is."""
    body = whole_text(said) if isinstance(said, Post) else said.body
    version = {"title": getattr(said, "title", ""), "body": body[:COPY]}
    last = {key: matter.said[-1][key] for key in version} if matter.said else None
    if version != last:
        matter.said.append(version | {"at": now().isoformat()})
    return version != last


def _context(said: Post | Comment, post: Post) -> dict:
    """The post a remark hangs under and the two remarks before it, by nobody's name; for a post nothing."""
    if isinstance(said, Post):
        return {"post": None, "before": []}
    earlier = Q(created__lt=said.created) & Q(withdrawn_at=None)
    talk = Comment.objects.filter(earlier, neighbourhood_id=post.neighbourhood_id, post_id=post.id).order_by("-created")[:BEFORE]
    before = [{"who": _who(remark, said), "body": remark.body[:COPY]} for remark in reversed(talk)]
    return {"post": {"who": _who(post, said), "title": post.title, "body": post.body[:COPY]}, "before": before}


def _who(other: Post | Comment, said: Post | Comment) -> str:
    return "author" if other.author_id == said.author_id else "neighbour"


def _count(matter: Matter) -> None:
    """How many told us, from how many homes, why. Whoever works here has no home here and counts alone."""
    flags = list(Flag.objects.filter(neighbourhood_id=matter.neighbourhood_id, about_id=matter.about_id).order_by("at"))
    homes = Residence.objects.filter(neighbourhood_id=matter.neighbourhood_id, member_id__in=[flag.member_id for flag in flags])
    home_of = dict(homes.values_list("member_id", "address_id"))
    told = {(home_of.get(flag.member_id, flag.member_id), flag.reason == NOT_URGENT) for flag in flags}
    wrong, every = {home for home, calm in told if not calm}, {home for home, _calm in told}
    matter.flags, matter.homes, matter.calm_homes = len(flags), len(every), len(every - wrong)
    matter.reasons = {}
    for flag in flags:
        matter.reasons[flag.reason] = matter.reasons.get(flag.reason, 0) + 1
    matter.words = [flag.words for flag in flags if flag.words]
    matter.first_at, matter.last_at = flags[0].at, flags[-1].at
