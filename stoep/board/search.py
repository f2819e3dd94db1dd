"""Search in each language's own grammar. The vector is an ordinary column that the action writes; the index may be used under row-level
security because the setup marks `@@` as leakproof (lib/wall.py)."""

import re

from django.db import connection
from django.db.models.expressions import RawSQL

from .feed import NEARBY
from .narrowing import narrowed

LANGUAGES = ("nl", "fr", "de", "en")
SIZE = 10  # posts on a page of results


def configuration(language: str) -> str:
    """The text search configuration of a language; texts in another one are kept word by word."""
    return f"stoep_{language}" if language in LANGUAGES else "simple"


def vector_of(language: str, title: str, body: str) -> RawSQL:
    """An expression for the column `vector`: the title weighs more than the text."""
    c = configuration(language)
    return RawSQL(
        "setweight(to_tsvector(%s::regconfig, %s), 'A') || to_tsvector(%s::regconfig, %s)",
        [c, title, c, body],
    )


# The cast: a small number is sent as a smallint, which the index (unlike a B-tree) does not compare with a bigint.
FIND = """WITH q AS (SELECT {queries} AS words),
 hits AS (
  SELECT p.id AS post_id, ts_rank(p.vector, q.words) AS rank
    FROM board_post p, q WHERE p.neighbourhood_id = %(here)s::bigint AND p.vector @@ q.words
  UNION ALL
  SELECT p.id, 0.1 FROM board_group g, board_post p, q WHERE g.neighbourhood_id = %(here)s::bigint AND g.held_at IS NULL
     AND ({names}) @@ q.words AND p.neighbourhood_id = %(here)s::bigint AND p.group_id = g.id
  UNION ALL
  SELECT c.post_id, ts_rank(c.vector, q.words) * 0.5
    FROM board_comment c, q WHERE c.neighbourhood_id = %(here)s::bigint AND c.vector @@ q.words
     AND c.withdrawn_at IS NULL AND c.held_at IS NULL AND c.author_id <> ALL (%(hidden)s))
SELECT p.id, max(h.rank) + {first} AS best FROM hits h JOIN board_post p ON p.neighbourhood_id = %(here)s AND p.id = h.post_id
 WHERE p.withdrawn_at IS NULL AND p.held_at IS NULL AND p.author_id <> ALL (%(hidden)s) AND {nearby} {filters}
 GROUP BY p.id, p.created, p.kind, p.solved_at, p.talk_count ORDER BY best DESC, p.created DESC LIMIT %(most)s OFFSET %(skip)s"""
# What was asked and is solved comes first, then what was asked and answered (that is where neighbours recommend); a text that merely
# holds the words cannot pass them: its rank is below 1.
FIRST = """CASE WHEN p.kind IN ('question', 'help') AND p.solved_at IS NOT NULL THEN 1
  WHEN p.kind = 'question' AND p.talk_count > 0 THEN 0.5 WHEN p.kind = 'question' THEN 0.05 ELSE 0 END"""
# One query per language, joined by OR: a French post is found by a Dutch reader who types the French word.
QUERIES = " || ".join(f"websearch_to_tsquery('stoep_{language}', %(text)s)" for language in LANGUAGES)
# What is said for a group is found by its name, in whichever language somebody called it so; it is asked now, so a new name holds at once.
NAMES = " || ".join(f"to_tsvector('stoep_{language}', g.name)" for language in LANGUAGES)
# The Dutch grammar of PostgreSQL keeps the s of "fietsen" and drops that of "fiets": whoever types one shall find the other.
QUERIES += "".join(f" || websearch_to_tsquery('stoep_nl', %({form})s)" for form in ("one", "many"))
ONE, MANY = re.compile(r"(\w{2}s)en\b"), re.compile(r"(\w{2}s)\b")


def find(member, text: str, page: int = 0, **wanted) -> list:
    """Ids of the posts that hold these words, in the post or in the talk under it, best first; one more than a page shows.

    `wanted`: what else they must be (narrowing.py).
    """
    text = text[:200]
    words = {"text": text, "one": ONE.sub(r"\1", text), "many": MANY.sub(r"\1en", text)}
    values = {"here": member.here, **words, "hidden": list(member.hidden), "me": member.member, "most": SIZE + 1, "skip": page * SIZE}
    filters = narrowed(values, "p.", **wanted)
    with connection.cursor() as cursor:
        cursor.execute(FIND.format(queries=QUERIES, names=NAMES, first=FIRST, filters=filters, nearby=NEARBY), values)
        return [row[0] for row in cursor]
