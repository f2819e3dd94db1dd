"""Who is away, in four languages: short lists of words, put together from left to right as people say them.

A text tells of an empty home when its writer (or who lives next to them) is on a journey, or away for a time, or says that the house is
empty. Who is back, who stays, a shop, a doctor and a school are something else. All in small letters without accents.
"""

MONTHS = {
    "jan": 1, "feb": 2, "fev": 2, "maa": 3, "mrt": 3, "mar": 3, "apr": 4, "avr": 4, "mei": 5, "mai": 5, "may": 5, "jun": 6, "juin": 6,
    "jul": 7, "juil": 7, "aug": 8, "aou": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
DAYS = (  # of the week, from Monday: how each begins
    "maandag|lundi|montag|monday", "dinsdag|mardi|dienstag|tuesday", "woensdag|mercredi|mittwoch|wednesday",
    "donderdag|jeudi|donnerstag|thursday", "vrijdag|vendredi|freitag|friday", "zaterdag|samedi|samstag|sonnabend|saturday",
    "zondag|dimanche|sonntag|sunday",
)  # fmt: skip
DAY = "|".join(DAYS)
MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|fevrier|mars|avril|mai|juin"
    r"|juillet"
    r"|aout|septembre|octobre|novembre|decembre|januar|februar|marz|mai|august|dezember|january|february|march|may|june|july|october)"
)
NUMBER = (
    r"(?:\d+|een|twee|drie|vier|vijf|zes|acht|tien|veertien|paar|enkele|une?|deux|trois|quatre|dix|quinze|quelques|eine?[rn]?|zwei"
    r"|drei|vier|sechs|zehn"
    r"|vierzehn|paar|a|one|two|three|four|six|ten|few|half)(?:tal)?"
)
LONG = (  # for how long, in days or more
    rf"\b{NUMBER} (?:hele |lange |whole |ganzen? |volle )?(?:dagen|weken|week|weekje|maand|maanden|jours|semaines?|mois|tagen?"
    rf"|wochen?|monaten?|days"
    r"|weeks?|months?)\b"
)
SPAN = (
    r"(?:dag|week|weken|weekje|weekend|maand|zomer|winter|\w*vakantie|semaine|week-end|mois|ete|hiver|vacances|tag|woche|wochenende"
    rf"|monat|sommer|\w*ferien|day|weeks?|weekends?|month|summer|\w+ holidays?|{MONTH})"
)
TIME = (  # for how long, until when, from when
    rf"\b(?:tot|t/m|vanaf|jusqu\S*|a partir|des|bis|ab|until|till)\b|\b(?:van|du|vom|from) (?:\w+ )?(?:\d|{DAY})|{LONG}"
    rf"|\b(?:volgende|komende|deze|dit|hele|heel|in|la|le|tout le|toute la|cette|ce|en|nachste[ns]?|diese[sn]?|ganze[ns]?|im|next"
    rf"|this|all|whole|over|de|den"
    rf"|die|the) (?:hele |prochaine? |ganzen? |whole )?{SPAN}\b|\b(?:morgen|overmorgen|demain|ubermorgen|tomorrow|{DAY})\b"
    rf"|\b\d{{1,2}}[./]\d{{1,2}}\b"
)
TRIP = {
    "nl": r"(?:op|met) (?:\w+ )?(?:vakantie|reis|verlof|skireis|skivakantie|citytrip|weekend)|skien|gaan skien",
    "fr": r"en (?:vacances|voyage|conges?|croisiere)|(?:au|aux sports d'hiver|faire du) ski|en week-end",
    "de": r"(?:im|in den|in|auf) (?:\w+ )?(?:urlaub|reisen?|skiurlaub)|verreist|verreisen|in die ferien|ski fahren|\bski\b",
    "en": r"on (?:\w+ )?(?:holidays?|vacation|a (?:\w+ )?trip|a (?:\w+ )?cruise)|skiing",
}
GONE = {  # with a time
    "nl": r"(?:weg|niet thuis|afwezig|van huis|uit huis|het huis uit|in (?:het )?(?:buitenland|ziekenhuis)|naar (?:het )?buitenland)",
    "fr": r"(?:absente?s?|partie?s?|pas (?:la|chez nous|chez moi|a la maison)|a (?:l'etranger|l'hopital|la mer|la montagne))",
    "de": r"(?:weg|nicht (?:da|zu hause|zuhause|daheim)|abwesend|fort|ausser haus|im (?:ausland|krankenhaus))",
    "en": r"(?:away|gone|not (?:at )?home|not be (?:at )?home|won't be (?:at )?home|out of (?:town|the country)|abroad|in hospital)",
}
OFF = {  # to somewhere, for days or longer
    "nl": r"naar \w+|voor|op (?:de )?\w+", "fr": r"en \w+|aux? \w+|a \w+|pour|deux|trois|chez", "de": r"nach \w+|ans? \w+|zu \w+|fur|weg",
    "en": r"to \w+|for",
}  # fmt: skip
# The writer, or somebody whose home is here, and the verb of being or going: in either order, with a few words between.
WHO = {
    "nl": (r"we|wij|ik|mijn man en ik|mijn vrouw en ik|(?:de|onze|mijn) (?:buren|buurman|buurvrouw)", r"zijn|ben|is|zitten|zit"
    r"|blijven|blijf",
           r"gaan|ga|gaat|vertrekken|vertrek"),
    "fr": (r"nous|on|je|j'|(?:les|nos|mes) voisins", r"sommes|est|suis|sont|serons|serai|sera|seront", r"partons|part|pars|partirons"
    r"|partirai|allons"
           r"|vais|va|quittons|quitte"),
    "de": (r"wir|ich|(?:die|unsere) nachbarn", r"sind|bin|ist|bleiben|werden", r"fahren|fahre|fliegen|fliege|gehen|reisen|reise"
    r"|verreisen|verreise"),
    "en": (r"we|i|(?:the|our|my) neighbou?rs", r"are|am|'re|'m|is|'ll be|will be|won't|will not", r"go|going|leave|leaving|fly|travel"),
}  # fmt: skip
# Says it all, whoever says it.
STRONG = (
    r"\b(?:tijdens|gedurende|wegens) (?:onze|mijn) (?:\w+ )?(?:vakantie|reis|afwezigheid|verlof)|(?:terwijl|als|wanneer"
    r"|zolang) (?:we|wij|ik) (?:\w+ ){0,3}"
    r"(?:weg|op (?:vakantie|reis)|niet thuis) (?:zijn|ben)",
    r"\b(?:ons|mijn|het) (?:huis|huisje|appartement|woning) (?:staat|is|blijft) (?:\w+ ){0,4}(?:leeg|onbewoond)|onze woning (?:staat"
    r"|is) (?:\w+ ){0,4}leeg"
    r"|(?:niemand|geen mens) (?:\w+ ){0,2}thuis\b",
    r"\b(?:pendant|durant|lors de) (?:notre|nos|mon|mes|ma) (?:\w+ )?(?:vacances|voyage|absence|conges?)"
    r"|(?:pendant que|quand|tant que) (?:nous|je) (?:\w+ ){0,3}(?:partis?|partie|absente?s?|en vacances|en voyage)",
    r"\b(?:notre|ma|la) (?:maison|appartement) (?:\w+ )?(?:est|sera|reste|restera) (?:\w+ ){0,2}(?:vide|inoccupee?)"
    r"|personne (?:\w+ )?(?:chez nous|a la maison)",
    r"\b(?:wahrend|wegen) (?:unsere[sr]|meine[sr]) (?:\w+ )?(?:urlaubs?|reise|abwesenheit)"
    r"|(?:wahrend|wenn|solange) (?:wir|ich) (?:\w+ ){0,3}(?:weg|im urlaub|verreist|nicht da) (?:sind|bin)",
    r"\b(?:unsere?|mein|das|meine) (?:haus|wohnung) (?:steht|ist|bleibt) (?:\w+ ){0,4}leer|niemand (?:\w+ ){0,2}(?:daheim|zu hause"
    r"|zuhause)",
    r"\b(?:during|because of) (?:our|my) (?:\w+ )?(?:holidays?|vacation|trip|absence)"
    r"|while (?:we are|we're|i am|i'm) (?:\w+ ){0,2}(?:away|gone|on (?:holiday|vacation)|abroad)",
    r"\b(?:our|my|the) (?:house|flat|home|apartment) (?:is|will be|stands) (?:\w+ ){0,2}empty|nobody (?:is |will be )?(?:at )?home"
    r"|(?:won't|will not) be (?:at )?home\b",
)  # fmt: skip
# Without a subject, as on a card: only with a time right behind.
CARD = (
    r"(?:^|[.!?:,] )(?:op (?:vakantie|reis)|afwezig|niet thuis|en (?:vacances|voyage)|absente?s?|im urlaub|verreist|abwesend"
    r"|nicht zu hause"
    r"|on (?:holiday|vacation)|away|not at home|out of town) (?:tot|van|vanaf|jusqu\S*|du|des|a partir|bis|vom|ab|from|until|till)\b"
)
# What is something else: back again, staying, over, or a shop, a doctor, a school.
ELSE = (
    r"\b(?:terug|retour|zuruck|back) (?:van|uit|de|des|aus|vom|from)\b|\b(?:de retour|zuruck|terug thuis)\b",
    r"\bniet (?:\w+ )?op (?:vakantie|reis)|\bgeen vakantie|ne (?:partons|pars|part|partirons) pas|nicht in (?:den )?urlaub"
    r"|not (?:going )?on (?:holiday|vacation)",
    r"\b(?:waren|was|vorige?|afgelopen|gisteren|etions|etais|semaine passee|derniere?s?|dernier|waren|letzte[nrs]?|gestern|were|last"
    r"|yesterday)\b",
    r"\b(?:de|het|een|le|la|l'|der|die|das|the) ?(?:bakker|slager|winkel|huisarts|dokter|tandarts|apotheek|kapper|school|bib"
    r"|bibliotheek|restaurant|frituur"
    r"|gemeentehuis|boulanger|boucher|magasin|docteur|medecin|dentiste|pharmacie|coiffeur|ecole|bibliotheque|backer|metzger|laden"
    r"|hausarzt|arzt"
    r"|apotheke|friseur|schule|bucherei|baker|butcher|shop|doctor|dentist|pharmacy|hairdresser|library)\b",
)  # fmt: skip
