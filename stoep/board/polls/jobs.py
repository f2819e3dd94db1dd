"""What the keeper does for a poll. May run twice."""

from uuid import UUID

from stoep.lib.jobs import KEEPER, RESIDENT, Patience, task

from . import tallying


@task(queues=RESIDENT | KEEPER, retry=Patience())
def count_poll(neighbourhood, post):
    """Count a poll that its author ended."""
    tallying.count_poll(neighbourhood, UUID(post))
