"""What two neighbours had open between them about help, once one of them has blocked the other."""

from uuid import UUID

from django.db import transaction

from stoep.board.actions import void_card
from stoep.board.models import Post
from stoep.lib.standings import Clockwork

from ..models import HelpOffer


@transaction.atomic
def end_offers_between(keeper: Clockwork, one: UUID, other: UUID) -> int:
    """Neither sees the other's offers any more, so none may be counted; what was thanked for stays. As keeper; how many. Twice changes
    nothing."""
    standing = HelpOffer.objects.filter(neighbourhood_id=keeper.here, thanked_at=None).exclude(state=HelpOffer.State.WITHDRAWN)
    ended = 0
    for asker, helper in ((one, other), (other, one)):
        posts = Post.objects.filter(neighbourhood_id=keeper.here, author_id=asker, kind=Post.Kind.HELP)
        theirs = standing.filter(member_id=helper, post_id__in=posts.values("id"))
        for post in posts.select_for_update().filter(id__in=[*theirs.values_list("post_id", flat=True)]).order_by("id"):
            ended += theirs.filter(post_id=post.id).update(state=HelpOffer.State.WITHDRAWN)
            void_card(keeper, post)
            post.save(update_fields=["version"])
    return ended
