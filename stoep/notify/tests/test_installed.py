"""The program that stays in the browser, in a real one: what it keeps, what it shows, what is left after signing out."""

import json

import pytest

from tests.stories.browser import Story

KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys()) for (const kept of await (await caches.open(name)).keys()) urls.push(new URL(kept.url).pathname);
  return urls;
}"""
SHOWN = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((n) => [n.title, n.body, n.data.url, n.tag])"
STORES = "async () => [Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases()]"


@pytest.mark.browser
class Installed(Story):
    def settled(self, who="an", language="nl"):
        """A page of the board with the program in place."""
        page = self.signed_in(who, language)
        page.goto("/n/oever-brug/")
        self.until(page, "async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'")
        page.reload()
        return page

    def test_it_keeps_files_that_are_the_same_for_all_and_no_page_of_anybody(self):
        page = self.settled()
        for path in ("/n/oever-brug/more/", "/n/oever-brug/bell/", "/n/oever-brug/"):
            page.goto(path)
        kept = page.evaluate(KEPT)
        assert "/offline/nl/" in kept and len(kept) == 5
        assert all(path.startswith("/static/") or path == "/offline/nl/" for path in kept)
        assert page.evaluate(STORES) == [[], ["htmx-current-path-for-history"], []], "htmx keeps where one is; no more"

    def test_without_a_connection_it_says_so(self):
        page = self.settled()
        page.context.set_offline(True)
        page.goto("/n/oever-brug/bell/")
        assert "Er is geen verbinding" in page.inner_text("main")
        page.context.set_offline(False)
        page.goto("/n/oever-brug/")
        assert page.locator("main.main").count() == 1
        self.complaints.clear()  # the browser's own word that there is no connection

    def test_signing_out_leaves_nothing(self):
        page = self.settled()
        assert page.evaluate(KEPT)
        page.goto("/n/oever-brug/more/")
        page.locator("form[action='/account/logout/'] button").last.click()
        page.wait_for_url("**/")
        assert page.evaluate(KEPT) == []
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0

    def test_a_message_is_shown_as_it_was_sent(self):
        page = self.settled()
        page.context.grant_permissions(["notifications"])
        wire, seen = page.context.new_cdp_session(page), []
        wire.on("ServiceWorker.workerRegistrationUpdated", lambda event: seen.extend(event["registrations"]))
        wire.send("ServiceWorker.enable")
        said = {"title": "Stoep", "body": "Er is iets voor je.", "url": "/n/oever-brug/bell/", "tag": "bell-1", "language": "nl"}
        for _ in range(30):  # sent anew as a push service would: what comes while the browser is about to start the program may be lost
            page.wait_for_timeout(1000)
            for data in (json.dumps(said), json.dumps(said), "no json") if (kept := self.registrations(seen)) else ():
                of = {"origin": self.live_server_url, "registrationId": kept[-1]}
                wire.send("ServiceWorker.deliverPushMessage", {**of, "data": data})
            if len(shown := page.evaluate(SHOWN)) >= 2:
                break
        assert ["Stoep", said["body"], "/n/oever-brug/bell/", "bell-1"] in shown
        assert len(shown) == 2, "the second took the first one's place"
        assert [one[2:] for one in shown if one[3] == "stoep"] == [["/home/", "stoep"]]

    def registrations(self, seen) -> list[str]:
        """Of our program, and not given up; the newest last. Another story of the same browser may have had one."""
        given_up = {one["registrationId"] for one in seen if one["isDeleted"]}
        ours = [one for one in seen if one["scopeURL"].startswith(self.live_server_url)]
        return [one["registrationId"] for one in ours if one["registrationId"] not in given_up]
