"""Where members' photos lie: re-encoded copies only, one folder per neighbourhood, served through a door."""

from django.conf import settings

WIDTHS = (96, 320)


def photo_folder(here: int):
    """The folder of one neighbourhood."""
    return settings.MEDIA_DIR / str(int(here)) / "members"
