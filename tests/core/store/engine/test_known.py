"""A base known to this computer is missed even when its whole folder is gone."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.keeping import backing_up, restoring
from core.actions.keeping.base_in_place import begin_anew
from core.actions.keeping.base_state import look
from core.store.engine.opening import NAME, open_store
from core.store.engine.soundness import Soundness, state_of
from core.store.safe.homes import config_folder
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a base that was opened, outside the temporary folder."""
    temporary = tmp_path / "temporaire"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    new_base(tmp_path / "base").close()
    return tmp_path / "base"


@pytest.mark.parametrize("gone", ["the folder", "all that is in it", "its name"])
def test_no_empty_base_takes_its_place(folder: Path, gone: str) -> None:
    asked = folder
    if gone == "all that is in it":
        for path in folder.iterdir():
            path.unlink()
    else:
        shutil.rmtree(folder)
    if gone == "its name":
        asked = folder.parent / "lien" / ".." / "base"
        (folder.parent / "lien").mkdir()
    with fails_with("BASE_LOST"):
        open_store(asked)
    assert not (folder / NAME).exists()
    assert folder.exists() == (gone == "all that is in it")
    assert state_of(asked) is Soundness.LOST
    begin_anew(asked, at=NOW)
    open_store(asked).close()


def test_a_backup_makes_the_folder_again(folder: Path, tmp_path: Path) -> None:
    with closing(open_store(folder)) as store:
        made = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW)
    shutil.rmtree(folder)
    restoring.restore(folder, made.path, by=BY, at=NOW)
    open_store(folder).close()


def test_what_is_made_to_be_thrown_away_is_not_noted(folder: Path, tmp_path: Path) -> None:
    assert len(list((config_folder() / "bases").iterdir())) == 1
    new_base(tmp_path / "temporaire" / "essai").close()
    new_base(tmp_path / "autre").close()
    assert len(list((config_folder() / "bases").iterdir())) == 2
    shutil.rmtree(tmp_path / "temporaire" / "essai")
    open_store(tmp_path / "temporaire" / "essai").close()


def test_a_base_half_set_aside_says_that_there_was_one(folder: Path, tmp_path: Path) -> None:
    """A stop may leave it so, and its folder may have come from another computer."""
    moved = tmp_path / "venu-d-ailleurs"
    moved.mkdir()
    aside = moved / "premier-contact-abimee-2026-11-24-134200.db"
    (folder / NAME).rename(f"{aside}.part")
    with fails_with("BASE_LOST"):
        open_store(moved)
    assert look(moved).aside == (aside,), "finished as soon as it is looked at"
