"""Which of a fixed list of activities something planned was, by its title, in four languages. Nothing else of it is looked at."""

import re

from ..absence.telling import plain

# key of ideas.IDEAS: words in small letters without accents. The first that fits counts.
WORDS = {
    "neighbours_day": r"burendag|dag van de buren|fete des voisins|tag der nachbar\w*|nachbarschaftstag|neighbou?rs'? day",
    "garage_sale": r"garageverkoop|rommelmarkt|kofferbakverkoop|brocante|vide[- ]?(grenier|maison)s?"
    r"|\w*flohmarkt|(garage|yard|jumble) sale|flea market",
    "repair_cafe": r"repair[- ]?cafe|herstelcafe|reparatie\w*|reparatur\w*|cafe reparation",
    "litter_pick": r"zwerfvuil\w*|(grote )?opruim(actie|dag)?|nettoyage|ramassage"
    r"|mull(sammel\w*|aktion)|putz(tag|aktion)|litter|clean[- ]?up",
    "street_breakfast": r"\w*ontbijt|petit[- ]dejeuner|\w*fruhstuck|breakfast|brunch",
    "swap_table": r"ruil\w*|weggeef\w*|trocs?|donnerie|gratiferia|\w*tausch\w*|swap\w*",
    "planting_day": r"plant(dag|en|actie|ing)\w*|bloembollen|geveltuin\w*|plantations?|bulbes|pflanz\w*|blumenzwiebeln|bulbs",
    "carol_evening": r"kerst\w*|nieuwjaarsdrink|(chants? de )?noel|weihnacht\w*|gluhwein|advent\w*|carols?",
    "walk": r"\w*wandeling|wandelen|promenade|balade|randonnee|\w*spaziergang|\w*wanderung|(\w+ )?walk",
    "street_party": r"buurtborrel|(straat|buurt|wijk)(feest\w*|bbq|barbecue)|(fete|barbecue) (de|du) (la )?(rue|quartier)"
    r"|(strassen|nachbarschafts|viertel)fest\w*"
    r"|(street|block) part(y|ies)",
}
PATTERNS = {key: re.compile(rf"\b(?:{words})\b") for key, words in WORDS.items()}


def activity_of(title: str) -> str:
    """The key of an activity; empty for what is none of these."""
    said = " ".join(plain(title).split())
    return next((key for key, pattern in PATTERNS.items() if pattern.search(said)), "")
