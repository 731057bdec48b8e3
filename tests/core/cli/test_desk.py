"""What every verb shares: a moment typed after ``--at``, and what this computer remembers."""

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.base import moments
from core.base.errors import UserError
from core.cli.desk import moment_typed
from core.store import safe
from core.store.engine.opening import open_store
from core.store.engine.witness import path_of
from tests.core.conftest import Run
from tests.tables import table


@table(
    "raw, utc",
    [
        ("2026-11-24T14:30", "2026-11-24T13:30:00.000+00:00"),
        ("24/11/2026 14:30", "2026-11-24T13:30:00.000+00:00"),
        ("2026-11-24T14:30+04:00", "2026-11-24T10:30:00.000+00:00"),
        ("2026-07-14", "2026-07-13T22:00:00.000+00:00"),
    ],
)
def test_a_typed_moment(raw: str, utc: str) -> None:
    assert moments.kept(moment_typed(raw)) == utc


def test_a_moment_typed_for_a_person_far_away() -> None:
    typed = moment_typed("2026-11-24T14:30", ZoneInfo("Indian/Reunion"))
    assert moments.kept(typed) == "2026-11-24T10:30:00.000+00:00"


@table("raw", ["", "tantôt", "31/02/2026 10:00", "2026-11-24T25:00"])
def test_a_bad_moment_is_told_with_an_example_that_works(raw: str) -> None:
    with pytest.raises(UserError) as refused:
        moment_typed(raw)
    assert refused.value.code == "BAD_MOMENT"
    example = refused.value.text.split("comme ceci")[1].strip(" :\u202f\u00a0.")
    assert moment_typed(example).hour == 14


def test_a_verb_that_answers_no_remembers_what_could_not_be_written(run: Run, tmp_path: Path) -> None:
    run("oppose", "0199001234", "--how", "counter")
    with closing(open_store(tmp_path / "base")) as store, store.read() as r:
        memory = path_of(tmp_path / "base", safe.key_id(r))
    memory.unlink()
    assert run("register", "check", "0199001234")[0] == 1
    assert memory.exists()
