"""What a server, its disk or the network did is said in a sentence; a mistake of ours is not."""

from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from core.store.postgres.trouble import spoken

CASES = {
    "55P03": "BASE_BUSY",
    "40P01": "BASE_BUSY",
    "53100": "DISK_FULL",
    "58030": "DISK_UNSURE",
    "42501": "TEAM_RIGHTS",
    "XX001": "BASE_UNREADABLE",
    "28P01": "TEAM_REFUSED",
    "28000": "TEAM_REFUSED",
    "3D000": "TEAM_REFUSED",
    "57P01": "TEAM_AWAY",
    "57P03": "TEAM_AWAY",
    "08006": "TEAM_AWAY",
    "42703": "",
    "23503": "",
    "22P02": "",
}


@pytest.mark.parametrize(("state", "code"), CASES.items())
def test_each_state_has_its_sentence(tmp_path: Path, state: str, code: str) -> None:
    said = spoken(errors.lookup(state)("column does not exist"), tmp_path)
    assert (said.code if said else "") == code


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (psycopg.OperationalError("server closed the connection unexpectedly"), "TEAM_AWAY"),
        (psycopg.InterfaceError("the connection is closed"), "TEAM_AWAY"),
        (psycopg.OperationalError('FATAL: password authentication failed for user "claire"'), "TEAM_REFUSED"),
        (psycopg.OperationalError("SSL error: certificate verify failed"), "TEAM_REFUSED"),
    ],
)
def test_what_has_no_state_is_told_by_its_kind(tmp_path: Path, problem: psycopg.Error, code: str) -> None:
    said = spoken(problem, tmp_path)
    assert said is not None
    assert said.code == code
