"""The mail behind a row of the bell. Everything is asked again at the moment of sending."""

import re
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from stoep.board.models import Comment, Post
from stoep.lib.clock import now
from stoep.lib.mailbox import Undeliverable, deliver
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .audiences import NAMED
from .bell import title_of
from .models import Notification
from .outbox import address_only
from .rules import may_hear, preference_of, standing_comment, standing_post, still_lives_here
from .unsubscribing import unsubscribe_url

QUOTE = 300  # characters of the answer


def send_notification(here: int, notification_id: str) -> str:
    """Mail one row, once. "sent", "gone" (mailed or being mailed), "unwanted" or "refused". Trouble that may pass is raised."""
    rows = Notification.objects.select_for_update(skip_locked=True)
    notice = rows.filter(neighbourhood_id=here, id=notification_id, mailed_at=None).first()
    if notice is None:
        return "gone"
    letter = answer_letter(here, notice)
    if letter is None:
        return "unwanted"
    outcome = "sent"
    try:
        sender, recipient = address_only(letter.from_email), address_only(letter.to[0])
        deliver(sender, [recipient], letter.message().as_bytes(linesep="\r\n"), str(notice.id))
    except Undeliverable:
        outcome = "refused"
    notice.mailed_at = now()
    notice.save(update_fields=["mailed_at"])
    return outcome


def answer_letter(here: int, notice: Notification) -> EmailMultiAlternatives | None:
    """The mail about an answer or a name; None when it is no longer true, allowed or wanted, or was read in the bell already."""
    members = Member.objects.filter(neighbourhood_id=here, id__in=[notice.member_id, notice.actor_id])
    faces = {member.id: member for member in members}
    recipient, actor = faces.get(notice.member_id), faces.get(notice.actor_id)
    wishes, said = preference_of(here, notice.member_id), said_in(here, notice)
    wanted = notice.read_at is None and wishes.mail_replies and said is not None and actor is not None
    if not wanted or not may_hear(here, recipient, actor, notice.post_id) or not still_lives_here(here, recipient):
        return None
    person = Person.objects.filter(id=recipient.person_id, is_active=True).first()
    if person is None:
        return None
    place = Neighbourhood.objects.get(id=here)
    words = {
        "verb": notice.verb,
        "place": place,
        "name": recipient.name,
        "link": link_to(place, notice),
        "stop": unsubscribe_url(here, recipient.id),
        "settings": settings.BASE_URL + reverse("notification_settings", args=[place.slug]),
    }
    if wishes.mail_text:
        words |= {
            "actor": actor.name,
            "quote": quote(said.body),
            "in_talk": notice.comment_id is not None,
            "title": title_of(Post.objects.get(neighbourhood_id=here, id=notice.post_id)),
        }
    with translation.override(person.language):
        return _letter(person, place, notice, words)


def quote(text: str) -> str:
    """The beginning of what was said, cut between words."""
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    return text if len(text) <= QUOTE else text[:QUOTE].rsplit(" ", 1)[0].rstrip() + " …"


def said_in(here: int, notice: Notification) -> Comment | Post | None:
    """The text it is about, while it stands, and while it still names who was named."""
    said = standing_comment(here, notice.comment_id) if notice.comment_id else standing_post(here, notice.post_id)
    return None if said and notice.verb == NAMED and str(notice.member_id) not in said.mentions.values() else said


def link_to(place: Neighbourhood, notice: Notification) -> str:
    """Straight to the answer, on the post's page; or to the post."""
    page = settings.BASE_URL + reverse("post", args=[place.slug, notice.post_id])
    return f"{page}#comment-{notice.comment_id}" if notice.comment_id else page


def _letter(person, place, notice, words) -> EmailMultiAlternatives:
    """Subject without name or text: a locked screen shows it to whoever sits next to it."""
    part = {name: render_to_string(f"notify/mail/answer/{name}", words) for name in ("subject.txt", "text.txt", "page.html")}
    host = urlsplit(settings.BASE_URL).hostname
    letter = EmailMultiAlternatives(
        subject=" ".join(part["subject.txt"].split()),
        body=re.sub(r"\n{3,}", "\n\n", part["text.txt"].strip()) + "\n",
        from_email=formataddr((" ".join(f"{place.name} · Stoep".split()), parseaddr(settings.MAIL_FROM)[1])),
        to=[person.email],  # the bare address: a name in it could be read as another one
        headers={
            "Message-ID": f"<{notice.id}@{host}>",  # the same at each attempt: a mail server knows the second one again
            "References": f"<{notice.post_id}@{host}>",
            "List-Unsubscribe": f"<{words['stop']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    letter.attach_alternative(part["page.html"], "text/html")
    return letter
