"""What a post is about: proposed from its words, chosen by its author."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ..models import Post
from ..rules import may_change
from ..topics.proposing import propose
from .versions import locked_post, void_card


def proposed(kind: str, title: str, body: str, urgent: str = "") -> list[str]:
    """The topic of a post whose author chose none."""
    return [propose(f"{title} {body}", kind, urgent).topic]


@transaction.atomic
def choose_topics(member: MemberStanding, *, post: UUID, topics: list[str]) -> Post:
    """Say oneself what one's post is about; the proposal is then gone. Nobody hears of it. Raises NotAllowed."""
    found = locked_post(member, post)
    may_change(member, found).insist()
    found.topics, found.topics_proposed = topics, False
    void_card(member, found)
    found.save(update_fields=["topics", "topics_proposed", "version"])
    record(member, "choose_topics", post)
    return found
