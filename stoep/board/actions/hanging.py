"""Whether a post may stand on the printed sheet: its author says."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ..models import Post
from ..rules import may_hang
from .versions import locked_post


@transaction.atomic
def put_on_paper(member: MemberStanding, *, post: UUID, on_paper: bool) -> Post:
    """Let it stand on the sheets and posters that are printed from now on, or not. Raises NotAllowed."""
    found = locked_post(member, post)
    may_hang(member, found, on_paper).insist()
    found.on_paper = on_paper
    found.save(update_fields=["on_paper"])
    record(member, "put_on_paper", post, on_paper=on_paper)
    return found
