"""The neighbour of the next street sees nothing: not on the board, not in search, not in the bell, not by a borrowed address."""

import uuid

from stoep.board.actions import comment_post, publish_post
from stoep.lib.roles import acting
from tests import cast

from .browser import Story
from .post_office import mails_to, work


class TheNextStreet(Story):
    def setUp(self):
        super().setUp()
        self.post = self.say("an", "Wie heeft een ladder?")
        with acting(cast.member(self.c, "bram")) as bram:
            comment_post(bram, post=self.post.id, body="Ik, kom maar", act=uuid.uuid4())

    def say(self, who, body):
        with acting(cast.member(self.c, who)) as standing:
            words = {"kind": "question", "title": "", "language": "nl", "topics": ["things"], "comments_on": True, "pictures": {}}
            return publish_post(standing, body=body, act=uuid.uuid4(), **words)

    def test_chloe_sees_her_own_street_and_nothing_of_ans(self):
        self.say("chloe", "Mon chat a disparu")
        work()
        chloe = self.signed_in("chloe", "fr")
        chloe.goto("/n/oever-kaai/")
        assert "Mon chat" in chloe.inner_text("main") and "ladder" not in chloe.content()
        for page in ("/n/oever-kaai/search/?q=ladder", "/n/oever-kaai/bell/", "/n/oever-kaai/more/"):
            chloe.goto(page)
            assert "kom maar" not in chloe.content() and "Wie heeft" not in chloe.content()
        assert mails_to("chloe@example.org") == []
        self.nothing_there(chloe)

    def test_nor_do_the_town_the_next_town_and_nobody(self):
        for who in ("els", "femke", "lotte", "hugo"):
            self.nothing_there(self.signed_in(who, second_step=True))
        self.nothing_there(self.page())

    def nothing_there(self, page):
        """The same page, to the last byte, as for an address that never was."""
        never = self.body(page, "/n/never-was/")
        for address in ("/n/oever-brug/", f"/n/oever-brug/posts/{self.post.id}/", "/n/oever-brug/search/?q=ladder", "/n/oever-brug/bell/",
                        f"/n/oever-kaai/posts/{self.post.id}/", f"/n/oever-brug/neighbour/{self.c.an_member.id}/"):  # fmt: skip
            assert self.body(page, address) == never, address

    def body(self, page, address):
        answer = page.context.request.get(self.live_server_url + address)
        assert answer.status == 404, address
        return answer.body()
