"""Long lists in pages: the next page's address carries the id of the last thing seen, so that nothing is skipped or twice."""

from uuid import UUID

SIZE = 20


def asked_before(request) -> UUID | None:
    """The id in ?before=; anything else is the first page."""
    try:
        return UUID(request.GET.get("before", "")[:36])
    except ValueError:
        return None


def page(found: list, size: int = SIZE) -> dict:
    """`found` holds one more than a page when there is an older one."""
    shown = found[:size]
    return {"shown": shown, "older": f"?before={shown[-1].id}" if len(found) > size else ""}
