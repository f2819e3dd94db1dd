"""Jobs of one's own data. Each may run twice."""

from procrastinate import RetryStrategy

from stoep.lib.jobs import KEEPER, WEB, Patience, task

from .hiding import hide_account as hide
from .hiding import show_account as show
from .making import make_export as make


@task(queues=WEB, apart=True, priority=-5, retry=RetryStrategy(max_attempts=5, wait=60))
def make_export(export):
    """All that is kept of one person, as one file."""
    make(export)


@task(queues=WEB | KEEPER, apart=True, priority=50, retry=Patience())
def hide_account(erasure):
    """Nobody sees anything of an account any more."""
    hide(erasure)


@task(queues=WEB, apart=True, priority=50, retry=Patience())
def show_account(erasure):
    """Somebody came back in time."""
    show(erasure)
