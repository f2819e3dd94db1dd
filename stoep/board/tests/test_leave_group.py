"""Leaving a group one keeps: who keeps it alone reads what becomes of it and can name somebody; nobody else is asked anything."""

from dataclasses import replace
from uuid import UUID

from stoep.board.groups.actions import hand_group, join_group, leave_group
from stoep.board.models import GroupMember
from stoep.journal.models import Entry
from stoep.lib.roles import acting
from stoep.lib.rules import NotAllowed
from stoep.membership.models import Block, Member
from stoep.membership.proving import LIST_PAGES
from tests import cast

from .test_groups import GroupCase


class Leaving(GroupCase):
    def setUp(self):
        self.group = self.begin()
        self.url = f"/n/{self.c.brug.slug}/groups/{self.group.id}/leave/"
        self.an, self.bram = self.c.an_member.id, self.c.bram_member.id

    def there(self) -> dict:
        with acting(cast.KEEPER):
            return dict(GroupMember.objects.filter(neighbourhood=self.c.brug, group_id=self.group.id).values_list("member_id", "keeper"))

    def post(self, who="an", **sent):
        return cast.sign_in(self.client, getattr(self.c, who)).post(self.url, sent)

    def test_the_only_keeper_is_asked_who_keeps_it_after_them(self):
        self.act("bram", join_group, group=self.group.id)
        self.assertContains(self.page("an", f"groups/{self.group.id}/"), f'href="{self.url}"')
        asked = self.post()  # from a page of before, or by hand: asked all the same
        self.assertContains(asked, f'value="{self.bram}"')
        self.assertContains(asked, "de enige die voor deze groep zorgt")
        assert self.there() == {self.an: True, self.bram: False}

    def test_handed_over_and_left_in_one_act(self):
        self.act("bram", join_group, group=self.group.id)
        assert self.post(to=str(self.bram)).status_code == 302
        assert self.there() == {self.bram: True}
        with acting(cast.KEEPER):
            verbs = list(Entry.objects.filter(neighbourhood=self.c.brug, about=self.group.id).order_by("at").values_list("verb", flat=True))
        assert verbs[-2:] == ["hand_group", "leave_group"]

    def test_or_left_to_whoever_is_in_it_longest(self):
        self.act("bram", join_group, group=self.group.id)
        assert self.post(to="").status_code == 302
        assert self.there() == {self.bram: False}
        self.assertContains(self.page("bram", f"groups/{self.group.id}/"), "/keep/")

    def test_nobody_leaves_when_the_one_who_was_named_is_not_in_it(self):
        self.act("bram", join_group, group=self.group.id)
        for nobody in (self.c.marie_member.id, self.an, UUID(int=7)):
            self.refused("is not in the group any more", "an", leave_group, group=self.group.id, to=nobody)
        assert self.there() == {self.an: True, self.bram: False}
        self.refused("Only who keeps", "bram", leave_group, group=self.group.id, to=self.an)

    def test_nobody_is_named_whom_the_keeper_does_not_see_in_it(self):
        """Or naming would tell that somebody shielded, or who blocked them, is in the group."""
        self.act("bram", join_group, group=self.group.id)
        self.act("marie", join_group, group=self.group.id)
        with acting(cast.KEEPER):
            Member.objects.filter(id=self.c.marie_member.id).update(shielded=True)
            Block.objects.create(blocker_id=self.c.bram.pk, blocked_id=self.c.an.pk)
        hidden = replace(cast.member(self.c, "an"), hidden=frozenset({self.bram}))
        for act, more in ((hand_group, {"keeps": True}), (leave_group, {})):
            for to in (self.bram, self.c.marie_member.id, UUID(int=7)):
                with acting(hidden), self.assertRaisesMessage(NotAllowed, "is not in the group any more"):
                    act(hidden, group=self.group.id, to=to, **more)
        assert self.there() == {self.an: True, self.bram: False, self.c.marie_member.id: False}

    def test_who_is_alone_in_it_reads_that_it_can_be_ended(self):
        page = self.page("an", f"groups/{self.group.id}/leave/")
        self.assertContains(page, f"/groups/{self.group.id}/end/")
        self.assertNotContains(page, "<select")

    def test_with_another_keeper_it_goes_on_and_nobody_is_asked(self):
        self.act("bram", join_group, group=self.group.id)
        self.act("an", hand_group, group=self.group.id, to=self.bram, keeps=True)
        self.assertNotContains(self.page("an", f"groups/{self.group.id}/leave/"), "<select")
        assert self.post().status_code == 302
        assert self.there() == {self.bram: True}

    def test_who_is_only_in_it_leaves_at_once_and_has_no_such_page(self):
        self.act("bram", join_group, group=self.group.id)
        assert self.page("bram", f"groups/{self.group.id}/leave/").status_code == 404
        assert self.post("bram").status_code == 302
        assert self.there() == {self.an: True}

    def test_the_shielded_are_not_named_but_counted(self):
        self.act("marie", join_group, group=self.group.id)
        page = self.page("an", f"groups/{self.group.id}/leave/")
        self.assertNotContains(page, "Marie")
        self.assertContains(page, "wie er het langst bij is")

    def test_the_names_are_of_the_budget_of_the_list(self):
        self.act("bram", join_group, group=self.group.id)
        for _ in range(LIST_PAGES.most):
            self.page("an", f"groups/{self.group.id}/members/")
        self.assertNotContains(self.page("an", f"groups/{self.group.id}/leave/"), "<select")
