"""Whoever is in a hurry says it before their picture has arrived: it waits for it, and goes once, with it."""

import io

from PIL import Image

from stoep.board.models import Picture, Post
from stoep.lib.roles import acting
from tests import cast

from .browser import Story


def photo() -> dict:
    """A small picture, as a file field takes it."""
    whole = io.BytesIO()
    Image.new("RGB", (64, 48), "#d9a441").save(whole, "JPEG")
    return {"name": "lou.jpg", "mimeType": "image/jpeg", "buffer": whole.getvalue()}


class Hurry(Story):
    def test_said_while_the_picture_is_on_its_way(self):
        page, held = self.signed_in("an"), []
        page.route("**/pictures/upload/", lambda route: held.append(route))  # not the method itself: playwright keeps notes on it
        page.goto("/n/oever-brug/write/?kind=message")
        page.fill("#id_body", "Lou is lost")
        page.set_input_files("#files", [photo()])
        page.wait_for_selector("[data-going-up]:not([hidden])")
        for _ in range(2):  # impatient
            page.click("text=Put it on the board")
        with acting(cast.KEEPER):
            assert not Post.objects.filter(neighbourhood=self.c.brug).exists()
        held[0].continue_()
        page.wait_for_selector("text=Your neighbours can read it now.")
        with acting(cast.KEEPER):
            said = Post.objects.get(neighbourhood=self.c.brug)
            assert Picture.objects.filter(neighbourhood=self.c.brug, post_id=said.id).count() == 1
