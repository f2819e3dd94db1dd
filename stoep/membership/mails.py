"""The mails to people who are not in yet, and to those whom the town asks to act for it.

They go through the outbox, sealed; no subject carries a code, a person's name or a street.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .models import Interest, Joining, Mandate, Member
from .proofs import Application, Homecoming
from .terms import badge_of, day_of


def mail_six_digits(joining: Joining, digits: str, beside: str = "") -> None:
    """The digits that prove the mailbox. `beside`: the name of who has it already, of the same home."""
    words = {"digits": digits, "beside": beside, "name": joining.name, "link": _link("account_login")}
    _mail(joining.email, joining.language, joining.neighbourhood_id, "digits", **words)


def mail_account_exists(joining: Joining) -> None:
    """Somebody joins with the mailbox of an account: only its owner learns so."""
    _mail(joining.email, joining.language, joining.neighbourhood_id, "account_exists", link=_link("account_login"))


def mail_confirm_interest(interest: Interest, confirm: str, stop: str) -> None:
    """Ask whether it was really they who asked."""
    links = {"link": _link("interest_confirm", confirm), "stop": _link("interest_stop", stop)}
    _mail(interest.email, interest.language, interest.neighbourhood_id, "interest", **links)


def mail_opened(interest: Interest) -> None:
    """The neighbourhood they asked about has opened. The only mail they get; the row goes with it."""
    _mail(interest.email, interest.language, interest.neighbourhood_id, "opened", link=_link("join"))


def mail_may_come_home(waits: Homecoming, name: str) -> None:
    """Their own neighbourhood lives by itself again: they may come over, and until when."""
    person = Person.objects.filter(id=waits.person_id).values_list("email", "language").first()
    if person:
        host = Neighbourhood.objects.values_list("name", flat=True).get(id=waits.host_id)
        words = {"name": name, "host": host, "until": day_of(waits.until), "link": _link("come_home")}
        _mail(*person, waits.neighbourhood_id, "come_home", **words)


def mail_carried(face: Member, old: int) -> None:
    """A border was drawn anew, and their home lies on the other side of it."""
    person = Person.objects.filter(id=face.person_id, is_active=True).values_list("email", "language").first()
    if person:
        before = Neighbourhood.objects.values_list("name", flat=True).get(id=old)
        _mail(*person, face.neighbourhood_id, "carried", name=face.name, before=before, link=_link("home"))


def mail_sanction_reached(face: Member, suspended_until=None, quiet_until=None) -> None:
    """A decision about somebody who is known again in this account. What it says, and about what, was told to the other one."""
    person = Person.objects.filter(id=face.person_id, is_active=True).values_list("email", "language").first()
    if person:
        words = {"name": face.name, "out": bool(suspended_until), "until": suspended_until or quiet_until, "link": _link("home")}
        _mail(*person, face.neighbourhood_id, "sanction_reached", **words)


def mail_settled(waits: Application) -> None:
    """Somebody who waited is in."""
    _mail_waiting(waits, "settled", link=_link("pending"))  # which leads on to the first steps


def mail_forgotten_soon(waits: Application, until) -> None:
    """An application comes to its end without a proof."""
    _mail_waiting(waits, "forgotten_soon", link=_link("pending"), until=until)


def _mail_waiting(waits: Application, what: str, **words) -> None:
    mailbox = Person.objects.filter(id=waits.person_id).values_list("email", flat=True).first()
    if mailbox:
        _mail(mailbox, waits.language, waits.neighbourhood_id, what, name=waits.name, **words)


def mail_mandate(mandate: Mandate, new_account: bool) -> None:
    """The town asks somebody to act for it: what, until when, and how to come in the first time."""
    person, town = mandate.person, mandate.municipality
    desk = _link("desk", town.slug) if town and mandate.duty != Mandate.Duty.CONNECTOR else ""
    places = Neighbourhood.objects.filter(id__in=mandate.neighbourhoods).order_by("name").values_list("name", flat=True)
    words = {
        "mandate": mandate, "town": town, "until": day_of(mandate.ends_at), "new_account": new_account, "places": list(places),
        "badge": badge_of(mandate), "link": _link("account_request_login_code"), "desk": desk,
    }  # fmt: skip
    _send(person.email, person.language, "mandate", words)


def _link(name: str, *args) -> str:
    return settings.BASE_URL + reverse(name, args=args)


def _mail(email: str, language: str, here: int, what: str, **words) -> None:
    place = Neighbourhood.objects.select_related("municipality", "lent_to").defer("boundary", "lent_to__boundary").get(id=here)
    _send(email, language, what, words | {"place": place, "town": place.municipality})


def _send(email: str, language: str, what: str, words: dict) -> None:
    words = words | {"email": email}
    with translation.override(language):
        subject = " ".join(render_to_string(f"membership/mail/{what}_subject.txt", words).split())
        body = render_to_string(f"membership/mail/{what}.txt", words).strip() + "\n"
    EmailMessage(subject=subject, body=body, to=[email], headers={"Auto-Submitted": "auto-generated"}).send()
