"""The verbs of the board."""

from .comments import comment_post, edit_comment, withdraw_comment
from .hanging import put_on_paper
from .holding import hold_comment, hold_post, release_comment, release_post
from .pictures import upload_picture
from .posts import edit_post, pin_post, publish_post, withdraw_post
from .reading import mark_seen, react_post
from .solving import save_solved, solve_question
from .topics import choose_topics
from .versions import locked_post, void_card

__all__ = [
    "choose_topics",
    "comment_post",
    "edit_comment",
    "edit_post",
    "hold_comment",
    "hold_post",
    "locked_post",
    "mark_seen",
    "pin_post",
    "publish_post",
    "put_on_paper",
    "react_post",
    "release_comment",
    "release_post",
    "save_solved",
    "solve_question",
    "upload_picture",
    "void_card",
    "withdraw_comment",
    "withdraw_post",
]
