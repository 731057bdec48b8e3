"""A PostgreSQL server on another computer, of the agency or of a host, in place of the one that this computer runs. The
seats come to it through the door of this computer, which knows its owner alone."""

import shutil
import ssl
from pathlib import Path

from core.base.errors import UserError
from core.base.records import replace
from core.model.seat import TypedServer
from core.store.engine import postgres_schema
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress
from core.store.postgres.session import session
from core.team.cluster import SETTINGS
from core.team.places import split_where, team_folder
from core.words.errors import error

PORT = 5432
_LEAST = 17
"""The first version that speaks TLS from the first byte."""
_AUTHORITY = "serveur.pem"
_LOG = tuple(name for name in SETTINGS if name.startswith("log_"))
"""What a server is told so that its log names nobody."""
_MAY = b"""SELECT rolsuper OR (rolcreaterole AND pg_has_role(datdba, 'USAGE') AND pg_has_role('pg_checkpoint', 'USAGE')
    AND has_function_privilege('pg_switch_wal()', 'EXECUTE')
    AND (SELECT bool_and(has_parameter_privilege(name, 'SET')) FROM unnest($1::text[]) name))
    FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"""
_HOLDS = b"""SELECT EXISTS (SELECT FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname !~ '^(pg_|information_schema)') OR EXISTS (SELECT FROM pg_roles WHERE rolname = ANY ($1))"""

_OF_SERVER = {"TEAM_AWAY": "DISTANT_AWAY", "TEAM_REFUSED": "DISTANT_REFUSED"}
"""What is said of a seat → what is said of a server that nobody uses yet."""


def address_of(typed: TypedServer) -> TeamAddress:
    """Return where a server is, for who will own the base. Raises UserError TEAM_WHERE, DISTANT_AUTHORITY."""
    host, port = split_where(typed.where, PORT)
    authority = Path(typed.authority)
    try:
        ssl.create_default_context(cafile=authority)
    except OSError as problem:
        raise error("DISTANT_AUTHORITY", file=typed.authority) from problem
    return TeamAddress(host, "", port, typed.database, typed.user, typed.password, authority)


def given_rights(server: TeamAddress) -> str:
    """Return what whoever administers a server runs in the base, once, to give its user what a team needs."""
    role = f'"{server.role}"'
    return (
        f"ALTER ROLE {role} CREATEROLE; GRANT pg_checkpoint TO {role}; "
        f"GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {role}; GRANT SET ON PARAMETER {', '.join(_LOG)} TO {role}; "
        f'ALTER DATABASE "{server.database}" OWNER TO {role};'
    )


def check(server: TeamAddress) -> None:
    """Raise UserError DISTANT_AWAY, DISTANT_REFUSED, DISTANT_OLD, DISTANT_RIGHTS, DISTANT_FULL unless a base may go to
    a server, whose database is empty."""
    where = f"{server.host}:{server.port}"
    try:
        with session(server) as connection:
            if connection.info.server_version < _LEAST * 10_000 or connection.info.encoding != "utf-8":
                raise error("DISTANT_OLD", version=connection.info.server_version // 10_000, least=_LEAST)
            if connection.execute(_MAY, (list(_LOG),)).fetchone() != (1,):
                raise error("DISTANT_RIGHTS", user=server.role, commands=given_rights(server))
            if connection.execute(_HOLDS, (list(roster.GROUPS.values()),)).fetchone() != (0,):
                raise error("DISTANT_FULL", base=server.database)
    except UserError as problem:
        if code := _OF_SERVER.get(problem.code):
            raise error(code, address=where, user=server.role) from problem
        raise


def claim(folder: Path, server: TeamAddress) -> TeamAddress:
    """Make the empty base of a team on a server, all of it or nothing, and return how its owner reaches it from the
    computer of a folder, which keeps the certificate. Raises UserError as :func:`check`."""
    check(server)
    place = team_folder(folder) / _AUTHORITY
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(server.authority or place, place)
    with session(server) as connection, connection.transaction():
        postgres_schema.create(connection)
        roster.make_team(connection, server.host)
        for name in _LOG:
            connection.execute(f"ALTER DATABASE \"{server.database}\" SET {name} = '{SETTINGS[name]}'".encode())
    return replace(server, authority=place)


def wipe(server: TeamAddress) -> None:
    """Take the base of a team and its logins away from a server. Raises UserError TEAM_AWAY."""
    with session(server) as connection:
        with connection.transaction():
            roster.unmake_team(connection)
            postgres_schema.clear(connection)
        for statement in postgres_schema.EMPTIES_LOG:
            connection.execute(statement)
