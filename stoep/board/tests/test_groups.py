"""Groups: begun, joined, left, muted, kept, ended; by whom, and what neighbours see of it."""

from django.db import ProgrammingError
from django.test import TestCase
from django.utils import translation

from stoep.board.actions import edit_post, publish_post
from stoep.board.groups.actions import (
    begin_group,
    decline_group,
    edit_group,
    end_group,
    end_memberships,
    hand_group,
    join_group,
    keep_group,
    leave_group,
    mute_group,
)
from stoep.board.models import Group, GroupMember, GroupWish, Post
from stoep.lib.ids import uuid7
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.lib.standings import Clockwork
from stoep.membership.proving import LIST_PAGES
from tests import cast
from tests.shards import guarded

SAID = {"title": "", "body": "Wie zaait er mee?", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}


class GroupCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.c = cast.build()

    def act(self, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), guarded():
            return verb(standing, **given)

    def begin(self, who="an", name="Moestuin", act=None):
        return self.act(who, begin_group, act=act or uuid7(), name=name, kind="hobby", about="Samen zaaien en oogsten.")

    def say(self, who, group, **more):
        return self.act(who, publish_post, kind="message", act=uuid7(), **(SAID | more), group=group.id)

    def refused(self, words, who, verb, **given):
        standing = cast.member(self.c, who)
        with acting(standing), translation.override("en"), self.assertRaisesMessage(NotAllowed, words):
            verb(standing, **given)

    def page(self, who, path=""):
        return cast.sign_in(self.client, getattr(self.c, who)).get(f"/n/oever-brug/{path}")

    def keepers(self, group):
        with acting(cast.KEEPER):
            found = GroupMember.objects.filter(neighbourhood=self.c.brug, group_id=group.id, keeper=True)
            return set(found.values_list("member_id", flat=True))


class Begun(GroupCase):
    def test_everybody_finds_it_and_who_began_it_keeps_it(self):
        group = self.begin()
        assert self.keepers(group) == {self.c.an_member.id}
        self.assertContains(self.page("bram", "groups/"), "Samen zaaien")
        self.assertContains(self.page("bram", f"groups/{group.id}/"), "Moestuin")
        assert self.page("chloe", f"groups/{group.id}/").status_code == 404

    def test_twice_sent_is_one(self):
        act = uuid7()
        assert self.begin(act=act).id == self.begin(act=act).id

    def test_a_name_stands_once_also_in_other_letters(self):
        self.begin()
        self.refused("There is a group with this name", "bram", begin_group, act=uuid7(), name="MOESTUIN!", kind="hobby", about="")

    def test_three_a_month(self):
        for name in ("Een", "Twee", "Drie"):
            self.begin(name=name)
        self.refused("three groups this month", "an", begin_group, act=uuid7(), name="Vier", kind="hobby", about="")
        self.assertContains(self.page("an", "groups/begin/"), "drie groepen")

    def test_what_is_like_it_is_shown_first_and_then_one_may_go_on(self):
        group = self.begin()
        client = cast.sign_in(self.client, self.c.bram)
        sent = {"act": uuid7(), "name": "Moestuintje", "kind": "hobby", "about": "Voor de kleinsten"}
        answer = client.post("/n/oever-brug/groups/begin/", sent)
        self.assertContains(answer, f"/groups/{group.id}/")
        self.assertContains(answer, "Voor de kleinsten")
        client.post("/n/oever-brug/groups/begin/", sent | {"anyway": "yes"})
        with acting(cast.KEEPER):
            assert Group.objects.filter(neighbourhood=self.c.brug).count() == 2

    def test_what_was_typed_stays_when_something_is_missing(self):
        answer = cast.sign_in(self.client, self.c.an).post("/n/oever-brug/groups/begin/", {"name": "!", "kind": "", "about": "Zaaien"})
        self.assertContains(answer, "Zaaien", status_code=422)


class Said(GroupCase):
    def test_it_stands_on_the_whole_board_with_a_chip_that_follows_the_name(self):
        group = self.begin()
        self.say("an", group)
        self.assertContains(self.page("bram"), "Moestuin")
        self.act("an", edit_group, group=group.id, name="Bloementuin", kind="hobby", about="")
        again = self.page("bram")
        self.assertContains(again, "Bloementuin")
        self.assertNotContains(again, "Moestuin")

    def test_only_who_is_in_it_writes_for_it(self):
        group = self.begin()
        self.refused("Come into the group first", "bram", publish_post, kind="message", act=uuid7(), **SAID, group=group.id)
        self.act("bram", join_group, group=group.id)
        assert self.say("bram", group).group_id == group.id

    def test_from_its_page_the_form_has_chosen_it(self):
        group = self.begin()
        self.assertContains(self.page("an", f"write/?group={group.id}"), f"kind=question&amp;group={group.id}")
        self.assertContains(self.page("an", f"write/?kind=message&group={group.id}"), "selected")
        self.assertContains(self.page("an", f"lost/report/?group={group.id}"), f'value="{group.id}" selected')
        self.assertNotContains(self.page("bram", f"write/?kind=message&group={group.id}"), "for-group")

    def test_a_browser_says_it_and_changes_it(self):
        group, client = self.begin(), cast.sign_in(self.client, self.c.an)
        sent = {"act": uuid7(), "kind": "message", "body": "Zaaidag", "language": "nl", "group": str(group.id)}
        client.post("/n/oever-brug/posts/publish/", sent)
        with acting(cast.KEEPER):
            post = Post.objects.get(neighbourhood=self.c.brug, body="Zaaidag")
        assert post.group_id == group.id
        client.post(f"/n/oever-brug/posts/{post.id}/edit/", sent | {"group": ""})
        self.assertNotContains(self.page("bram"), "Moestuin")

    def test_who_changes_a_text_without_choosing_leaves_it_where_it_was(self):
        group = self.begin()
        post = self.say("an", group)
        assert self.act("an", edit_post, post=post.id, **(SAID | {"body": "Anders"})).group_id == group.id

    def test_no_group_of_another_neighbourhood(self):
        group = self.begin()
        self.refused("not there any more", "chloe", publish_post, kind="message", act=uuid7(), **SAID, group=group.id)


class Muted(GroupCase):
    def test_its_posts_leave_my_board_and_nobody_elses(self):
        group = self.begin()
        self.say("an", group)
        self.act("bram", mute_group, group=group.id, muted=True)
        self.assertNotContains(self.page("bram"), "Wie zaait")
        self.assertContains(self.page("bram", f"groups/{group.id}/"), "Wie zaait")
        self.assertContains(self.page("marie"), "Wie zaait")
        self.act("bram", mute_group, group=group.id, muted=False)
        self.assertContains(self.page("bram"), "Wie zaait")

    def test_whoever_then_comes_in_reads_it_on_the_board_again(self):
        group = self.begin()
        self.say("an", group)
        self.act("bram", mute_group, group=group.id, muted=True)
        self.assertContains(self.page("bram", "groups/"), "Niet op mijn prikbord")
        self.act("bram", join_group, group=group.id)
        self.assertContains(self.page("bram"), "Wie zaait")

    def test_nor_are_they_counted_as_new(self):
        group = self.begin()
        since = "news/?since=2020-01-01T00:00:00%2B00:00~00000000-0000-0000-0000-000000000000"
        self.act("bram", mute_group, group=group.id, muted=True)
        self.say("an", group)
        assert self.page("bram", since).content == b""
        assert self.page("marie", since).content != b""

    def test_nobody_else_can_see_who_muted_it(self):
        group = self.begin()
        self.act("bram", mute_group, group=group.id, muted=True)
        with acting(cast.member(self.c, "an")):
            assert not GroupWish.objects.filter(neighbourhood=self.c.brug).exists()


class Kept(GroupCase):
    def test_only_keepers_change_and_end_it(self):
        group = self.begin()
        self.act("bram", join_group, group=group.id)
        self.refused("Only who keeps", "bram", edit_group, group=group.id, name="Anders", kind="hobby", about="")
        self.refused("Only who keeps", "bram", end_group, group=group.id)
        assert self.page("bram", f"groups/{group.id}/edit/").status_code == 404

    def test_a_keeper_hands_it_over_but_never_leaves_it_alone(self):
        group = self.begin()
        self.act("bram", join_group, group=group.id)
        self.refused("You are the only one", "an", hand_group, group=group.id, to=self.c.an_member.id, keeps=False)
        self.act("an", hand_group, group=group.id, to=self.c.bram_member.id, keeps=True)
        self.refused("Nobody is put out", "an", hand_group, group=group.id, to=self.c.bram_member.id, keeps=False)
        self.act("an", hand_group, group=group.id, to=self.c.an_member.id, keeps=False)
        assert self.keepers(group) == {self.c.bram_member.id}

    def test_when_the_last_keeper_leaves_the_oldest_is_asked_then_the_next(self):
        group = self.begin()
        self.act("marie", join_group, group=group.id)
        self.act("bram", join_group, group=group.id)
        self.act("an", leave_group, group=group.id)
        self.refused("Another neighbour is asked first", "bram", keep_group, group=group.id)
        self.assertContains(self.page("marie", f"groups/{group.id}/"), 'value="no"')
        self.act("marie", decline_group, group=group.id)
        self.act("bram", keep_group, group=group.id)
        assert self.keepers(group) == {self.c.bram_member.id}
        self.refused("Somebody keeps", "marie", keep_group, group=group.id)

    def test_who_moved_away_keeps_nothing(self):
        group = self.begin()
        self.act("bram", join_group, group=group.id)
        keeper = Clockwork.of("part", here=self.c.brug.id)
        with acting(keeper):
            assert end_memberships(keeper, self.c.an_member.id) == 1
            assert end_memberships(keeper, self.c.an_member.id) == 0
        self.act("bram", keep_group, group=group.id)

    def test_ended_it_says_so_and_what_was_said_stays(self):
        group = self.begin()
        self.say("an", group)
        self.act("an", end_group, group=group.id)
        self.assertContains(self.page("bram"), "Wie zaait")
        self.assertContains(self.page("bram", f"groups/{group.id}/"), "Wie zaait")
        self.assertNotContains(self.page("bram", "groups/"), "Moestuin")
        self.refused("has ended", "bram", join_group, group=group.id)
        self.refused("has ended", "an", publish_post, kind="message", act=uuid7(), **SAID, group=group.id)
        assert self.begin("bram").id != group.id


class Seen(GroupCase):
    def test_the_shielded_are_in_no_list_and_no_count(self):
        group = self.begin()
        self.act("marie", join_group, group=group.id)
        page = self.page("bram", f"groups/{group.id}/")
        self.assertNotContains(page, "Marie")
        self.assertContains(page, "1 buur")

    def test_who_is_blocked_is_in_no_list_and_no_count(self):
        group = self.begin("bram")
        self.act("noor", join_group, group=group.id)
        page = self.page("an", f"groups/{group.id}/")
        self.assertNotContains(page, "Noor")
        self.assertContains(page, "1 buur")
        self.assertContains(self.page("marie", f"groups/{group.id}/"), "Noor")

    def test_nobody_puts_another_into_a_group(self):
        group = self.begin()
        with self.assertRaises(ProgrammingError), acting(cast.member(self.c, "an")):
            row = {"group_id": group.id, "member_id": self.c.bram_member.id}
            GroupMember(neighbourhood_id=self.c.brug.id, **row).save(force_insert=True)

    def test_nobody_copies_the_list_of_neighbours_through_groups(self):
        group = self.begin()
        for _ in range(LIST_PAGES.most):
            assert self.c.an.name in self.page("bram", f"groups/{group.id}/members/").content.decode()
        spent = self.page("bram", f"groups/{group.id}/members/").content.decode()
        assert f"/neighbour/{self.c.an_member.id}/" not in spent and "notice-yellow" in spent
