"""Offering a thing or a service, changing it, ending it."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ...actions import edit_post, publish_post
from ...findable import make_findable
from ...models import Post, Thing
from ..finding import locked_thing, voided
from ..rules import may_own


@transaction.atomic
def offer_thing(member: MemberStanding, *, act: UUID, said: dict, **facet) -> Post:
    """Offer or look for something. `said`: as publish_post takes it; `facet`: what, portions, until, moment, thanks. Raises NotAllowed."""
    post = publish_post(member, kind=Post.Kind.THING, act=act, **said)
    Thing.objects.bulk_create([Thing(neighbourhood_id=member.here, post_id=post.id, **facet)], ignore_conflicts=True)
    make_findable(post)
    return post


@transaction.atomic
def edit_thing(member: MemberStanding, *, post: UUID, said: dict, **facet) -> Post:
    """Change one's own text and what goes with it. Raises NotAllowed."""
    found = edit_post(member, post=post, **said)
    Thing.objects.filter(neighbourhood=member.here, post_id=post).update(**facet)
    make_findable(found)
    return found


@transaction.atomic
def close_thing(member: MemberStanding, *, post: UUID, closed: bool) -> Thing:
    """Nothing is left, it is found, or it is no longer offered; or it is, after all. Raises NotAllowed."""
    found, thing = locked_thing(member, post)
    may_own(member, found).insist()
    if bool(thing.closed_at) != closed:
        thing.closed_at = now() if closed else None
        thing.save(update_fields=["closed_at"])
        voided(member, found)
        record(member, "close_thing", post, closed=closed)
    return thing
