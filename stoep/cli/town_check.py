"""Whether each town has who it needs, and for how long: a town without an approver gets no letters, an ended mandate shuts the desk."""

from collections import defaultdict
from datetime import timedelta

from stoep.cli import migrate
from stoep.lib.clock import now
from stoep.lib.roles import acting
from stoep.lib.standings import Clockwork
from stoep.membership.models import Mandate
from stoep.membership.terms import day_of
from stoep.places.models import Municipality

OK, WARNING = "ok", "warning"
WARNED = (7, 30, 60)  # days ahead (PRODUCT C2)
SHOWN = 5  # names in one line
KEEPER = Clockwork.of("check")


def towns() -> list[tuple]:
    """A line for each town that lacks somebody, and for those whose time is nearly over."""
    if migrate.mark() != migrate.release():
        return []  # said by another check; the tables may look different
    with acting(KEEPER):
        real = list(Municipality.objects.filter(is_demo=False).order_by("slug"))
        held = defaultdict(list)
        for mandate in Mandate.objects.filter(starts_at__lte=now(), ends_at__gt=now()).select_related("person").order_by("ends_at"):
            held[mandate.municipality_id].append(mandate)
    out = [("towns", WARNING, say) for town in real for say in _lacks(town, held[town.id])]
    slugs = {town.id: town.slug for town in real} | {None: ""}
    running = [mandate for town_id in slugs for mandate in held[town_id]]
    out += [("mandates", WARNING, say) for say in ending(running, slugs)]
    return out or [("towns", OK, f"{len(real)} towns, each with who it needs" if len(real) != 1 else "one town, with who it needs")]


def _lacks(town, held: list) -> list[str]:
    """An official who writes, another who approves, a print operator: without one of them no letter leaves the house."""
    officials = [mandate for mandate in held if mandate.duty == Mandate.Duty.OFFICIAL]
    writers = {mandate.person_id for mandate in officials if mandate.may_write}
    approvers = {mandate.person_id for mandate in officials if mandate.may_approve}
    printers = [mandate for mandate in held if mandate.duty == Mandate.Duty.PRINT_OPERATOR]
    give = f"Run: stoep mandate give … --town {town.slug}"
    out = [] if writers else [f"{town.name} has no official: nobody writes to its neighbourhoods. {give} --duty official"]
    if writers and not any(approver not in writers or len(writers) > 1 for approver in approvers):
        out.append(f"{town.name} has nobody to approve what another orders: no letters are made. {give} --duty official --may-approve")
    out += [] if printers else [f"{town.name} has no print operator: nobody can fetch its letters. {give} --duty print_operator"]
    return out


def ending(running: list, slugs: dict) -> list[str]:
    """One line for each of 7, 30 and 60 days ahead, with who and until when; somebody is named once, in the nearest."""
    out, named = [], set()
    for days in WARNED:
        soon = [mandate for mandate in running if mandate.id not in named and mandate.ends_at < now() + timedelta(days=days)]
        named |= {mandate.id for mandate in soon}
        if soon:
            who = [f"{one.person.email} ({one.duty}, {slugs[one.municipality_id] or 'platform'}, {day_of(one.ends_at)})" for one in soon]
            more = f" and {len(who) - SHOWN} more" if len(who) > SHOWN else ""
            out.append(f"within {days} days the mandate ends of {', '.join(who[:SHOWN])}{more}. Extend: stoep mandate give … --until")
    return out
