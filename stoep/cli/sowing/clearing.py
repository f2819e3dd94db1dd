"""Beginning anew: everything in the database goes, but only where nothing but sown towns has ever been."""

import psycopg
from django.apps import apps
from django.db import connection

from stoep.board.actions.pictures import folder_of
from stoep.lib import connections, pictures
from stoep.membership.photos import photo_folder

from ..errors import Stop

KEPT = {"contenttypes", "auth"}


def clear() -> None:
    """Empty all tables and remove the pictures that belonged to them. Raises Stop where a town is real."""
    tables = [
        m._meta.db_table
        for m in apps.get_models(include_auto_created=True)
        if m._meta.managed and m._meta.app_label not in KEPT
    ]
    with psycopg.connect(connections.dsn("owner", connection.settings_dict["NAME"])) as owner:
        real = owner.execute("SELECT name FROM places_municipality WHERE NOT is_demo LIMIT 1").fetchone()
        if real:
            raise Stop(f"{real[0]} is a real town here: nothing is cleared")
        files = [
            (folder_of(place), str(stem)) for place, stem in owner.execute("SELECT neighbourhood_id, id FROM board_picture")
        ]
        photos = owner.execute("SELECT neighbourhood_id, photo FROM membership_member WHERE photo <> ''")
        files += [(photo_folder(place), stem) for place, stem in photos]
        owner.execute(f"TRUNCATE {', '.join(tables)}, procrastinate_jobs, procrastinate_events RESTART IDENTITY CASCADE")
    for folder, stem in files:
        pictures.remove(folder, stem)
