"""Pictures that were uploaded and never published go after a day, with their files; published ones stay."""

import os
from datetime import timedelta

import pytest

from stoep.board.models import Picture, Post
from stoep.board.sweeping import sweep_pictures
from stoep.lib.clock import now
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from tests import cast

pytestmark = pytest.mark.django_db


def picture(settings, member, days, post=None) -> Picture:
    row = Picture.objects.create(
        neighbourhood_id=member.neighbourhood_id,
        member_id=member.id,
        post_id=post,
        width=480,
        height=320,
        created=now() - timedelta(days=days),
    )
    folder = settings.MEDIA_DIR / str(member.neighbourhood_id)
    folder.mkdir(exist_ok=True)
    (folder / f"{row.id}-480.webp").write_bytes(b"x")
    return row


def test_only_what_was_never_published_goes(settings):
    c = cast.build()
    with acting(cast.KEEPER), fan_out("the test's pictures"):
        post = Post.objects.create(neighbourhood_id=c.brug.id, author_id=c.an_member.id, body="x", language="nl")
        picture(settings, c.an_member, days=2)
        picture(settings, c.chloe_member, days=2)
        kept = [picture(settings, c.an_member, days=2, post=post.id), picture(settings, c.an_member, days=0)]
    with acting(cast.KEEPER):
        assert sweep_pictures() == 2
    assert sorted(p.name for p in settings.MEDIA_DIR.rglob("*.webp")) == sorted(f"{p.id}-480.webp" for p in kept)


def test_what_a_killed_process_left_goes_after_a_day(settings):
    c = cast.build()
    folder = settings.MEDIA_DIR / str(c.brug.id)
    (folder / "members").mkdir(parents=True, exist_ok=True)
    half, whole, fresh = f".{uuid7()}-960.4711", f"{uuid7()}-480.webp", f"{uuid7()}-480.webp"
    for name in (half, whole, fresh, f"members/{uuid7().hex}-96.webp"):
        (folder / name).write_bytes(b"x")
    for name in (half, whole):
        os.utime(folder / name, (0, 0))
    with acting(cast.KEEPER):
        assert sweep_pictures() == 1
    assert [file.name for file in folder.iterdir() if file.is_file()] == [fresh]
    assert len(list((folder / "members").iterdir())) == 1
