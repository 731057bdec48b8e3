"""A first start becomes a seat: what the team tells before, what gives its place, and what a cut leaves."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common import agency
from core.base import moments
from core.base.errors import UserError
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine.opening import NAME, notes_of_base, open_store
from core.store.postgres.address import team_address
from core.store.safe import homes
from core.store.safe.homes import TEAM
from core.team.former_base import let_go
from core.team.joining import join, look
from core.team.places import team_folder
from tests.bases import new_base
from tests.core.team.open_team import CODE, NEW, OWNER, SEATED, OpenTeam, open_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[OpenTeam]:
    with open_team(tmp_path / "accueil") as opened:
        yield opened


def refused(folder: Path, team: OpenTeam, *, here: bool = False) -> str:
    """Return why a folder does not become a seat."""
    with pytest.raises(UserError) as problem:
        join(folder, CODE, "Bureau", team.at, here=here)
    return problem.value.code


def test_the_words_tell_the_agency_and_serve_again(team: OpenTeam, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="dix minutes"):
        look(CODE, team.at)
    seen = look(team.give().upper(), team.at)
    assert (seen.agency, seen.town, seen.seat, seen.user) == ("Agence des Tilleuls", "Uzès", "Accueil", OWNER)
    assert (seen.leads, seen.refusals, seen.seats, seen.rights, seen.person) == (1, 0, 1, "agent", "")
    assert (seen.check, seen.at) == (team.check, team.at)
    assert {*seen.people} == {(OWNER, "Accueil"), (NEW, ""), (SEATED, "")}
    assert join(tmp_path / "poste", CODE, "Bureau 2", seen.at, person=NEW) == seen.check
    with closing(open_store(tmp_path / "poste")) as store, store.read() as r:
        assert r.person == NEW and not r.manages
    assert team.seats() == [("Accueil", OWNER), ("Bureau 2", NEW)]


def test_whoever_the_code_names_is_nobody_else(team: OpenTeam, tmp_path: Path) -> None:
    team.give(SEATED)
    assert look(CODE, team.at).person == SEATED
    join(tmp_path / "poste", CODE, "Portable", team.at, person=OWNER)
    assert team.seats()[1:] == [("Portable", SEATED)]


def test_a_first_start_becomes_a_seat_with_no_mark_of_its_base(team: OpenTeam, tmp_path: Path) -> None:
    folder = tmp_path / "poste"
    team.give()
    with closing(new_base(folder)) as store:
        store.remember()
        (folder / "poste.ini").touch()
        (folder / "plantage.log").touch()
        (folder / "equipe").mkdir()  # As a joining cut short leaves it.
        assert refused(folder, team) == "BASE_BUSY", "another process has it open"
        join(folder, CODE, "Poste neuf", team.at, here=True)
        let_go(folder)
        assert (folder / NAME).exists(), "the window still has it open"
    let_go(folder)
    assert {path.name for path in folder.iterdir()} == {TEAM, "equipe", "poste.ini", "plantage.log"}
    assert [path for path in notes_of_base(folder) if path.exists()] == []
    with closing(open_store(folder)) as store, store.read() as r:
        assert r.person == "Poste neuf" and safe.place(r) is not KeyPlace.ABSENT


def test_a_base_with_one_row_stays(team: OpenTeam, tmp_path: Path) -> None:
    """What somebody wrote is in the way of a seat, and stays where it came while the seat was made."""
    folder = tmp_path / "poste"
    team.give()
    with closing(new_base(folder)) as store:
        agency.save_agency(store, {"name": "Autre agence"}, by="Zoé", at=moments.now())
        assert refused(folder, team, here=True) == "TEAM_BEGUN"
    shutil.copy(team.folder / TEAM, folder / TEAM)
    let_go(folder)
    (folder / TEAM).unlink()
    with closing(open_store(folder)) as store, store.read() as r:
        assert agency.settings(r).agency.name == "Autre agence"
    assert team.seats() == [("Accueil", OWNER)]


def test_what_else_stands_in_a_folder_is_in_the_way(team: OpenTeam, tmp_path: Path) -> None:
    team.give()
    for name in ("notes.txt", "sauvegardes", "lettres", "perdue"):
        folder = tmp_path / name
        new_base(folder).close()
        if name == "perdue":
            (folder / NAME).unlink()
        else:
            (folder / name).mkdir()
        assert refused(folder, team) == "TEAM_FOLDER"
        assert not (folder / TEAM).exists()
    assert refused(team.folder, team) == "TEAM_FOLDER"


def test_the_computer_that_shares_keeps_its_file(team: OpenTeam, tmp_path: Path) -> None:
    """A base brought back to one seat is written while the folder is still that of a team."""
    new_base(tmp_path / "neuve").close()
    shutil.copy(tmp_path / "neuve" / NAME, team.folder / NAME)
    let_go(team.folder)
    assert (team.folder / NAME).exists()


def test_a_joining_cut_before_its_end_is_the_first_start_again(
    team: OpenTeam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "poste"
    new_base(folder).close()
    team.give()

    def full(*_asked: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(homes, "keep", full)
        with pytest.raises(OSError, match="space"):
            join(folder, CODE, "Bureau", team.at)
    assert team_address(folder) is None and not team_folder(folder).exists()
    open_store(folder).close()
    team.give()
    join(folder, CODE, "Autre bureau", team.at)
    let_go(folder)
    assert not (folder / NAME).exists()
