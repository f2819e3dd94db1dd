"""What people wrote, made fit to keep and to show."""

import re
import unicodedata
from functools import lru_cache
from html import escape

from django.utils.html import urlize
from django.utils.safestring import mark_safe

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000\ue001]")
PHONE = re.compile(r"(?<!\d)(?:0|\+\d\d )\d{1,3}(?: \d{2,3}){2,3}(?!\d)|(?<!\d)116 000(?!\d)")
EMPTY_LINES = re.compile(r"\n\s*\n")


def clean(text: str) -> str:
    """NFC, one kind of line end, without letters that are there to deceive (bidi marks, zero widths, controls); at most two empty lines."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return re.sub(r"\n{4,}", "\n\n\n", text).strip()


def whole(number: str) -> str:
    """The number of a telephone, so that no end of a line comes inside it."""
    return number.replace(" ", "\u00a0")


def in_fours(code: str) -> str:
    """A long code as a person copies it: four signs, a blank. Where it is typed, blanks do not matter."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def shown(text: str) -> str:
    """What somebody wrote as safe HTML; addresses of pages become links, and no line ends inside the number of a telephone."""
    small, text = text.lower(), PHONE.sub(lambda found: whole(found[0]), text)
    return urlize(text, nofollow=True, autoescape=True) if "http" in small or "www." in small else escape(text)


def paragraphs(text: str, html=shown) -> list:
    """The text as safe HTML, paragraph by paragraph; single line ends become <br>. `html` escapes a paragraph and puts links in it."""
    blocks = EMPTY_LINES.split(text) if "\n" in text else (text,)
    return [mark_safe(html(block).replace("\n", "<br>")) for block in blocks]  # noqa: S308  `html` escaped it


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two letters for the chalk circle where there is no photo."""
    words = [w for w in name.split() if w[0].isalnum()]
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


TINTS = ("yellow", "pink", "blue", "green", "lilac")


def tint(member_id) -> str:
    """Always the same chalk for the same person; none for nobody."""
    return TINTS[int(str(member_id)[-2:], 16) % len(TINTS)] if member_id else ""
