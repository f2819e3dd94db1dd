"""Which passwords are refused because they are guessed soon, what is said, and what judging one costs."""

from functools import partial

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from stoep.people.models import Person
from stoep.people.passwords import FEWEST, guesses
from tests.quickest import quickest

TRIED = """
passwordpassword qwertyuiop123 Welkom123456 Antwerpen2024! iloveyou1234 Gemeente2026 welkomwelkom wachtwoord123 Wachtwoord2026
ikhouvanjou12 geheim123456 voetbal12345 Anderlecht2025 clubbrugge1891 ClubBrugge2026 gent2026gent Brussel12345! motdepasse123
Motdepasse2026 bonjour123456 jetaime12345 soleil123456 azertyuiop123 azertyuiopqsd Bruxelles2026! Belgique2026! chocolat1234 doudou123456
passwort1234 Passwort2026! hallo1234567 schatz123456 ichliebedich1 Sommer2026!!! Zomer2026!!!! Lente2026!!!! Herfst2026!!! Zomervakantie1
december2026 123456789012 111111111111 abcdefghijkl qwertyqwerty 1q2w3e4r5t6y zaq12wsxcde3 qazwsxedcrfv 197519751975 administrator1
superman1234 liverpool1234 P@ssw0rd1234 P@ssword2026! Pa$$w0rd1234 Stoep2026!!!! stoepstoepstoep buurtwerker1 Politie2026! Oostende2026
Leuven202612 Mechelen2026 Hasselt2026! Kortrijk2026 Welkom01Welkom01 Zomer2025Zomer mijnwachtwoord monmotdepasse meinpasswort1
familiejanssens familiepeeters Sinterklaas2026 hondje123456 liefste12345 qsdfghjklmqsd testtesttest
"""
WELL_KNOWN = TRIED.split()
GOOD = [
    "krijt op de blauwe stoep", "stoep-op-de-brug", "een heel ander wachtwoord", "fiets wolk lepel vuur", "pomme nuage vélo feu",
    "Tisch Regen Brot acht", "blauwe trein eet soep", "x7kQ9mPz2LwR", "zonnebloem fietspad kaas", "fietswolklepelvuur",
]  # fmt: skip
WORST = "4@8({[<369&1!|70$5+%2" * 7  # each sign looks like several letters: all readings are tried


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_the_well_known_are_refused_in_plain_words(language):
    from django.utils import translation

    with translation.override(language):
        for password in WELL_KNOWN:
            with pytest.raises(ValidationError) as refused:
                validate_password(password)
            assert len(refused.value.messages) == 1, password
            words = {"en": "four words", "nl": "vier woorden", "fr": "quatre mots", "de": "vier Wörter"}[language]
            assert words in refused.value.messages[0]


@pytest.mark.parametrize("password", [*GOOD, "ß→漢字 кириллица صباح", "a" * 3 + "\x00 krijt op de stoep", "fiets wolk lepel vuur " * 6])
def test_four_words_and_what_a_machine_makes_are_welcome(password):
    validate_password(password)


def test_ones_own_name_and_mailbox_are_no_secret():
    gust = Person(name="Gustaaf Verwachting", email="gustaaf.verwachting@voorbeeldig.example")
    for password in ("gustaafverwachting", "Verwachting2026!", "voorbeeldig1234", "GustaafGustaaf1"):
        assert guesses(password, gust) < FEWEST, password
    assert guesses("krijt op de blauwe stoep", gust) > FEWEST


def test_whatever_is_sent_is_judged_at_once():
    for password in (WORST, "a" * 100_000, WORST * 1000, "ü" * 100_000, "12" * 50_000):
        who = Person(name="x" * 100_000, email="y " * 50_000)
        assert quickest(partial(guesses, password, who), 0.3) < 0.3


def test_nothing_at_all():
    assert guesses("") <= 1
