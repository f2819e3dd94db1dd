"""The part of the scene where the glass is broken: Karim asked for An's post, Katrien granted it. An is told; nobody has looked yet."""

from datetime import timedelta

from django.utils import timezone

from stoep.moderation.models import Opened, OpenedPage, Opening


def opened(scene, here: dict) -> list[tuple]:
    """(kind, row) of what an address can name."""
    c, moment = scene.c, timezone.now()
    operators = {"karim", "katrien"}
    said = {"kind": "post", "ground": "danger", "since": moment.date(), "words": scene.token("opening.words", {"an", *operators})}
    lasts = {"until": moment + timedelta(hours=1), "tell_at": moment}
    opening = Opening.objects.create(
        **here, **said, **lasts, about_id=scene.things["post"]["an"][1], hours=1, asked_by=c.karim.id, decided_by=c.katrien.id,
        asked_signed=scene.token("opening.asked_signed", operators), decided_signed=scene.token("opening.decided_signed", operators),
        refusal=scene.token("opening.refusal", operators), decided_at=moment, granted=True, copied_at=moment, pages=1,
    )  # fmt: skip
    lines = [{"who": "1", "at": moment.isoformat(), "title": "", "body": scene.token("opened_page.lines", set()), "pictures": 0}]
    OpenedPage.objects.create(opening=opening, number=1, reader_id=c.karim.id, until=lasts["until"], lines=lines)
    about = {"opening_id": opening.id, "member_id": c.an_member.id, "person_id": c.an.id, "granted_at": moment, "at": moment}
    told = Opened(**here, **said, **lasts, **about)
    told.save(force_insert=True)
    return [("opening", opening), ("opened", told)]
