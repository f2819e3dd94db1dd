"""`stoep seed` in the database: the cast with its doors, talk that holds together, canaries, a crowd."""

import re

import pytest
from django.db import transaction

from stoep.board.models import AnnouncementPost, Comment, Picture, Post, Reaction
from stoep.board.search import SIZE, find
from stoep.cli.sowing import canaries, ground, telling, whole
from stoep.cli.sowing.ground import KEEPER
from stoep.journal.models import TownEntry
from stoep.lib.codes import verify_code
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out
from stoep.lib.standings import MemberStanding
from stoep.membership.models import LetterBatch, LetterCode, Member, Seat
from stoep.moderation.carrying import carry_out
from stoep.moderation.models import Decision, Sanction, Statement
from stoep.people.models import Person
from stoep.places.models import Neighbourhood

pytestmark = pytest.mark.django_db


def quiet(share, what):
    """Nobody watches."""


def sown(**size):
    town = whole.sow(ground.our_town(), whole.Size(**size), False, quiet)
    with acting(KEEPER), fan_out("test"):
        return town, telling.told(town, [])


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Sown once for all tests of this file, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield sown(neighbourhoods=7, members=60, posts=260)
        transaction.set_rollback(True)


def login(told, who):
    return next(row for row in told["logins"] if row["who"] == who)


def test_the_whole_cast_can_sign_in_but_gust(town):
    _, told = town
    assert [row["who"] for row in told["logins"]] == [
        "an", "bram", "chloe", "dirk", "els", "eline", "femke", "hugo", "ilse", "joris", "karim", "katrien", "lotte", "marie", "noor",
    ]  # fmt: skip
    with acting(KEEPER):
        for row in told["logins"]:
            assert Person.objects.get(email=row["email"], beside=0).check_password(row["password"]), row["who"]
    second = {"dirk", "lotte", "els", "eline", "femke", "joris", "karim", "katrien"}
    assert {row["who"] for row in told["logins"] if row["totp_secret"]} == second
    assert login(told, "femke")["town"] == "vinkerode"
    assert len(login(told, "dirk")["neighbourhoods"]) == 2


def test_the_desk_has_a_print_run_behind_it_and_one_that_waits(town):
    demo, _ = town
    with acting(KEEPER):
        done, waiting = LetterBatch.objects.filter(municipality_id=demo.id).order_by("ordered_at")
        verbs = list(TownEntry.objects.filter(about=done.id).order_by("at").values_list("verb", flat=True))
    assert (done.state, waiting.state) == ("received", "ordered") and done.expected and waiting.expected
    assert done.ordered_by != done.approved_by and done.message.keys() == set(done.languages)
    assert done.ordered_at < done.approved_at < done.ready_at < done.fetched_at < done.received_at
    assert verbs == ["order_letters", "approve_letters", "fetch_letters", "confirm_receipt"]


def test_states_are_as_the_story_says(town):
    _, told = town
    with acting(KEEPER), fan_out("test"):
        states = dict(
            Member.objects.filter(name__in=["Hugo Wouters", "Ilse Goossens", "An Peeters"]).values_list("name", "state")
        )
        marie = Member.objects.get(name="Marie Dubois")
        doors = Seat.objects.filter(person__email=login(told, "hugo")["email"], state="active")
        assert not doors.exists()
    assert states == {"Hugo Wouters": "gone", "Ilse Goossens": "suspended", "An Peeters": "active"}
    assert marie.shielded and marie.street == ""


def test_behind_the_shut_door_is_a_decision_that_all_sides_read(town):
    _, told = town
    with acting(KEEPER), fan_out("test"):
        ilse = Member.objects.get(name="Ilse Goossens")
        (decision,) = Decision.objects.filter(matter__author_id=ilse.id)
        assert (decision.thing, decision.measure, decision.ground, decision.signed) == ("down", "suspend", "6", "Karim Benali")
        assert decision.matter.state == "decided" and decision.matter.flags == decision.matter.homes == 2
        carry_out(ilse.neighbourhood_id, str(decision.id))
        sides = Statement.objects.filter(neighbourhood_id=ilse.neighbourhood_id, decision_id=decision.id)
        assert sorted(sides.values_list("side", flat=True)) == ["author", "flagger", "flagger"]
        mine = sides.get(member_id=ilse.id)
        assert mine.measure == "suspend" and mine.until == decision.until and "Wie hier nog" in mine.quote
        (sanction,) = Sanction.objects.filter(neighbourhood_id=ilse.neighbourhood_id, member_id=ilse.id)
        assert sanction.kind == "suspend" and sanction.ended_at is None
        assert Post.objects.get(neighbourhood_id=ilse.neighbourhood_id, id=decision.matter.post_id).held_at
        assert Seat.objects.get(person__email=login(told, "ilse")["email"]).state == "suspended"


def test_the_first_letter_is_gusts_and_its_code_fits(town):
    _, told = town
    letter = told["letters"][0]
    assert letter["neighbourhood"] == login(told, "an")["neighbourhood"]
    with acting(KEEPER), fan_out("test"):
        row = LetterCode.objects.get(address_id=letter["address"])
    assert verify_code(row.hash, row.address_id, letter["code"])


def test_talk_holds_together(town):
    with acting(KEEPER), fan_out("test"):
        posts = {post.id: post for post in Post.objects.all()}
        comments = {comment.id: comment for comment in Comment.objects.all()}
        assert not Post.objects.filter(vector=None).exists() and not Comment.objects.filter(vector=None).exists()
        assert Reaction.objects.exists() and AnnouncementPost.objects.exists()
        homes = dict(Member.objects.values_list("id", "neighbourhood_id"))
        assert all(homes[picture.member_id] == picture.neighbourhood_id for picture in Picture.objects.all())
    for comment in comments.values():
        assert comment.created > posts[comment.post_id].created
        assert comment.parent_id is None or comments[comment.parent_id].post_id == comment.post_id
        assert homes[comment.author_id] == comment.neighbourhood_id


def test_what_is_sown_is_found_by_search(town):
    _, told = town
    with acting(KEEPER):
        here = Neighbourhood.objects.get(slug=login(told, "an")["neighbourhood"])
        member = Member.objects.get(neighbourhood=here, name="An Peeters")
    with acting(MemberStanding(here=here.id, member=member.id, person=member.person_id)) as standing:
        said = Post.objects.filter(neighbourhood=here, language="nl", kind="message").exclude(author_id=member.id).first()
        word = max(re.findall(r"\w+", said.body), key=len)  # which of our texts fit depends on the day they are sown
        assert said.id in find(standing, word) or len(find(standing, word)) > SIZE, word


def test_sizes_are_kept_and_a_second_time_changes_nothing(town):
    _, told = town
    rows = told["towns"][0]["neighbourhoods"]
    assert [row["slug"] for row in rows if row["posts"]][-1] == "zoelegem-veld-1"
    assert 260 <= sum(row["posts"] for row in rows) <= 260 + 7 + 28
    assert sown()[1] == told


def test_canaries_are_told_with_who_may_see_them(town):
    place, told = town
    with acting(KEEPER), fan_out("test"):
        marks = canaries.sow(place, telling.second())
        assert canaries.sow(place, telling.second()) == marks
        held = next(row for row in marks if row["field"] == "held post.body")
        assert Post.objects.filter(body__contains=held["token"]).exclude(held_at=None).count() == 1
    assert len({row["token"] for row in marks}) == len(marks)
    home = login(told, "an")["neighbourhood"]
    by_field = {row["field"]: row["may_see"] for row in marks if row["neighbourhood"] == home}
    assert by_field["post.body"] == ["an", "bram", "dirk", "marie", "noor"]
    assert "noor" not in by_field["post.body by an"] and "an" not in by_field["post.body by noor"]
    assert by_field["person.email"] == by_field["residence.street"] == []
    assert all(row["may_see"] == [] for row in marks if row["neighbourhood"] == "vinkerode-dorp")
