"""What a rule answers: yes, or no with the reason the person is shown."""

from dataclasses import dataclass


class NotAllowed(Exception):
    """An action was refused. `reason` is a sentence for the person who tried."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Allowed:
    def __bool__(self):
        return True

    def insist(self) -> None:
        """Nothing to say."""


@dataclass(frozen=True)
class Denied:
    reason: object  # a lazy translation

    def __bool__(self):
        return False

    def insist(self) -> None:
        """Stop the action with the reason."""
        raise NotAllowed(self.reason)


ALLOWED = Allowed()
