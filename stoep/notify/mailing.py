"""The mail behind a row of the bell. Everything is asked again at the moment of sending."""

import re

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from stoep.lib.clock import now
from stoep.lib.jobs import defer_at
from stoep.lib.mailbox import deliver
from stoep.places.models import Neighbourhood

from . import quietly
from .audiences import KINDS
from .calling import VERBS, reason_of
from .doings import WORDS, told
from .envelope import foot, hand_over, host, letter
from .judging import Rows, judged
from .models import CALL, LOST, Notification, Preference
from .quiet import put_off
from .replies.addresses import reply_address
from .replies.standing import may_answer_by_mail
from .replies.stripping import LINE as REPLY_LINE
from .rules import preference_of

QUOTE = 300  # characters of the answer
LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # whatever some mail reader begins a new line at


def send_notification(here: int, notification_id: str) -> str:
    """Mail one row, once. "sent", "quiet" (put off until morning), "gone" (mailed or being mailed), "unwanted" or "refused".
    Trouble that may pass is raised."""
    rows = Notification.objects.select_for_update(skip_locked=True)
    notice = rows.filter(neighbourhood_id=here, id=notification_id, mailed_at=None).first()
    if notice is None:
        return "gone"
    wishes = preference_of(here, notice.member_id)
    if morning := put_off(wishes, now(), notice.verb):
        defer_at(morning, "mail_notification", neighbourhood=here, notification=notification_id)
        return "quiet"
    mail = answer_letter(here, notice, wishes)
    if mail is None:
        return "unwanted"
    outcome = hand_over(mail, notice.id, deliver)
    notice.mailed_at = now()
    notice.save(update_fields=["mailed_at"])
    return outcome


def answer_letter(here: int, notice: Notification, wishes: Preference, rows: Rows | None = None) -> EmailMultiAlternatives | None:
    """The mail about an answer or a name; None when it is no longer true, allowed or wanted, or was read in the bell already. `rows`:
    those it is one of, when many are mailed."""
    kind, rows = KINDS.get(notice.verb), rows or Rows(here, [notice])
    due = judged(here, notice, rows) if kind and getattr(wishes, kind) == Preference.Mail.NOW else None
    if due is None:
        return None
    place = rows.place
    helps = notice.verb in {**WORDS, **quietly.WORDS}  # an answer to such a mail is for one neighbour: it must not land on the board
    call = notice.verb in VERBS
    seen = notice.verb in (CALL, LOST) and due.actor.person_id  # "I saw the cat" is for all; to the town no mail is answered
    open_to_mail = (seen or not helps) and may_answer_by_mail(here, due.recipient, rows.known) and due.post(here, notice).comments_on
    reply = reply_address(here, notice.id) if open_to_mail else ""
    words = foot(place, due.recipient, kind) | {"verb": due.verb, "link": link_to(place, notice), "reply_line": reply and REPLY_LINE}
    named = wishes.mail_text and due.told_in_full(here, notice)
    if named:
        words |= due.what(here, notice)
        if not helps or notice.verb in ("ask_neighbours", CALL, LOST):  # the others are about what the reader wrote themselves
            words["quote"] = said = quote(due.said.body)
            words["marked"] = marked(said)
    with translation.override(due.person.language):
        if call:
            post = due.post(here, notice)
            words |= {"reason": reason_of(post), "missing": notice.verb == CALL and post.urgent == "missing"}
        words |= {"helps": helps, "doing": told(due.verb, words["actor"], words["title"]) if named else ""}
        headers = {"References": f"<{notice.post_id or notice.quiet_id}@{host()}>"} | ({"Reply-To": reply} if reply else {})
        return letter(due.person, "answer", notice.id, words, headers)


def quote(text: str) -> str:
    """The beginning of what was said, cut between words."""
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    return text if len(text) <= QUOTE else text[:QUOTE].rsplit(" ", 1)[0].rstrip() + " …"


def marked(text: str) -> str:
    """A neighbour's words in a mail of text alone: ">" before each line, so that nothing in them passes for ours (a foot, a link to
    stop these mails)."""
    return "\n".join(f"> {line}".rstrip() for line in LINE_END.split(text))


def link_to(place: Neighbourhood, notice: Notification) -> str:
    """Straight to the answer, on the post's page; or to the post; or to the request that is not on the board."""
    if notice.quiet_id:
        return settings.BASE_URL + reverse("quiet", args=[place.slug, notice.quiet_id])
    page = settings.BASE_URL + reverse("post", args=[place.slug, notice.post_id])
    return f"{page}#comment-{notice.comment_id}" if notice.comment_id else page
