"""`stoep screens`: a picture of every page, on a phone and on a desk, light and dark, one language after the other, in var/screens/.

Uses the demo that answers on the port, or starts one and stops it afterwards.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from stoep.lib.connections import ensure_server

from .doors import met
from .errors import Stop
from .gates import Gate, gates
from .walks import WALKS

LANGUAGES = ("nl", "fr", "de", "en")
SIZES = {360: 740, 1280: 900}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
NO_PICTURE = {  # pieces of a page, files, and pages that only send on
    "healthz", "streets", "board_news", "picture", "photo", "talk", "preview_letters", "home", "comment_post", "react_post", "near",
    "homes_in_reach", "my_letter_page", "my_letter_pdf", "preview_words",
    "mention", "join_code", "join_you", "join_mail", "account_reauthenticate",
}  # fmt: skip
ASKED = {"find": "?q=Kaai", "stop_letters": "?q=Kaai", "join": "?q=Kaai", "search": "?q=fiets", "compose": "?kind=message"}
PATIENCE = 300  # seconds for a town to be sown and to answer


def add(parser):
    parser.add_argument("--port", type=int, default=8000, help="port of the demo (8000)")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="nl,fr,de,en")
    parser.add_argument("--only", default="", help="names of pages, as `stoep doors` shows them: board,post")
    parser.add_argument("--to", type=Path, default=settings.CHECKOUT / "var" / "screens", help="where the pictures go (var/screens)")


def run(options) -> int:
    chromium, playwright = browser_of_this_machine()
    with living_town(options.port) as base:
        ensure_server()
        _, named = met()
        wanted = {name for name in options.only.split(",") if name}
        pages = [(gate, who) for gate in gates() if (who := shown_to(gate)) is not None and (not wanted or gate.name in wanted)]
        with playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
            walks = [] if wanted else WALKS
            for language in options.languages.split(","):
                for dark in (False, True):
                    n = take(browser, base, language, dark, pages, walks, named, options.to / language)
                    print(f"{language} {'dark' if dark else 'light'}: {n} pictures", file=sys.stderr, flush=True)
            browser.close()
    return 0


def browser_of_this_machine():
    """(path of Chromium, playwright). Both are for tests and pictures only: running Stoep needs neither."""
    chromium = next((path for path in CHROMIUM if Path(path).exists()), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    if not chromium or not sync_playwright:
        raise Stop("pictures need a Chromium and playwright. On Debian: apt-get install chromium, then make setup")
    return chromium, sync_playwright


def answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/healthz", timeout=3):  # noqa: S310  our own address
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def living_town(port: int):
    """The address of a demo that answers; started for the time of the pictures where there is none."""
    base = f"http://127.0.0.1:{port}"
    if answers(base):
        yield base
        return
    demo = subprocess.Popen([sys.executable, "-m", "stoep", "demo", "--port", str(port)], stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(base):
            if demo.poll() is not None or time.monotonic() > deadline:
                raise Stop("the demo does not answer; see what it says above")
            time.sleep(0.5)
        yield base
    finally:
        demo.terminate()
        demo.wait(60)


def shown_to(gate: Gate) -> str | None:
    """Who of the cast a page is photographed for; "" for a visitor, None for what is no page."""
    if "GET" not in gate.methods or gate.name in NO_PICTURE or {"token", "word", "pk", "invitation"} & set(gate.slots):
        return None
    if gate.door == "member":
        return "an"
    if gate.door == "official":
        return "joris" if gate.view.door_needs.get("duties") == ("print_operator",) else "els"
    if gate.name in ("pending", "withdraw_application"):
        return "wout"
    own = (
        "account_email", "account_change_password", "mfa_index", "mfa_list_webauthn", "account_logout", "devices", "sign_ins",
        "my_data", "move_home",
    )  # fmt: skip
    if gate.name in own:
        return "an"
    return "" if gate.door == "nobody" and gate.name not in ("manifest", "worker") else None


def take(browser, base, language, dark, pages, walks, named, folder: Path) -> int:
    """All pages in one language and one light. Returns how many pictures were made."""
    folder.mkdir(parents=True, exist_ok=True)
    windows, made = {}, 0

    def window(who):
        if who not in windows:
            windows[who] = _window(browser, base, language, dark, who)
        return windows[who]

    for gate, who in pages:
        there = base + gate.at(**named)
        answer = window(who).goto(there + ASKED.get(gate.name, ""))
        if answer and answer.ok and window(who).url.split("?")[0] == there:  # not where it only sends on
            made += _both(window(who), folder, gate.name, dark)
    for who, walk in walks:
        for name in walk(window(who), base, named):
            made += _both(window(who), folder, name, dark)
    for page in windows.values():
        page.context.close()
    return made


def _both(page, folder: Path, name: str, dark: bool) -> int:
    """The page as it stands, on a phone and on a desk."""
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{width}-{'dark' if dark else 'light'}.png", full_page=True)
    return len(SIZES)


def _window(browser, base, language, dark, who):
    """A browser of somebody's own, in this language, signed in by the demo's one click."""
    scheme = "dark" if dark else "light"
    page = browser.new_context(locale=language, color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(f"{base}/about/")
    for address, fields in ((f"/demo/sign-in/{who}/", {}), ("/language/", {"language": language, "next": "/about/"})):
        if who or fields:
            token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].endswith("csrf"))
            answer = page.context.request.post(base + address, form={"csrfmiddlewaretoken": token, **fields})
            if not answer.ok:
                raise Stop(f"{address} answered {answer.status}: pictures are taken of a demo (stoep demo)")
            page.goto(f"{base}/about/")
    return page
