"""Sowing help, things, polls, ideas, and what was lost: the facets of these posts, who answered, and what the cast's bells said of it."""

from datetime import timedelta

from django.utils import timezone

from stoep.board.models import Claim, Lost, Poll, Thing, Vote
from stoep.board.polls.ballots import counted
from stoep.board.polls.rules import end_of
from stoep.care.models import HelpAsked, HelpOffer, HelpRequest

from . import ideas, stories
from .moments import seeded_uuid
from .stories import Story


def help_rows(story: Story) -> list:
    """A request, who was told of it, who offered, whom the asker picked and thanked."""
    words, about = story.words, {"neighbourhood": story.hood.place, "post_id": story.post.id}
    offers = words.get("offers", [])
    rows = [
        HelpRequest(
            **about, skill=words["skill"], moment=words["moment"], helpers=words.get("helpers", 1),
            solved_at=story.ago(words.get("solved")), by_neighbour=any("thanked" in offer for offer in offers),
        )
    ]  # fmt: skip
    for who in words.get("asked", ()):
        told = story.post.created + timedelta(minutes=9)
        if who in story.hood.people:
            hearer = story.hood.people[who].id
            rows.append(HelpAsked(**about, member_id=hearer, by_asker=True, at=told))
            rows += story.ring(hearer, "ask_neighbours", story.post.author_id, told)
    for nth, offer in enumerate(offers):
        rows += _offered(story, offer, nth, len(offers), about)
    return rows


def _offered(story: Story, offer: dict, nth: int, of: int, about: dict) -> list:
    helper, at = story.neighbour(offer), story.moment(nth, of)
    if helper is None:
        return []
    chosen, thanked = "picked" in offer or "thanked" in offer, "thanked" in offer
    solved = story.ago(story.words.get("solved"))
    at = min(at, solved - timedelta(hours=2)) if solved else at
    row = HelpOffer(
        **about, id=seeded_uuid(at, "offer", story.hood.place.slug, story.key, nth), member_id=helper.id, words=offer["words"],
        offered_at=at, state=HelpOffer.State.PICKED if chosen else HelpOffer.State.OFFERED, thanked_at=solved if thanked else None,
    )  # fmt: skip
    heard = story.ring(story.post.author_id, "offer_help", helper.id, at)
    if thanked:
        heard += story.ring(helper.id, "solve_help", story.post.author_id, solved)
    return [row, *heard]


def thing_rows(story: Story) -> list:
    """A thing or a service, and who would like it."""
    words, about = story.words, {"neighbourhood": story.hood.place, "post_id": story.post.id}
    until = timezone.localdate(story.now) + timedelta(days=words["until"]) if "until" in words else None
    kept = {name: words[name] for name in ("what", "portions", "moment", "thanks") if name in words}
    rows = [Thing(**about, until=until, closed_at=story.ago(words.get("closed")), **kept)]
    claims = words.get("claims", [])
    for nth, claim in enumerate(claims):
        rows += _claimed(story, claim, nth, len(claims), about)
    return rows


def _claimed(story: Story, claim: dict, nth: int, of: int, about: dict) -> list:
    member, at, today = story.neighbour(claim), story.moment(nth, of, whole=True), timezone.localdate(story.now)
    if member is None:
        return []
    starts, ends = (today + timedelta(days=day) for day in claim["days"]) if "days" in claim else (None, None)
    gone = claim["state"] in (Claim.State.HANDED, Claim.State.BACK)
    row = Claim(
        **about, id=seeded_uuid(at, "claim", story.hood.place.slug, story.key, nth), member_id=member.id, state=claim["state"],
        words=claim["words"], portions=claim.get("portions", 1), starts=starts, ends=ends, asked_at=at,
        handed_at=max(at, story.ago(-claim["days"][0] if starts else 0) - timedelta(hours=1)) if gone else None,
    )  # fmt: skip
    heard = story.ring(story.post.author_id, "claim_thing", member.id, at)
    if claim["state"] == Claim.State.AGREED:
        said_yes = at + (story.now - at) / 4
        heard += story.ring(member.id, "agree_claim", story.post.author_id, said_yes)
    return [row, *heard]


def lost_rows(story: Story) -> list:
    """Lost or found, where, and whether it is home again."""
    words = story.words
    home = story.ago(words.get("home"))
    return [Lost(neighbourhood=story.hood.place, post_id=story.post.id, what=words["what"], where=words["where"], home_at=home)]


def poll_rows(story: Story) -> list:
    """A question and the votes on it; of one that has ended the count, and who hears of it."""
    words, about, ended = story.words, {"neighbourhood": story.hood.place, "post_id": story.post.id}, "ended" in story.words
    day = timezone.localdate(story.now) + timedelta(days=-words["ended"] if ended else words["until"])
    poll = Poll(**about, ends_at=end_of(day), **{name: words[name] for name in ("what", "options", "several") if name in words})
    cast = [(story.neighbour({"who": who}), picks) for who, picks in words.get("cast", {}).items()]
    votes = [(voter, picks) for voter, picks in cast + [(story.neighbour({}), picks) for picks in words["votes"]] if voter]
    picked = {voter.id: sorted(int(pick) for pick in picks.split()) for voter, picks in votes}
    poll.voted, heard = len(picked), []
    if ended:
        poll.ended_at, poll.tally = poll.ends_at, counted(poll, list(picked.values()))
        for hearer in {story.post.author_id, *picked}:
            heard += story.ring(hearer, "count_poll", None, poll.ends_at)
    rows = [Vote(**about, member_id=voter, picks=[] if ended else picks) for voter, picks in picked.items()]
    return [poll, *rows, *heard]


ROWS = {"help": help_rows, "thing": thing_rows, "lost": lost_rows, "poll": poll_rows, "idea": ideas.idea_rows}


def plan(said, hoods: dict) -> list[tuple]:
    """[(kind, story), …]: their posts are put among what `said` will write."""
    return [(kind, story) for kind in ROWS for story in stories.plan(kind, said, hoods)]


def write(planned: list[tuple]) -> None:
    """What hangs on the posts, once these are written."""
    stories.write([row for kind, story in planned for row in ROWS[kind](story)])
