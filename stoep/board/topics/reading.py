"""A text as the parts that are counted: its words, and pieces of four and five letters of them.

Pieces make one thing of "fiets", "fietspad" and "bakfietsen", and of what is spelled wrong. Accents and capitals do not count.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]{2,40}")
MOST = 150  # words of a post that are looked at; what it is about stands in the beginning


def plain(text: str) -> str:
    """Small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))


def words_of(text: str) -> dict[str, str]:
    """{the word, plain: as it is written}, each once, in order."""
    found: dict[str, str] = {}
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        found.setdefault(plain(match[0]), match[0])
        if len(found) == MOST:
            break
    return found


def parts_of(word: str) -> set[str]:
    """Of a plain word: itself between < and >, and its pieces."""
    whole = f"<{word}>"
    return {whole, *(whole[at : at + n] for n in (4, 5) for at in range(len(whole) - n + 1))}
