"""What a window asks to be done while it is closed: a sharing that is stopped or killed leaves the base as it was."""

import multiprocessing
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from core.actions.keeping.verifying import Verification, verify
from core.base.errors import Cancelled
from core.store.engine.opening import NAME, open_store
from core.store.safe.homes import TEAM
from core.team.authority import AUTHORITY
from core.team.cluster import is_running
from core.team.moving import MoveAsked, settle, share_and_serve
from core.team.places import server_files, team_folder
from tests.bases import put_base
from tests.core.conftest import one_person
from tests.core.team.shared_base import LOOK_S, stop_at
from tests.ui.office_fixture import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_base(tmp_path / "base", one_person)
    return tmp_path / "base"


def verified(folder: Path) -> Verification:
    with closing(open_store(folder)) as store:
        return verify(store)


def assert_as_before(folder: Path, before: Verification) -> None:
    """The base is as it was, to its last row, and nothing beside it."""
    after = verified(folder)
    assert (after.rows, after.head, after.problems) == (before.rows, before.head, before.problems)
    assert not (folder / TEAM).exists()
    assert not team_folder(folder).exists()
    assert not is_running(server_files(folder))


def test_a_sharing_that_is_stopped_once_its_rows_are_moved_leaves_nothing(folder: Path) -> None:
    before = verified(folder)
    with pytest.raises(Cancelled):
        share_and_serve(MoveAsked(folder, NOW, accepts=True), partial(stop_at, 3))
    assert_as_before(folder, before)


def test_a_sharing_that_is_killed_in_its_middle_is_settled(folder: Path) -> None:
    before = verified(folder)
    asked = MoveAsked(folder, NOW, accepts=True)
    sharing = multiprocessing.get_context("spawn").Process(target=share_and_serve, args=(asked,))
    sharing.start()
    while not (team_folder(folder) / AUTHORITY).exists():
        assert sharing.is_alive()
        time.sleep(LOOK_S)
    sharing.kill()
    sharing.join()
    assert not (folder / TEAM).exists()
    settle(folder)
    assert_as_before(folder, before)
    settle(folder)
    assert (folder / NAME).exists()
