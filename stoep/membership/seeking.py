"""By which words a neighbour is found, and in which order names stand.

Both are columns of the Member, written by whoever writes its name, street or words about oneself: `@@` over an ordinary column is what an
index may answer under row-level security (lib/wall.py). Of the shielded nothing is kept, so that no search can find them by mistake.
"""

from django.db import connection

# Without capitals and accents, so that Émile stands by Emiel. Word by word: names and streets have no grammar.
FOLDED = "lower(unaccent({}))"
WORDS = "regexp_replace(" + FOLDED + ", '[^[:alnum:]]+', ' ', 'g')"
KEEP = f"""UPDATE membership_member SET folded = {FOLDED.format("name")},
 sought = CASE WHEN NOT shielded THEN to_tsvector('simple', {WORDS.format("concat_ws(' ', name, street, gives, about, badge)")}) END
 WHERE neighbourhood_id """  # noqa: S608  our own SQL
ONE, ALL = f"{KEEP} = %(here)s AND id = %(member)s", f"{KEEP} = ANY (%(places)s)"
# What was typed, as a question: each of its words may be the beginning of one.
ASKED = f"""(SELECT to_tsquery('simple', string_agg(word || ':*', ' & '))
 FROM regexp_split_to_table({WORDS.format("%(typed)s")}, ' ') AS word WHERE word <> '')"""  # noqa: S608


def keep_words(here: int, member) -> None:
    """Write down by which words this one is found. To be called after each change of what the words are made of."""
    with connection.cursor() as cursor:
        cursor.execute(ONE, {"here": here, "member": member})


def keep_all_words(places: list[int]) -> None:
    """The same for everybody of these neighbourhoods: after sowing, after an import."""
    with connection.cursor() as cursor:
        cursor.execute(ALL, {"places": places})
