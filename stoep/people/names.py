"""What may be a neighbour's name: one that can be read aloud and is nobody's office (SECURITY E6)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stoep.lib.texts import clean

MOST_MARKS = 4
LONGEST = 200  # signs as they are typed; what is kept is shorter
TOGETHER = [{"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"}]  # scripts that are written as one
BETWEEN = " '’-.·"
OFFICES = {  # nowhere in a name
    "gemeente",
    "gemeentebestuur",
    "stadsbestuur",
    "stadhuis",
    "gemeentehuis",
    "ocmw",
    "politie",
    "beheerder",
    "moderator",
    "moderatie",
    "commune",
    "communale",
    "cpas",
    "administration",
    "gemeinde",
    "gemeindeverwaltung",
    "stadtverwaltung",
    "polizei",
    "verwaltung",
    "municipality",
    "council",
    "admin",
    "administrator",
    "helpdesk",
    "stoep",
}
AT_THE_START = {  # surnames too, so only where a first name would stand
    "stad",
    "ville",
    "stadt",
    "city",
    "town",
    "police",
    "brandweer",
    "burgemeester",
    "bourgmestre",
    "burgermeister",
    "mayor",
    "buurtwerker",
    "wijkagent",
    "wijkinspecteur",
    "support",
    "official",
    "ambassadeur",
    "ambassador",
    "connector",
    "schepen",
    "echevin",
}
ARTICLES = {"de", "het", "een", "la", "le", "les", "l", "die", "der", "das", "the", "uw", "votre", "ihre", "your"}


def clean_name(text: str, towns: tuple = ()) -> str:
    """The name as it is kept: NFC, single blanks, nothing unseen. Raises ValidationError with a sentence.
    `towns`: names nobody may bear."""
    if len(text) > LONGEST:
        raise ValidationError(_("This name is too long."), code="long")
    name = re.sub(r"\s+", " ", clean(text)).replace("ĳ", "ij").replace("Ĳ", "IJ").strip()
    if not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Write the name your neighbours know you by."), code="no_name")
    _judge_signs(name)
    _judge_meaning(name, towns)
    return name


def _judge_signs(name: str) -> None:
    letters = [sign for sign in name if sign.isalpha()]
    marks = [sign for sign in name if unicodedata.combining(sign) or unicodedata.category(sign).startswith("M")]
    other = [sign for sign in name if sign not in BETWEEN and sign not in letters and sign not in marks]
    dressed = [sign for sign in letters if unicodedata.normalize("NFKC", sign) != sign]
    if other or dressed:
        raise ValidationError(_("Use letters only: no numbers, signs or pictures."), code="signs")
    if len(marks) > MOST_MARKS:
        raise ValidationError(_("There are too many marks on these letters."), code="marks")
    scripts = {_script(sign) for sign in letters}
    if len(scripts) > 1 and not any(scripts <= family for family in TOGETHER):
        raise ValidationError(_("Write your name in one alphabet."), code="alphabets")


def _script(sign: str) -> str:
    """LATIN, CYRILLIC, ARABIC …: the first word of the sign's name."""
    return unicodedata.name(sign, "UNNAMED").split()[0]


def _judge_meaning(name: str, towns: tuple) -> None:
    words = folded(name).split()
    first = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    taken = OFFICES & set(words) or (first and first[0] in AT_THE_START) or " ".join(words) in {folded(town) for town in towns}
    if taken:
        raise ValidationError(
            _("This looks like the name of a town, a service or an office. Write your own first and last name."), code="office"
        )


def folded(text: str) -> str:
    """Lower case without accents, one blank between words."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", plain))
