"""The real files of towns, where this machine has them: STOEP_SHARED, else the folder beside the checkout."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("STOEP_SHARED", Path(__file__).resolve().parents[3] / ".." / "shared")).resolve() / "data"
real_files = pytest.mark.skipif(not ROOT.is_dir(), reason="the real files of towns are not on this machine")


def boundaries(name: str) -> Path:
    return ROOT / "boundaries" / name


def addresses(name: str) -> Path:
    return ROOT / "addresses" / name
