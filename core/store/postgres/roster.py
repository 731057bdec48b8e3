"""The seats of a team: their logins, what each may do, the codes that add one, who is connected, what was refused.

They stand in a schema of the server's own, ``team``, which is no part of the base: no copy of it has them. A seat and a
person are one login, by which the server itself knows who acts (``session_user``). Moments are texts, ISO 8601 in UTC.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from core.base.moments import happened, kept
from core.model.agent import SeatCall
from core.model.seat import Rights
from core.store.postgres.driver import TeamConnection
from core.store.safe import homes
from core.words.errors import error

_AGENT, _MANAGER = "premier_contact_agent", "premier_contact_manager"
GROUPS = {Rights.AGENT: _AGENT, Rights.MANAGER: _MANAGER}
_SELF = "SET LOCAL createrole_self_grant = 'set, inherit'"
"""An owner who is no superuser has the rights of the roles it makes: it cuts them off, and takes them away."""
APPENDED = ("journal",)
"""Tables to which a seat adds rows, and of which it changes none."""
MANAGED = ("erased", "erased_mark")
"""Tables that only a manager writes to."""
CALLS = "Premier Contact appel"
"""What a connection that holds a person is called."""
SEATS = "seats"
"""The channel on which seats tell that they began or ended something that :func:`calling` tells."""
TELL = f"NOTIFY {SEATS}".encode()
NOTES, NOTES_NO_MORE = b"SELECT pg_advisory_lock_shared(0, 0)", b"SELECT pg_advisory_unlock_shared(0, 0)"
"""Takes and frees the lock of the seats whose call has ended, and is being noted."""
_CONNECTIONS = 12
_LATER = "to_char(clock_timestamp() AT TIME ZONE 'UTC' + {} * interval '1 minute', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
"""Connections that one login may hold at once."""
_MAKING = (
    "CREATE SCHEMA team",
    """CREATE TABLE team.seat (
        role text PRIMARY KEY, name text NOT NULL, person text NOT NULL, rights text NOT NULL,
        joined text NOT NULL, seen text NOT NULL, removed text)""",
    "CREATE UNIQUE INDEX seat_name ON team.seat (lower(name), lower(person)) WHERE removed IS NULL",
    """CREATE TABLE team.code (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key bytea NOT NULL, person text NOT NULL,
        rights text NOT NULL, until text NOT NULL, tries bigint NOT NULL DEFAULT 0)""",
    """CREATE TABLE team.refused (
        what text NOT NULL, address text NOT NULL, times bigint NOT NULL, last text NOT NULL,
        PRIMARY KEY (what, address))""",
)
_RENEWED = (
    "CREATE TABLE IF NOT EXISTS team.sealing (secret text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS team.letter (name text PRIMARY KEY, content bytea NOT NULL)",
    # Who the journal names is whoever is connected, whatever a program of a seat says; the server's owner is no seat.
    """CREATE OR REPLACE FUNCTION team.named_by_login() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog AS $$
        BEGIN
            IF EXISTS (SELECT FROM team.seat WHERE role = session_user AND person <> NEW."by") THEN
                RAISE EXCEPTION 'another name' USING ERRCODE = '42501';
            END IF;
            RETURN NEW;
        END $$""",
    """CREATE OR REPLACE FUNCTION team.remove_seat(named text, moment text) RETURNS bigint LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog AS $$
        DECLARE login text; removed_logins bigint := 0;
        BEGIN
            IF NOT pg_has_role(session_user, 'premier_contact_manager', 'MEMBER') THEN
                RAISE EXCEPTION 'a manager removes seats' USING ERRCODE = '42501';
            END IF;
            LOCK TABLE team.seat IN SHARE ROW EXCLUSIVE MODE;
            IF NOT EXISTS (SELECT FROM team.seat
                WHERE rights = 'manager' AND removed IS NULL AND lower(name) <> lower(named)) THEN
                RETURN -1;
            END IF;
            FOR login IN SELECT role FROM team.seat WHERE lower(name) = lower(named) AND removed IS NULL LOOP
                EXECUTE format('ALTER ROLE %I NOLOGIN', login);
                UPDATE team.seat SET removed = moment WHERE role = login;
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE usename = login AND pid <> pg_backend_pid();
                removed_logins := removed_logins + 1;
            END LOOP;
            RETURN removed_logins;
        END $$""",
    # Whoever reads what they may do when they connect is disconnected between two gestures; a call keeps its lease.
    """CREATE OR REPLACE FUNCTION team.set_rights(whose text, wanted text) RETURNS bigint LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog AS $$
        DECLARE login text; changed_logins bigint := 0;
        BEGIN
            IF NOT pg_has_role(session_user, 'premier_contact_manager', 'MEMBER') THEN
                RAISE EXCEPTION 'a manager sets rights' USING ERRCODE = '42501';
            END IF;
            LOCK TABLE team.seat IN SHARE ROW EXCLUSIVE MODE;
            IF wanted <> 'manager' AND NOT EXISTS (SELECT FROM team.seat
                WHERE rights = 'manager' AND removed IS NULL AND person <> whose) THEN
                RETURN -1;
            END IF;
            FOR login IN SELECT role FROM team.seat WHERE person = whose AND removed IS NULL LOOP
                EXECUTE format('REVOKE premier_contact_agent, premier_contact_manager FROM %I', login);
                EXECUTE format('GRANT %I TO %I', 'premier_contact_' || wanted, login);
                UPDATE team.seat SET rights = wanted WHERE role = login;
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login AND state = 'idle'
                    AND application_name <> 'Premier Contact appel' AND pid <> pg_backend_pid();
                changed_logins := changed_logins + 1;
            END LOOP;
            RETURN changed_logins;
        END $$""",
    """CREATE OR REPLACE FUNCTION team.present() RETURNS TABLE (role text, since text) LANGUAGE sql SECURITY DEFINER
        SET search_path = pg_catalog AS $$
            SELECT usename::text, to_char(min(backend_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
            FROM pg_stat_activity WHERE datname = current_database() AND usename IS NOT NULL GROUP BY usename $$""",
    """CREATE OR REPLACE FUNCTION team.calling() RETURNS TABLE (role text, lead bigint, since text) LANGUAGE sql
        SECURITY DEFINER SET search_path = pg_catalog AS $$
            SELECT usename::text, (classid::bigint << 32) + objid::bigint,
                to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
            FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND application_name = 'Premier Contact appel'
                AND datname = current_database() $$""",
)

_NAMING = """CREATE OR REPLACE TRIGGER named_by_login BEFORE INSERT ON public.journal
    FOR EACH ROW EXECUTE FUNCTION team.named_by_login()"""


class SeatRow(NamedTuple):
    """A seat as its server knows it."""

    role: str
    name: str
    person: str
    rights: str
    joined: str
    seen: str


class CallHeld(NamedTuple):
    """A person whom a seat is calling, since a moment."""

    role: str
    lead: int
    since: str


class LivingCode(NamedTuple):
    """A code that may still be used. ``key``: what the code was stretched to."""

    id: int
    key: bytes
    person: str
    rights: str


class RefusedCount(NamedTuple):
    """Connections refused for one reason, from one address."""

    what: str
    address: str
    times: int
    last: str


def make_team(connection: TeamConnection, server: str = "") -> None:
    """Add to a base on a server, as its owner, the schema of its seats and what each kind of seat may do; ``server``:
    as :func:`server_name` returns it."""
    with connection.transaction():
        for statement in _MAKING:
            connection.execute(statement.encode())
        connection.execute(f"COMMENT ON SCHEMA team IS '{server.replace(chr(39), '')}'".encode())
        renew_team(connection)


def renew_team(connection: TeamConnection) -> None:
    """Give the tables of a base what its seats need, as its owner: what this program adds to a server that an older one
    made, their rights, and the name of who writes."""
    with connection.transaction():
        for statement in (*_RENEWED, _NAMING, *_granting(connection)):
            connection.execute(statement.encode())


def server_name(connection: TeamConnection) -> str:
    """Return the name of the computer that a base is on, where it is not the one that shares it."""
    row = connection.execute(b"SELECT coalesce(obj_description('team'::regnamespace), '')").fetchone()
    return str(row[0]) if row else ""


def unmake_team(connection: TeamConnection) -> None:
    """Take away what :func:`make_team` added, and every login, as the server's owner."""
    sql = b"SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) OR rolname IN (SELECT role FROM team.seat)"
    roles = [str(role) for (role,) in connection.execute(sql, (list(GROUPS.values()),)).fetchall()]
    connection.execute(b"DROP SCHEMA team CASCADE")
    for role in roles:
        connection.execute(f"DROP OWNED BY {role}".encode())
    connection.execute(f"DROP ROLE {', '.join(roles)}".encode())


def _granting(connection: TeamConnection) -> Iterable[str]:
    [database] = connection.execute(b"SELECT quote_ident(current_database())").fetchone() or ("",)
    groups = {str(role) for (role,) in connection.execute(b"SELECT rolname FROM pg_roles").fetchall()}
    yield _SELF
    yield from (f"CREATE ROLE {role} NOLOGIN" for role in (_AGENT, _MANAGER) if role not in groups)
    yield f"GRANT {_AGENT} TO {_MANAGER}"
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {_AGENT}"
    yield f"GRANT USAGE ON SCHEMA public, team TO {_AGENT}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {_AGENT}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {_AGENT}"
    yield f"REVOKE UPDATE, DELETE ON {', '.join(APPENDED)} FROM {_AGENT}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(MANAGED)} FROM {_AGENT}"
    yield f"GRANT INSERT, UPDATE, DELETE ON {', '.join(MANAGED)} TO {_MANAGER}"
    yield f"GRANT SELECT ON team.seat, team.refused TO {_AGENT}"
    yield f"GRANT INSERT ON team.code TO {_MANAGER}"
    yield f"GRANT SELECT ON team.sealing TO {_MANAGER}"
    yield f"GRANT SELECT, INSERT, UPDATE ON team.letter TO {_AGENT}"
    yield f"GRANT DELETE ON team.letter TO {_MANAGER}"
    yield "REVOKE ALL ON FUNCTION team.remove_seat, team.set_rights FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION team.remove_seat, team.set_rights TO {_MANAGER}"


def add_seat(connection: TeamConnection, seat: SeatRow, password: str) -> None:
    """Give a seat its login, as the server's owner. Raises UserError SEAT_TAKEN where one in use has its name and its
    person."""
    sql = b"SELECT 1 FROM team.seat WHERE lower(name) = lower($1) AND lower(person) = lower($2) AND removed IS NULL"
    with connection.transaction():
        if connection.execute(sql, (seat.name, seat.person)).fetchone():
            raise error("SEAT_TAKEN", seat=seat.name)
        # A password is quoted by the server itself: a role takes no parameter.
        connection.execute(_SELF.encode())
        group = GROUPS[Rights(seat.rights)]
        words = "CREATE ROLE %I LOGIN PASSWORD %L IN ROLE %I CONNECTION LIMIT %s"
        words_row = connection.execute(
            b"SELECT format($1::text, $2::text, $3::text, $4::text, $5::text)",
            (words, seat.role, password, group, str(_CONNECTIONS)),
        ).fetchone()
        connection.execute(str((words_row or ("",))[0]).encode())
        connection.execute(b"INSERT INTO team.seat VALUES ($1, $2, $3, $4, $5, $6)", tuple(seat))


def seats(connection: TeamConnection) -> list[SeatRow]:
    """Return the seats in use, in the order in which they joined."""
    sql = b"SELECT role, name, person, rights, joined, seen FROM team.seat WHERE removed IS NULL ORDER BY joined, role"
    return [SeatRow(*row) for row in connection.execute(sql).fetchall()]


def acting(connection: TeamConnection) -> SeatRow | None:
    """Return the seat of whoever is connected; None for the server's owner, and for a base that has no team yet."""
    # What fails inside a view would end it.
    if connection.execute(b"SELECT to_regclass('team.seat')").fetchone() == (None,):
        return None
    sql = b"SELECT role, name, person, rights, joined, seen FROM team.seat WHERE role = session_user"
    row = connection.execute(sql).fetchone()
    return SeatRow(*row) if row else None


def present(connection: TeamConnection) -> dict[str, str]:
    """Return the roles that are connected, and since when."""
    return {str(role): str(since) for role, since in connection.execute(b"SELECT * FROM team.present()").fetchall()}


def calling(connection: TeamConnection) -> list[CallHeld]:
    """Return who is being called now, by whom."""
    return [CallHeld(*row) for row in connection.execute(b"SELECT * FROM team.calling()").fetchall()]


def calls(connection: TeamConnection) -> dict[int, SeatCall]:
    """Return who is being called now, by the id of the lead."""
    sql = b"""SELECT lead, person, since, role IN (SELECT usename FROM pg_locks JOIN pg_stat_activity USING (pid)
                  WHERE locktype = 'advisory' AND objsubid = 2 AND datname = current_database())
              FROM team.calling() JOIN team.seat USING (role)"""
    rows = connection.execute(sql).fetchall()
    return {lead: SeatCall(person, happened(since), noting=bool(noting)) for lead, person, since, noting in rows}


def lookers(connection: TeamConnection, lead_id: int) -> tuple[str, ...]:
    """Return who holds, at other seats, the lock that says that they look at a lead: that of its number below zero."""
    sql = b"""SELECT DISTINCT person FROM pg_locks JOIN pg_stat_activity USING (pid) JOIN team.seat ON role = usename
              WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND datname = current_database()
                AND (classid::bigint << 32) + objid::bigint = $1 AND usename <> session_user ORDER BY person"""
    return tuple(str(person) for (person,) in connection.execute(sql, (-lead_id,)).fetchall())


def note_seen(connection: TeamConnection, roles: Iterable[str], at: datetime) -> None:
    """Note that seats were connected at a moment, as the server's owner."""
    connection.execute(b"UPDATE team.seat SET seen = $1 WHERE role = ANY ($2)", (kept(at), [*roles]))


def remove_seat(connection: TeamConnection, name: str, at: datetime) -> None:
    """Take its logins from a seat and cut it off. Raises UserError SEAT_UNKNOWN, TEAM_LAST for that of the last
    manager, and TEAM_RIGHTS for who is no manager."""
    _changed_logins(connection, b"SELECT team.remove_seat($1, $2)", name, kept(at))


def set_rights(connection: TeamConnection, person: str, rights: Rights) -> None:
    """Give a person other rights, at all their seats. Raises UserError SEAT_UNKNOWN, TEAM_LAST for the last manager,
    and TEAM_RIGHTS for who is no manager."""
    _changed_logins(connection, b"SELECT team.set_rights($1, $2)", person, rights.value)


def _changed_logins(connection: TeamConnection, sql: bytes, name: str, value: str) -> None:
    row = connection.execute(sql, (name, value)).fetchone()
    count = int(row[0]) if row else 0
    if count <= 0:
        raise error("TEAM_LAST") if count else error("SEAT_UNKNOWN", seat=name)


def add_code(connection: TeamConnection, key: bytes, person: str, rights: Rights, minutes: int) -> None:
    """Keep a code, stretched, for some minutes by the server's clock, which alone says when it dies. Raises UserError
    TEAM_RIGHTS for who is no manager."""
    sql = f"INSERT INTO team.code (key, person, rights, until) VALUES ($1, $2, $3, {_LATER.format('$4')})"
    connection.execute(sql.encode(), (key, person, rights.value, minutes))


def living_codes(connection: TeamConnection) -> list[LivingCode]:
    """Return the codes that live, the others thrown away, as the server's owner."""
    connection.execute(f"DELETE FROM team.code WHERE until <= {_LATER.format('0')}".encode())
    sql = b"SELECT id, key, person, rights FROM team.code ORDER BY id"
    return [LivingCode(*row) for row in connection.execute(sql).fetchall()]


def use_code(connection: TeamConnection, code_id: int) -> bool:
    """Use up a code; tell whether it was still there."""
    return connection.execute(b"DELETE FROM team.code WHERE id = $1 RETURNING id", (code_id,)).fetchone() is not None


def spoil_codes(connection: TeamConnection, most: int) -> None:
    """Count a wrong try against each living code; after ``most`` they die."""
    with connection.transaction():
        connection.execute(b"UPDATE team.code SET tries = tries + 1")
        connection.execute(b"DELETE FROM team.code WHERE tries >= $1", (most,))


def register_key(connection: TeamConnection) -> str:
    """Return the register's key, which a seat needs to recognise anybody. Raises UserError KEY_ABSENT."""
    rows = connection.execute(b"SELECT name, secret FROM safe WHERE name IN ('register', 'register-apart')").fetchall()
    keys = {str(name): str(secret) for name, secret in rows}
    text = keys.get("register") or homes.find(keys.get("register-apart", ""))
    if not text:
        raise error("KEY_ABSENT")
    return text


def keep_sealing_key(connection: TeamConnection, secret: str) -> None:
    """Keep the key of the team's sealed copies, 64 hex digits, as the server's owner."""
    connection.execute(b"INSERT INTO team.sealing VALUES ($1)", (secret,))


def sealing_key(connection: TeamConnection) -> str:
    """Return the key of the team's sealed copies; empty where a base has no team. Raises Error for no manager."""
    table = connection.execute(b"SELECT to_regclass('team.sealing')").fetchone()
    row = connection.execute(b"SELECT secret FROM team.sealing").fetchone() if table and table[0] else None
    return str(row[0]) if row else ""


def erasure_waits(connection: TeamConnection) -> bool:
    """Tell whether an erasure waits for what only the server's owner may clean."""
    return connection.execute(b"SELECT 1 FROM erased WHERE swept_at IS NULL LIMIT 1").fetchone() is not None


def note_refused(connection: TeamConnection, what: str, address: str, at: datetime) -> None:
    """Count a connection that was refused, as the server's owner."""
    sql = b"""INSERT INTO team.refused VALUES ($1, $2, 1, $3)
              ON CONFLICT (what, address) DO UPDATE SET times = team.refused.times + 1, last = excluded.last"""
    connection.execute(sql, (what, address, kept(at)))


def refused(connection: TeamConnection) -> list[RefusedCount]:
    """Return what was refused, the last first."""
    sql = b"SELECT what, address, times, last FROM team.refused ORDER BY last DESC, what, address"
    return [RefusedCount(*row) for row in connection.execute(sql).fetchall()]
