"""`pytest --within SECONDS`: as many tests as a spell allows, the likeliest to fail first.

What failed last time comes first, then the rooms that were touched since main (or, on main, since its last commit), then what takes least.
How long a test takes is remembered from the last run that saw it (pytest's own cache folder); one never seen counts `UNKNOWN`.
"""

import subprocess

import pytest

SEEN = "stoep/seconds"
UNKNOWN = 0.4  # seconds, setup and teardown in it: the mean of all tests that need no browser
CLASS = 0.4  # seconds that a class takes to set up: counted with whichever of its tests came first


def pytest_addoption(parser):
    parser.addoption("--within", type=float, metavar="SECONDS", help="only as many tests as take this long one after the other")


def pytest_configure(config):
    config.pluginmanager.register(Watch(config), "stoep-seconds")


class Watch:
    def __init__(self, config):
        self.config = config
        self.seconds = {}

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration

    def pytest_sessionfinish(self, session):
        if self.seconds and not hasattr(self.config, "workerinput"):  # the side-by-side workers report to the one that started them
            known = self.config.cache.get(SEEN, {})
            self.config.cache.set(SEEN, known | {test: round(took, 3) for test, took in self.seconds.items()})

    @pytest.hookimpl(trylast=True)  # after -m has taken its own away
    def pytest_collection_modifyitems(self, config, items):
        spell = config.getoption("within")
        if spell is None:
            return
        took, failed, touched = config.cache.get(SEEN, {}), config.cache.get("cache/lastfailed", {}), _touched(config.rootpath)

        def urgency(item):
            return (
                item.nodeid not in failed,
                not item.nodeid.startswith(touched),
                took.get(item.nodeid, UNKNOWN),
                item.nodeid,
            )

        chosen, spent, classes = set(), 0.0, set()
        for item in sorted(items, key=urgency):
            spent += took.get(item.nodeid, UNKNOWN) + (0 if item.parent.nodeid in classes else CLASS)
            classes.add(item.parent.nodeid)
            if spent > spell:
                break
            chosen.add(item.nodeid)
        out = [item for item in items if item.nodeid not in chosen]
        items[:] = [item for item in items if item.nodeid in chosen]  # in their own order: fixtures of a module stay together
        config.hook.pytest_deselected(items=out)

    def pytest_terminal_summary(self, terminalreporter):
        if self.config.getoption("within") is not None:
            terminalreporter.write_line("As many tests as the time allows, the likeliest to fail first; `make test` runs them all.")


def _touched(root) -> tuple[str, ...]:
    """The rooms with a change since main, as the start of their tests' names. Without git, or without a change: none."""

    def said(*words):
        done = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False)
        return done.stdout.split() if done.returncode == 0 else []

    fork = (said("merge-base", "HEAD", "origin/main") or ["HEAD"])[0]
    files = said("diff", "--name-only", fork) + said("ls-files", "--others", "--exclude-standard") or said("diff", "--name-only", "HEAD~1")
    rooms = {"/".join(file.split("/")[:2]) + "/" for file in files if file.startswith(("stoep/", "tests/"))}
    return tuple(sorted(rooms))
