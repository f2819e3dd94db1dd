"""What neighbours do for each other in the demo town: help, things, what was lost, and what people like to help with."""

from itertools import combinations

import pytest
from django.db import transaction

from stoep.board.models import Backing, Bring, Claim, HeldNear, Idea, Lost, Need, Outcome, Picture, Poll, Post, Thing, Vote
from stoep.board.polls.ballots import What
from stoep.board.search import LANGUAGES
from stoep.board.words import TOPICS
from stoep.care.models import HelpAsked, HelpOffer, HelpRequest, QuietRequest, QuietTold, SkillOffer, Volunteer
from stoep.care.skills import SKILLS
from stoep.cli.demotown.pictures import MOTIFS
from stoep.cli.sowing import ground, stories, whole
from stoep.cli.sowing.ground import KEEPER
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.membership.models import Member
from stoep.moderation.models import Matter, Opened, Opening, Statement, Tally
from stoep.notify.models import Notification
from stoep.people.models import Person

pytestmark = pytest.mark.django_db
HOODS = {"kaai", "wissel", "linde", "molen", "belle", "meers"}


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Sown once for all tests of this file, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        whole.sow(ground.our_town(), whole.Size(), False, lambda share, what: None)
        with acting(KEEPER), fan_out("test"):
            yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", stories.FILES)
def test_the_files_speak_of_what_there_is(kind):
    for words in stories.written(kind):
        assert words["hood"] in HOODS and words["language"] in LANGUAGES, words["title"]
        assert not words.get("picture") or words["picture"][0] in MOTIFS, words["title"]
        assert words.get("skill", "drill") in SKILLS and words.get("what", "lost") in {*Thing.What.values, *Lost.What.values, *What.values}
    assert {topic for topics in stories.TOPICS.values() for topic in topics} <= set(TOPICS)


def test_every_post_of_a_kind_has_its_facet_and_life_is_everywhere(town):
    facets = {"help": HelpRequest, "thing": Thing, "idea": Idea, "lost": Lost, "poll": Poll}
    for kind, facet in facets.items():
        posts = set(Post.objects.filter(kind=kind).values_list("neighbourhood_id", "id"))
        assert posts == set(facet.objects.values_list("neighbourhood_id", "post_id")), kind
    assert HelpRequest.objects.values("neighbourhood_id").distinct().count() == len(HOODS)
    assert Picture.objects.filter(post__kind=Post.Kind.LOST).count() >= 4


def test_help_is_open_offered_solved_with_thanks_and_once_nobodys(town):
    assert HelpRequest.objects.count() >= 12
    thanked = HelpOffer.objects.exclude(thanked_at=None).values_list("post_id", flat=True)
    assert set(HelpRequest.objects.filter(by_neighbour=True).values_list("post_id", flat=True)) == set(thanked)
    assert HelpRequest.objects.filter(solved_at=None).exclude(post_id__in=HelpOffer.objects.values("post_id")).count() == 1
    asked, bram = Post.objects.get(title="Twee boekenplanken ophangen"), Member.objects.get(name="Bram De Wilde")
    assert HelpOffer.objects.filter(post_id=asked.id, member_id=bram.id).exists() and HelpAsked.objects.filter(member_id=bram.id).exists()
    for offer in HelpOffer.objects.select_related("post"):
        assert offer.member_id != offer.post.author_id and offer.offered_at > offer.post.created


def test_loans_of_one_thing_never_share_a_day_and_no_gift_is_given_twice(town):
    for thing in Thing.objects.all():
        taken = list(Claim.objects.filter(post_id=thing.post_id, state__in=Claim.TAKES))
        if thing.what == Thing.What.GIVE:
            assert sum(claim.portions for claim in taken) <= thing.portions
        if thing.what == Thing.What.LEND:
            assert all(a.ends < b.starts or b.ends < a.starts for a, b in combinations(taken, 2))
    assert {*Thing.objects.values_list("what", flat=True)} == {*Thing.What.values}
    assert {"asked", "agreed", "handed", "back"} <= {*Claim.objects.values_list("state", flat=True)}
    assert {home is None for home in Lost.objects.values_list("home_at", flat=True)} == {True, False}


def test_a_poll_is_open_and_one_has_ended_and_tells_nobodys_vote(town):
    assert {poll.over for poll in Poll.objects.all()} == {True, False}
    for poll in Poll.objects.all():
        votes = list(Vote.objects.filter(post_id=poll.post_id).values_list("picks", flat=True))
        assert len(votes) == poll.voted >= 5, poll.post_id
        assert all(bool(picks) != poll.over for picks in votes) and bool(poll.tally) == poll.over


def test_about_a_third_ticked_something_and_marie_nothing(town):
    ticked = SkillOffer.objects.values("member_id").distinct().count()
    assert 0.25 < ticked / Member.objects.filter(kind=Member.Kind.RESIDENT, state="active").count() < 0.45
    marie = Member.objects.get(name="Marie Dubois")
    for row in (SkillOffer, HelpOffer, Claim):
        assert not row.objects.filter(member_id=marie.id).exists()
    assert {*SkillOffer.objects.values_list("skill", flat=True)} <= set(SKILLS)


def test_the_casts_bells_tell_of_it(town):
    rung = Notification.objects.filter(member__name__in=["An Peeters", "Bram De Wilde"])
    assert {"offer_help", "ask_neighbours", "agree_claim", "solve_help", "claim_thing"} <= {*rung.values_list("verb", flat=True)}
    assert rung.filter(verb="offer_help", read_at=None).exists()


def test_what_does_not_stand_on_the_board_is_there_too(town):
    an, bram = (Member.objects.get(name=name) for name in ("An Peeters", "Bram De Wilde"))
    tom = Member.objects.get(name="Tom Verbeke")
    assert {member.residences.get().address_id for member in (an, tom)} == {an.residences.get().address_id}
    assert Person.objects.get(id=tom.person_id).shares_with() == ["An Peeters"]
    asked = QuietRequest.objects.get(author_id=an.id)
    assert QuietTold.objects.get(quiet=asked, member=bram).state == "offered" and asked.told == QuietTold.objects.count() >= 3
    assert Volunteer.objects.filter(person_id=bram.person_id).exists()
    assert Volunteer.objects.values("neighbourhood_id").distinct().count() == 6
    reported = Matter.objects.exclude(message_id=None).get()
    assert (reported.state, reported.reasons, len(reported.context["talks"][0])) == ("waiting", {"threat": 1}, 4)
    assert Statement.objects.get(matter_id=reported.id).thing == "received"
    assert {(one.granted, one.closed_at is None) for one in Opening.objects.all()} == {(None, True), (True, False)}
    assert Opened.objects.get().member_id == bram.id


def test_one_idea_gathers_one_became_a_day_and_one_a_group(town):
    assert {*Idea.objects.values_list("stage", flat=True)} == {*Idea.Stage.values}
    assert {(bool(one.event_id), bool(one.group_id)) for one in Outcome.objects.all()} == {(True, False), (False, True)}
    for one in Backing.objects.select_related("post", "member"):
        assert one.member_id != one.post.author_id and one.at > one.post.created and not one.member.shielded
    for need in Need.objects.filter(post__kind=Post.Kind.IDEA):
        assert Bring.objects.filter(need_id=need.id).count() <= need.wanted


def test_the_calendar_says_how_many_near_did_it_and_the_public_numbers_are_there(town):
    near = {(one.neighbourhood.slug, one.activity): one.places for one in HeldNear.objects.select_related("neighbourhood")}
    assert near["zoelegem-kaaikwartier", "walk"] >= 3 and near["zoelegem-kaaikwartier", "repair_cafe"] >= 3
    assert Tally.objects.filter(what="flags").exists()
