"""Telling of something lost or found, and that it is home again."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ..actions import edit_post, locked_post, publish_post, save_solved
from ..findable import make_findable
from ..models import Lost, Post
from ..rules import may_change


@transaction.atomic
def report_lost(member: MemberStanding, *, act: UUID, said: dict, what: str, where: str) -> Post:
    """Tell the neighbours that something is lost, or was found. `said`: as publish_post takes it. Raises NotAllowed."""
    post = publish_post(member, kind=Post.Kind.LOST, act=act, **said)
    facet = Lost(neighbourhood_id=member.here, post_id=post.id, what=what, where=where)
    Lost.objects.bulk_create([facet], ignore_conflicts=True)  # the second click of a double one
    make_findable(post)
    return post


@transaction.atomic
def edit_lost(member: MemberStanding, *, post: UUID, said: dict, what: str, where: str) -> Post:
    """Change one's own text about it. Raises NotAllowed."""
    found = edit_post(member, post=post, **said)
    Lost.objects.filter(neighbourhood=member.here, post_id=post).update(what=what, where=where)
    make_findable(found)
    return found


@transaction.atomic
def bring_home(member: MemberStanding, *, post: UUID, home: bool) -> Post:
    """It is home again; or, said too soon, it is not. The author's to say. Raises NotAllowed."""
    found = locked_post(member, post)
    may_change(member, found).insist()
    changed = Lost.objects.filter(neighbourhood=member.here, post_id=post, home_at__isnull=home).update(home_at=now() if home else None)
    if changed:
        save_solved(member, found, home)
        record(member, "bring_home", post, home=home)
    return found
