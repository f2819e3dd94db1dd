"""A process of Stoep beside the tests, on their database, that is killed in the middle."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection

DRAIN = ("-m", "stoep", "jobs", "drain")


def process(*arguments: str, login: str = "stoep_worker", **environment: str) -> subprocess.Popen:
    """Python with these arguments; `environment` beside what says which database, whose login, which keys and folder."""
    ours = {
        "STOEP_DATABASE": connection.settings_dict["NAME"], "STOEP_LOGIN": login, "STOEP_SECRET_KEY": settings.SECRET_KEY,
        "STOEP_STATE_DIR": str(settings.STATE_DIR), "DJANGO_SETTINGS_MODULE": "stoep.settings",
    }  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, *arguments], env={**os.environ, **ours, **environment}, **quiet)


def killed(run: subprocess.Popen, in_the_middle: Callable[[], bool], pause: float | None = None) -> bool:
    """kill -9, `pause` seconds (by chance, if none are given) after it is in the middle. False when it had ended before."""
    while run.poll() is None and not in_the_middle():
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.03) if pause is None else pause)
    alive = run.poll() is None
    if alive:
        os.kill(run.pid, signal.SIGKILL)
    run.wait()
    return alive
