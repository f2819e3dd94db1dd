"""The files on disk: readable by this user only, written whole or not at all, gone once they were handed out."""

from pathlib import Path
from uuid import UUID

from django.conf import settings


def folder() -> Path:
    """Where they all lie (0700), made if need be."""
    settings.EXPORTS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.EXPORTS_DIR


def file_of(export_id: UUID) -> Path:
    """Where the ZIP of an export lies."""
    return folder() / f"{UUID(str(export_id))}.zip"
