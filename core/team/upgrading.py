"""Brings the base of a team to the schema of this program, in the process that serves it and before its door opens. A
copy of SQLite takes the steps, as the base of one seat would, and comes back in one transaction: cut at any moment, the
base is the former one or the new one, and the seats keep their logins."""

import shutil
from contextlib import closing
from pathlib import Path

from core.actions.keeping import verifying
from core.base.disk import take_place
from core.store.engine import postgres_schema
from core.store.engine.driver import DatabaseError
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, open_file
from core.store.engine.postgres import PostgresTrial, open_shared
from core.store.engine.postgres_carry import to_server
from core.store.engine.sqlite import WAIT
from core.store.port import Store
from core.store.postgres.address import TeamAddress
from core.store.postgres.session import session
from core.team.places import team_folder
from core.words.errors import error

_PLACE = "mise-a-jour"


def upgrade_place(folder: Path) -> Path:
    """Return where the copy that takes the steps stands, as long as it does."""
    return team_folder(folder) / _PLACE


def upgrade(folder: Path, owner: TeamAddress) -> bool:
    """Bring the base of a folder, whose server runs and lets nobody else in, to the last schema, after a copy of it as
    it was; tell whether it was older. What its seats may do is for the caller to give again. Raises UserError
    BASE_NEWER, KEY_ABSENT, SERVER_FAILED, TEAM_CHANGED, with the base as it was."""
    place = upgrade_place(folder)
    shutil.rmtree(place, ignore_errors=True)  # One that was cut left it.
    with session(owner) as connection:
        if postgres_schema.steps_on_server(connection) == (*MIGRATIONS,):
            return False
    place.mkdir(mode=0o700)
    try:
        with closing(open_shared(folder / NAME, owner, WAIT, older=True)) as team:
            team.copy_to(place)
        _carry(place, folder, owner)
    except (DatabaseError, OSError) as problem:
        raise error("SERVER_FAILED", reason=problem) from problem
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return True


def _carry(place: Path, folder: Path, owner: TeamAddress) -> None:
    """Have the copy in ``place`` take the steps, and put it in place of what the server has."""
    with closing(open_file(place / NAME)) as file, session(owner) as connection:
        # Opening it kept what it was before.
        [before] = place.glob(f"{Path(NAME).stem}-avant-*.db")
        take_place(before, folder / before.name)
        with connection.transaction():
            postgres_schema.create_anew(connection)
            to_server(place / NAME, connection)
            compare(file, PostgresTrial(folder / NAME, lambda: connection, WAIT, remembers=False))


def compare(former: Store, other: Store) -> None:
    """Raise UserError TEAM_CHANGED unless two bases hold the same rows, each proven by the same journal."""
    before, after = verifying.verify(former), verifying.verify(other)
    if (before.rows, before.head, before.problems) != (after.rows, after.head, after.problems):
        raise error("TEAM_CHANGED", what=" ".join((*after.problems, after.head))[:200])
