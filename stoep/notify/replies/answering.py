"""One mail from the inbox: a comment, or one polite answer that says why not, with what was typed. Nothing is lost in silence."""

import logging
import uuid
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from stoep.board.actions import comment_post
from stoep.board.forms import CommentForm
from stoep.lib.clock import now
from stoep.lib.limits import Limit, count_everywhere, spend
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.membership.presence import still_here

from ..models import Notification
from ..outbox import queue_mail
from .addresses import read_address
from .heads import addressed, by_machine, parted
from .inbox import Gone, Mail, mails
from .reading import Letter, Unreadable, read_apart
from .standing import Writer, writer_of
from .stripping import answer_in

ANSWERS = Limit("answers by mail", 30, 3600)  # of one member
REFUSALS = Limit("refused answers", 5, 24 * 3600)  # told to one member: nobody's mailbox is filled through us
UNREADABLE = Limit("mails nobody can read", 5, 24 * 3600)  # over the whole platform; each lies marked in the inbox
SPACE = uuid.UUID("6f1f1a3c-6f0e-4c55-9a37-0e1c1f0b6a52")
log = logging.getLogger("stoep.inbox")


def read_inbox() -> int:
    """What the clock calls each minute. Returns how many mails were dealt with."""
    return sum(empty_inbox().values())


def empty_inbox() -> dict:
    """Deal with each mail that waits: {outcome: how many}. Opens its own transactions: a mail is taken away once what it said is kept."""
    out: dict[str, int] = {}
    for mail in mails():
        try:
            outcome = take_in(mail)
        except Gone:
            continue
        except Unreadable as nonsense:  # whatever a stranger's bytes make a library do, the next mail is read, and this one never again
            log.error("a mail cannot be read and was left marked: %s", nonsense)
            mail.leave()
            with acting(Clockwork.of("answer by mail")):
                count_everywhere(UNREADABLE, "mails that cannot be read")
            outcome = "unreadable"
        else:
            mail.take_away()
        out[outcome] = out.get(outcome, 0) + 1
    return out


def take_in(mail: Mail) -> str:
    """ "said", "refused" (its writer is told why), or "ignored": from a machine, or to no address of ours. Raises Unreadable, Gone.

    A stranger's mail is judged by its first lines and fetched no further; what comes to an address of ours is on its member's account.
    """
    heads, _content = parted(mail.heads)
    found = None if by_machine(heads) else read_address(addressed(heads))
    if found is None:
        return "ignored"
    here, notice_id = found
    with acting(Clockwork.of("answer by mail", here=here)):
        notice = Notification.objects.filter(neighbourhood_id=here, id=notice_id).first()
        writer = notice and writer_of(here, notice)
        if not writer or not spend(ANSWERS, writer.standing.member):
            return "ignored"
    letter = read_apart(mail.whole())
    act = uuid.uuid5(SPACE, f"{here} {notice_id} {letter.ident or letter.text}")
    with translation.override(writer.person.language):
        body = answer_in(letter.text)
        why = _say(writer, notice, letter, body, act)
        if why or letter.attached:
            _tell(writer, why, body, act)
    return "refused" if why else "said"


def _say(writer: Writer, notice: Notification, letter: Letter, body: str, act) -> str:
    """Why it was not said; "" when it was. As the member, through the board's own form and action, whose rules ask everything anew."""
    if letter.sender.casefold() != writer.person.email.casefold():
        return _("It came from another address than the one of your account. Answer from that one, or on the page.")
    if not writer.wants_mail:  # who switches the mails off makes every address in them void
        return _("You switched these mails off, and with them answers by mail. Answer on the page.")
    form = CommentForm({"act": act, "body": body, "parent": notice.comment_id or ""})
    if not form.is_valid():
        wrong = form.errors.get("body") if body else None
        return " ".join(wrong or [_("We found no answer in it. Write above the line, not below it.")])
    given = form.cleaned_data
    try:
        with acting(writer.standing):
            if not still_here(writer.standing):  # hidden since we looked
                return ""
            comment_post(writer.standing, post=notice.post_id, body=given["body"], act=act, parent=given["parent"])
            mine = Notification.objects.filter(neighbourhood_id=writer.standing.here, id=notice.id, read_at=None)
            mine.update(read_at=now())
    except NotAllowed as refused:
        return str(refused.reason)
    except ObjectDoesNotExist:
        return _("What you answered is no longer there.")
    return ""


def _tell(writer: Writer, why: str, body: str, act) -> None:
    """One mail back, to the address of the account and to no other: what a stranger writes into From is not believed."""
    with acting(Clockwork.of("answer by mail", here=writer.standing.here)):
        if not spend(REFUSALS, writer.standing.member):
            return
        words = {"name": writer.name, "place": writer.standing.place_name, "why": why, "body": body, "link": writer.link}
        text = render_to_string("notify/mail/reply/text.txt", words)
        mail = EmailMessage(
            subject=_("Your answer was not posted") if why else _("Your answer was posted, without what you attached"),
            body=text.strip() + "\n",
            from_email=f"Stoep <{parseaddr(settings.MAIL_FROM)[1]}>",
            to=[writer.person.email],
            headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "X-Stoep": "answer"},
        )
        queue_mail(mail, ident=act)
