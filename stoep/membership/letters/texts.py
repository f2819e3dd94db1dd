"""The letter's own words in the four languages. They are typeset, not shown on a screen: hence not in the catalogues.

Level B1, said by the town to somebody at home: Dutch with "je", French with "vous", German with "Sie". The fields in braces are
{town}, {hood}, {small}, {street}, {address}, {site}, {until}, {place}, {phone}, {days}, {name}, {line}.
"""

import re
from datetime import date

from babel.dates import format_date

NL = {
    "to": "Aan de bewoners",
    "box": "bus",
    "number": "nr.",
    "title": "Leer je buren kennen",
    "dear": "Beste buurtbewoner,",
    "why": "{town} nodigt je uit op Stoep. Dat is een besloten netwerk op internet, alleen voor wie in {hood} woont. Je "
    "vraagt er een ladder of een helpende hand. Je geeft weg wat je niet meer nodig hebt. Je leest wat er in je straat "
    "gebeurt. Meedoen is gratis en er is geen reclame.",
    "asked": {
        "street": "{name} ({street}) woont in je buurt en vroeg ons je deze brief te sturen.",
        "name": "{name} woont in je buurt en vroeg ons je deze brief te sturen.",
        "unseen": "Of de brief is aangekomen en wat je ermee doet, verneemt {name} niet van ons.",
        "line": "{name} schrijft erbij: “{line}”",
    },
    "lent": "{small} hoort voorlopig bij {hood}: er zijn te weinig huizen voor een eigen netwerk.",
    "promise_title": "Wie leest wat je schrijft?",
    "promise": "Alleen je buren en wie hier met een badge werkt, zoals de buurtwerker of de wijkagent: de gemeente kan niet meelezen.",
    "how": "Zo doe je mee",
    "steps": (
        "Surf naar {site} en typ je adres en de code. Of scan het vierkant met je telefoon.",
        "Vul je naam en je mailadres in.",
        "Zeg hallo tegen je buren.",
    ),
    "code": "De code van je adres",
    "valid": "Alleen voor {address}, voor iedereen die er woont. Geldig tot en met {until} ({days} dagen).",
    "help_title": "Geen computer?",
    "help": {
        "both": "Kom langs bij {place} of bel {phone}. We helpen je graag, ook zonder mailadres.",
        "place": "Kom langs bij {place}. We helpen je graag, ook zonder mailadres.",
        "phone": "Bel {phone}. We helpen je graag, ook zonder mailadres.",
        "none": "Kom met deze brief naar het gemeentehuis. We helpen je graag, ook zonder mailadres.",
    },
    "stop": {
        "phone": "Doe je niets, dan gebeurt er niets. Liever geen brieven meer? Kies “Geen brieven meer” op "
        "{site} of bel {phone}.",
        "none": "Doe je niets, dan gebeurt er niets. Liever geen brieven meer? Kies “Geen brieven meer” op "
        "{site}, of zeg het in het gemeentehuis.",
    },
    "greetings": "Met vriendelijke groeten,",
    "map": "De dikke rode lijn: je straat",
    "map_alt": "Kaart van {hood}. Je straat, {street}, is gekleurd.",
    "logo_alt": "Logo van {town}",
    "qr_alt": "QR-code die de pagina opent waar je met je code kunt meedoen",
}

FR = {
    "to": "Aux habitants",
    "box": "bte",
    "number": "n°",
    "title": "Rencontrez vos voisins",
    "dear": "Chère habitante, cher habitant,",
    "why": "{town} vous invite sur Stoep. C’est un réseau fermé sur internet, réservé aux habitants du quartier {hood}. Vous "
    "pouvez y demander une échelle ou un coup de main, donner ce qui ne vous sert plus et lire ce qui se passe dans votre "
    "rue. C’est gratuit et sans publicité.",
    "asked": {
        "street": "{name} ({street}) habite votre quartier et nous a demandé de vous envoyer cette lettre.",
        "name": "{name} habite votre quartier et nous a demandé de vous envoyer cette lettre.",
        "unseen": "Nous ne disons à {name} ni si la lettre est arrivée, ni ce que vous en faites.",
        "line": "Un mot de {name} : « {line} »",
    },
    "lent": "Pour l’instant, {small} est rattaché à {hood} : il y a trop peu de logements pour un réseau à part.",
    "promise_title": "Qui lit ce que vous écrivez ?",
    "promise": "Seulement vos voisins et les personnes qui travaillent ici avec un badge, comme l’éducateur de rue ou "
    "l’agent de quartier : la commune n’y a pas accès.",
    "how": "Comment participer",
    "steps": (
        "Surfez sur {site} et tapez votre adresse et le code. Ou scannez le carré avec votre téléphone.",
        "Indiquez votre nom et votre adresse mail.",
        "Dites bonjour à vos voisins.",
    ),
    "code": "Le code de votre adresse",
    "valid": "Uniquement pour {address}, pour tous ceux qui y habitent. Valable jusqu’au {until} inclus ({days} jours).",
    "help_title": "Pas d’ordinateur ?",
    "help": {
        "both": "Passez nous voir : {place}. Ou appelez le {phone}. Nous vous aidons volontiers, même sans adresse mail.",
        "place": "Passez nous voir : {place}. Nous vous aidons volontiers, même sans adresse mail.",
        "phone": "Appelez le {phone}. Nous vous aidons volontiers, même sans adresse mail.",
        "none": "Venez à la maison communale avec cette lettre. Nous vous aidons volontiers, même sans adresse mail.",
    },
    "stop": {
        "phone": "Si vous ne faites rien, il ne se passe rien. Vous ne voulez plus de lettre ? Choisissez « Ne plus "
        "recevoir de lettres » sur {site} ou appelez le {phone}.",
        "none": "Si vous ne faites rien, il ne se passe rien. Vous ne voulez plus de lettre ? Choisissez « Ne plus "
        "recevoir de lettres » sur {site} ou dites-le à la maison communale.",
    },
    "greetings": "Avec nos meilleures salutations,",
    "map": "La grosse ligne rouge : votre rue",
    "map_alt": "Carte du quartier {hood}. Votre rue, {street}, est en couleur.",
    "logo_alt": "Logo de {town}",
    "qr_alt": "Code QR qui ouvre la page où vous pouvez participer avec votre code",
}

DE = {
    "to": "An die Bewohner",
    "box": "Bfk.",
    "number": "Nr.",
    "title": "Auf gute Nachbarschaft",
    "dear": "Liebe Bewohnerin, lieber Bewohner,",
    "why": "{town} lädt Sie zu Stoep ein: ein geschlossenes Netzwerk im Internet, nur für die Menschen in {hood}. Dort "
    "bitten Sie um eine Leiter oder um Hilfe. Sie verschenken, was Sie nicht mehr brauchen. Sie lesen, was in Ihrer Straße "
    "los ist. Es kostet nichts, und es gibt keine Werbung.",
    "asked": {
        "street": "{name} ({street}) wohnt in Ihrem Viertel und hat uns gebeten, Ihnen diesen Brief zu schicken.",
        "name": "{name} wohnt in Ihrem Viertel und hat uns gebeten, Ihnen diesen Brief zu schicken.",
        "unseen": "Ob der Brief angekommen ist und was Sie damit tun, erfährt {name} von uns nicht.",
        "line": "{name} schreibt dazu: „{line}“",
    },
    "lent": "{small} gehört vorläufig zu {hood}: Für ein eigenes Netzwerk gibt es dort zu wenige Wohnungen.",
    "promise_title": "Wer liest mit?",
    "promise": "Nur Ihre Nachbarn und wer hier mit Abzeichen arbeitet, etwa die Sozialarbeiterin oder der Revierinspektor: Die "
    "Gemeinde kann nicht mitlesen.",
    "how": "So machen Sie mit",
    "steps": (
        "Gehen Sie im Internet auf {site} und geben Sie Adresse und Code ein. Oder scannen Sie das Quadrat mit dem Telefon.",
        "Geben Sie Namen und E-Mail-Adresse ein.",
        "Sagen Sie Ihren Nachbarn guten Tag.",
    ),
    "code": "Der Code für Ihre Adresse",
    "valid": "Nur für {address}, für alle, die dort wohnen. Gültig bis zum {until} ({days} Tage).",
    "help_title": "Kein Computer?",
    "help": {
        "both": "Kommen Sie vorbei: {place}. Oder rufen Sie an: {phone}. Wir helfen gern, auch ohne E-Mail-Adresse.",
        "place": "Kommen Sie vorbei: {place}. Wir helfen gern, auch ohne E-Mail-Adresse.",
        "phone": "Rufen Sie an: {phone}. Wir helfen gern, auch ohne E-Mail-Adresse.",
        "none": "Kommen Sie mit diesem Brief ins Rathaus. Wir helfen gern, auch ohne E-Mail-Adresse.",
    },
    "stop": {
        "phone": "Wenn Sie nichts tun, geschieht nichts. Möchten Sie keine Briefe mehr? Wählen Sie „Keine Briefe "
        "mehr“ auf {site} oder rufen Sie an: {phone}.",
        "none": "Wenn Sie nichts tun, geschieht nichts. Möchten Sie keine Briefe mehr? Wählen Sie „Keine Briefe "
        "mehr“ auf {site} oder sagen Sie es im Rathaus.",
    },
    "greetings": "Mit freundlichen Grüßen",
    "map": "Die dicke rote Linie: Ihre Straße",
    "map_alt": "Karte von {hood}. Ihre Straße, {street}, ist farbig.",
    "logo_alt": "Logo von {town}",
    "qr_alt": "QR-Code, der die Seite öffnet, auf der Sie mit Ihrem Code mitmachen können",
}

EN = {
    "to": "To the residents",
    "box": "box",
    "number": "no.",
    "title": "Get to know your neighbours",
    "dear": "Dear resident,",
    "why": "{town} invites you to Stoep. It is a closed network on the internet, only for the people who live in {hood}. You "
    "can ask for a ladder or a helping hand, give away what you no longer need and read what is going on in your street. It "
    "is free, and there are no adverts.",
    "asked": {
        "street": "{name} ({street}) lives in your neighbourhood and asked us to send you this letter.",
        "name": "{name} lives in your neighbourhood and asked us to send you this letter.",
        "unseen": "We do not tell {name} whether it arrived or what you do with it.",
        "line": "{name} adds: “{line}”",
    },
    "lent": "{small} lives with {hood} for now: it has too few homes of its own.",
    "promise_title": "Who reads what you write?",
    "promise": "Only your neighbours and those who work here with a badge, such as the neighbourhood worker or the community "
    "police officer: the town cannot read along.",
    "how": "How to join",
    "steps": (
        "Go to {site} on the internet and type your address and the code. Or scan the square with your phone.",
        "Fill in your name and your email address.",
        "Say hello to your neighbours.",
    ),
    "code": "The code of your address",
    "valid": "Only for {address}, for everybody who lives there. Valid up to and including {until} ({days} days).",
    "help_title": "No computer?",
    "help": {
        "both": "Come to {place} or phone {phone}. We are glad to help, also without an email address.",
        "place": "Come to {place}. We are glad to help, also without an email address.",
        "phone": "Phone {phone}. We are glad to help, also without an email address.",
        "none": "Come to the town hall with this letter. We are glad to help, also without an email address.",
    },
    "stop": {
        "phone": "If you do nothing, nothing happens. Would you rather have no more letters? Choose “No more "
        "letters” at {site} or phone {phone}.",
        "none": "If you do nothing, nothing happens. Would you rather have no more letters? Choose “No more "
        "letters” at {site} or tell the town hall.",
    },
    "greetings": "Kind regards,",
    "map": "The thick red line: your street",
    "map_alt": "Map of {hood}. Your street, {street}, is in colour.",
    "logo_alt": "Logo of {town}",
    "qr_alt": "QR code that opens the page where you can join with your code",
}

TEXTS = {"nl": NL, "fr": FR, "de": DE, "en": EN}


def written_date(day: date, language: str) -> str:
    """The day in full, as the language writes it: "20 februari 2027", "1er mars 2027", "1. März 2027"."""
    written = format_date(day, "long", locale={"en": "en_GB"}.get(language, language))
    return re.sub(r"^1 ", "1er ", written) if language == "fr" else written
