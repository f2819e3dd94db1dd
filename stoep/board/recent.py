"""Cards that were filled a moment ago and would come out the same for the next neighbour: most of a page, on a board that is read.

A card is made of the row that the page's SQL brought and of the reader's language and clock; what differs from neighbour to neighbour is
in the row. Nobody sees a card whose row the database did not hand to them: the row is the key. Kept in this process only.
"""

from stoep.lib import when

from .pieces import Reader

MOST = 2000  # cards, some ten megabytes
_cards: dict[tuple, str] = {}


def alike(reader: Reader, row: dict) -> tuple | None:
    """All that a card is made of; None where it holds what only this reader may do (their own words, an ambassador's menu)."""
    talk = row["talk"]
    if reader.ambassador or row["author_id"] == reader.member or (talk and reader.member in talk):
        return None
    # Newest first, and three texts without a comma before the minute it was said in (feed.TALK_OF).
    newest = max(row["minute"], int(talk.split(",", 4)[3])) if talk else row["minute"]
    clock = reader.minute if reader.minute - newest < 61 else when.day_of(reader.minute)  # "5 minutes ago", later "yesterday at 14:05"
    return (reader.language, reader.slug, clock, *row.values())


def found(key: tuple | None) -> str | None:
    """The card, if it was filled already."""
    return _cards.get(key) if key else None


def kept(key: tuple | None, card: str, reader: Reader) -> str:
    """Keep a card for the next reader, unless something of this one is in it. Returns it."""
    if key and reader.csrf not in card and reader.member not in card:
        if len(_cards) >= MOST:
            _cards.clear()
        _cards[key] = card
    return card
