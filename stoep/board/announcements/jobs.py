"""What the keeper does for the desk. May run twice."""

from uuid import UUID

from stoep.lib.jobs import DESK, KEEPER, Patience, task

from .delivering import deliver


@task(queues=DESK | KEEPER, retry=Patience())
def deliver_announcement(town, announcement):
    """Bring the copies of one announcement into line with the town's record."""
    deliver(town, UUID(announcement))
