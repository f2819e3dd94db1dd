"""A calm word before a text that may hurt, that makes somebody suspect by how they look, or that tells of an empty home.

Short lists in four languages, looked at here and nowhere else: no text leaves the server, nothing is kept or counted, nobody is told.
The form comes back once with a sentence; whoever posts it anyway, posts it.
"""

import re

from django.utils.translation import gettext_lazy as _

from .absence.telling import plain, tells_absence

HURTS = (
    r"idioo?te?n?|klootzak\w*|debie?le?n?|smeerlap\w*|kut(wijf|ding|volk)\w*|hoer(en)?|mongo(ol|len)|kanker(lijer|wijf|hond)\w*|rot op",
    r"hou je (bek|muil)|ik (sla|maak) (je|jou|u) \w+|imbecie?le?n?",
    r"connards?|connasses?|salope?s?|ta gueule|fils de pute|abrutie?s?|cretine?s?|encules?|je vais (te|vous) (tuer|casser|frapper)",
    r"arschl(och|ocher)|schwachk(opf|opfe)|miststuck|halt (die fresse|s? ?maul)|verpisst? (dich|euch)|ich (bring|schlag)e? dich",
    r"idiots?|morons?|assholes?|bastards?|bitch(es)?|fuck (you|off)|shut up|i('ll| will) (kill|hit|beat) you",
)
SUSPECTS = (
    r"verdachte? (man|mannen|vrouw|vrouwen|persoon|personen|types?|gast|gasten|figu(ur|ren)|kerel|kerels|jongeren)|vreemd volk",
    r"buitenlandse? (uitzicht|uiterlijk|types?|man|mannen|uitziende)|donkere? huidskleur|getinte (man|mannen|types?|jongeren)|zigeuners?",
    r"(noord-?afrikaans|marokkaans|turks|oost-?europees|roma)e? (uiterlijk|uitzicht|types?|man|mannen|jongeren)",
    r"(individus?|personnes?|hommes?|types?) (suspecte?s?|louches?)|type (maghrebin|africain|etranger|basane|arabe|rom)",
    r"verdachtige? (person|personen|mann|manner|gestalt|gestalten|typen?|leute)|sudlandisch\w*|auslandisch aussehend\w*",
    r"suspicious( looking)? (person|man|men|woman|people|characters?|guys?|foreigners?|youths?)|(foreign|dark) looking",
    r"looks? foreign|gyps(y|ies)",
)
WORDS = {
    "hurts": _("This may hurt somebody. Read it once more, as if they stood before you at the door."),
    "suspects": _(
        "This makes somebody suspect by how they look. Tell what you saw happen, where and when: else a neighbour who "
        "just walks home gets into trouble. Is something going on now? Call 101, in danger 112."
    ),
    "away": _("This tells when your home is empty, and many people can read it. Tell it rather to a neighbour you trust."),
}
AWAY = "away"  # a list of its own, which is also asked of what was said (absence/)
CALL = "urgent"  # the house rule before neighbours are called (urgent/asking.py)
NOT_YET, ANYWAY = _("It is not posted yet. Change it, or post it as it is: you decide."), _("Post it anyway")
STAYS_HERE = _(
    "Posted all the same, it stands on the board alone, in no mail and on no printed sheet, and after the day it names only you read it."
)
LISTS = {"hurts": HURTS, "suspects": SUSPECTS}
PATTERNS = {kind: re.compile(rf"\b(?:{'|'.join(words)})\b") for kind, words in LISTS.items()}


def calm_word(seen: list[str], *texts: str) -> dict | None:
    """{kind, words, seen, note, button} of the first thing to think about, but for those that were `seen`; None to go on."""
    said = " ".join(plain(" ".join(texts)).split())
    for kind in WORDS:
        if kind not in seen and (tells_absence(*texts) if kind == AWAY else PATTERNS[kind].search(said)):
            note = STAYS_HERE if kind == AWAY else NOT_YET
            return {"kind": kind, "words": WORDS[kind], "seen": [*known(seen), kind], "note": note, "button": ANYWAY}
    return None


def known(seen: list[str]) -> list[str]:
    """Of what a form says it has shown, what there is to show."""
    return [key for key in seen if key in WORDS or key == CALL]
