"""Sowing ideas: who is for them, what they need, and the day or the group that came of them."""

from datetime import timedelta
from itertools import count
from random import Random

from stoep.board.models import Backing, Bring, Event, Group, Idea, Need, Outcome

from .moments import seeded_uuid
from .stories import Story


def idea_rows(story: Story) -> list:
    """An idea, the neighbours who join and like it, and what is taken on; the cast's bells say so."""
    words, about = story.words, {"neighbourhood": story.hood.place, "post_id": story.post.id}
    people, joins = _neighbours(story), words["joins"]
    rows = [Idea(**about, **{name: words[name] for name in ("people", "stage", "word") if name in words})]
    for nth, member in enumerate(people[: joins + words["likes"]]):
        at = story.moment(nth, joins + words["likes"], whole=True)
        rows.append(Backing(**about, member_id=member.id, answer="joins" if nth < joins else "likes", at=at))
        if nth < joins:
            rows += story.ring(story.post.author_id, "back_idea", member.id, at)
    return rows + _needs(story, about, people)


def _neighbours(story: Story) -> list:
    """Who is for it, in the order in which they say so: of the cast who the words name. The author and the shielded are not among them."""
    others = [member for member, _ in story.hood.members if member.joined_at < story.post.created]
    Random(story.words["title"]).shuffle(others)
    cast = [story.hood.people[who] for who in story.words.get("who", ()) if who in story.hood.people]
    ordered = dict.fromkeys([*cast, *others])
    return [member for member in ordered if member.id != story.post.author_id and not member.shielded]


def _needs(story: Story, about: dict, people: list) -> list:
    rows, nth = [], count()
    for position, (what, wanted) in enumerate(story.words.get("needs", [])):
        ident = seeded_uuid(story.post.created, "need", story.hood.place.slug, what)
        rows.append(Need(**about, id=ident, what=what, wanted=wanted, position=position))
        taken = story.words.get("taken", [0] * 9)[position]
        by = [people[next(nth)] for _ in range(taken)]
        at = story.post.created + timedelta(hours=6)
        rows += [Bring(neighbourhood=story.hood.place, need_id=ident, member_id=member.id, at=at) for member in by]
    return rows


def link(planned: list[tuple]) -> None:
    """What came of them, once the days and the groups are there."""
    for kind, story in planned:
        if kind == "idea":
            here = {"neighbourhood": story.hood.place}
            days = Event.objects.filter(**here, post__neighbourhood=story.hood.place, post__title=story.words.get("event", ""))
            groups = Group.objects.filter(**here, name=story.words.get("group", ""))
            came = [{"event_id": day.post_id} for day in days] + [{"group_id": group.id} for group in groups]
            Outcome.objects.bulk_create(Outcome(**here, post_id=story.post.id, **one) for one in came)
