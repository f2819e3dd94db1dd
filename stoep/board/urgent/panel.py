"""What stands on the page of an urgent post."""

from django.template.loader import render_to_string

from ..models import Post
from .reasons import reason_words


def panel(request, post: Post) -> str:
    """For its author: how many were told, until when it is urgent, and that it is over; empty where nothing was urgent."""
    if not post.urgent:
        return ""
    words = {"post": post, "reason": reason_words(post.urgent), "standing": request.standing}
    return render_to_string("board/urgent/_panel.html", words, request)
