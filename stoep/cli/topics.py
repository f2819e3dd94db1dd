"""`stoep topics`: learn which words speak for which topic (written into the release), measure how often that is right, or try a text."""

import json
import os
import sys
from pathlib import Path

from stoep.board.topics import measuring
from stoep.board.topics.proposing import propose
from stoep.board.topics.reading import words_of

from .demotown import words as demotown

SHARED = Path(os.environ.get("STOEP_SHARED", "../shared"))


def add(parser):
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("train", help="learn from board/topics/written and write learned.json (needs numpy, half a minute)")
    verbs.add_parser("measure", help="how often the first and the first two are right, on texts that were not learned from")
    tried = verbs.add_parser("try", help="the topic of a text, and the words it is proposed for")
    tried.add_argument("text", nargs="?", help="or one text a line on standard input")


def run(options) -> int:
    print(json.dumps(VERBS[options.verb](options), ensure_ascii=False, indent=1))
    return 0


def _train(_options) -> dict:
    from stoep.board.topics.learning import learn  # numpy: only here

    return learn()


def _measure(_options) -> dict:
    sets = {f"{language}, held out": rows for language, rows in measuring.held_out().items()}
    told: dict[str, list] = {}
    for said in demotown.everything():
        body = demotown.filled(said.body, said.language, ("Molenstraat", "rue du Moulin"), ("Kaai", "Quai"), "Brug", "Oever")
        told.setdefault(f"{said.language}, demo town", []).append((set(said.topics), f"{said.title} {body}"))
    if (SHARED / "data/text").is_dir():
        sets |= measuring.of_others(SHARED)
    return {name: measuring.measured(rows) for name, rows in {**sets, **told}.items()}


def _try(options) -> dict:
    texts = [options.text] if options.text else [line.strip() for line in sys.stdin if line.strip()]
    found = [(text, propose(text)) for text in texts]
    return {
        text: {"topic": one.topic, "then": one.others, "because": one.because, "likely": _likely(text)} for text, one in found
    }  # fmt: skip


def _likely(text: str) -> dict:
    shares = measuring.likely(words_of(text))
    return {topic: round(share, 2) for topic, share in sorted(shares.items(), key=lambda pair: -pair[1])[:3]}


VERBS = {"train": _train, "measure": _measure, "try": _try}
