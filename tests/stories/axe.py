"""axe, put into a page once and asked only for what it finds wrong (the full account of a page is hundreds of kilobytes)."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error

THERE = "() => typeof window.axe"
RUN = """() => axe.run({resultTypes: ['violations'], performanceTimer: false}).then(found => found.violations.map(
    one => [one.id, one.nodes.map(node => node.html.slice(0, 120))]))"""


def findings(page) -> list:
    """[(rule, [HTML of what breaks it])]: WCAG 2.2 AA and axe's own good practice, at the size the window has now."""
    for attempt in (1, 2, 3):
        page.wait_for_load_state()
        try:
            if page.evaluate(THERE) == "undefined":
                page.evaluate(AXE_SCRIPT)
            return page.evaluate(RUN)
        except Error:  # the page was just giving way to the next one: that one is looked at
            if attempt == 3:
                raise
    raise AssertionError("not reached")
