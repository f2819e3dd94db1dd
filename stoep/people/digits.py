"""Digits by mail: six in quiet times, twelve while somebody guesses at many accounts.

Who asks for another's code gets no mail, but five guesses at it, and that at any number of accounts. So wrong digits are counted over the
whole platform, like wrong passwords. A guess is paid for before it is looked at, so that a thousand at once cannot share the last one, and
given back when it was right.

1. A network has ten wrong guesses an hour. What it sends beyond them is not compared with six digits any more, and counts nowhere else: one
   noisy network changes nothing for others.
2. Everywhere together there are fifty an hour: 50 in 1,000,000 that an hour of guessing opens one account of all. Beyond them six digits
   open nothing, wherever they were sent, until the hour is over.
3. Nobody is locked out meanwhile: whoever asks for a new code gets twelve digits, which nobody guesses. Passkeys, and passwords with a
   second step, go on as ever.
"""

import secrets

from stoep.lib.codes import six_digits
from stoep.lib.limits import EVERYWHERE, count_everywhere, spend

from .limits import WRONG_DIGITS_EVERYWHERE, WRONG_DIGITS_PER_NETWORK

SHORT = 6


def digits_for_mail(network: str) -> str:
    """A new code for somebody on this network: six digits, or twelve in groups of four while digits are guessed."""
    if spend(WRONG_DIGITS_PER_NETWORK, network, cost=0) and spend(WRONG_DIGITS_EVERYWHERE, EVERYWHERE, cost=0):
        return six_digits()
    code = f"{secrets.randbelow(10**12):012d}"
    return f"{code[:4]} {code[4:8]} {code[8:]}"


class Guess:
    """One guess from this network, paid for. `quiet` tells whether six digits may be compared now."""

    def __init__(self, network: str):
        self.network = network
        self.own = spend(WRONG_DIGITS_PER_NETWORK, network)
        self.quiet = bool(self.own and count_everywhere(WRONG_DIGITS_EVERYWHERE, "wrong digits from mails"))

    def may_open(self, expected: str) -> bool:
        """Whether it may be compared with the code that was mailed; empty where nobody was mailed one."""
        return self.quiet or len(expected) > SHORT

    def give_back(self) -> None:
        """The digits were right: it counts as no guess."""
        spend(WRONG_DIGITS_PER_NETWORK, self.network, cost=-1)
        if self.own:
            spend(WRONG_DIGITS_EVERYWHERE, EVERYWHERE, cost=-1)
