"""A mail from outside, read with suspicion: who, to which address, what it says; whether a machine sent it."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from html.parser import HTMLParser

import nh3

READ = 2_000_000  # bytes of a mail that are looked at: the text comes before what is attached
LONGEST = 100_000  # characters of text
TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
MACHINES = {"bulk", "junk", "list", "auto_reply", "auto-reply"}  # Precedence
BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "table", "ul", "ol", "hr", "pre"}
UNSEEN = {"script", "style", "title", "template", "svg"}
QUOTED = re.compile(r"gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|appendonsend|divRplyFwdMsg|protonmail_quote")
EMPTY = {"br", "hr"}


@dataclass(frozen=True)
class Letter:
    """What we want to know of a mail. `sender` is the bare address; `ident` its Message-ID or ""."""

    sender: str
    to: str
    ident: str
    text: str
    attached: int
    by_machine: bool


def read_mail(raw: bytes) -> Letter:
    """Raises ValueError, LookupError and the like on what is no mail; the caller puts it aside."""
    mail = message_from_bytes(raw[:READ])
    senders = getaddresses([str(value) for value in mail.get_all("From", [])][:2])
    return Letter(
        sender=senders[0][1] if len(senders) == 1 else "",
        to="\n".join(str(value) for name in TO for value in mail.get_all(name, [])[:20]),
        ident=str(mail.get("Message-ID", "")).strip()[:500],
        text=_text(mail)[:LONGEST],
        attached=sum(1 for part in mail.walk() if part.get_filename() or part.get_content_maintype() in ("image", "audio", "video")),
        by_machine=_by_machine(mail),
    )


def _by_machine(mail) -> bool:
    """An absence notice, a bounce, a list: answering those is how loops begin (RFC 3834)."""
    said = {name.lower(): str(value).strip().lower() for name, value in mail.items()}
    return (
        said.get("auto-submitted", "no").split(";")[0] != "no"
        or said.get("precedence", "") in MACHINES
        or said.get("return-path", "x") in ("<>", "")
        or mail.get_content_type() in ("multipart/report", "message/delivery-status")
        or any(name in said for name in ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-stoep", "feedback-id"))
    )


def _text(mail: Message) -> str:
    """The plain text, or what the HTML says where there is none."""
    parts = [part for part in mail.walk() if not part.is_multipart() and not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _decoded(part)
                if text.strip():
                    return text if kind == "text/plain" else plain(text[:LONGEST])
    return ""


def _decoded(part) -> str:
    """Its letters, as well as they can be had: charsets are often wrong, misspelt or missing."""
    raw = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
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
