"""Jobs of moderation: what residents and operators may not do themselves. Each may run twice."""

from stoep.lib.jobs import KEEPER, OPERATOR, RESIDENT, Patience, task

from .carrying import carry_out as carry
from .glass.copying import close_opening as close
from .glass.copying import copy_opening as copy
from .glass.copying import drop_opening as drop
from .weighing import hear_appeal as hear
from .weighing import weigh


@task(queues=RESIDENT | KEEPER, retry=Patience())
def weigh_flag(neighbourhood, flag):
    """Lay what was reported before the operator; the third household puts it aside."""
    weigh(neighbourhood, flag)


@task(queues=RESIDENT | KEEPER, retry=Patience())
def hear_appeal(neighbourhood, appeal):
    """Back into the queue, for another person."""
    hear(neighbourhood, appeal)


@task(queues=OPERATOR | KEEPER, retry=Patience())
def carry_out(neighbourhood, decision):
    """Do what was decided, or undo it, and tell both sides."""
    carry(neighbourhood, decision)


@task(queues=OPERATOR | KEEPER, retry=Patience())
def copy_opening(neighbourhood, opening):
    """Copy what another operator granted, for its one reader, and tell whom it concerns."""
    copy(neighbourhood, opening)


@task(queues=OPERATOR | KEEPER, retry=Patience())
def close_opening(neighbourhood, opening):
    """The copies go."""
    close(neighbourhood, opening)


@task(queues=OPERATOR | KEEPER, retry=Patience())
def drop_opening(neighbourhood, opening):
    """What was asked is not needed any more."""
    drop(neighbourhood, opening)
