"""The seal on a letter in somebody's name: proof that these are the very words and homes its author was shown.

The key exists outside the database only. A row that somebody wrote past the pages, or changed afterwards, is not printed.
"""

import hmac
import json

from stoep.lib.codes import keyed

from .models import NamedLetter


def seal_of(letter: NamedLetter) -> str:
    """Of all that its author sees in the preview and that is theirs: whose, where, name, street, words, language, homes."""
    homes = json.dumps(letter.homes, ensure_ascii=False)
    said = (letter.name, letter.street, letter.line, letter.language, homes)
    return keyed("letter in a name", letter.neighbourhood_id, letter.member_id, letter.id, *said)


def genuine(letter: NamedLetter, seal: str | None = None) -> bool:
    """Whether the letter is as it was made; `seal`: and as whoever sends it saw it."""
    made = seal_of(letter).encode()
    return hmac.compare_digest(made, letter.seal.encode()) and (seal is None or hmac.compare_digest(made, seal.encode()))
