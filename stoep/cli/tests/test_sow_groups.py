"""The demo town's groups: a street, a building, a hobby; with people, posts, a chat and something planned."""

import pytest
from django.db import transaction

from stoep.board.models import Event, Group, GroupMember, Post
from stoep.chat.models import Conversation, Message
from stoep.cli.sowing import gathering, ground, whole
from stoep.cli.sowing.ground import KEEPER
from stoep.lib.roles import acting
from stoep.lib.shards import fan_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Sown once for all tests of this file, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        whole.sow(ground.our_town(), whole.Size(), False, lambda share, what: None)
        with acting(KEEPER), fan_out("test"):
            yield
        transaction.set_rollback(True)


def test_there_is_one_of_each_kind_with_people_and_posts(town):
    assert {"street", "building", "hobby"} <= set(Group.objects.values_list("kind", flat=True))
    for group in Group.objects.all():
        inside = GroupMember.objects.filter(neighbourhood_id=group.neighbourhood_id, group_id=group.id)
        assert inside.count() >= 5 and inside.filter(keeper=True).count() == 1
        assert Post.objects.filter(neighbourhood_id=group.neighbourhood_id, group_id=group.id).count() >= 1


def test_their_chats_are_read_by_who_is_in_them_but_for_the_shielded(town):
    for talk in Conversation.objects.exclude(group_id=None):
        inside = GroupMember.objects.filter(neighbourhood_id=talk.neighbourhood_id, group_id=talk.group_id, member__shielded=False)
        assert set(talk.members) == set(inside.values_list("member_id", flat=True))
        said = Message.objects.filter(neighbourhood_id=talk.neighbourhood_id, conversation_id=talk.id)
        assert {message.author_id for message in said} <= set(talk.members)
    talks = Conversation.objects.exclude(group_id=None)
    assert talks.count() == Group.objects.filter(ended_at=None).count() and talks.filter(last_id=None).count() == talks.count() - 3


def test_something_is_planned_for_a_group(town):
    assert Event.objects.exclude(post__group_id=None).count() >= 2


def test_every_group_of_the_file_is_sown(town):
    assert {words["name"] for words in gathering.written()} == set(Group.objects.values_list("name", flat=True))
