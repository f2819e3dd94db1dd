"""Planning something, changing it, calling it off: all of it, or one time."""

from datetime import date
from uuid import UUID

from django.db import transaction

from stoep.journal.record import record
from stoep.lib.clock import now
from stoep.lib.standings import MemberStanding

from ...actions import edit_post, publish_post
from ...findable import make_findable
from ...models import Event, Post
from ..finding import event_of, locked_event, voided
from ..rules import may_begin, may_own, may_plan
from ..times import last_of, times_of
from .bringing import set_needs

MOVES = ("starts_at", "ends_at", "place", "rule")  # a change of these is told to those who come


@transaction.atomic
def plan_event(member: MemberStanding, *, act: UUID, said: dict, needs: list[tuple[str, int]], **facet) -> Post:
    """Plan something. `said`: as publish_post takes it; `facet`: starts_at, ends_at, place, price, rule; `needs`: what is to be brought,
    and by how many. The same `act` twice is planned once. Raises NotAllowed."""
    may_begin(facet["starts_at"]).insist()
    may_plan(facet["starts_at"], facet["ends_at"]).insist()
    post = publish_post(member, kind=Post.Kind.EVENT, act=act, **said)
    if not Event.objects.filter(neighbourhood=member.here, post_id=post.id).exists():
        event = Event(neighbourhood_id=member.here, post_id=post.id, changed_at=now(), **facet)
        event.last_at = last_of(event)
        event.save(force_insert=True)
        set_needs(member, post.id, needs)
        make_findable(post)
    return post


@transaction.atomic
def edit_event(member: MemberStanding, *, post: UUID, said: dict, needs: list[tuple[str, int]], **facet) -> Post:
    """Change what one planned. Who comes hears of another time or place. Raises NotAllowed."""
    may_plan(facet["starts_at"], facet["ends_at"]).insist()
    found = edit_post(member, post=post, **said)
    event = event_of(member, post)
    moved = any(getattr(event, name) != facet[name] for name in MOVES)
    for name, value in facet.items():
        setattr(event, name, value)
    days = {one.start.date() for one in times_of(event)}
    event.skips = [day for day in event.skips if day in days]
    _kept(event)
    set_needs(member, post, needs)
    make_findable(found)
    if moved and not event.cancelled_at:
        record(member, "move_event", post)
    return found


@transaction.atomic
def cancel_event(member: MemberStanding, *, post: UUID, cancelled: bool) -> Event:
    """Call it off, or on again. Who comes hears it. Raises NotAllowed."""
    found, event = locked_event(member, post)
    may_own(member, found).insist()
    if bool(event.cancelled_at) != cancelled:
        event.cancelled_at = now() if cancelled else None
        _kept(event)
        voided(member, found)
        record(member, "cancel_event", post, cancelled=cancelled)
    return event


@transaction.atomic
def skip_event(member: MemberStanding, *, post: UUID, day: date, skipped: bool) -> Event:
    """One time of something that repeats does not happen; or does after all. Raises NotAllowed."""
    found, event = locked_event(member, post)
    may_own(member, found).insist()
    known = event.rule and any(one.start.date() == day for one in times_of(event))
    if known and (day in event.skips) != skipped:
        event.skips = sorted({*event.skips, day}) if skipped else [one for one in event.skips if one != day]
        _kept(event)
        voided(member, found)
        record(member, "skip_event", post, day=day, skipped=skipped)
    return event


def _kept(event: Event) -> None:
    """Written, with what follows from its times; calendars elsewhere see that it is newer."""
    event.last_at, event.changed_at, event.sequence = last_of(event), now(), event.sequence + 1
    event.save()
