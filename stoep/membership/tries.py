"""How often a letter's code may be tried (SECURITY B3), so that guessing is hopeless and yet nobody can be locked out of
their own letter.

A try is paid for before the code is looked at (two at once cannot share the last one) and given back when it was right.

1. Per account 5 wrong a day, per network 10 an hour. Whoever is beyond either pays nothing more: a noisy network cannot use
   up what belongs to an address.
2. Per address 20 wrong a day, whoever tries. That is the fast lane, and an attacker with many networks can fill it.
3. Then the slow lane: each network keeps 3 tries a day of its own at this address, one a minute. A household that comes from
   its own line gets in at its first try, however many others are trying; the attacker's reward is 3 guesses per network and
   day at 50 bits: with a million networks the odds are 3 in a thousand million per address and day. The address itself never
   closes.
4. Over the whole platform wrong tries are only counted, to raise an alarm in the log.
"""

import logging
from dataclasses import dataclass

from stoep.lib.limits import Limit, spend

WRONG_PER_ACCOUNT = Limit("code-account", 5, 24 * 3600)
WRONG_PER_NETWORK = Limit("code-network", 10, 3600)
WRONG_PER_ADDRESS = Limit("code-address", 20, 24 * 3600)
SLOW_LANE = Limit("code-slow-lane", 3, 24 * 3600)  # per address and network
PACE = Limit("code-pace", 1, 60)  # in the slow lane
ALARM = Limit("code-alarm", 500, 3600)
ALARM_TOLD = Limit("code-alarm-told", 1, 3600)
log = logging.getLogger("stoep.codes")


@dataclass(frozen=True)
class Turn:
    """Whether a code may be looked at now; if not, `wait` seconds until it may."""

    paid: tuple = ()
    wait: int = 0

    def __bool__(self):
        return not self.wait

    def give_back(self) -> None:
        """The code was right: it counts as no try."""
        for limit, who in self.paid:
            spend(limit, *who, cost=-1)


def take_turn(*, network: str, person: int | None, address_id) -> Turn:
    """Pay for one try at this address. Call it outside any transaction: a counter inside one is lost when the page fails."""
    own = [(WRONG_PER_ACCOUNT, (person,))] if person else []
    own.append((WRONG_PER_NETWORK, (network,)))
    paid = []
    for limit, who in own:
        if not (spent := spend(limit, *who)):
            return Turn(wait=max(spent.wait, 1))
        paid.append((limit, who))
    if not spend(WRONG_PER_ADDRESS, address_id):
        for limit in (SLOW_LANE, PACE):
            if not (spent := spend(limit, address_id, network)):
                return Turn(wait=max(spent.wait, 1))
    else:
        paid.append((WRONG_PER_ADDRESS, (address_id,)))
    return Turn(paid=tuple(paid))


def count_wrong() -> None:
    """One wrong code, somewhere. Many of them are somebody's work: a person should look."""
    if not spend(ALARM, "everywhere") and spend(ALARM_TOLD, "everywhere"):
        log.warning("more than %s wrong letter codes within an hour", ALARM.most)
