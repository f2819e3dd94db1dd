"""The texts that topics are learned from and measured on: all our own, of nobody who ever lived."""

import tomllib
from pathlib import Path

TEXTS = Path(__file__).parent / "written"
LANGUAGES = ("nl", "fr", "de", "en")
TOGETHER = 4  # words of a list that make one text


def written(name: str, language: str) -> list[tuple[str, str]]:
    """(topic, text) of one file of written/."""
    found = tomllib.loads((TEXTS / f"{name}-{language}.toml").read_text(encoding="utf-8"))
    if name != "words":
        return [(topic, line) for topic, lines in found.items() for line in lines.strip().splitlines()]
    lists = {topic: words.split() for topic, words in found.items()}
    return [(topic, " ".join(words[n : n + TOGETHER])) for topic, words in lists.items() for n in range(0, len(words), TOGETHER)]
