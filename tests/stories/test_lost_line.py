"""What one types is not lost: not with the connection, not with the page, and it is said once."""

from stoep.board.models import Draft, Post
from stoep.lib.roles import acting
from tests import cast

from .browser import Story

LEFT = "() => Object.keys(sessionStorage).filter((key) => key.startsWith('stoep-draft'))"


class LostLine(Story):
    def drafts(self):
        with acting(cast.KEEPER):
            return [d.typed.get("body") for d in Draft.objects.filter(neighbourhood=self.c.brug, said=False)]

    def test_typed_without_a_connection_and_said_with_one(self):
        page = self.signed_in("an")
        page.goto("/n/oever-brug/write/?kind=message")
        page.type("#id_body", "Who has a ladder")
        page.wait_for_selector("text=Kept for you at")
        assert self.drafts() == [["Who has a ladder"]]
        assert page.evaluate(LEFT) == [], "the server has it, so this device has not"
        page.context.set_offline(True)
        page.type("#id_body", " of three metres?")
        page.wait_for_selector("text=No connection.")
        page.click("text=Put it on the board")  # nothing happens but that it is said
        assert page.input_value("#id_body") == "Who has a ladder of three metres?"
        page.wait_for_selector("text=No connection.")
        self.complaints.clear()  # the browser says so too
        page.context.set_offline(False)
        page.wait_for_selector("text=No connection.", state="hidden")
        assert self.drafts() == [["Who has a ladder of three metres?"]]

        page.type("#id_body", " Thanks")
        page.context.set_offline(True)
        page.wait_for_selector("text=No connection.")
        self.complaints.clear()
        page.context.set_offline(False)
        page.goto("/n/oever-brug/write/?kind=message")  # the page was lost; a new one finds what the server missed
        page.wait_for_url("**draft=*")
        assert page.input_value("#id_body") == "Who has a ladder of three metres? Thanks"
        page.click("text=Put it on the board")
        page.wait_for_selector("text=Your neighbours can read it now.")
        assert self.drafts() == []
        assert page.evaluate(LEFT) == []
        with acting(cast.KEEPER):
            assert Post.objects.filter(neighbourhood=self.c.brug).count() == 1

    def test_what_is_wrong_stays_on_the_form_that_comes_back(self):
        page = self.signed_in("an")
        page.goto("/n/oever-brug/polls/ask/")
        page.fill("#id_title", "When do we have the barbecue?")
        page.check("[name=what][value=choices]")
        page.get_by_role("button", name="Ask your neighbours").click()
        page.wait_for_selector("text=Write two answers at least")
        self.until(page, f"({LEFT})().length === 0")  # the server keeps it meanwhile, and the page stays
        assert "draft=" not in page.url and page.is_visible("text=Write two answers at least")
        assert page.input_value("#id_title") == "When do we have the barbecue?"
        self.complaints.clear()  # the browser complains of the 422

    def test_signing_out_leaves_nothing_on_the_device(self):
        page = self.signed_in("an")
        page.goto("/n/oever-brug/lost/report/")
        page.type("#id_body", "Minoe is weg")
        assert page.evaluate(LEFT) != []
        page.goto("/n/oever-brug/more/")
        page.click("main button:has-text('Sign out')")
        page.wait_for_load_state()
        assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0
