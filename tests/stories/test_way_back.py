"""An erased her account and shares her mailbox with Jef: the link of the mail asks who one is, and her passkey says it."""

from allauth.account.models import EmailAddress

from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.people.models import Person
from stoep.privacy.hiding import hide_account
from stoep.privacy.mailing import token_of
from stoep.privacy.models import Erasure
from stoep.privacy.rules import DAYS_TO_COME_BACK
from tests import cast

from .browser import Story


class WayBack(Story):
    def test_a_passkey_says_who_comes_back(self):
        page = self.page()
        page.goto("/account/login/")
        page.fill("[name=login]", "an@example.org")
        page.fill("[name=password]", cast.PASSWORD)
        page.click("form:has([name=password]) button.button")
        page.wait_for_url("**/n/oever-brug/")
        self.add_passkey(page)
        link = self.hidden()
        page.goto(link)
        assert "First show who you are" in page.inner_text("main") and page.locator("main form").count() == 0
        self.accessible(page)
        page.click("main a.button")
        page.click("#passkey_login")
        page.wait_for_url("**/account/back/**")
        self.accessible(page)
        page.click("text=Yes, I come back")
        page.wait_for_selector("text=Welcome back")
        with acting(cast.KEEPER):
            assert Person.objects.get(id=self.c.an.pk).is_active

    def hidden(self) -> str:
        """Her account is hidden, and Jef reads her mails: the link of the mail."""
        with acting(cast.KEEPER):
            jef = Person.objects.create(email="an@example.org", beside=1, name="Jef", password="!")
            EmailAddress.objects.create(user=jef, email=jef.email, verified=True, primary=True)
            erasing = Erasure.objects.create(person_id=self.c.an.pk, asked_at=now(), due=now() + DAYS_TO_COME_BACK)
        hide_account(str(erasing.id))
        return f"/account/back/{token_of(erasing)}/"
