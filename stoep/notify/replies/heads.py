"""The first lines of a mail, read as bytes before any parser sees them: to whom it is, and whether a machine sent it.

Whoever sends us mail needs no account, and Python's parser takes minutes over a mail that is made for it. So each step here is one
pass, and what is longer than any mail program writes is cut off.
"""

import re

BLOCK = 64_000  # bytes of all heads together that are looked at
LONGEST = 8_000  # characters of one
MOST = 20  # of the same name
EMPTY = (b"\n\n", b"\n\r", b"\r\r")  # one of these is in every empty line, whatever ends the lines
LINE = re.compile(rb"\r\n|\n|\r")
TO = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
LISTS = ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-stoep", "feedback-id")
MACHINES = {"bulk", "junk", "list", "auto_reply", "auto-reply"}  # Precedence
WANTED = {*TO, *LISTS, "from", "message-id", "auto-submitted", "precedence", "return-path",
          "content-type", "content-disposition", "content-transfer-encoding"}  # fmt: skip


def parted(raw: bytes) -> tuple[dict[str, list[str]], bytes]:
    """The heads that we want to know of, {name in small letters: values}, and what follows the first empty line."""
    if raw[:1] in (b"\r", b"\n"):
        return {}, raw[2:] if raw[:2] == b"\r\n" else raw[1:]
    found = [at for at in map(raw.find, EMPTY) if at >= 0]
    if not found:
        return heads_of(raw), b""
    end = min(found)
    return heads_of(raw[:end]), raw[end + (3 if raw[end + 1 : end + 3] == b"\r\n" else 2) :]


def heads_of(block: bytes) -> dict[str, list[str]]:
    """Lines that go on from the one above are put behind it."""
    found: list[tuple[str, list[bytes]]] = []
    for line in LINE.split(block[:BLOCK]):
        if line[:1] in (b" ", b"\t"):
            if found:
                found[-1][1].append(line)
            continue
        name, colon, value = line.partition(b":")
        found.append((name.strip().lower().decode("ascii", "replace") if colon else "", [value]))
    out: dict[str, list[str]] = {}
    for name, pieces in found:
        if name in WANTED and len(out.setdefault(name, [])) < MOST:
            out[name].append(b"".join(pieces)[:LONGEST].decode("utf-8", "replace").strip())
    return out


def first(heads: dict[str, list[str]], name: str, otherwise: str = "") -> str:
    return heads.get(name, [otherwise])[0]


def addressed(heads: dict[str, list[str]]) -> str:
    """All the addresses it came to, one head a line."""
    return "\n".join(value for name in TO for value in heads.get(name, []))


def by_machine(heads: dict[str, list[str]]) -> bool:
    """An absence notice, a bounce, a list: answering those is how loops begin (RFC 3834)."""
    kind = first(heads, "content-type").partition(";")[0].strip().lower()
    return (
        first(heads, "auto-submitted", "no").lower().partition(";")[0].strip() != "no"
        or first(heads, "precedence").lower() in MACHINES
        or first(heads, "return-path", "x") in ("<>", "")
        or kind in ("multipart/report", "message/delivery-status")
        or any(name in heads for name in LISTS)
    )
