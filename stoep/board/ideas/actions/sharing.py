"""Sharing an idea, changing it, and saying where it stands."""

from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.standings import MemberStanding

from ...actions import edit_post, publish_post, save_solved
from ...calendar.actions.bringing import set_needs
from ...calendar.finding import voided
from ...findable import make_findable
from ...models import Idea, Post
from ..finding import locked_idea
from ..rules import may_own


@transaction.atomic
def share_idea(member: MemberStanding, *, act: UUID, said: dict, needs: list[tuple[str, int]], people: int | None) -> Post:
    """Share an idea. `said`: as publish_post takes it; `needs`: what it needs, and of how many neighbours; `people`: how many it takes
    beside oneself. The same `act` twice is shared once. Raises NotAllowed."""
    post = publish_post(member, kind=Post.Kind.IDEA, act=act, **said)
    if not Idea.objects.filter(neighbourhood=member.here, post_id=post.id).exists():
        Idea(neighbourhood_id=member.here, post_id=post.id, people=people).save(force_insert=True)
        set_needs(member, post.id, needs)
        make_findable(post)
    return post


@transaction.atomic
def edit_idea(member: MemberStanding, *, post: UUID, said: dict, needs: list[tuple[str, int]], people: int | None) -> Post:
    """Change what one shared. Raises NotAllowed."""
    found = edit_post(member, post=post, **said)
    Idea.objects.filter(neighbourhood=member.here, post_id=post).update(people=people)
    set_needs(member, post, needs)
    make_findable(found)
    return found


@transaction.atomic
def move_idea(member: MemberStanding, *, post: UUID, stage: str, word: str) -> Idea:
    """Say where it stands now, with a word to the neighbours. Who joined hears of another stage, not of other words. Raises NotAllowed."""
    found, idea = locked_idea(member, post)
    may_own(member, found).insist()
    before = idea.stage
    if (before, idea.word) != (stage, word):
        idea.stage, idea.word = stage, word
        idea.save(update_fields=["stage", "word"])
        make_findable(found)
        _void(member, found, done=stage == Idea.Stage.DONE)
        record(member, "move_idea", post, stage=stage, moved=stage != before)
    return idea


def _void(member: MemberStanding, post: Post, *, done: bool) -> None:
    """Its card says something else now; what is done stands as solved."""
    if done != bool(post.solved_at):
        save_solved(member, post, done)
    else:
        voided(member, post)
