"""A town whose neighbourhoods know each other: An of Brug says something, and what becomes of it next door, in Kaai."""

from stoep.board.actions import publish_post
from stoep.board.models import Post
from stoep.board.nearby.actions import reach_nearby
from stoep.board.nearby.carrying import copy_to
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import Clockwork
from stoep.membership.models import Member, Seat
from stoep.places.touching import write_touching
from tests import cast

SAID = {"kind": "question", "title": "", "language": "nl", "topics": ["things"], "comments_on": True, "pictures": {}}
AWAY = "/n/oever-brug/nearby/oever-kaai/{}/"


def town():
    c = cast.build()
    with acting(cast.KEEPER):
        write_touching([c.oever.id, c.dorp.id])
        Member.objects.filter(neighbourhood=c.brug, id=c.an_member.id).update(name="An Peeters")
    return c


def say(c, who="an", body="Wie heeft een ladder van drie meter?", **changes) -> Post:
    standing = cast.member(c, who)
    with acting(standing):
        return publish_post(standing, act=uuid7(), body=body, **(SAID | changes))


def reach(c, post, who="an"):
    standing = cast.member(c, who)
    with acting(standing):
        return reach_nearby(standing, post=post.id)


def carry(c, post, place=None):
    """What the job does for one neighbourhood."""
    place = place or c.kaai
    with acting(Clockwork.of("copy_nearby", here=place.id)):
        return copy_to(place.id, post.neighbourhood_id, post.id)


def copies(c, place=None) -> list[Post]:
    with acting(cast.KEEPER), fan_out("the test looks"):
        return list(Post.objects.filter(neighbourhood=place or c.kaai).exclude(nearby_from=None))


def there(c, who="an"):
    """An as the guest she is next door."""
    with acting(cast.KEEPER):
        seat = Seat.objects.get(person=getattr(c, who), neighbourhood=c.kaai, kind="guest")
    return cast.member(c, who).__class__(
        role="stoep_guest", here=c.kaai.id, person=getattr(c, who).id, member=seat.member_id, kind="guest", language="nl",
        place_name="Brug", place_slug="oever-brug", guest_of="Kaai",
    )  # fmt: skip
