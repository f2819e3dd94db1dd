"""A template rendered once and filled many times.

A page that is asked for a thousand times an hour differs from reader to reader in names, times and counts only. `piece()` renders the
template with place-holders for those, once per language and shape, and keeps it as a format string; filling it costs microseconds.
The template stays an ordinary Django template, so there is one source of truth for what a thing looks like.
"""

import re
import secrets
import uuid
from html import escape

from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

MOST_SHAPES = 4096  # per piece and process; a shape is a few hundred bytes
# Around a slot's name. Letters that nothing escapes, and a secret of this process: nothing anybody writes, imports or signs with can
# stand for a slot.
_SECRET = secrets.token_hex(8)
OPEN, CLOSE = f"\ue000{_SECRET}", f"{_SECRET}\ue001"


def slot(name: str) -> SafeString:
    """A place-holder for a value that is already HTML when it is filled in."""
    return mark_safe(f"{OPEN}{name}{CLOSE}")  # noqa: S308  our own name


def url_slug(name: str) -> str:
    """A place-holder that fits where an address wants a slug."""
    return f"slot-{name}-tols"


def url_id(number: int) -> uuid.UUID:
    """A place-holder that fits where an address wants an id; `number` tells several apart."""
    return uuid.UUID(int=0x51075107_0000_7000_8000_000000000000 + number)


def cut(html: str, addresses: dict[str, object]) -> str:
    """Rendered HTML as a format string: %(name)s where a slot stood. `addresses`: name → the url_slug or url_id used for it."""
    html = re.sub(r"(?<!\s)\s*\n\s*", "\n", html)  # a twentieth of the board was indentation; what people wrote has <br>, no line ends
    html = html.replace("%", "%%").replace(OPEN, "%(").replace(CLOSE, ")s")
    for name, stand_in in addresses.items():
        html = html.replace(str(stand_in), f"%({name})s")
    return html


class Piece:
    """A template with the names of its slots and of the flags that decide its shape; everything else is filled in."""

    def __init__(self, template: str, slots: dict, addresses: dict, flags: tuple[str, ...] = ()):
        self.template, self.slots, self.addresses, self.flags = template, slots, addresses, flags
        self.shapes: dict[tuple, str] = {}

    def fill(self, language: str, values: dict, *flags) -> str:
        """The HTML for one reader. `values` must be HTML already: escape what people wrote with `esc`. `flags`: as in self.flags."""
        key = (language, *flags)
        shape = self.shapes.get(key)
        if shape is None:
            if len(self.shapes) >= MOST_SHAPES:
                self.shapes.clear()
            shape = self.shapes[key] = self.render(language, dict(zip(self.flags, flags, strict=True)))
        return shape % values

    def render(self, language: str, flags: dict) -> str:
        """One shape: the template rendered with slots. Dotted names nest: "post.name" becomes {"post": {"name": slot}}."""
        context: dict = {}
        for name, value in {**self.slots, **self.addresses, **flags}.items():
            *path, last = name.split(".")
            inner = context
            for step in path:
                inner = inner.setdefault(step, {})
            inner[last] = value
        with translation.override(language):
            html = get_template(self.template).template.render(Context(context))
        return cut(html, {name.replace(".", "_"): v for name, v in self.addresses.items()})


def named(*names: str) -> dict:
    """{"post.name": <slot post_name>, …}: dots become underscores in the filled values."""
    return {name: slot(name.replace(".", "_")) for name in names}


def esc(text) -> str:
    """What somebody wrote, as HTML."""
    return escape(str(text))
