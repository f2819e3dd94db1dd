"""From a request to a standing: one SQL in autocommit, as the login role. Refused here: suspended, moved out, ended mandate."""

import time

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from stoep.lib.networks import network_of
from stoep.lib.standings import MandateStanding, MemberStanding, OperatorStanding, Visitor
from stoep.people.sessions import SessionStore, kept_as

PERSON = """SELECT s.session_data, p.password, s.seen_at < now() - interval '5 minutes', p.id, p.language, {columns}
 FROM people_session s JOIN people_person p ON p.id = s.person_id AND p.is_active {joins}
 WHERE s.session_key = %(key)s AND s.expire_date > now()"""

MEMBER = PERSON.format(
    columns="""n.id, n.name, u.id, u.name, u.slug, seat.member_id, seat.kind, seat.reads_only_until,
  ARRAY(SELECT other.member_id FROM membership_block b JOIN membership_seat other ON other.neighbourhood_id = n.id
        AND other.person_id = CASE WHEN b.blocker_id = p.id THEN b.blocked_id ELSE b.blocker_id END
        WHERE b.blocker_id = p.id OR b.blocked_id = p.id)""",
    joins="""JOIN places_neighbourhood n ON n.slug = %(place)s JOIN places_municipality u ON u.id = n.municipality_id
  JOIN membership_seat seat ON seat.person_id = p.id AND seat.neighbourhood_id = n.id AND seat.state = 'active'
   AND (seat.kind = 'home' OR seat.kind = 'connector' AND s.seen_at > now() - interval '1 hour'
        AND EXISTS (SELECT 1 FROM membership_mandate m WHERE m.person_id = p.id
        AND m.duty = 'connector' AND n.id = ANY (m.neighbourhoods) AND now() BETWEEN m.starts_at AND m.ends_at))""",
)
# A guest: who has a home, and in the other neighbourhood no more than the talk under a post of theirs.
GUEST = PERSON.format(
    columns="""n.id, n.name, u.id, u.name, u.slug, seat.member_id, greatest(home.reads_only_until, seat.reads_only_until), h.name,
  ARRAY(SELECT other.member_id FROM membership_block b JOIN membership_seat other ON other.neighbourhood_id = n.id
        AND other.person_id = CASE WHEN b.blocker_id = p.id THEN b.blocked_id ELSE b.blocker_id END
        WHERE b.blocker_id = p.id OR b.blocked_id = p.id)""",
    joins="""JOIN places_neighbourhood h ON h.slug = %(place)s
  JOIN membership_seat home ON home.person_id = p.id AND home.neighbourhood_id = h.id AND home.state = 'active' AND home.kind = 'home'
  JOIN places_neighbourhood n ON n.slug = %(there)s JOIN places_municipality u ON u.id = n.municipality_id
  JOIN membership_seat seat ON seat.person_id = p.id AND seat.neighbourhood_id = n.id AND seat.kind = 'guest'""",
)
MANDATE = PERSON.format(
    columns="u.id, u.name, u.slug, u.languages, m.id, m.duty, m.name, m.function, m.may_write, m.may_approve",
    joins="""JOIN places_municipality u ON u.slug = %(place)s
  JOIN membership_mandate m ON m.person_id = p.id AND m.municipality_id = u.id AND m.duty = ANY (%(duties)s)
   AND now() BETWEEN m.starts_at AND m.ends_at AND s.seen_at > now() - interval '1 hour'""",
) + " ORDER BY array_position(%(duties)s::text[], m.duty::text), m.may_approve DESC, m.ends_at DESC"  # who holds several
OPERATOR = PERSON.format(
    columns="m.id, m.name",
    joins="""JOIN membership_mandate m ON m.person_id = p.id AND m.municipality_id IS NULL AND m.duty = 'operator'
   AND now() BETWEEN m.starts_at AND m.ends_at AND s.seen_at > now() - interval '1 hour'""",
)
# Who acts for the town and was away for an hour stays away for the desk and for a connector's neighbourhoods, wherever else this session
# goes on: at home they are a resident.
TOUCH = """UPDATE people_session SET seen_at = now(), expire_date = now() + make_interval(secs => %s) WHERE session_key = %s
 AND (seen_at > now() - interval '1 hour' OR NOT EXISTS (SELECT 1 FROM membership_mandate m
      WHERE m.person_id = people_session.person_id AND now() BETWEEN m.starts_at AND m.ends_at))"""
END_IDLE = """DELETE FROM people_session WHERE session_key = %s AND seen_at <= now() - interval '1 hour'
 AND EXISTS (SELECT 1 FROM membership_mandate m WHERE m.person_id = people_session.person_id AND now() BETWEEN m.starts_at AND m.ends_at)"""
LONGEST_DUTY = 24 * 3600  # seconds from a second step until it is asked for again
HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


def _key(request) -> str:
    """The hash under which the table keeps the session of this request's cookie; empty without one."""
    key = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME)).session_key
    return kept_as(key) if key else ""


def _look_up(request, sql: str, visit: bool, **values):
    """The row behind the session cookie, once its signature and the password's hash are checked; also fills request.session. What a
    page asks by itself is no `visit`: an open tab would never be idle."""
    key = _key(request)
    if not key:
        return None
    with connection.cursor() as cursor:
        cursor.execute(sql, {"key": key, **values})
        row = cursor.fetchone()
        if not row:
            return None
        data = SessionStore().decode(row[0])
        expected = salted_hmac(HASH_SALT, row[1], algorithm="sha256").hexdigest()
        if not constant_time_compare(data.get("_auth_user_hash", ""), expected):
            return None  # the password has changed since: every older session ends
        if row[2] and visit:
            cursor.execute(TOUCH, [settings.SESSION_COOKIE_AGE, key])
    request.session._session_cache = data  # nothing in the view asks the session table, which its role may not read
    return row[3:]


def member_standing(request, place: str, visit: bool = True) -> MemberStanding | None:
    """The standing of whoever is signed in, in this neighbourhood; None where they have no seat."""
    row = _look_up(request, MEMBER, visit, place=place)
    if not row:
        _end_idle(request)
        return None
    person, language, here, name, town, town_name, town_slug, member, kind, reads_only, hidden = row
    return MemberStanding(
        here=here, person=person, town=town, member=member, kind=kind, language=language, place_name=name, place_slug=place,
        town_name=town_name, town_slug=town_slug, hidden=frozenset(hidden), reads_only_until=reads_only,
    )  # fmt: skip


def guest_standing(request, place: str, there: str, visit: bool = True) -> MemberStanding | None:
    """The standing of whoever lives in `place` as the guest they are `there`; None where they are none. Its frame is that of home."""
    row = _look_up(request, GUEST, visit, place=place, there=there)
    if not row:
        return None
    person, language, here, name, town, town_name, town_slug, member, reads_only, home_name, hidden = row
    return MemberStanding(
        role="stoep_guest", here=here, person=person, town=town, member=member, kind="guest", language=language, place_name=home_name,
        place_slug=place, town_name=town_name, town_slug=town_slug, hidden=frozenset(hidden), reads_only_until=reads_only, guest_of=name,
    )  # fmt: skip


def mandate_standing(request, town: str, duties: tuple, visit: bool = True) -> MandateStanding | None:
    """The standing of whoever is signed in, for this town, with one of these duties."""
    row = _look_up(request, MANDATE, visit, place=town, duties=list(duties))
    if not row:
        _end_idle(request)
        return None
    person, language, town_id, town_name, town_slug, languages, mandate, duty, name, function, may_write, may_approve = row
    return MandateStanding(
        person=person, town=town_id, duty=duty, mandate=mandate, name=name, function=function, may_write=may_write,
        may_approve=may_approve, language=language, town_name=town_name, town_slug=town_slug, languages=tuple(languages),
    )  # fmt: skip


def operator_standing(request, visit: bool = True) -> OperatorStanding | None:
    """The standing of whoever is signed in, as operator of the platform; as short-lived as at a desk."""
    row = _look_up(request, OPERATOR, visit)
    if not row:
        _end_idle(request)
        return None
    person, language, mandate, name = row
    return OperatorStanding(person=person, duty="operator", mandate=mandate, name=name, language=language)


def _end_idle(request) -> None:
    """Who comes back to the desk or to a connector's neighbourhood after an hour signs in again; this session cannot be woken by
    visiting another page."""
    if key := _key(request):
        with connection.cursor() as cursor:
            cursor.execute(END_IDLE, [key])


def visitor(request) -> Visitor:
    """Nobody: the language of the browser or of the cookie, and where the request comes from."""
    return Visitor(network=network_of(request), language=translation.get_language_from_request(request))


def has_second_factor(request) -> bool:
    """Whether this sign-in was made with a passkey or a second step, within the last day: whoever acts with a mandate shows it daily."""
    since = time.time() - LONGEST_DUTY
    return any(m.get("method") == "mfa" and m.get("at", 0) > since for m in _proofs(request))


def confirmed_lately(request) -> bool:
    """Whether the person gave a password, code or passkey within the last minutes: for acts that cannot be done twice."""
    last = max((m.get("at", 0) for m in _proofs(request)), default=0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _proofs(request) -> list[dict]:
    """What was shown in this session, as allauth keeps it; only of the person who is signed in now."""
    session = request.session
    whose, person = session.get("account_authentication_methods_user"), session.get("_auth_user_id")
    return session.get("account_authentication_methods", []) if whose == person else []
