"""Naming a neighbour: "@Bram De Wilde" in a text is a link to Bram, and Bram hears of it (notify/audiences.py).

A name counts when it is whole: the longest one that begins at the @, capitals and accents aside. Where two neighbours have the same
name, the one who was chosen from the list is meant, and without a choice nobody is. Nobody can be named who is shielded, not active,
blocked either way or next door: for the writer such a name is a word like any other, so naming tells nothing about them.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from uuid import UUID

from django.db import connection

from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.slots import esc
from stoep.lib.standings import MemberStanding, Visitor
from stoep.lib.texts import clean, paragraphs, shown

MOST = 10  # names in one text that lead somewhere
LOOKED_AT = 30  # times an @ is looked at; a text of nothing else costs no more
LONGEST = 80  # letters of a name (Member.name)
BEFORE = r"(?<![\w@/.=&?+#%~-])"  # not inside a mailbox or the address of a page
AFTER = r"(?!\w|-\w|['’]\w\w)"  # "An" is not in "Anna", "An-Sofie" or "An’Marie", but it is in "An's"
SIGN = re.compile(rf"{BEFORE}@(?=\w)")
END = re.compile(rf"(?<=\S){AFTER}")
ENDS = 12  # places where a name may end, per @
SUGGESTED, SHORTEST = 6, 2
LOOKS = Limit("mention-looks", 250, 24 * 3600)  # per person: as many names as the pages of the list of neighbours give in a day

FOLDED = "lower(unaccent({}))"
NAMEABLE = """m.neighbourhood_id = %(here)s AND m.state = 'active' AND NOT m.shielded AND m.kind <> 'town' AND m.person_id IS NOT NULL
 AND m.id <> %(me)s AND m.id <> ALL (%(hidden)s)"""
NAMED = f"""SELECT w.words, m.id::text FROM unnest(%(words)s::text[]) AS w (words)
 JOIN membership_member m ON {FOLDED.format("m.name")} = {FOLDED.format("w.words")} WHERE {NAMEABLE}"""  # noqa: S608  our own SQL
SUGGEST = f"""SELECT m.id::text AS id, m.name, m.street FROM membership_member m
 WHERE {NAMEABLE} AND {FOLDED.format("' ' || m.name")} LIKE {FOLDED.format("%(begin)s")}
 ORDER BY {FOLDED.format("m.name")} NOT LIKE {FOLDED.format("ltrim(%(begin)s, '%% ')")}, m.name, m.id LIMIT %(most)s"""  # noqa: S608


def named_in(member: MemberStanding, text: str, chosen: Collection[UUID] = ()) -> dict[str, str]:
    """{name as it stands in the text: member's id} of the neighbours this text names, ten at most. One query, none without an @.

    `chosen`: ids picked from the list, the last one first to be believed; they only decide between neighbours of one name.
    """
    tails = [_candidates(text[sign.end() : sign.end() + LONGEST + 1]) for sign in list(SIGN.finditer(text))[:LOOKED_AT]]
    words = sorted({_spaced(name) for tail in tails for name in tail})
    if not words:
        return {}
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NAMED, _who(member) | {"words": words})
        for name, ident in cursor:
            found.setdefault(name, []).append(ident)
    picked = [str(ident) for ident in chosen][::-1]
    named: dict[str, str] = {}
    for tail in tails:
        name = next((name for name in reversed(tail) if _spaced(name) in found), None)
        if name and (ident := _meant(found[_spaced(name)], picked)) and len(named) < MOST:
            named.setdefault(name, ident)
    return named


def _candidates(tail: str) -> list[str]:
    """Everything that could be a name at the beginning of this text, the shortest first."""
    line = re.split("[\n@]", tail, maxsplit=1)[0]
    ends = [end.start() for end in END.finditer(line)][:ENDS]
    return [line[:end] for end in ends if 0 < end <= LONGEST]


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _meant(idents: list[str], picked: list[str]) -> str | None:
    return idents[0] if len(idents) == 1 else next((ident for ident in picked if ident in idents), None)


def _who(member: MemberStanding) -> dict:
    return {"here": member.here, "me": member.member, "hidden": list(member.hidden)}


def suggestions(member: MemberStanding, typed: str) -> list[dict]:
    """The first six neighbours with a name, or a word of it, that begins like this: id, name, street. Of less than two letters: none.

    Six at a time, nobody who is shielded, two letters before it answers, and so many looks a day keep it from being a list.
    """
    typed = _spaced(clean(typed[:LONGEST]))
    if sum(letter.isalnum() for letter in typed) < SHORTEST or not _within(member):
        return []
    begin = re.sub(r"([\\%_])", r"\\\1", typed)
    with connection.cursor() as cursor:
        cursor.execute(SUGGEST, _who(member) | {"begin": f"% {begin}%", "most": SUGGESTED})
        return [dict(zip(("id", "name", "street"), row, strict=True)) for row in cursor]


def _within(member: MemberStanding) -> bool:
    """One look less of today's."""
    with acting(Visitor()):
        return bool(spend(LOOKS, member.person))


def paragraphs_naming(slug: str, text: str, mentions: dict[str, str]) -> list:
    """The text as safe HTML, paragraph by paragraph, with each name in it a link to that neighbour's page."""
    if not mentions:
        return paragraphs(text)
    pattern = pattern_of(tuple(mentions))

    def linked(block: str) -> str:
        parts = pattern.split(block)  # plain, name, plain, name, … plain
        return "".join([_link(slug, mentions[part], part) if i % 2 else shown(part) for i, part in enumerate(parts)])

    return paragraphs(text, linked)


@lru_cache(maxsize=512)
def pattern_of(names: tuple[str, ...]) -> re.Pattern:
    """Where these names stand as marks."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"{BEFORE}@({either}){AFTER}")


def _link(slug: str, ident: str, name: str) -> str:
    return f'<a href="/n/{esc(slug)}/neighbour/{esc(ident)}/">@{esc(name)}</a>'
