"""What two neighbours had open between them about things, once one of them has blocked the other."""

from uuid import UUID

from django.db import transaction

from stoep.lib.standings import Clockwork

from ...models import Claim, Post
from ..finding import voided

ENDS = {Claim.State.ASKED: Claim.State.DECLINED, Claim.State.AGREED: Claim.State.DECLINED, Claim.State.HANDED: Claim.State.BACK}


@transaction.atomic
def end_claims_between(keeper: Clockwork, one: UUID, other: UUID) -> int:
    """Neither sees the other's wishes any more, so none may take a portion or a day. A loan that is out counts as back: it is between the
    two of them, and the owner may lend the thing again. What was given stays given. As keeper; how many. Twice changes nothing."""
    open_ones = Claim.objects.filter(neighbourhood_id=keeper.here, state__in=ENDS)
    ended = 0
    for owner, taker in ((one, other), (other, one)):
        posts = Post.objects.filter(neighbourhood_id=keeper.here, author_id=owner, kind=Post.Kind.THING)
        theirs = open_ones.filter(member_id=taker, post_id__in=posts.values("id")).exclude(state=Claim.State.HANDED, starts=None)
        for post in posts.select_for_update().filter(id__in=[*theirs.values_list("post_id", flat=True)]).order_by("id"):
            for claim in theirs.filter(post_id=post.id):
                claim.state = ENDS[claim.state]
                claim.save(update_fields=["state"])
                ended += 1
            voided(keeper, post)
    return ended
