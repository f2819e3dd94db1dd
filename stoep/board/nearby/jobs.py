"""What the keeper does for a post that reaches next door. May run twice."""

from uuid import UUID

from procrastinate import RetryStrategy

from stoep.lib.jobs import KEEPER, RESIDENT, task

from .carrying import carry, copy_to

PATIENCE = RetryStrategy(max_attempts=9, exponential_wait=4)  # seconds: 4, 16, 64 … two days in all


@task(queues=RESIDENT | KEEPER, retry=PATIENCE)
def carry_nearby(neighbourhood, post):
    """A job for each neighbourhood that has a copy of it."""
    carry(neighbourhood, UUID(post))


@task(queues=KEEPER, retry=PATIENCE)
def copy_nearby(neighbourhood, home, post):
    """Bring one copy into line."""
    copy_to(neighbourhood, home, UUID(post))
