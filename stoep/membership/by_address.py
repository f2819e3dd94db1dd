"""The standing of a resident who comes with a signed address instead of a session: what the door would give them, asked anew each time.

Who works here under a mandate has no such address: they show a second step for whatever they read.
"""

import uuid

from django.db import connection

from stoep.lib.standings import MemberStanding

RESIDENT = """SELECT p.id, p.language, n.name, n.slug, u.id, u.name, u.slug,
  ARRAY(SELECT other.member_id FROM membership_block b JOIN membership_seat other ON other.neighbourhood_id = n.id
        AND other.person_id = CASE WHEN b.blocker_id = p.id THEN b.blocked_id ELSE b.blocker_id END
        WHERE b.blocker_id = p.id OR b.blocked_id = p.id)
 FROM membership_seat seat JOIN people_person p ON p.id = seat.person_id AND p.is_active
 JOIN places_neighbourhood n ON n.id = seat.neighbourhood_id JOIN places_municipality u ON u.id = n.municipality_id
 WHERE seat.neighbourhood_id = %s AND seat.member_id = %s AND seat.kind = 'home' AND seat.state = 'active'"""


def resident_standing(here: int, member: uuid.UUID) -> MemberStanding | None:
    """In autocommit, as the login role. None for who is suspended, has moved out, or never lived here. The caller has made sure that
    the address is genuine."""
    with connection.cursor() as cursor:
        cursor.execute(RESIDENT, [here, member])
        row = cursor.fetchone()
    if row is None:
        return None
    person, language, name, slug, town, town_name, town_slug, hidden = row
    return MemberStanding(
        here=here, person=person, town=town, member=member, language=language, place_name=name, place_slug=slug, town_name=town_name,
        town_slug=town_slug, hidden=frozenset(hidden),
    )  # fmt: skip
