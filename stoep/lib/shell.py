"""What every page's frame needs, whoever looks at it."""

from django.conf import settings

_counts: dict[str, str] = {}


def count_in_frame(name: str, sql: str) -> None:
    """A room above the board adds a number to the frame (the bell): one scalar query over %(here)s and %(me)s, told in its AppConfig."""
    _counts[name] = sql


def counts() -> dict[str, str]:
    """name → SQL of every number in the frame."""
    return _counts


def shell(request):
    """standing, and whether this is the demo."""
    return {"standing": getattr(request, "standing", None), "demo": settings.DEMO, "release": settings.RELEASE}
