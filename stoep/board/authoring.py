"""What only the author of a post sees of it: the topic its words proposed, one tap to change it, whether a question is
answered, and whether it may stand on paper."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .models import Post
from .nearby import panel as nearby
from .topics.proposing import Proposal, propose, says_itself
from .urgent import panel as urgent
from .words import TOPICS

SEEN = ("kind", "title", "body", "topics_proposed", "solved_at", "on_paper", "group_id",
        "urgent", "urgent_until", "urgent_lowered", "urgent_told", "away", "expires_at")  # fmt: skip


def of_topic(key: str) -> dict:
    """A topic as the templates show it."""
    label, icon, tint = TOPICS[key]
    return {"key": key, "label": label, "icon": icon, "tint": tint}


def shown(proposal: Proposal) -> dict:
    """A proposal for a template: the topic, the next likely ones, all the others, and the words."""
    first = (proposal.topic, *proposal.others)
    return {
        "topic": of_topic(proposal.topic), "others": [of_topic(key) for key in proposal.others],
        "rest": [of_topic(key) for key in TOPICS if key not in first], "all": [of_topic(key) for key in TOPICS],
        "because": ", ".join(proposal.because),
    }  # fmt: skip


def panel(request, row: dict) -> str:
    """On the author's own page of a post; empty for everybody else. `row` as in feed.COLUMNS."""
    standing = request.standing
    if row["author_id"] != str(standing.member):
        return ""
    post = Post.objects.near(standing).only(*SEEN).get(id=row["id"])
    words = shown(propose(f"{post.title} {post.body}", post.kind, post.urgent)) if post.topics_proposed else {}
    words["given"] = says_itself(post.kind, post.urgent)
    next_door = "" if post.away and not row["reaches"] else nearby.panel(request, row)  # what tells of an empty home does not go there
    words |= {"next_door": next_door, "next_door_rare": next_door and not row["reaches"]}
    words["prints"] = post.kind != Post.Kind.LOST and not post.away
    return urgent.panel(request, post) + render_to_string("board/_author_panel.html", words | {"post": post, "standing": standing}, request)


def tell_topic(request, post: Post) -> None:
    """Just said: what it was put under, and the way to change that; nothing where it says itself what it is."""
    if says_itself(post.kind, post.urgent):
        return
    there = reverse("post", args=[request.standing.place_slug, post.id])
    found = propose(f"{post.title} {post.body}", post.kind)
    label, words = TOPICS[found.topic][0], ", ".join(found.because)
    told = _("Its topic is “%(topic)s”, because of: %(words)s.") if words else _("Its topic is “%(topic)s”.")
    link = format_html('<a href="{}#topic-{}">{}</a>', there, post.id, _("Another topic"))
    messages.info(request, format_html("{} {}", told % {"topic": label, "words": words}, link))
