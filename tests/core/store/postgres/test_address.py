"""Where the base of a team is: kept for this user alone, and dialled in the clear on this computer only."""

import stat
import sys
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from core.base.records import replace
from core.store.postgres.address import TeamAddress, conninfo, keep_team_address, team_address
from core.store.safe.homes import TEAM
from tests.failing import fails_with

HERE = TeamAddress("", "127.0.0.1", 55432, "agence", "poste", "s3cret")
ODD = TeamAddress("base.premier-contact.internal", "192.168.1.20", 5433, "l'agence", 'Hélène "1"', "a\\b'c\td\x7f é")


def test_a_folder_without_address_has_a_base_of_its_own(tmp_path: Path) -> None:
    assert team_address(tmp_path) is None


@pytest.mark.parametrize("address", [HERE, ODD])
@pytest.mark.parametrize("authority", [None, "equipe.pem", "/etc/équipe/autorité.pem"])
def test_an_address_is_read_as_it_was_written(tmp_path: Path, address: TeamAddress, authority: str | None) -> None:
    written = replace(address, authority=tmp_path / authority if authority else None)
    keep_team_address(tmp_path, written)
    assert team_address(tmp_path) == written
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / TEAM).stat().st_mode) == 0o600


def test_a_folder_that_was_moved_names_its_own_authority(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    keep_team_address(first, replace(ODD, authority=first / "equipe.pem"))
    first.rename(second)
    moved = team_address(second)
    assert moved is not None
    assert moved.authority == second / "equipe.pem"


@pytest.mark.parametrize("text", ["", "port = ", 'host = "a"\nport = 1', "\x00", 'unknown = "x"'])
def test_a_file_that_says_nothing_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / TEAM).write_text(text)
    with fails_with("TEAM_ADDRESS"):
        team_address(tmp_path)


@pytest.mark.parametrize("address", [HERE, ODD])
def test_each_value_reaches_the_client_as_it_is(address: TeamAddress) -> None:
    words = conninfo_to_dict(conninfo(address))
    assert (words["dbname"], words["user"], words["password"]) == (address.database, address.role, address.password)
    assert (words["hostaddr"], words["port"], words.get("host", "")) == (
        address.hostaddr,
        str(address.port),
        address.host,
    )
    assert (words["sslmode"], "sslrootcert" in words) == ("disable", False)


def test_another_computer_is_only_asked_under_its_authority(tmp_path: Path) -> None:
    words = conninfo_to_dict(conninfo(replace(ODD, authority=tmp_path / "équipe d'Uzès.pem")))
    assert (words["sslmode"], words["sslnegotiation"]) == ("verify-full", "direct")
    assert words["sslrootcert"] == str(tmp_path / "équipe d'Uzès.pem")
