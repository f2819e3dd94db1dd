"""Who hears of what: by the journal's verbs. A post makes no row per neighbour: only what is aimed at someone."""

import uuid
from datetime import timedelta

from stoep.board.groups.rules import without_keeper
from stoep.board.models import Comment, GroupMember, GroupWish, Post
from stoep.lib.clock import now
from stoep.membership.models import Member

from . import doings, quietly
from .aimed import Aimed
from .models import CALL, LOST, OVER, Notification
from .rules import standing_comment, standing_post

ANSWERED_POST, ANSWERED_REMARK, NAMED, WELCOME = "comment_post", "reply_comment", "mention", "welcome"  # what a bell row says
FOR_GROUP = "say_in_group"  # in the bell only: neither mail nor message to a device
EXPORTED = "make_export"  # it leads to the page of one's own data
COME_HOME = "come_home"  # their own neighbourhood lives by itself again
CARRIED = "carry_resident"  # their home belongs to another neighbourhood now
NOT_PRINTED = "tell_refused_words"  # a letter in their name
JOINED = "join_group"  # somebody came into a group one keeps
WANT_KEEPER = "want_keeper"  # a group that nobody keeps any more
HAS_GROUP = "hand_group"  # who kept it chose them too
REPORTED, PUT_ASIDE, DECIDED, OPENED = "flag", "put_aside", "decided", "opened"  # about safety: to one's own page of it
# The field of Preference that decides by what way one hears.
KINDS = dict.fromkeys([ANSWERED_POST, ANSWERED_REMARK, *doings.WORDS, *quietly.WORDS], "answers")
KINDS |= {NAMED: "mentions", CALL: "urgent", OVER: "urgent", LOST: "lost"}
VISIBLE = frozenset({"publish_post", "publish_announcement", "publish_nearby"})  # something new on the board: open pages are told

NAMED_A_DAY = 50  # neighbours whom one member's texts tell that they are named; a text may be changed a hundred times
# what it was about
TAKEN_BACK = {"withdraw_comment": "comment_id", "end_quietly": "quiet_id"}
TAKEN_BACK |= dict.fromkeys(("withdraw_post", "end_announcement", "withdraw_nearby"), "post_id")


def answered(entry) -> list[Aimed]:
    """A comment: the author of the remark it answers, the author of the post, and whom it names. One notice each, however many of
    these they are.

    Answers to an answer stand one level deep on the page, so `parent` may be another remark than the one that was answered:
    the journal knows which.
    """
    here = entry.neighbourhood_id
    comment = standing_comment(here, entry.about)
    if comment is None:
        return []
    hearers = {}
    remark = entry.detail.get("answers") or comment.parent_id
    if remark and (above := standing_comment(here, remark)):
        hearers[above.author_id] = ANSWERED_REMARK
    post = Post.objects.get(neighbourhood_id=here, id=comment.post_id)
    hearers.setdefault(post.author_id, ANSWERED_POST)
    if post.nearby_from:  # nobody hears of what they do not read
        off = Member.objects.filter(neighbourhood_id=here, id__in=list(hearers), reads_nearby=False).values_list("id", flat=True)
        hearers = {member: verb for member, verb in hearers.items() if member not in set(off)}
    heard = [Aimed(member, verb, comment.author_id, comment.post_id, comment.id, mail=True) for member, verb in hearers.items()]
    return heard + [aimed for aimed in _named(comment) if aimed.member_id not in hearers]


def named_in_post(entry) -> list[Aimed]:
    """A post, new or changed: whom it names."""
    post = standing_post(entry.neighbourhood_id, entry.about)
    return _named(post) if post else []


def said(entry) -> list[Aimed]:
    """A new post: whom it names; and when it is for a group, who asked the bell to tell of that group. One notice each."""
    named, group = named_in_post(entry), entry.detail.get("group")
    if not group or standing_post(entry.neighbourhood_id, entry.about) is None:
        return named
    asked = GroupWish.objects.filter(neighbourhood_id=entry.neighbourhood_id, group_id=group, told=True).values_list("member_id", flat=True)
    heard = {aimed.member_id for aimed in named}
    return named + [Aimed(member, FOR_GROUP, entry.member_id, entry.about) for member in asked if member not in heard]


def named_in_comment(entry) -> list[Aimed]:
    """A comment that was changed: whom it names now."""
    comment = standing_comment(entry.neighbourhood_id, entry.about)
    return _named(comment) if comment else []


def _named(said: Post | Comment) -> list[Aimed]:
    """Whom a text names, but for those who heard of this text already, as named or as answered."""
    if not said.mentions:
        return []
    post_id, comment_id = (said.post_id, said.id) if isinstance(said, Comment) else (said.id, None)
    told = Notification.objects.filter(neighbourhood_id=said.neighbourhood_id)
    named = [uuid.UUID(ident) for ident in dict.fromkeys(said.mentions.values())]
    heard = told.filter(member_id__in=named, post_id=post_id, comment_id=comment_id).values_list("member_id", flat=True)
    today = told.filter(verb=NAMED, actor_id=said.author_id, created__gt=now() - timedelta(days=1)).count()
    fresh = [member for member in named if member not in set(heard)]
    return [Aimed(m, NAMED, said.author_id, post_id, comment_id, mail=True) for m in fresh[: max(0, NAMED_A_DAY - today)]]


def newcomer(entry) -> list[Aimed]:
    """Somebody joined: a word of welcome, to them alone."""
    return [Aimed(entry.member_id, WELCOME)] if entry.member_id else []


def may_come_home(entry) -> list[Aimed]:
    """Their own neighbourhood lives by itself again. The mail goes its own way."""
    return [Aimed(entry.about, COME_HOME)]


def reported(entry) -> list[Aimed]:
    """Somebody told us that a text is not right: a word to them alone that we have it."""
    return [Aimed(entry.member_id, REPORTED)] if entry.member_id else []


def told(entry) -> list[Aimed]:
    """What was decided about a text, or that it is put aside: whoever has a statement of it. The mail goes its own way."""
    return [Aimed(uuid.UUID(entry.detail["member"]), PUT_ASIDE if entry.detail["held"] else DECIDED)]


def exported(entry) -> list[Aimed]:
    """The file with all one's own data is ready. The mail goes its own way."""
    return [Aimed(uuid.UUID(entry.detail["member"]), EXPORTED)]


def lowered(entry) -> list[Aimed]:
    """What somebody marked as urgent is no longer: to them, in the bell alone."""
    return [Aimed(uuid.UUID(entry.detail["author"]), entry.verb, None, entry.about)]


def opened(entry) -> list[Aimed]:
    """An operator may read something of theirs that nobody reported: whom it concerns. The mail goes its own way."""
    return [Aimed(uuid.UUID(entry.detail["member"]), OPENED)]


def to_keep(here: int, groups) -> list[Aimed]:
    """Whoever is asked to keep a group that nobody keeps any more: in the bell alone."""
    return [Aimed(member, WANT_KEEPER, group_id=group) for group, member in without_keeper(here, groups).items()]


def came_in(entry) -> list[Aimed]:
    """Somebody came into a group: who keeps it, once for each neighbour and in the bell alone. The shielded are named to nobody."""
    here = {"neighbourhood_id": entry.neighbourhood_id}
    told = Notification.objects.filter(**here, verb=JOINED, group_id=entry.about, actor_id=entry.member_id, created__lt=entry.at)
    if told.exists() or Member.objects.filter(**here, id=entry.member_id, shielded=True).exists():
        return []
    keepers = GroupMember.objects.filter(**here, group_id=entry.about, keeper=True).exclude(member_id=entry.member_id)
    return [Aimed(one, JOINED, entry.member_id, group_id=entry.about) for one in keepers.values_list("member_id", flat=True)]


def declined(entry) -> list[Aimed]:
    """Somebody would rather not keep a group: the next one is asked."""
    return to_keep(entry.neighbourhood_id, [entry.about])


def handed(entry) -> list[Aimed]:
    """A keeper made another neighbour keeper of the group too: that one, in the bell alone. Laying it down tells nobody."""
    to = uuid.UUID(entry.detail["to"])
    return [Aimed(to, HAS_GROUP, entry.member_id, group_id=entry.about)] if entry.detail["keeps"] and to != entry.member_id else []


def not_printed(entry) -> list[Aimed]:
    """The town leaves out a letter in their name: its author, in the bell alone."""
    return [Aimed(uuid.UUID(entry.detail["member"]), NOT_PRINTED)]


AUDIENCES = {
    "tell_refused_words": not_printed,
    "decline_group": declined, "hand_group": handed,
    "publish_post": said, "edit_post": named_in_post, "comment_post": answered, "edit_comment": named_in_comment,
    "redeem_code": newcomer, "settle": newcomer, "flag_post": reported, "flag_comment": reported, "flag_group": reported,
    "flag_quiet": reported,
    "make_export": exported,
    "flag_message": reported, "tell_statement": told, "may_come_home": may_come_home, "tell_opening": opened,
    "lower_urgent": lowered,
} | doings.AUDIENCES | quietly.AUDIENCES  # fmt: skip


def audience(entry) -> list[Aimed]:
    """Everybody this line of the journal is aimed at; most lines at nobody."""
    find = AUDIENCES.get(entry.verb)
    return find(entry) if find else []
