"""What this room keeps of one person (lib/own.py). What others wrote, also under one's own message, is theirs."""

from django.utils.translation import gettext_lazy as _

from stoep.lib.own import left_out, tell, widest

from .actions.pictures import folder_of


def _picture(here: int, row: dict):
    return widest(folder_of(here), row["id"])


tell(
    "board.Post", "author_id", _("What I wrote"),
    when="created", title="title", text="body", kind="kind", topics="topics", solved="solved_at", group="group_id", urgent="urgent",
    away="away", until="expires_at",
    language="language", changed="edited_at",
    taken_back="withdrawn_at", put_aside="held_at", id="id",
)  # fmt: skip
tell("board.Picture", "member_id", _("My pictures"), _picture, when="created", text="alt", post="post_id", id="id")
tell(
    "board.Comment", "author_id", _("What I answered"),
    when="created", text="body", language="language", changed="edited_at", taken_back="withdrawn_at", put_aside="held_at", post="post_id",
)  # fmt: skip
tell("board.Reaction", "member_id", _("My small answers"), when="at", face="face", post="post_id")
tell("board.Draft", "member_id", _("What I began and did not send"), when="changed", kind="kind", typed="typed")
tell(
    "board.Event", "post__author_id", _("What I planned"),
    title="post__title", when="starts_at", until="ends_at", place="place", price="price", repeats="rule", called_off="cancelled_at",
    post="post_id",
)  # fmt: skip
tell("board.Attendance", "member_id", _("Where I said that I come"), when="at", answer="answer", post="post_id")
tell("board.Bring", "member_id", _("When I said I would bring something"), when="at")
tell("board.CalendarAddress", "member_id", _("My calendar address"), since="made_at")
tell(
    "board.Thing", "post__author_id", _("What I gave, lent or looked for"),
    title="post__title", kind="what", until="until", moment="moment", thanks="thanks", closed="closed_at", post="post_id",
)  # fmt: skip
tell(
    "board.Claim", "member_id", _("What I asked to have or borrow"),
    when="asked_at", text="words", state="state", since="starts", until="ends", post="post_id",
)  # fmt: skip
tell(
    "board.Idea", "post__author_id", _("Ideas I shared"),
    title="post__title", people="people", state="stage", text="word", post="post_id",
)  # fmt: skip
tell("board.Backing", "member_id", _("Ideas I join or like"), when="at", answer="answer", post="post_id")
tell(
    "board.Lost", "post__author_id", _("What I lost or found"),
    title="post__title", kind="what", place="where", home="home_at", post="post_id",
)  # fmt: skip
tell(
    "board.Poll", "post__author_id", _("What I asked in a poll"),
    title="post__title", kind="what", answers="options", until="ends_at", ended="ended_at", voters="voted", tally="tally", post="post_id",
)  # fmt: skip
tell("board.Vote", "member_id", _("What I voted, in polls that still run"), title="post__title", picks="picks", post="post_id")
tell("board.GroupMember", "member_id", _("Groups I am in"), since="joined_at", title="group__name", keeper="keeper", declined="declined_at")
tell("board.Group", "begun_by", _("Groups I began"), when="created", title="name", text="about", kind="kind", changed="edited_at")
tell("board.GroupWish", "member_id", _("What I want to hear of groups"), muted="muted", told="told", group="group_id")
tell("board.LastSeen", "member_id", _("Up to when I have read"), when="seen_at")
left_out(board_Announcement="the town's text, signed by an official in their office; it stays the town's")
