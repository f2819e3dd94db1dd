"""What the demo town says: enough of it, in the right proportions, each text whole."""

import re
from collections import Counter

from stoep.board.words import FACES, TOPICS
from stoep.cli.demotown import land, pictures
from stoep.cli.demotown.people import cast, mailbox, neighbours
from stoep.cli.demotown.words import everything, filled, in_words, remark
from stoep.cli.sowing import talk


def test_there_is_enough_and_in_four_languages():
    languages = Counter(words.language for words in everything())
    total = sum(languages.values())
    assert total >= 150
    assert 0.55 <= languages["nl"] / total <= 0.65
    assert 0.2 <= languages["fr"] / total <= 0.3
    assert languages["de"] >= 10 and languages["en"] >= 10


def test_nothing_is_said_twice():
    said = Counter(text for words in everything() for text in (words.body, *(r.text for r in words.talk)))
    assert [text for text, times in said.items() if times > 1] == []


def test_each_post_is_whole():
    hoods = {quarter["key"] for quarter in land.plan()["neighbourhoods"]}
    for words in everything():
        assert words.topics and set(words.topics) <= set(TOPICS), words.key
        assert words.kind in ("message", "question"), words.key
        assert 2 <= len(words.talk) <= 8, words.key
        assert not words.by or words.by in cast(), words.key
        assert not words.hood or words.hood in hoods, words.key
        assert all(1 <= month <= 12 for month in words.months), words.key
        assert not words.picture or (words.picture[0] in pictures.MOTIFS and words.picture[1]), words.key
        assert all(not r.who or r.who in cast() for r in words.talk), words.key
        assert not words.talk[0].under, f"{words.key}: the first remark answers no other"


def test_marks_are_read_and_taken_off():
    plain, deep = remark("Kom maar af.", "nl"), remark("> @ [fr] Avec plaisir.", "nl")
    assert (plain.text, plain.language, plain.under, plain.author) == ("Kom maar af.", "nl", False, False)
    assert (deep.text, deep.language, deep.under, deep.author) == ("Avec plaisir.", "fr", True, True)
    assert remark("(an) Ik kom (straks).", "nl").who == "an"


def test_no_mark_is_left_in_a_text():
    for words in everything():
        for language, text in [(words.language, words.body), *((r.language, r.text) for r in words.talk)]:
            whole = filled(
                text, language, ("Molenstraat", "Rue du Moulin"), ("Rietpad", "Sentier des Roseaux"), "Bellevue", "Zoelegem"
            )
            assert not re.search(r"[{}\[\]]|^[>@(]", whole), (words.key, whole)


def test_streets_stand_in_a_sentence_as_one_says_them():
    assert in_words("Molenstraat", "", "nl") == "de Molenstraat"
    assert in_words("Rietpad", "", "nl") == "het Rietpad"
    assert in_words("Molenstraat", "Rue du Moulin", "fr") == "rue du Moulin"
    assert in_words("Hondsstraat", "", "fr") == "Hondsstraat"


def test_faces_are_those_of_the_board():
    assert set(talk.FACES) | set(talk.GRAVE) <= set(FACES)


def test_neighbours_are_many_and_always_the_same():
    people = neighbours(300, "one town", french=0.24)
    assert people == neighbours(300, "one town", french=0.24) != neighbours(300, "another", french=0.24)
    assert len({person.name for person in people}) == 300
    assert mailbox("Chloé D'Hondt", "zoelegem") == "chloe.d.hondt@zoelegem.example"
