"""Bringing the copies in the neighbourhoods into line with the town's record: published, corrected or taken back. As keeper.

All copies change in one transaction, by a fixed number of statements, whether there are five or five hundred; a second run
changes nothing.
"""

from uuid import UUID

from django.db.models import F
from django.db.models.expressions import RawSQL

from stoep.journal.record import record_everywhere
from stoep.lib.clock import now
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.town import faces_of_town
from stoep.places.models import Neighbourhood

from ..models import Announcement, AnnouncementPost, Card, Post
from ..search import vector_of
from ..topics.proposing import propose
from ..urgent.reasons import LASTS


def deliver(town: int, announcement: UUID) -> int:
    """Returns how many neighbourhoods changed. A record that is not this town's changes none."""
    with fan_out("announcement"):
        record = Announcement.objects.select_for_update().filter(municipality_id=town, id=announcement).first()
        if record is None:
            return 0
        if record.state == Announcement.State.SENDING:
            return _publish(record) + (_call(record) if record.urgent_at else 0)
        if record.state == Announcement.State.ENDED:
            return _end(record)
        return (_correct(record) if record.edited_at else 0) or (_call(record) if record.urgent_at else 0)


def _publish(record: Announcement) -> int:
    """One post per neighbourhood, its facet, its line in the journal; then the record says that it is sent."""
    places = Neighbourhood.objects.filter(municipality_id=record.municipality_id, id__in=record.neighbourhoods)
    named = dict(places.values_list("id", "municipality__name"))  # whatever the record says: no post in another town
    moment = now()
    faces = faces_of_town(named)
    posts = [
        Post(
            neighbourhood_id=place, author_id=faces[place], kind=Post.Kind.ANNOUNCEMENT, created=moment, act=record.id,
            **_wording(record),
        ) for place in named
    ]  # fmt: skip
    Post.objects.bulk_create(posts)
    copies(record).update(vector=vector_of_texts(record.texts))  # by itself: computed once, not once per row
    facets = [
        AnnouncementPost(
            neighbourhood_id=post.neighbourhood_id, post_id=post.id, announcement_id=record.id, texts=record.texts,
            fallback=record.fallback, signed=record.signed, function=record.function,
            introduces=post.neighbourhood_id in record.introduces,
        ) for post in posts
    ]  # fmt: skip
    AnnouncementPost.objects.bulk_create(facets)
    record.state, record.sent_at, record.edited_at = Announcement.State.SENT, moment, None  # not yet read: not "edited"
    record.save(update_fields=["state", "sent_at", "edited_at"])
    return _tell(record, "publish_announcement", [(post.neighbourhood_id, post.author_id, post.id) for post in posts])


def _correct(record: Announcement) -> int:
    behind = copies(record).filter(withdrawn_at=None).exclude(edited_at=record.edited_at)
    changed = list(behind.values_list("neighbourhood_id", "author_id", "id"))
    if changed:
        AnnouncementPost.objects.filter(neighbourhood_id__in=record.neighbourhoods, announcement_id=record.id).update(
            texts=record.texts, fallback=record.fallback
        )
        behind.update(
            **_wording(record), edited_at=record.edited_at, version=F("version") + 1, vector=vector_of_texts(record.texts)
        )
        _forget_cards(changed)
    return _tell(record, "correct_announcement", changed)


def _call(record: Announcement) -> int:
    """Neighbours are called, or hear that it is over. A copy says which of the two it was told."""
    until = record.urgent_over_at or record.urgent_at + LASTS
    standing = copies(record).filter(withdrawn_at=None)
    behind = standing.filter(urgent_until__gt=until) if record.urgent_over_at else standing.filter(urgent="")
    changed = list(behind.values_list("neighbourhood_id", "author_id", "id"))
    behind.update(urgent=record.urgent, urgent_until=until, version=F("version") + 1)  # what is urgent shows no topic
    _forget_cards(changed)
    return _tell(record, "end_urgent" if record.urgent_over_at else "call_urgent", changed)


def _end(record: Announcement) -> int:
    standing = copies(record).filter(withdrawn_at=None)
    changed = list(standing.values_list("neighbourhood_id", "author_id", "id"))
    if changed:
        standing.update(withdrawn_at=record.ended_at, pinned_until=None, version=F("version") + 1)
        _forget_cards(changed)
    return _tell(record, "end_announcement", changed)


def copies(record: Announcement):
    """The posts that carry this announcement."""
    return Post.objects.filter(neighbourhood_id__in=record.neighbourhoods, act=record.id, kind=Post.Kind.ANNOUNCEMENT)


def vector_of_texts(texts: dict) -> RawSQL:
    """All languages in one search vector, each by its own grammar."""
    parts = [vector_of(language, text["title"], text["body"]) for language, text in sorted(texts.items())]
    return RawSQL(" || ".join(part.sql for part in parts), [value for part in parts for value in part.params])  # noqa: S611  our own SQL


def _wording(record) -> dict:
    text = record.texts[record.fallback]
    topic = propose(f"{text['title']} {text['body']}", urgent=record.urgent).topic
    return {"title": text["title"], "body": text["body"], "language": record.fallback, "topics": [topic], "topics_proposed": True}


def _forget_cards(changed):
    Card.objects.filter(neighbourhood_id__in=[row[0] for row in changed], post_id__in=[row[2] for row in changed]).delete()


def _tell(record, verb, changed) -> int:
    keeper = Clockwork.of("deliver_announcement", town=record.municipality_id)
    record_everywhere(keeper, verb, changed, announcement=record.id, mandate=record.mandate_id)
    return len(changed)
