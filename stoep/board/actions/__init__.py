"""The verbs of the board."""

from .comments import comment_post, edit_comment, withdraw_comment
from .holding import hold_comment, hold_post, release_comment, release_post
from .pictures import upload_picture
from .posts import edit_post, locked_post, pin_post, publish_post, void_card, withdraw_post
from .reading import mark_seen, react_post

__all__ = [
    "comment_post",
    "edit_comment",
    "edit_post",
    "hold_comment",
    "hold_post",
    "locked_post",
    "mark_seen",
    "pin_post",
    "publish_post",
    "react_post",
    "release_comment",
    "release_post",
    "upload_picture",
    "void_card",
    "withdraw_comment",
    "withdraw_post",
]
