"""Pages one comes to by doing something only: typing, choosing, looking once more. For `stoep screens`; nothing of it is sent.

A walk takes a browser's page and yields the name of each picture when the page stands there.
"""

TEXT = "Woensdag om 14 uur testen we de sirene. Je hoeft niets te doen."


def no_such_page(page, base, named):
    page.goto(f"{base}/there-is-no-such-page/")
    yield "404"


def letter_of_the_demo(page, base, named):
    """The letter in the demo, then its address and code, up to who one is."""
    page.goto(f"{base}/demo/letter/")
    yield "demo_letter"
    address, code = page.locator("dl strong").inner_text(), page.locator(".demo-code").inner_text()
    for name in ("stop_letters", "join"):
        page.goto(base + {"stop_letters": "/letters/stop/", "join": "/join/"}[name] + f"?q={address.split(',')[0]}")
        page.locator("button[name=address]").first.click()
        page.wait_for_selector("#id_code")
        yield f"{name}_code"
        page.fill("#id_code", "AAA AAA AAAA")
        page.locator("form:has(#id_code) button.button").first.click()
        page.wait_for_selector(".field-error")
        yield f"{name}_refused"
    page.fill("#id_code", code)
    page.locator("form:has(#id_code) button.button").first.click()
    page.wait_for_selector("[name=agree]")
    yield "join_you"


def demo_mail(page, base, named):
    page.goto(f"{base}/demo/mail/")
    yield "demo_mail"


def once_more(page, base, named):
    page.goto(f"{base}/account/2fa/totp/activate/")
    yield "account_reauthenticate"


def my_places(page, base, named):
    page.goto(f"{base}/home/neighbourhoods/")
    yield "my_places"


def last_look(page, base, named):
    """An announcement and a correction, as neighbours would see them. The button that sends is not pressed."""
    page.goto(f"{base}/desk/{named['town']}/announcements/new/")
    page.fill("[name=title_nl]", "Sirenetest")
    page.fill("[name=body_nl]", TEXT)
    page.check("[name=reach][value=all]")
    page.locator("form.desk-form button.button").first.click()
    page.wait_for_selector(".preview")
    yield "announce_preview"
    page.goto(f"{base}/desk/{named['town']}/announcements/")
    page.locator("tbody th a").first.click()
    page.wait_for_selector("a[href$='/correct/']")
    page.locator("a[href$='/correct/']").click()
    page.fill("[name=body_nl]", TEXT)
    page.locator("form.desk-form button.button").first.click()
    page.wait_for_selector(".preview")
    yield "correct_announcement_preview"


WALKS = (
    ("", no_such_page), ("", letter_of_the_demo), ("", demo_mail), ("an", once_more), ("dirk", my_places), ("els", last_look),
)  # (who of the cast, walk)  # fmt: skip
