"""Every URL pattern there is, read from the resolver: its door, its methods, and an address to try it with."""

from dataclasses import dataclass

from django.urls import get_resolver, reverse

READS = ("GET", "HEAD")


@dataclass(frozen=True)
class Gate:
    """One URL pattern. `door` is None for a view that forgot its mark."""

    url: str
    name: str
    methods: tuple
    door: str | None
    view: object
    slots: tuple  # the names of what the address holds: "place", "post" …

    def at(self, **values) -> str:
        """An address of this pattern; what it does not hold is left out."""
        return reverse(self.name, kwargs={slot: values[slot] for slot in self.slots})


def gates() -> list[Gate]:
    """All of them, in the order they are tried."""
    return [_gate(route, pattern) for route, pattern in _patterns(get_resolver().url_patterns, "/")]


def _patterns(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


def _gate(route, pattern) -> Gate:
    view = pattern.callback
    methods = tuple(sorted(methods_of(view)))
    return Gate(route, pattern.name or "", methods, getattr(view, "door", None), view, _slots(route))


def _slots(route) -> tuple:
    """ "n/<slug:place>/posts/<uuid:post>/" holds place and post, also where the pattern is inside an included one."""
    return tuple(part.split(">")[0].split(":")[-1] for part in route.split("<")[1:])


def methods_of(view) -> set[str]:
    """What the view answers: from Django's require_… decorators, from a class's own methods, else everything a form needs."""
    if handlers := getattr(view, "view_class", None):
        return {name.upper() for name in ("get", "head", "post") if hasattr(handlers, name)} | _head(handlers)
    while view is not None:
        for cell in view.__closure__ or ():
            held = cell.cell_contents
            if isinstance(held, list) and held and all(isinstance(word, str) and word.isupper() for word in held):
                return set(held)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "HEAD", "POST"}


def _head(handlers) -> set[str]:
    """A class that answers GET answers HEAD."""
    return {"HEAD"} if hasattr(handlers, "get") else set()
