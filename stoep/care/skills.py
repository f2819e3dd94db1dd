"""What neighbours can do for each other, in plain words, by kind. The keys are kept; the words may be bettered."""

import re
import unicodedata
from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _

SKILLS = {  # key: (kind, words)
    "shopping": ("errands", _("Do some shopping")), "pharmacy": ("errands", _("Fetch something from the pharmacy")),
    "post": ("errands", _("Take something to the post")), "parcels": ("errands", _("Take in parcels")),
    "dishes": ("errands", _("Bring a warm meal")), "bins": ("errands", _("Put the bins out")),
    "car": ("errands", _("Drive along by car")), "carry": ("errands", _("Carry something heavy")),
    "moving": ("errands", _("Help with moving house")), "doctor": ("errands", _("Come along to the doctor")),
    "walk": ("company", _("Go for a walk together")), "coffee": ("company", _("Drink a coffee and talk")),
    "games": ("company", _("Play cards or board games")), "read": ("company", _("Read aloud")),
    "visit": ("company", _("Visit somebody who is ill")), "listen": ("company", _("Listen when things are hard")),
    "cinema": ("company", _("Go to a film or a concert together")), "wheelchair": ("company", _("Push a wheelchair")),
    "phone": ("company", _("Phone now and then")), "music": ("company", _("Make music together")),
    "babysit": ("children", _("Look after children for an hour")), "school": ("children", _("Take children to school")),
    "homework": ("children", _("Help with homework")), "maths": ("children", _("Explain maths")),
    "craft": ("children", _("Do crafts with children")), "play": ("children", _("Play outside with children")),
    "reading": ("children", _("Learn to read together")), "swim": ("children", _("Go swimming with children")),
    "party": ("children", _("Help at a children’s party")), "exam": ("children", _("Practise for exams")),
    "dog": ("animals", _("Walk a dog")), "cat": ("animals", _("Feed a cat")),
    "hens": ("animals", _("Look after hens")), "fish": ("animals", _("Feed fish or birds")),
    "vet": ("animals", _("Come along to the vet")), "hotel": ("animals", _("Take an animal in for a few days")),
    "plants": ("garden", _("Water plants")), "mow": ("garden", _("Mow the lawn")),
    "weeds": ("garden", _("Pull weeds")), "prune": ("garden", _("Prune trees and hedges")),
    "cuttings": ("garden", _("Share cuttings and seeds")), "vegetables": ("garden", _("Grow vegetables")),
    "compost": ("garden", _("Make compost")), "snow": ("garden", _("Clear snow")),
    "chores": ("house", _("Do small jobs in the house")), "drill": ("house", _("Drill a hole, hang something up")),
    "furniture": ("house", _("Put furniture together")), "paint": ("house", _("Paint a wall")),
    "lamp": ("house", _("Put in a lamp")), "tap": ("house", _("Stop a tap from dripping")),
    "windows": ("house", _("Clean windows")), "mail": ("house", _("Empty the letterbox in the holidays")),
    "keys": ("house", _("Keep a spare key")), "tools": ("house", _("Lend tools")),
    "bike": ("repair", _("Mend a bicycle")), "sew": ("repair", _("Sew and mend clothes")),
    "electro": ("repair", _("Mend small machines")), "wood": ("repair", _("Work with wood")),
    "knives": ("repair", _("Sharpen knives")), "shoes": ("repair", _("Mend shoes and bags")),
    "computer": ("paper", _("Help with a computer")), "smartphone": ("paper", _("Help with a phone or tablet")),
    "internet": ("paper", _("Help with things on the internet")), "forms": ("paper", _("Fill in papers")),
    "letters": ("paper", _("Read and write letters")), "translate": ("paper", _("Translate")),
    "taxes": ("paper", _("Help with the tax form")), "cv": ("paper", _("Write an application for a job")),
    "dutch": ("learn", _("Practise Dutch")), "french": ("learn", _("Practise French")),
    "german": ("learn", _("Practise German")), "english": ("learn", _("Practise English")),
    "cook": ("learn", _("Cook together")), "knit": ("learn", _("Knit and crochet")),
    "cycle": ("learn", _("Learn to ride a bicycle")), "instrument": ("learn", _("Learn an instrument")),
    "run": ("learn", _("Run together")), "photo": ("learn", _("Take good pictures")),
    "street": ("together", _("Help at a street party")), "cake": ("together", _("Bake a cake")),
    "tables": ("together", _("Put up tables and chairs")), "clean": ("together", _("Tidy up the street together")),
    "flyers": ("together", _("Bring flyers round")), "welcome": ("together", _("Welcome new neighbours")),
}  # fmt: skip
KINDS = {  # key: (words, icon)
    "errands": (_("Errands and driving"), "footprints"), "company": (_("Company"), "coffee"), "children": (_("Children"), "baby"),
    "animals": (_("Animals"), "heart-pulse"), "garden": (_("Garden"), "tree-deciduous"), "house": (_("In the house"), "house"),
    "repair": (_("Mending"), "hand"), "paper": (_("Computer and papers"), "file-text"), "learn": (_("Learning together"), "book-open"),
    "together": (_("For the street"), "party-popper"),
}  # fmt: skip


def label(skill: str):
    """A skill in words; empty for none, or for one that is no longer on the list."""
    return SKILLS[skill][1] if skill in SKILLS else ""


def by_kind() -> list[tuple]:
    """[(kind's words, icon, [(key, words), …]), …] in the order of the list."""
    return [(words, icon, [(key, text) for key, (k, text) in SKILLS.items() if k == kind]) for kind, (words, icon) in KINDS.items()]


def grouped_choices(first) -> list:
    """Choices for a drop-down: `first` for none, then by kind."""
    return [("", first), *((words, skills) for words, _icon, skills in by_kind())]


SHORTEST = 3  # letters of a word that looks for a skill: "An" is a name


def keys_for(typed: str, language: str) -> list[str]:
    """The skills whose words, in this language, begin like every word that was typed: "bic" finds mending and riding a bicycle."""
    words = _folded(typed)
    if not words or min(map(len, words)) < SHORTEST:
        return []
    return [key for key, spoken in _spoken(language).items() if all(any(said.startswith(word) for said in spoken) for word in words)]


@cache
def _spoken(language: str) -> dict[str, list[str]]:
    with translation.override(language):
        return {key: _folded(f"{words} {KINDS[kind][0]}") for key, (kind, words) in SKILLS.items()}


def _folded(text: str) -> list[str]:
    """Its words without capitals and accents."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))
    return re.findall(r"\w+", plain)
