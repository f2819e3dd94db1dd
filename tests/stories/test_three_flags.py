"""Three neighbours report a text, it is put aside; an operator decides, its author asks again, another operator decides otherwise."""

import uuid

from django.core import mail

from stoep.board.actions import publish_post
from stoep.lib.roles import acting
from stoep.membership.models import Block
from tests import cast

from .browser import Story
from .post_office import work


class ThreeFlags(Story):
    def setUp(self):
        super().setUp()
        with acting(cast.KEEPER):
            Block.objects.all().delete()  # Noor reads along in this story
        with acting(cast.member(self.c, "an")) as an:
            words = {"kind": "message", "title": "", "language": "nl", "topics": [], "comments_on": True, "pictures": {}}
            self.post = publish_post(an, body="Wie zo parkeert is een ezel.", act=uuid.uuid4(), **words)

    def test_from_the_first_flag_to_the_second_decision(self):
        for who in ("bram", "marie", "noor"):
            page = self.signed_in(who)
            page.goto(f"/n/oever-brug/posts/{self.post.id}/")
            page.click(".post-menu summary")
            page.click(".post-menu a:has-text('Something is wrong here')")
            self.accessible(page)
            page.check("input[value=unkind]")
            page.click("button:has-text('Tell us')")
            page.wait_for_selector("text=Thank you, we have it")
        self.accessible(page)
        work()
        assert self.answer(page) == 404
        self.decided_by("karim", "down", "2", "Zo spreken we aan de deur niet.")
        an = self.signed_in("an")
        an.goto("/n/oever-brug/safety/")
        an.click("text=Something you wrote was taken down")
        self.accessible(an)
        assert "Zo spreken we aan de deur niet." in an.inner_text("main")
        an.fill("textarea", "Bram en ik lachen er samen om.")
        an.click("button:has-text('Ask for another look')")
        an.wait_for_selector("text=Another person looks again")
        work()
        self.decided_by("katrien", "stands", "", "")
        assert self.answer(page) == 200
        an.reload()
        assert "decided otherwise" in an.inner_text("main")
        to = [letter.to[0] for letter in mail.outbox]
        assert (to.count("an@example.org"), to.count("noor@example.org")) == (3, 2)  # An also that it was put aside

    def answer(self, page) -> int:
        """What the post's page answers; asked beside the page, whose console would complain of a 404."""
        return page.context.request.get(f"{self.live_server_url}/n/oever-brug/posts/{self.post.id}/").status

    def decided_by(self, who, thing, ground, words):
        page = self.signed_in(who, second_step=True)
        page.goto("/operator/")
        self.accessible(page)
        page.click("button:has-text('Open')")
        page.wait_for_selector("text=Wie zo parkeert is een ezel.")
        self.accessible(page)
        page.check(f"input[name=thing][value={thing}]")
        page.select_option("select[name=ground]", ground)
        page.fill("textarea", words)
        page.click("text=Decide and tell both sides")
        page.wait_for_selector("text=Both sides are told")
        work()
