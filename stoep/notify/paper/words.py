"""The words on the sheet and the poster, in four languages: typeset, not shown on a screen, hence not in the catalogues.

Level B1, said by a neighbour to a neighbour: Dutch "je", French "vous", German "du". Fields: {hood}, {start}, {end},
{n}, {who}, {point}.
"""

NL = {
    "title": "De week in {hood}", "dates": "{start} tot {end}", "nothing": "Deze week staat er niets op papier.",
    "sections": {"town": "Van de gemeente", "events": "Samen te doen", "help": "Wie helpt een handje?",
                 "things": "Geven, lenen, ruilen", "said": "Buren vertellen en vragen"},
    "more": ("En nog 1 bericht op Stoep.", "En nog {n} berichten op Stoep."),
    "welcome": "Welkom aan onze nieuwe buren.", "welcome_n": "Welkom aan onze nieuwe buren: deze maand ongeveer {n}.",
    "how": "Wil je antwoorden?",
    "tell": "Geen computer? Zeg het nummer van het bericht tegen {who}, en wat je wilt antwoorden. Het komt op het prikbord.",
    "at": "iemand van {point}", "nobody": "een buur die al op Stoep zit",
    "qr": "Code die Stoep opent op een telefoon", "scan": "Met een telefoon: scan het vierkant.", "or": "of",
}  # fmt: skip
FR = {
    "title": "La semaine à {hood}", "dates": "Du {start} au {end}", "nothing": "Rien sur papier cette semaine.",
    "sections": {"town": "De la commune", "events": "À faire ensemble", "help": "Qui donne un coup de main ?",
                 "things": "Donner, prêter, échanger", "said": "Les voisins racontent et demandent"},
    "more": ("Et encore 1 message sur Stoep.", "Et encore {n} messages sur Stoep."),
    "welcome": "Bienvenue à nos nouveaux voisins.", "welcome_n": "Bienvenue à nos nouveaux voisins : environ {n} ce mois-ci.",
    "how": "Vous voulez répondre ?",
    "tell": "Pas d’ordinateur ? Dites le numéro du message à {who}, et ce que vous voulez répondre. Cela paraîtra sur le fil.",
    "at": "quelqu’un de {point}", "nobody": "une voisine ou un voisin déjà sur Stoep",
    "qr": "Code qui ouvre Stoep sur un téléphone", "scan": "Avec un téléphone : scannez le carré.", "or": "ou",
}  # fmt: skip
DE = {
    "title": "Die Woche in {hood}", "dates": "{start} bis {end}", "nothing": "Diese Woche steht nichts auf Papier.",
    "sections": {"town": "Von der Gemeinde", "events": "Gemeinsam unternehmen", "help": "Wer hilft mit?",
                 "things": "Schenken, leihen, tauschen", "said": "Nachbarn erzählen und fragen"},
    "more": ("Und noch 1 Beitrag auf Stoep.", "Und noch {n} Beiträge auf Stoep."),
    "welcome": "Willkommen, liebe neue Nachbarn.", "welcome_n": "Willkommen, liebe neue Nachbarn: diesen Monat etwa {n}.",
    "how": "Möchtest du antworten?",
    "tell": "Kein Computer? Sag {who} die Nummer des Beitrags und was du antworten möchtest. Es kommt an die Pinnwand.",
    "at": "jemandem von {point}", "nobody": "jemandem, der schon auf Stoep ist,",
    "qr": "Code, der Stoep auf einem Telefon öffnet", "scan": "Mit dem Handy: Scanne das Quadrat.", "or": "oder",
}  # fmt: skip
EN = {
    "title": "This week in {hood}", "dates": "{start} to {end}", "nothing": "Nothing is on paper this week.",
    "sections": {"town": "From the town", "events": "Things to do together", "help": "Who lends a hand?",
                 "things": "Give, lend, swap", "said": "Neighbours tell and ask"},
    "more": ("And 1 more message on Stoep.", "And {n} more messages on Stoep."),
    "welcome": "Welcome to our new neighbours.", "welcome_n": "Welcome to our new neighbours: about {n} this month.",
    "how": "Would you like to answer?",
    "tell": "No computer? Tell {who} the number of the message, and what you want to answer. It goes on the board.",
    "at": "somebody at {point}", "nobody": "a neighbour who is on Stoep already",
    "qr": "Code that opens Stoep on a phone", "scan": "With a phone: scan the square.", "or": "or",
}  # fmt: skip
WORDS = {"nl": NL, "fr": FR, "de": DE, "en": EN}
