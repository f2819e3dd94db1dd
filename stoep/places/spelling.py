"""Names as registers write them and as people read them: blanks, capitals, letters that went through two encodings."""

import re
import unicodedata

BLANKS = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufffd]")
LETTERS = re.compile(r"[^\W\d_]+")
NOT_WORDS = re.compile(r"[\W_]+")
TWICE = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u2122]")  # what é looks like when UTF-8 was read as Latin-1
EXTRA = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ĳ": "ij"})


def tidy(value) -> tuple[str, str]:
    """A name without stray blanks, unseen signs, twice encoded letters or shouting; and what was wrong, or nothing."""
    text = "" if value is None else str(value)
    fixes = []
    if TWICE.search(text):
        text, ok = _once(text)
        fixes += ["letters encoded twice"] if ok else []
    if "Ĳ" in text or "ĳ" in text:
        text = text.replace("Ĳ", "IJ").replace("ĳ", "ij")
        fixes.append("IJ as one sign")
    if UNSEEN.search(text):
        text = UNSEEN.sub("", text)
        fixes.append("unseen signs")
    plain = BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if plain != text:
        fixes.append("stray blanks")
    if plain.isupper() and sum(map(str.isalpha, plain)) > 4:
        plain = LETTERS.sub(lambda word: word[0].capitalize(), plain)
        fixes.append("all capitals")
    return plain, ", ".join(fixes)


def _once(text: str) -> tuple[str, bool]:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8"), True
        except UnicodeError:
            continue
    return text, False


def fold(text: str) -> str:
    """What typing is compared with: lower case, no accents, one blank for whatever is not a letter or digit. "'t Zand" → "t
    zand"."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(EXTRA))
    return NOT_WORDS.sub(" ", "".join(sign for sign in text if not unicodedata.combining(sign))).strip()
