"""What goes wrong by the user's own doing, or by the world's, in one line and an exit code."""


class Stop(Exception):
    """The command cannot go on; the text tells the person at the keyboard why and what to do. Exit code 2, no traceback."""
