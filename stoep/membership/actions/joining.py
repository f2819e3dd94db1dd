"""From an address that was typed to a neighbour who is in. Each step may be broken off and done again."""

import hmac
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from stoep.lib.clock import now
from stoep.lib.codes import keyed, six_digits
from stoep.lib.limits import Limit, spend
from stoep.lib.roles import acting
from stoep.lib.rules import ALLOWED, Allowed, Denied
from stoep.lib.standings import Applicant, Visitor
from stoep.people.limits import MAIL_PER_MAILBOX, MAIL_PER_NETWORK
from stoep.people.models import MOST_AT_ONE_MAILBOX, Person, canonical_email

from ..mails import mail_account_exists, mail_six_digits
from ..models import Joining
from ..rules import letter_that_opens
from ..sharing import may_share_mailbox
from ..tries import count_wrong, take_turn
from .redeeming import redeem_code

WRONG_CODE = _("This code does not fit this address, or it no longer counts. Look at the newest letter you got.")
BEGIN_PER_NETWORK = Limit("join-network", 60, 3600)
DIGITS_LAST = timedelta(minutes=15)
DIGITS_TRIES = 5


def begin_joining(visitor: Visitor, *, here: int, address_id, before: Joining | None = None) -> Joining | Denied:
    """Remember the address. The same address again goes on where it was broken off. Denied to a network that floods us."""
    if before and (before.neighbourhood_id, before.address_id) == (here, address_id):
        return before
    if not spend(BEGIN_PER_NETWORK, visitor.network):
        return Denied(_("Many people begin to join from here. Try again within the hour, or let us help you."))
    return Joining.objects.create(neighbourhood_id=here, address_id=address_id, language=visitor.language)


def try_code(visitor: Visitor, *, joining: Joining, code: str) -> Allowed | Denied:
    """Try the letter's code at the address of this joining. Whatever is wrong with it, the answer is one and the same."""
    issued_at = prove_letter(visitor, here=joining.neighbourhood_id, address_id=joining.address_id, code=code)
    if isinstance(issued_at, Denied):
        return issued_at
    joining.proven_at, joining.letter_issued_at = now(), issued_at
    joining.save(update_fields=["proven_at", "letter_issued_at"])
    return ALLOWED


def prove_letter(visitor: Visitor, *, here: int, address_id, code: str) -> datetime | Denied:
    """When the letter was made that has this code. One try is paid for; a right one is given back."""
    turn = take_turn(network=visitor.network, person=visitor.person, address_id=address_id)
    if not turn:
        return Denied(too_often(turn.wait))
    applicant = Applicant(here=here)
    with acting(applicant):
        issued_at = letter_that_opens(applicant, address_id, code)
    if issued_at is None:
        count_wrong()
        return Denied(WRONG_CODE)
    turn.give_back()
    return issued_at


def too_often(seconds: int):
    """How long to wait, in words."""
    if seconds <= 90:
        return _("That was often. Wait a minute, then try again.")
    if seconds <= 3600:
        return _("Too many tries. Try again within the hour, or let us help you.")
    return _("Too many tries. Try again tomorrow, or let us help you.")


def introduce(visitor: Visitor, *, joining: Joining, name: str, email: str, password: str, minor: bool = False) -> Allowed | Denied:
    """Keep who wants to come in, and mail six digits. Whether the mailbox has an account is said in the mail only
    (SECURITY D5).

    An empty password is allowed: that person signs in with a code by mail or with a passkey.
    """
    if joining.email != canonical_email(email):
        joining.person_id, joining.mail_code = None, ""  # another mailbox is another account; digits of the old one prove nothing of it
    joining.name, joining.email, joining.language, joining.agreed_at = name, canonical_email(email), visitor.language, now()
    joining.minor, joining.password = minor, make_password(password or None)
    joining.save(update_fields=["name", "email", "language", "agreed_at", "minor", "password", "person_id", "mail_code"])
    return mail_digits(visitor, joining=joining)


def agree(visitor: Visitor, *, joining: Joining, minor: bool = False) -> None:
    """Somebody with an account agrees to the house rules; new people do so when they introduce themselves."""
    joining.agreed_at, joining.minor = now(), minor
    joining.save(update_fields=["agreed_at", "minor"])


def mail_digits(visitor: Visitor, *, joining: Joining) -> Allowed | Denied:
    """New six digits for the mailbox; older ones no longer count.
    Beyond the mailbox's budget nothing is sent, and nothing said."""
    if not spend(MAIL_PER_NETWORK, visitor.network):
        return Denied(_("Too many mails were asked for from here. Try again within the hour."))
    digits = six_digits()
    there = list(Person.objects.at(joining.email)) if joining.person_id is None else []
    joining.beside = may_share_mailbox(joining, there)
    known = bool(there) and not joining.beside
    sent = spend(MAIL_PER_MAILBOX, joining.email)  # five guesses at each of any number of unsent codes would be a way in
    joining.mail_code = keyed("mailbox", joining.id, digits) if sent and not known else ""
    joining.mail_code_until, joining.mail_tries = now() + DIGITS_LAST, 0
    joining.save(update_fields=["mail_code", "mail_code_until", "mail_tries", "beside"])
    if sent:
        mail_account_exists(joining) if known else mail_six_digits(joining, digits, beside=there[0].name if there else "")
    return ALLOWED


def confirm_mailbox(visitor: Visitor, *, joining: Joining, digits: str) -> Person | Denied:
    """The person behind the mailbox, made now if need be. Made twice is made once: the joining remembers the account."""
    if not Joining.objects.filter(id=joining.id, mail_tries__lt=DIGITS_TRIES).update(mail_tries=F("mail_tries") + 1):
        return Denied(_("These six digits were tried too often. Ask for new ones."))
    joining.refresh_from_db()
    fits = hmac.compare_digest(joining.mail_code, keyed("mailbox", joining.id, digits))
    if not fits or joining.mail_code_until < now() or not (joining.proven_at or joining.without_letter):
        return Denied(_("These are not the six digits we mailed last, or they are older than a quarter of an hour."))
    try:
        person = _make_person(joining)
    except IntegrityError:  # another joining with the same mailbox was quicker
        person = None
    return person or Denied(_("You have an account with this e-mail address. Sign in, then go on with your letter."))


def _make_person(joining: Joining) -> Person | None:
    """None for an account that has been signed in to since: six digits by mail must not go round its second step."""
    with transaction.atomic():
        held = Joining.objects.select_for_update().get(id=joining.id)
        if held.person_id:
            return Person.objects.filter(id=held.person_id, last_login=None).first()
        place = _place_at_mailbox(held)
        if place is None:
            return None
        person = Person(email=held.email, beside=place, name=held.name, language=held.language, password=held.password)
        person.save(force_insert=True)
        EmailAddress.objects.create(user=person, email=held.email, verified=True, primary=True)
        held.person_id = person.id
        held.save(update_fields=["person_id"])
    return person


def _place_at_mailbox(joining: Joining) -> int | None:
    """The free place at its mailbox: 0 where nobody has it; beside somebody of the same home only if the mail with the digits said so.

    Asked anew: since the digits were mailed, the other may have moved or got a mandate. Of two at once the database lets one in.
    """
    there = list(Person.objects.at(joining.email).select_for_update())
    if there and not (joining.beside and may_share_mailbox(joining, there)):
        return None
    return next(place for place in range(MOST_AT_ONE_MAILBOX) if place not in {person.beside for person in there})


def come_in(visitor: Visitor, *, joining: Joining, person: Person, name: str):
    """Redeem the proven letter for this person, then forget the joining.
    Returns the Member; raises NotAllowed with the reason."""
    applicant = Applicant(here=joining.neighbourhood_id, person=person.id)
    with acting(applicant):
        member = redeem_code(
            applicant,
            address_id=joining.address_id,
            letter_issued_at=joining.letter_issued_at,
            name=name,
            agreed_at=joining.agreed_at,
            minor=joining.minor,
        )
    joining.delete()
    return member
