"""From nothing, or from an older release, to a database that is ready: server, roles, migrations, wall.

May run twice, and beside itself.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from . import wall
from .connections import embedded, ensure_server


def prepare(verbosity: int = 0) -> None:
    """What `stoep migrate` does. Needs the owner's rights; on the embedded server it also makes the owner."""
    ensure_server()
    if embedded():
        wall.bootstrap()
    wall.make_roles()
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    wall.make_wall(connections["owner"].settings_dict["NAME"])
    connections["owner"].close()
    settings.MEDIA_DIR.mkdir(parents=True, exist_ok=True)
    settings.LETTERS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
