"""Makes roles, grants and policies from what the models declare. Run after every migrate; may run twice, and beside itself.

Each model says `placement` (lib/shards.py) and `wall`:
  open          reference: every working role reads
  account       the sign-in side: stoep_account, and the desk's own login for people who hold a mandate
  neighbours    rows of `here`, for residents; `seen_while` narrows which of them they see and change
  mine          here and mine: column `mine` = the member's id. `dropped`: neighbours may put a row in, and never see it again
  participants  here, for whoever stands in the row's own `members`. Each row carries them: a policy that looked into another table
                would be refused on a distributed database
  town          the town's own, where municipality = `stoep.town`, or the person's own: column `own` = `stoep.person`
  operator      the platform operator's: copies of what was reported, and what was decided. Nothing else of a neighbourhood
  none          the keeper's
`operator` says what the operator's role may do elsewhere, and `operator_condition` with which rows.
`rights` narrows what the wall's role may do; `joiner` says what somebody on the way in may do with rows of `here`, and
`joiner_writes` which of these rows they may make or change; `joiner_makes` which rows they may make, where that is not among what they see.
`guest` says what a guest may do with rows of `here` for which `guest_condition` holds, and `guest_writes` which of these they may make.
`guards` says in SQL what must hold for a row that the wall's role writes, besides being its own: {"INSERT": new row, "UPDATE": (old
row, new row)}; with it, a state that a rule forbids is refused to raw SQL too.
Other people's models are declared in settings.THIRD_PARTY_WALLS.
"""

import psycopg
from django.apps import apps
from django.conf import settings

from .connections import dsn, embedded, parameters, password, server

WORKING = [
    "stoep_account", "stoep_desk_account", "stoep_joiner", "stoep_resident", "stoep_guest", "stoep_desk", "stoep_public", "stoep_operator",
    "stoep_keeper",
]  # fmt: skip
LOGINS = {  # login: (inherits, may become)
    "stoep_web": (["stoep_account"], ["stoep_joiner", "stoep_resident", "stoep_guest", "stoep_desk", "stoep_public", "stoep_operator"]),
    "stoep_desk_web": (["stoep_desk_account"], ["stoep_desk"]),
    "stoep_worker": ([], ["stoep_keeper", "stoep_resident"]),
    "stoep_live": ([], []),
    "stoep_test": (["stoep_account"], WORKING),
}
DEFERS = ["stoep_web", "stoep_desk_web", "stoep_test", *WORKING]
# Large objects know no row-level security: a login that may write anything would have a place of its own outside the wall.
LARGE_OBJECTS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)", "lo_put(oid, bigint, bytea)")
ALL = "SELECT, INSERT, UPDATE, DELETE"


def setting(name: str, kind: str = "bigint") -> str:
    """A setting as SQL; unset or empty is NULL, which equals nothing: no setting, no rows."""
    return f"(nullif(current_setting('stoep.{name}', true), '')::{kind})"


HERE, PERSON, TOWN, MEMBER = setting("here"), setting("person"), setting("town"), setting("member", "uuid")
NEAR = f"neighbourhood_id = {HERE}"


def declared(model) -> tuple:
    """(placement, wall, column that holds the person's id) of a model; None where it says nothing."""
    third = settings.THIRD_PARTY_WALLS.get(model._meta.label)
    return third or (getattr(model, "placement", None), getattr(model, "wall", None), getattr(model, "whose", None))


def rules(model) -> list[tuple]:
    """(role, privileges, condition) for each role that may do anything with a model; condition None is every row. A fourth: what a new
    row must fulfil, where that is less than what is seen."""
    _, wall, person = declared(model)
    rights = getattr(model, "rights", ALL)
    out = [("stoep_keeper", ALL, None), ("stoep_owner", ALL, None)]
    if wall == "open":
        out += [(role, "SELECT", None) for role in WORKING if role != "stoep_keeper"]
    elif wall == "account":
        out += _account(model, person)
    elif wall == "neighbours":
        seen = getattr(model, "seen_while", None)
        out += [("stoep_resident", rights, f"{NEAR} AND {seen}", NEAR) if seen else ("stoep_resident", rights, NEAR)]
    elif wall == "mine":
        whose = f"{NEAR} AND {model.mine} = {MEMBER}"
        out += [("stoep_resident", rights, whose, NEAR) if getattr(model, "dropped", False) else ("stoep_resident", rights, whose)]
    elif wall == "participants":  # @> and not = ANY: this is the form its GIN index serves
        out += [("stoep_resident", rights, f"{NEAR} AND members @> ARRAY[{MEMBER}]")]
    elif wall == "town":
        own = f" OR {model.own} = {PERSON}" if getattr(model, "own", None) else ""
        out += [("stoep_desk", rights, f"municipality_id = {TOWN}{own}")]
        if getattr(model, "accounts_read", False):  # the door reads it before it knows the town
            out += [(role, "SELECT", None) for role in ("stoep_account", "stoep_desk_account")]
    elif wall == "operator":
        out += [("stoep_operator", rights, None)]
    if getattr(model, "operator", None):
        out += [("stoep_operator", model.operator, model.operator_condition)]
    if getattr(model, "guest", None):
        sees, makes = f"{NEAR} AND {model.guest_condition}", getattr(model, "guest_writes", None)
        out += [("stoep_guest", model.guest, sees, f"{sees} AND {makes}") if makes else ("stoep_guest", model.guest, sees)]
    if getattr(model, "joiner", None):
        rows, writes = getattr(model, "joiner_condition", NEAR), getattr(model, "joiner_writes", None)
        makes = getattr(model, "joiner_makes", f"{rows} AND {writes}" if writes else None)
        out += [("stoep_joiner", model.joiner, rows, makes) if makes else ("stoep_joiner", model.joiner, rows)]
    return out


def _account(model, person):
    table = model._meta.db_table
    out = [("stoep_account", getattr(model, "rights", ALL), None)]
    if getattr(model, "everyone_spends", False) or model._meta.label in settings.DESK_SHARES:
        out += [("stoep_desk_account", getattr(model, "rights", ALL), None)]
    elif person:
        anonymous = f"{person} IS NULL OR " if model.__name__ == "Session" else ""  # a half-done sign-in has no person yet
        holds = f"EXISTS (SELECT 1 FROM membership_mandate m WHERE m.person_id = {table}.{person} AND m.ends_at > now())"  # noqa: S608
        out += [("stoep_desk_account", ALL if model._meta.label != "people.Person" else "SELECT, UPDATE", f"{anonymous}{holds}")]
    return out


def guards(model) -> list[tuple]:
    """(role, command, old row, new row) of a model's `guards`: restrictive policies, so that they narrow what `rules` gives."""
    roles = {"town": "stoep_desk", "neighbours": "stoep_resident", "mine": "stoep_resident", "account": "stoep_account",
             "operator": "stoep_operator", "participants": "stoep_resident"}  # fmt: skip
    out = []
    for command, condition in getattr(model, "guards", {}).items():
        old, new = condition if command == "UPDATE" else (None, condition)
        out.append((roles[declared(model)[1]], command, old, new))
    return out


def bootstrap() -> None:
    """On the embedded server, as its administrator: the owner, its database, the extensions."""
    name = parameters("owner", settings.STATE_DIR, settings.SECRET_KEY)["dbname"]
    with psycopg.connect(admin_dsn("postgres"), autocommit=True) as c:
        c.execute("SELECT pg_advisory_lock(hashtext('stoep bootstrap'))")
        if not c.execute("SELECT 1 FROM pg_roles WHERE rolname = 'stoep_owner'").fetchone():
            c.execute("CREATE ROLE stoep_owner LOGIN CREATEROLE CREATEDB")
        if not c.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            c.execute(f'CREATE DATABASE "{name}" OWNER stoep_owner')


def admin_dsn(database: str) -> str:
    """The embedded server's superuser. Only bootstrap, LEAKPROOF and backups use it."""
    return server().dsn(server().admin, database)


def make_roles(testing: bool = False) -> None:
    """Create what is missing. Roles are cluster-wide but advisory locks are per database: the lock is taken in `postgres`."""
    owner = parameters("owner", settings.STATE_DIR, settings.SECRET_KEY)["user"]
    logins = {k: v for k, v in LOGINS.items() if testing or k != "stoep_test"}
    with psycopg.connect(dsn("owner", "postgres")) as c:
        c.execute("SELECT pg_advisory_xact_lock(hashtext('stoep roles'))")
        have = {name for (name,) in c.execute("SELECT rolname FROM pg_roles")}
        for role in sorted({*WORKING, *LOGINS, "stoep_owner"} - have - {owner}):
            c.execute(f"CREATE ROLE {role} NOINHERIT")
        for login, (inherits, becomes) in logins.items():
            secret = "" if embedded() else f" PASSWORD '{password(login, settings.SECRET_KEY)}'"
            c.execute(f"ALTER ROLE {login} LOGIN{secret}")
            for role in becomes:
                c.execute(f"GRANT {role} TO {login} WITH INHERIT FALSE, SET TRUE")
            for role in inherits:
                c.execute(f"GRANT {role} TO {login} WITH INHERIT TRUE, SET TRUE")


def make_wall(database: str) -> None:
    """Grants and policies of one database, in one transaction: nobody ever sees half a wall."""
    with psycopg.connect(dsn("owner", database)) as c:
        c.execute("SELECT pg_advisory_xact_lock(hashtext('stoep wall'))")
        everyone = ", ".join([*WORKING, *LOGINS, "PUBLIC"])
        c.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everyone}")
        c.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everyone}")
        c.execute(f'REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC')
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and model._meta.app_label != "procrastinate":
                _wall_off(c, model._meta.db_table, rules(model))
                _guard(c, model._meta.db_table, guards(model))
                _sequences(c, model)
        _jobs(c)
    make_leakproof(database)


def make_leakproof(database: str) -> bool:
    """Let search use its index under row-level security (PostgreSQL trusts `@@` only when told). Needs a superuser; per database.

    Returns whether it is so now; a managed server that refuses searches all the same, only slower.
    """
    connection = admin_dsn(database) if embedded() else dsn("owner", database)
    with psycopg.connect(connection, autocommit=True) as c:
        superuser = c.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()[0]
        if superuser:
            c.execute("ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF")
            for function in LARGE_OBJECTS:
                c.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
        return c.execute("SELECT proleakproof FROM pg_proc WHERE proname = 'ts_match_vq'").fetchone()[0]


def _wall_off(c, table, policies):
    c.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    c.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    standing = c.execute("SELECT policyname FROM pg_policies WHERE tablename = %s AND policyname LIKE 'wall_%%'", [table])
    for (name,) in standing.fetchall():
        c.execute(f'DROP POLICY "{name}" ON "{table}"')
    for role, privileges, condition, *new in policies:
        if role != "stoep_owner":
            c.execute(f'GRANT {privileges} ON "{table}" TO {role}')
        else:
            role = "CURRENT_USER"
        condition = condition or "true"
        name = "wall_owner" if role == "CURRENT_USER" else f"wall_{role}"
        c.execute(f'CREATE POLICY {name} ON "{table}" TO {role} USING ({condition}) WITH CHECK ({new[0] if new else condition})')


def _guard(c, table, policies):
    for role, command, old, new in policies:
        using = f"USING ({old})" if old else ""
        name = f"wall_guard_{command.lower()}"
        c.execute(f'CREATE POLICY {name} ON "{table}" AS RESTRICTIVE FOR {command} TO {role} {using} WITH CHECK ({new})')


def _sequences(c, model):
    """Whoever may insert needs the table's sequence, where it has one."""
    field = model._meta.auto_field
    if field is None:
        return
    (name,) = c.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, field.column]).fetchone()
    if name:
        inserting = {role for role, privileges, *_ in rules(model) if "INSERT" in privileges and role != "stoep_owner"}
        c.execute(f"GRANT USAGE ON SEQUENCE {name} TO {', '.join(sorted(inserting))}")


def _jobs(c):
    """A job's queue is the role that deferred it; the worker, and nobody else, sees them all."""
    everyone = ", ".join(DEFERS)
    for table in ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"):
        _wall_off(c, table, [(role, ALL, None) for role in ("stoep_owner", "stoep_worker")])
    c.execute("DROP POLICY IF EXISTS defer ON procrastinate_jobs")
    own = "queue_name = current_user"
    check = f"{own} AND lock IS NULL AND queueing_lock IS NULL"  # both unique indexes span all queues
    c.execute(f"CREATE POLICY defer ON procrastinate_jobs TO {everyone} USING ({own}) WITH CHECK ({check})")
    c.execute("DROP POLICY IF EXISTS defer ON procrastinate_events")
    noted = "type = 'deferred' OR type = 'scheduled' AND current_user = 'stoep_keeper'"  # only jobs put something off until later
    c.execute(f"CREATE POLICY defer ON procrastinate_events FOR INSERT TO {everyone} WITH CHECK ({noted})")
    c.execute(f"GRANT INSERT, SELECT (id) ON procrastinate_jobs TO {everyone}")
    c.execute(f"GRANT INSERT ON procrastinate_events TO {everyone}")
    c.execute(f"GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq TO {everyone}")
    c.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO stoep_worker")
