"""Translation catalogues with Babel alone: collecting, checking and compiling, without the system's gettext."""

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

STOEP = Path(__file__).resolve().parent.parent
LOCALE = STOEP / "locale"
LANGUAGES = ("nl", "fr", "de")  # English is the source
HEADER = {
    "header_comment": "# Stoep, EUPL-1.2. `stoep catalogues update` keeps this file in step with the texts.",
    "project": "Stoep", "version": "1", "last_translator": "Stoep", "language_team": "Stoep",
    "msgid_bugs_address": "see README.md",
}  # fmt: skip
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
TEMPLATES = {".html", ".txt", ".xml"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%([sd])")
HIGH = re.compile(r" (?=[;:?!»])|(?<=«) ")  # a French space that must not end or begin a line
TAG = re.compile(r"</?([a-z][a-z0-9]*)")


def path(language: str) -> Path:
    """The .po of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compile_stale() -> list[str]:
    """Write the .mo of each catalogue that is newer than it; the languages written. Fuzzy guesses are left out."""
    written = []
    for language in LANGUAGES:
        source, target = path(language), path(language).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime > source.stat().st_mtime):
            continue
        whole = io.BytesIO()
        write_mo(whole, kept_together(read(language)) if language == "fr" else read(language))
        partial = target.with_suffix(".mo.partial")  # renamed when whole: another process may be reading the old one
        partial.write_bytes(whole.getvalue())
        partial.replace(target)
        written.append(language)
    return written


def kept_together(catalogue: Catalog) -> Catalog:
    """French as it is read: what stands before a colon or a question mark, and inside guillemets, stays on one line with it. Whoever
    translates types a plain space."""
    for message in catalogue:
        if message.id:
            said = message.string
            message.string = tuple(HIGH.sub("\u00a0", text) for text in said) if isinstance(said, tuple) else HIGH.sub("\u00a0", said)
    return catalogue


def read(language: str) -> Catalog:
    """A language's catalogue; an empty one when there is none yet."""
    if not path(language).exists():
        header = HEADER | {"revision_date": datetime.now(UTC)}
        return Catalog(locale=language, domain="django", charset="utf-8", fuzzy=False, **header)
    with path(language).open("rb") as file:
        return read_po(file, locale=language, domain="django", abort_invalid=True)


def extract(folder: Path = STOEP) -> Catalog:
    """Every text marked for translation in the Python files and templates under `folder`."""
    found = Catalog(domain="django", project="Stoep", charset="utf-8")
    for file in sorted(folder.rglob("*")):
        within = file.relative_to(folder).parts
        if "tests" in within or "migrations" in within or not file.is_file():
            continue
        source = code_of(file, within)
        if source is None:
            continue
        for _, function, texts, comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {}):
            add(found, function, texts, comments, "/".join((folder.name, *within)))
    return found


def code_of(file: Path, within: tuple) -> str | None:
    """Python that calls gettext for each text of a file; None for files without texts."""
    if file.suffix == ".py":
        return file.read_text()
    if file.suffix in TEMPLATES and "templates" in within:
        # Django turns a template into something like code. Its indentation is the page's, which Python would stumble over.
        return re.sub(r"(?m)^[ \t]+", "", templatize(file.read_text(), origin=str(file)))
    return None


def add(catalogue: Catalog, function: str, texts, comments: Iterable[str], where: str) -> None:
    """One call of gettext as Babel reports it: its arguments, in its own order. What is not a plain string is left."""
    texts = list(texts) if isinstance(texts, tuple | list) else [texts]
    context = texts.pop(0) if function.removesuffix("_lazy") in ("pgettext", "npgettext") else None
    plural = function.removesuffix("_lazy") in ("ngettext", "npgettext")
    wanted = texts[: 2 if plural else 1]
    if wanted and all(isinstance(text, str) and text for text in wanted):
        key = tuple(wanted) if plural else wanted[0]
        catalogue.add(key, locations=[(where, None)], auto_comments=comments, context=context)


def update() -> dict[str, int]:
    """Bring the .po files in step with the texts: new ones empty, gone ones dropped, translations kept. Language -> lacking."""
    texts = extract()
    for language in LANGUAGES:
        catalogue = read(language)
        texts.creation_date = catalogue.creation_date  # else each run changes the header, and nothing but it
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path(language).parent.mkdir(parents=True, exist_ok=True)
        with path(language).open("wb") as file:
            write_po(file, catalogue, width=120, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return {language: len(lacking) for language, lacking in missing().items()}


def missing() -> dict[str, list[str]]:
    """Language -> the texts that have no translation, a fuzzy one, or one with other placeholders or tags."""
    texts = [message for message in extract() if message.id]
    out = {}
    for language in LANGUAGES:
        catalogue = read(language)
        out[language] = [shown(message) for message in texts if not good(message, catalogue.get(message.id, message.context))]
    return out


def good(message: Message, translated: Message | None) -> bool:
    """Whether a translation is there and says its placeholders and tags."""
    if not translated or translated.fuzzy:
        return False
    said = translated.string if isinstance(translated.string, tuple) else (translated.string,)
    if not all(said):
        return False
    source = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = [marks(text) for text in source]
    # "One neighbour" need not say the number that "{count} neighbours" says: a plural may use what any of its sources uses.
    return all(marks(text) in wanted for text in said)


def marks(text: str) -> tuple:
    """The placeholders and the tags of a text, in no particular order."""
    return sorted(map(str, PLACEHOLDER.findall(text))), sorted(TAG.findall(text))


def shown(message: Message) -> str:
    """A text as a person finds it back: a plural by its singular."""
    return message.id[0] if isinstance(message.id, tuple) else message.id
