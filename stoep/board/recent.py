"""Cards that were filled a moment ago and would come out the same for the next neighbour: most of a page, on a board that is read.

A card is made of the row that the page's SQL brought and of the reader's language and clock; what differs from neighbour to neighbour is
in the row. Nobody sees a card whose row the database did not hand to them: the row is the key. The text is in it with its seal, so a
card that is found here needs no other look at it. Kept in this process only.

Cards that hold what only one may do, their own words above all, are kept for that one, apart from the others: their key names them.
"""

from stoep.lib import when

from .pieces import Reader

MOST = 2000  # cards of each sort, some ten megabytes
_cards: dict[tuple, str] = {}
_own: dict[tuple, str] = {}


def alike(reader: Reader, row: dict) -> tuple | None:
    """All that a card is made of; None where nobody gets the same one again (an ambassador's, with a form in its menu)."""
    if reader.ambassador:
        return None
    talk, me = row["talk"], reader.member
    whose = me if row["author_id"] == me or (talk and me in talk) else ""
    # Newest first, and three texts without a comma before the minute it was said in (feed.TALK_OF).
    newest = max(row["minute"], int(talk.split(",", 4)[3])) if talk else row["minute"]
    clock = reader.minute if reader.minute - newest < 61 else when.day_of(reader.minute)  # "5 minutes ago", later "yesterday at 14:05"
    return (whose, reader.language, reader.slug, reader.kind, clock, *row.values())


def found(reader: Reader, row: dict) -> str | None:
    """The card, if it was filled already."""
    key = alike(reader, row)
    return _shelf(key).get(key) if key else None


def kept(key: tuple | None, card: str, reader: Reader) -> str:
    """Keep a card for the next reader, unless something of this one is in it that is not in its key. Returns it."""
    if key and reader.csrf not in card and (key[0] or reader.member not in card):
        shelf = _shelf(key)
        if len(shelf) >= MOST:
            shelf.clear()
        shelf[key] = card
    return card


def _shelf(key: tuple) -> dict[tuple, str]:
    return _own if key[0] else _cards
