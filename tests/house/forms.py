"""Every form that somebody finds on a page: where it goes and what a browser would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

TYPED = {"text", "search", "email", "password", "tel", "url", "textarea"}
NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Shape:
    """One form. `sent`: what stands in it; `kinds`: {name: text, hidden, number, date, radio …}."""

    action: str
    method: str
    sent: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)

    def typed(self) -> list[str]:
        """Names of the fields in which somebody types words."""
        return [name for name, kind in self.kinds.items() if kind in TYPED]


class _Reading(HTMLParser):
    def __init__(self, address):
        super().__init__(convert_charrefs=True)
        self.address, self.forms, self.now, self.area, self.select = address, [], None, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            where = urldefrag(urljoin(self.address, attrs.get("action") or "")).url  # as a browser does
            self.now = Shape(where, (attrs.get("method") or "get").lower())
            self.forms.append(self.now)
        if self.now is None:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            self._input(name, attrs)
        elif tag == "textarea" and name:
            self.area, self.now.kinds[name] = name, "textarea"
            self.now.sent.setdefault(name, [""])
        elif tag == "select" and name:
            self.select, self.now.kinds[name] = name, "select"
        elif tag == "option" and self.select:
            if "selected" in attrs or self.select not in self.now.sent:
                self.now.sent[self.select] = [attrs.get("value", "")]
        elif tag == "button" and name:
            self.now.buttons.append((name, attrs.get("value", "")))

    def _input(self, name, attrs):
        kind = (attrs.get("type") or "text").lower()
        self.now.kinds[name] = kind
        if kind in NOT_SENT:
            return
        if kind == "checkbox" and "checked" not in attrs:
            return
        if kind == "radio" and "checked" not in attrs and name in self.now.sent:
            return
        value = attrs.get("value", "on" if kind in ("checkbox", "radio") else "")
        self.now.sent[name] = [*self.now.sent.get(name, []), value] if kind in ("checkbox", "hidden") else [value]

    def handle_data(self, data):
        if self.area and self.now:
            self.now.sent[self.area] = [self.now.sent[self.area][0] + data]

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None
        if tag == "textarea":
            self.area = None
        if tag == "select":
            self.select = None


def forms_on(html: str, address: str) -> list[Shape]:
    """The forms of a page, in order."""
    reading = _Reading(address)
    reading.feed(html)
    return reading.forms
