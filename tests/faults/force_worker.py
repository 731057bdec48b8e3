"""Writes three times on a disk whose second forcing fails, and says what came of each and of the connection."""

import os
import sys
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.base.errors import UserError
from core.store.engine.opening import opened
from core.store.engine.sqlite import SqliteStore
from tests.day import BY, NOW


def main() -> None:
    """Print one line for each writing: « confirmed » or the code of the refusal, and how many connections were made."""
    made = 0
    with opened(Path(sys.argv[1])) as store:
        assert isinstance(store, SqliteStore)
        connect = store._connect

        def counted() -> sqlite3.Connection:
            nonlocal made
            made += 1
            return connect()

        store._connect = counted
        for n in range(3):
            if n == 1:
                Path(os.environ["FAIL_ONCE"]).touch()
            try:
                with store.write("settings", by=BY, at=NOW) as w:
                    w.set_value("setting", "user", f"Claire {n}")
                print("confirmed", made, flush=True)
            except UserError as problem:
                print(problem.code, made, flush=True)


if __name__ == "__main__":
    main()
