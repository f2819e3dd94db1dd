"""Jobs of one's own data. Each may run twice."""

from procrastinate import RetryStrategy

from stoep.lib.jobs import WEB, task

from .making import make_export as make


@task(queues=WEB, apart=True, priority=-5, retry=RetryStrategy(max_attempts=5, wait=60))
def make_export(export):
    """All that is kept of one person, as one file."""
    make(export)
