"""Sowing Tom, who lives with An and shares her mailbox: six digits by mail let whoever asks choose which of the two they are."""

from dataclasses import replace
from datetime import timedelta

from stoep.people.models import Person

from ..demotown.people import cast
from .folk import Folk, Hood, resident
from .secrets import hashed

NAME, ABOUT = "Tom Verbeke", "Ik klim op elke ladder, behalve de onze: die is van Bram."


def join_them(folk: Folk, hood: Hood) -> None:
    """Beside An, at the same door. Nothing where An does not live."""
    an = hood.people.get("an")
    if an is None:
        return
    hers = next(person for person, member in folk.members if member is an)
    person = Person(email=hers.email, beside=1, name=NAME, language="nl", password=hashed(f"tom beside {hers.email}"))
    who = replace(cast()["an"], who="tom", name=NAME, woman=False, about=ABOUT, gives="Een uurtje op een ladder staan.")
    resident(folk, hood, person, who, folk.cast_doors["an"], folk.now - timedelta(days=388, hours=5))
