"""Passwords that are guessed soon: known from leaks, or built of what everybody builds them of. Judged offline, nothing leaves the house.

A list alone misses most of what people choose here: of a hundred well-known passwords of twelve characters or more, in four languages, one
of the hundred thousand most leaked holds a dozen. So beside Django's list the number of guesses is estimated (zxcvbn: leaked
passwords, names, words, keyboard rows, dates, repeats, look-alike signs), with words of these parts added to its English ones.
"""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn_rs_py import zxcvbn

FEWEST = 10**10  # guesses; who is to guess against argon2id needs more than a year for so many
READ = 32  # signs that are judged: crafted ones cost 0.1 ms each and more for every further sign, and so many settle it
OF_THE_PERSON = ("email", "name")
WORDS = """
welkom hallo bonjour bonsoir wachtwoord paswoord motdepasse passwort kennwort geheim secret geheimnis welcome stoep buurt buurtwerk
buurtwerker quartier nachbarschaft straat rue strasse gemeente commune gemeinde stad ville stadt dorp village politie police polizei
brandweer liefde amour liebe schatje schatz liefste ikhouvanjou jetaime ichliebedich familie famille voetbal football fussball fiets velo
hond hondje poes poesje chien chat katze hund zonnetje soleil sonne bloemetje chocolade chocolat doudou prinses princesse lente zomer
herfst winter printemps automne hiver sommer herbst vakantie zomervakantie vacances ferien kerstmis noel weihnachten sinterklaas pasen
paques ostern januari februari maart april mei juni juli augustus september oktober november december janvier fevrier mars avril mai juin
juillet aout octobre novembre decembre januar februar marz dezember maandag dinsdag woensdag donderdag vrijdag zaterdag zondag lundi mardi
mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag belgie belgique belgien vlaanderen
wallonie nederland deutschland antwerpen anvers gent gand brussel bruxelles brugge bruges leuven louvain luik liege namen namur bergen
mons mechelen malines hasselt kortrijk courtrai oostende ostende aalst charleroi tournai doornik genk roeselare sintniklaas anderlecht
clubbrugge standard eupen amsterdam rotterdam utrecht keulen koln berlin paris lille mijn mon mein azerty azertyuiop qsdfghjklm wxcvbn
janssens peeters maes jacobs mertens willems dubois lambert muller schmidt
"""
HERE = WORDS.split()


class WellKnown(CommonPasswordValidator):
    """Refuses what is on Django's list of leaked passwords, and what needs fewer than ten thousand million guesses, with one sentence."""

    def validate(self, password, user=None):
        if password.lower().strip() in self.passwords or guesses(password, user) < FEWEST:
            advice = _("This password is easy to guess. Choose four words that do not belong together.")
            raise ValidationError(advice, code="password_too_common")


def guesses(password: str, user=None) -> int:
    """How many guesses somebody needs who knows what people choose, and knows this person's name and mailbox."""
    typed = " ".join(getattr(user, field, "") or "" for field in OF_THE_PERSON)[:400].lower()
    mine = [word for word in re.split(r"[\W\d_]+", typed) if len(word) > 2]
    return zxcvbn(password[:READ], mine + HERE).guesses
