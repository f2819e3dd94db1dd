"""What the keeper does for the ideas. May run twice."""

from stoep.lib.jobs import KEEPER, task

from . import held


@task(queues=KEEPER)
def count_held(neighbourhood):
    """Which activities took place in one neighbourhood."""
    held.count_held(neighbourhood)


@task(queues=KEEPER)
def gather_held(neighbourhood):
    """How many neighbourhoods near one held them."""
    held.gather_held(neighbourhood)
