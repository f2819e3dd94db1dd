"""How far a long command is: one line on standard error that rewrites itself, and only where somebody is watching."""

import sys
import time

WIDTH = 30


class Progress:
    """Call it with a share from 0 to 1 and what is being done. Silent where standard error is no terminal, but for each new
    step."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.begun = self.shown_at = time.monotonic()
        self.doing = ""

    def __call__(self, share: float, what: str) -> None:
        moment = time.monotonic()
        if what == self.doing and share < 1 and moment - self.shown_at < 0.1:
            return
        new, self.doing, self.shown_at = what != self.doing, what, moment
        if self.live:
            bar = "█" * int(share * WIDTH)
            print(
                f"\r{bar:░<{WIDTH}} {share:4.0%} {what} · {moment - self.begun:.1f} s\x1b[K",
                end="",
                file=self.stream,
                flush=True,
            )
        elif new:
            print(f"… {what}", file=self.stream, flush=True)

    def done(self) -> None:
        """Leave the line, so that what follows begins on its own."""
        if self.live and self.doing:
            print(file=self.stream)
        self.doing = ""
