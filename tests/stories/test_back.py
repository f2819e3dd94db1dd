"""Back and reload after a refused form: no question of the browser's whether to send it again."""

from .browser import Story


class Back(Story):
    def at_the_code(self):
        page = self.page()
        page.goto("/join/?q=brugstraat 8")
        page.click("main button:has-text('Brugstraat 8')")
        page.wait_for_url("**/join/code/")
        return page

    def refused(self, page, code="AAA BBB CCCC", says="does not fit this address"):
        page.fill("#id_code", code)
        page.click("text=Go on")
        page.wait_for_selector(f"text={says}")
        assert page.input_value("#id_code") == code  # one wrong sign is put right, ten need not be typed again

    def test_back_to_a_refused_code(self):
        page = self.at_the_code()
        self.refused(page)
        self.refused(page, "AAA BBB C", says="yours has 7")
        page.click("text=Another address")
        page.wait_for_url("**/join/")
        page.go_back()
        page.wait_for_selector("#id_code")
        assert page.input_value("#id_code") == ""
        page.reload()
        page.fill("#id_code", self.c.gust_code)
        page.click("text=Go on")
        page.wait_for_url("**/join/you/")
        page.go_back()
        page.wait_for_selector("#id_code")

    def test_back_to_a_refused_introduction(self):
        page = self.at_the_code()
        page.fill("#id_code", self.c.gust_code)
        page.click("text=Go on")
        page.wait_for_url("**/join/you/")
        page.fill("#id_name", "Gust Maes")
        page.fill("#id_email", "gust@example.org")
        page.fill("#id_password", "Welkom123456")
        page.check("#id_agree")
        page.check("#id_old_enough")
        page.click("main button.button")
        page.wait_for_selector("text=easy to guess")
        assert page.input_value("#id_name") == "Gust Maes"
        page.goto("/house-rules/")
        page.go_back()
        page.wait_for_selector("#id_name")
