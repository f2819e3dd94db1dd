"""Tests connect as stoep_test: what stoep_web is, and may become keeper too (for the cast)."""

import os

os.environ["STOEP_LOGIN"] = "stoep_test"
os.environ["STOEP_QUIET_HOURS"] = "0-0"  # tests run at night too
os.environ.setdefault("STOEP_SECRET_KEY", "only for tests")

from stoep.settings import *  # noqa: F403
