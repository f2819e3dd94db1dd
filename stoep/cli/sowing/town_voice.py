"""Sowing what the town says: announcements of some weeks ago, already delivered."""

import tomllib
from datetime import timedelta
from pathlib import Path

from stoep.board.announcements.delivering import vector_of_texts
from stoep.board.models import Announcement, AnnouncementPost, Post
from stoep.membership.models import Mandate
from stoep.membership.town import faces_of_town
from stoep.places.models import AddressCount

from ..demotown import land
from .moments import seeded_uuid

WRITTEN = Path(land.__file__).parent / "announcements.toml"


def announce(town, places: dict, now) -> None:
    """The town's own texts, by Els, in the neighbourhoods each is for. `places`: key → Neighbourhood."""
    els = Mandate.objects.filter(municipality=town, duty=Mandate.Duty.OFFICIAL, may_approve=False).first()
    faces = faces_of_town({place.id: town.name for place in places.values()})
    seen: set[int] = set()
    rows = tomllib.loads(WRITTEN.read_text(encoding="utf-8"))["announcements"]
    for number, row in sorted(enumerate(rows), key=lambda pair: -pair[1]["days"]):
        chosen = [places[key] for key in row["hoods"] if key in places] or ([] if row["hoods"] else list(places.values()))
        if chosen:
            _one(town, els, number, row, [place.id for place in chosen], faces, seen, now - timedelta(days=row["days"]))


def _one(town, els, number, row, chosen, faces, seen, moment) -> None:
    texts = {language: {key: text.strip() for key, text in row[language].items()} for language in ("nl", "fr")}
    fallback = town.languages[0] if town.languages[0] in texts else "nl"
    households = sum(AddressCount.objects.filter(neighbourhood_id__in=chosen).values_list("addresses", flat=True))
    record = Announcement(
        id=seeded_uuid(moment, "announcement", town.slug, number), municipality_id=town.id, mandate_id=els.id, signed=els.name,
        function=els.function, texts=texts, fallback=fallback, neighbourhoods=chosen, introduces=[p for p in chosen if p not in seen],
        households=households, state=Announcement.State.SENT, created=moment, sent_at=moment,
    )  # fmt: skip
    record.save(force_insert=True)
    posts = [
        Post(
            neighbourhood_id=place, id=seeded_uuid(moment, "announced", place, number), author_id=faces[place], created=moment,
            kind=Post.Kind.ANNOUNCEMENT, title=texts[fallback]["title"], body=texts[fallback]["body"], language=fallback,
            topics=row["topics"], act=record.id,
        ) for place in chosen
    ]  # fmt: skip
    Post.objects.bulk_create(posts)
    Post.objects.filter(neighbourhood_id__in=chosen, act=record.id).update(vector=vector_of_texts(texts))
    AnnouncementPost.objects.bulk_create(
        AnnouncementPost(
            neighbourhood_id=post.neighbourhood_id, id=seeded_uuid(moment, "facet", post.id), post_id=post.id, announcement_id=record.id,
            texts=texts, fallback=fallback, signed=els.name, function=els.function,
            introduces=post.neighbourhood_id in record.introduces,
        ) for post in posts
    )  # fmt: skip
    seen.update(chosen)
