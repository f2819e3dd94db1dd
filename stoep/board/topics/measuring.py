"""How often the first proposal is right, and the first two, on texts that were not learned from."""

import csv
from collections import Counter
from pathlib import Path
from time import process_time

from .proposing import likely, propose
from .reading import words_of
from .texts import LANGUAGES, written

PARIS = {  # themes of the city's own list; "Cadre de vie" may be the street or the green in it
    "Cadre de vie": {"street", "nature"}, "Culture et patrimoine": {"sport"}, "Education et jeunesse": {"children"},
    "Environnement": {"nature", "waste"}, "Mobilités": {"traffic"}, "Prévention et sécurité": {"safety"}, "Propreté": {"waste"},
    "Santé": {"care"}, "Solidarités": {"care", "contact"}, "Sport": {"sport"},
}  # fmt: skip


def held_out() -> dict[str, list]:
    """{language: [(topics that are right, text)]}: eight short posts per topic and language, written apart from those learned from."""
    return {language: [({topic}, text) for topic, text in written("heldout", language)] for language in LANGUAGES}


def of_others(shared: Path) -> dict[str, list]:
    """The same of texts others wrote, of which a theme is known: ideas of Paris (French), remarks on traffic in Ottensen (German)."""
    with (shared / "data/text/fr-paris-budget-participatif.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        ideas = [(PARIS[row["thematique"]], row["titre_projet_gagnant"]) for row in rows if row["thematique"] in PARIS]
    with (shared / "data/text/de-ottensen-mobility.csv").open(encoding="utf-8", newline="") as file:
        remarks = [({"traffic"}, f"{row['title']} {row['text']}") for row in csv.DictReader(file) if "1" in row.values()]
    return {"fr, ideas of Paris": ideas, "de, remarks on mobility": remarks}


def measured(rows: list) -> dict:
    """Shares that were right, how many were left to "other", and the confusions that happen most, "wanted > proposed"."""
    first = two = given = right = 0
    mixed, spent = Counter(), process_time()
    for topics, text in rows:
        shares = likely(words_of(text))
        ranked = sorted(shares, key=shares.get, reverse=True)
        first, two = first + (ranked[0] in topics), two + bool({*ranked[:2]} & topics)
        topic = propose(text).topic
        given, right = given + (topic != "other"), right + (topic != "other" and topic in topics)
        if ranked[0] not in topics:
            mixed[f"{'/'.join(sorted(topics))} > {ranked[0]}"] += 1
    n = len(rows) or 1
    return {
        "texts": len(rows), "first": round(first / n, 3), "first_two": round(two / n, 3), "proposed": round(given / n, 3),
        "right_of_proposed": round(right / (given or 1), 3), "ms": round((process_time() - spent) * 500 / n, 3),
        "mixed_up": dict(mixed.most_common(8)),
    }  # fmt: skip
