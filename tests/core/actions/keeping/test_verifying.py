"""The verification tells when the moments of the journal go backwards: a fact, and no problem."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common import agency
from core.actions.keeping import verifying
from core.actions.keeping.verifying import Verification
from core.store.engine.opening import NAME
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.tables import table

NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def kept_at(folder: Path, *moments: datetime) -> Verification:
    """Record something at each moment, and verify."""
    with closing(new_base(folder)) as store:
        for number, at in enumerate(moments):
            agency.save_settings(store, {"user": f"Claire {number}"}, by=BY, at=at)
        return verifying.verify(store)


@table(
    "moments",
    [
        (NOW, NOW + timedelta(hours=1), NOW + timedelta(minutes=59)),
        (NOW, NOW),
        # The second night hour of the winter time is the first one on the clock, and later.
        (NIGHT.astimezone(timezone(timedelta(hours=2))), (NIGHT + timedelta(hours=1)).astimezone(
            timezone(timedelta(hours=1)))),
    ],
)  # fmt: skip
def test_clocks_that_agree_are_not_told(tmp_path: Path, moments: tuple[datetime, ...]) -> None:
    found = kept_at(tmp_path / str(len(moments)) / str(moments[0].hour), *moments)
    assert (found.ok, found.notes) == (True, ())


def test_a_clock_set_back_is_told_with_its_first_row(tmp_path: Path) -> None:
    hours = (0, 3, 1, 4, 2)
    found = kept_at(tmp_path / "base", *(NOW + timedelta(hours=hour) for hour in hours))
    assert found.ok
    [note] = found.notes
    assert "l’heure recule 2\u00a0fois" in note or "l’heure recule 2 fois" in note
    assert f"à la ligne {found.rows - 2} " in note
    once = kept_at(tmp_path / "once", NOW, NOW - timedelta(days=365))
    assert once.ok
    assert "recule 1 fois" in once.notes[0]


def test_a_moment_that_is_none_is_told_by_the_chain(tmp_path: Path) -> None:
    kept_at(tmp_path / "base", NOW, NOW)
    with closing(sqlite3.connect(tmp_path / "base" / NAME)) as tool, tool:
        tool.execute("UPDATE journal SET at = 'hier' WHERE id = (SELECT max(id) FROM journal)")
    found = verifying.check(tmp_path / "base")
    assert (found.ok, found.notes) == (False, ())
