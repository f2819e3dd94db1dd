"""What a member does with what is aimed at them."""

from uuid import UUID

from stoep.board.models import Post
from stoep.chat.actions import wish_mail
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from .models import WISHES, Mute, Notification, Preference


def read_bell(standing: MemberStanding, *, until, notice: UUID | None = None) -> int:
    """Mark as seen all that came until that moment (what came after it was not on the page), or this one notice. Returns how many."""
    mine = Notification.objects.filter(neighbourhood_id=standing.here, member_id=standing.member)
    mine = mine.filter(id=notice) if notice else mine
    return mine.filter(read_at=None, created__lte=until).update(read_at=now())


def set_preferences(standing: MemberStanding, messages: str | None = None, **wishes) -> None:
    """Keep what this member wants to hear, in this neighbourhood: fields of Preference, and `messages`, which the chat keeps:
    "none", or after how many minutes. What is not named stays as it was."""
    if messages is not None:
        wish_mail(standing, member=standing.member, mail=messages != "none", after=None if messages == "none" else int(messages))
    if not set(wishes) <= set(WISHES):
        raise ValueError(f"not a wish: {set(wishes) - set(WISHES)}")
    Preference.objects.update_or_create(neighbourhood_id=standing.here, member_id=standing.member, defaults=wishes)


def mute_talk(standing: MemberStanding, *, post: Post) -> None:
    """Hear no more of the talk under this post. Twice is once."""
    mute = Mute(neighbourhood_id=standing.here, member_id=standing.member, post_id=post.id)
    Mute.objects.bulk_create([mute], ignore_conflicts=True)


def unmute_talk(standing: MemberStanding, *, post: Post) -> None:
    """Hear of it again."""
    Mute.objects.filter(neighbourhood_id=standing.here, member_id=standing.member, post_id=post.id).delete()
