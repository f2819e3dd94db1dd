"""Tests connect as stoep_test: what stoep_web is, and may become keeper too (for the cast)."""

import hashlib
import os
import sys
from pathlib import Path

os.environ["STOEP_LOGIN"] = "stoep_test"
os.environ["STOEP_QUIET_HOURS"] = "0-0"  # tests run at night too
os.environ.setdefault("STOEP_SECRET_KEY", "only for tests")


# Tests side by side (pytest-xdist) each have a server of their own: roles belong to a server, and each run makes them anew.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    if os.environ.get("STOEP_DATABASE_URL"):
        sys.exit("Tests on a server of yours run one after the other: pytest -n 0")
    checkout = Path(__file__).resolve().parent.parent
    alone = checkout / "var" / "state"
    if os.geteuid() == 0:  # as stoep.settings does it
        alone = Path("/var/lib/stoep") / hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    os.environ["STOEP_STATE_DIR"] = str(Path(os.environ.get("STOEP_STATE_DIR") or alone) / f"tests-{worker}")

from stoep.settings import *  # noqa: F403

MIDDLEWARE = ["tests.static_once.WhiteNoiseOnce" if "whitenoise" in name else name for name in MIDDLEWARE]  # noqa: F405
PASSWORD_HASHERS = ["tests.hashing.SmallArgon2"]
