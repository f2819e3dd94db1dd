"""A mail from outside, read with suspicion: who wrote it and what it says. In a process of its own (lib/apart.py): whoever has the
address of one mail of ours may send it anything, and libraries look into it.
"""

import json
import re
import sys
from codecs import getincrementaldecoder
from dataclasses import asdict, dataclass
from email.utils import getaddresses
from html.parser import HTMLParser

import nh3

from stoep.lib import apart

from .heads import first, parted
from .parts import DECODED, Part, parts_of

READ = 2_000_000  # bytes of a mail that are looked at
LONGEST = 100_000  # characters of text
SENDER = 1_000  # characters of From
MEMORY = 400_000_000  # bytes of address space; a mail of 2 MB takes a tenth
CPU_SECONDS = 5  # a mail takes a tenth of one
PATIENCE = 20  # seconds, when all processors are busy
COMMAND = apart.command_of("stoep.notify.replies.reading")
# What mail programs write in. Python knows more, some of which take minutes for a long text (punycode) or are no letters at all (zlib).
CHARSETS = {"utf-8", "utf8", "us-ascii", "ascii", "latin1", "utf-16", "koi8-r", "koi8-u", "macintosh", "gb2312", "gbk", "gb18030", "big5",
            "iso-2022-jp", "euc-jp", "shift_jis", "euc-kr", "ks_c_5601-1987", "tis-620",
            *(f"iso-8859-{n}" for n in range(1, 17) if n != 12), *(f"windows-{n}" for n in range(1250, 1259))}  # fmt: skip
BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "table", "ul", "ol", "hr", "pre"}
UNSEEN = {"script", "style", "title", "template", "svg"}
QUOTED = re.compile(r"gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|appendonsend|divRplyFwdMsg|protonmail_quote")
EMPTY = {"br", "hr"}


@dataclass(frozen=True)
class Letter:
    """What we want to know of a mail. `sender` is the bare address; `ident` its Message-ID or ""."""

    sender: str
    ident: str
    text: str
    attached: int


class Unreadable(Exception):
    """The mail took too long, or too much, or a library stumbled over it. Says which, and never a word of it."""


def read_apart(raw: bytes) -> Letter:
    """As read_mail, in a child of its own. Raises Unreadable."""
    try:
        out = apart.answered(COMMAND, {"memory": MEMORY, "seconds": CPU_SECONDS}, raw[:READ], patience=PATIENCE)
    except apart.Ended as how:
        raise Unreadable(f"its reader {how}") from how
    return Letter(**json.loads(out))


def read_mail(raw: bytes) -> Letter:
    """What stands in it. Linear in its length: heads, parts and text are cut where no mail of a neighbour goes on."""
    heads, _content = parted(raw[:READ])
    senders = getaddresses([value[:SENDER] for value in heads.get("from", [])[:2]])
    parts = parts_of(raw[:READ])
    return Letter(
        sender=senders[0][1] if len(senders) == 1 else "",
        ident=first(heads, "message-id")[:500],
        text=_text(parts)[:LONGEST],
        attached=sum(part.attached for part in parts),
    )


def main() -> None:
    """One mail from standard input, its Letter as JSON to standard output."""
    apart.begun()
    json.dump(asdict(read_mail(sys.stdin.buffer.read())), sys.stdout)


def _text(parts: list[Part]) -> str:
    """The plain text, or what the HTML says where there is none."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.kind == kind and not part.attached:
                text = _letters(part)[:LONGEST]
                if text.strip():
                    return text if kind == "text/plain" else plain(text)
    return ""


def _letters(part: Part) -> str:
    """Its letters, as well as they can be had: charsets are often wrong, misspelt or missing."""
    raw, whole = part.decoded(), len(part.content) <= DECODED  # one that was cut may end within a letter
    for charset in (part.charset if part.charset in CHARSETS else "utf-8", "utf-8"):
        try:
            return getincrementaldecoder(charset)().decode(raw, final=whole)
        except ValueError:
            continue
    return raw.decode("windows-1252", "replace")


def plain(html: str) -> str:
    """What somebody reads in an HTML mail, without what it quotes. Put in order by nh3 first: Python's parser takes seconds over
    tags that are made to be broken."""
    reader = Reader()
    reader.feed(nh3.clean(html, tags=BREAKS, clean_content_tags=UNSEEN, attributes={"*": {"class", "id"}}, strip_comments=True))
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in "".join(reader.said).split("\n"))).strip()


class Reader(HTMLParser):
    """Collects text; counts how deep it is inside what is not to be read."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said, self.hidden = [], []

    def handle_starttag(self, tag, attrs):
        if tag in BREAKS:
            self.said.append("\n")
        words = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if tag not in EMPTY and (self.hidden or tag == "blockquote" or QUOTED.search(words)):
            self.hidden.append(tag)

    def handle_endtag(self, tag):
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass  # a tag that nobody closed ends with the one around it
        if tag in BREAKS:
            self.said.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.said.append(data)
