"""What a member does with what is aimed at them."""

from datetime import datetime
from uuid import UUID

from stoep.board.models import Post
from stoep.chat.actions import wish_mail
from stoep.lib.clock import now
from stoep.lib.standings import Clockwork, MemberStanding
from stoep.membership.actions.nearby import read_nearby
from stoep.membership.carrying import bring
from stoep.membership.models import Member

from .models import WISHES, Mute, Notification, Preference


def read_bell(standing: MemberStanding, *, until, notice: UUID | None = None) -> int:
    """Mark as seen all that came until that moment (what came after it was not on the page), or this one notice. Returns how many."""
    mine = Notification.objects.filter(neighbourhood_id=standing.here, member_id=standing.member)
    mine = mine.filter(id=notice) if notice else mine
    return mine.filter(read_at=None, created__lte=until).update(read_at=now())


def set_preferences(standing: MemberStanding, messages: str | None = None, nearby: bool | None = None, **wishes) -> None:
    """Keep what this member wants to hear, in this neighbourhood: fields of Preference; `messages`, which the chat keeps: "none", or
    after how many minutes; `nearby`, which the face keeps. What is not named stays as it was."""
    if nearby is not None and read_nearby(standing, reads=nearby) and not nearby:
        _forget_nearby(standing)
    if messages is not None:
        wish_mail(standing, member=standing.member, mail=messages != "none", after=None if messages == "none" else int(messages))
    if not set(wishes) <= set(WISHES):
        raise ValueError(f"not a wish: {set(wishes) - set(WISHES)}")
    Preference.objects.update_or_create(neighbourhood_id=standing.here, member_id=standing.member, defaults=wishes)


def bring_preferences(keeper: Clockwork, *, before: Member, after: Member, at: datetime) -> None:
    """They live elsewhere since then, and hear what they wished to hear, as they wished it: who wants no mails gets none."""
    bring(Preference, before, after, at)


def _forget_nearby(standing) -> None:
    """No line in the bell any more about what is said under copies from next door."""
    mine = Notification.objects.filter(neighbourhood_id=standing.here, member_id=standing.member)
    posts = Post.objects.filter(neighbourhood_id=standing.here, id__in=list(mine.exclude(post_id=None).values_list("post_id", flat=True)))
    mine.filter(post_id__in=list(posts.exclude(nearby_from=None).values_list("id", flat=True))).delete()


def mute_talk(standing: MemberStanding, *, post: Post) -> None:
    """Hear no more of the talk under this post. Twice is once."""
    mute = Mute(neighbourhood_id=standing.here, member_id=standing.member, post_id=post.id)
    Mute.objects.bulk_create([mute], ignore_conflicts=True)


def unmute_talk(standing: MemberStanding, *, post: Post) -> None:
    """Hear of it again."""
    Mute.objects.filter(neighbourhood_id=standing.here, member_id=standing.member, post_id=post.id).delete()
