"""The mail behind a row of the bell. Everything is asked again at the moment of sending."""

import re

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from stoep.board.models import Comment, Post
from stoep.lib.clock import now
from stoep.lib.jobs import defer_at
from stoep.lib.mailbox import deliver
from stoep.membership.models import Member
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

from .audiences import KINDS, NAMED
from .bell import title_of
from .envelope import foot, hand_over, host, letter
from .models import Notification, Preference
from .quiet import quiet_until
from .rules import may_hear, preference_of, standing_comment, standing_post, still_lives_here

QUOTE = 300  # characters of the answer


def send_notification(here: int, notification_id: str) -> str:
    """Mail one row, once. "sent", "quiet" (put off until morning), "gone" (mailed or being mailed), "unwanted" or "refused".
    Trouble that may pass is raised."""
    rows = Notification.objects.select_for_update(skip_locked=True)
    notice = rows.filter(neighbourhood_id=here, id=notification_id, mailed_at=None).first()
    if notice is None:
        return "gone"
    wishes = preference_of(here, notice.member_id)
    if morning := quiet_until(wishes, now()):
        defer_at(morning, "mail_notification", neighbourhood=here, notification=notification_id)
        return "quiet"
    mail = answer_letter(here, notice, wishes)
    if mail is None:
        return "unwanted"
    outcome = hand_over(mail, notice.id, deliver)
    notice.mailed_at = now()
    notice.save(update_fields=["mailed_at"])
    return outcome


def answer_letter(here: int, notice: Notification, wishes: Preference) -> EmailMultiAlternatives | None:
    """The mail about an answer or a name; None when it is no longer true, allowed or wanted, or was read in the bell already."""
    members = Member.objects.filter(neighbourhood_id=here, id__in=[notice.member_id, notice.actor_id])
    faces = {member.id: member for member in members}
    recipient, actor = faces.get(notice.member_id), faces.get(notice.actor_id)
    kind, said = KINDS.get(notice.verb, ""), said_in(here, notice)
    wanted = notice.read_at is None and getattr(wishes, kind, "") == Preference.Mail.NOW and said is not None and actor is not None
    if not wanted or not may_hear(here, recipient, actor, notice.post_id) or not still_lives_here(here, recipient):
        return None
    person = Person.objects.filter(id=recipient.person_id, is_active=True).first()
    if person is None:
        return None
    place = Neighbourhood.objects.get(id=here)
    words = foot(place, recipient, kind) | {"verb": notice.verb, "link": link_to(place, notice)}
    if wishes.mail_text:
        words |= {
            "actor": actor.name,
            "quote": quote(said.body),
            "in_talk": notice.comment_id is not None,
            "title": title_of(Post.objects.get(neighbourhood_id=here, id=notice.post_id)),
        }
    with translation.override(person.language):
        return letter(person, "answer", notice.id, words, References=f"<{notice.post_id}@{host()}>")


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
