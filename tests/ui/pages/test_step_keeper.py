"""The kept steps follow the base in the background."""

import pytest
from pytestqt.qtbot import QtBot

from core.actions.common.step_cache import find_stale
from core.actions.register import opposing
from tests.ui.office_fixture import BY, NOW, Add
from ui.common.office import Office
from ui.shell import step_keeper
from ui.shell.step_keeper import StepKeeper


def stale(office: Office) -> int:
    with office.store.read() as r:
        return len(find_stale(r, office.law, at=office.now()).leads)


@pytest.mark.parametrize("big", [2_000, 1], ids=["in a thread", "in a process"])
def test_what_changed_is_made_again_once_the_base_is_quiet(
    office: Office, add: Add, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, big: int
) -> None:
    monkeypatch.setattr(step_keeper, "BIG", big)
    monkeypatch.setattr(step_keeper, "AT_ONCE", 1)
    monkeypatch.setattr(step_keeper, "REST_MS", 10)
    ids = [add(), add(last_name="Besson", phones=("06 39 98 12 42",), emails=(), reference="B")]
    keeper = StepKeeper(office, office.jobs)
    assert stale(office) == len(ids)
    with qtbot.waitSignal(keeper.kept):
        keeper.look()
    assert stale(office) == 0
    opposing.oppose_typed(office.store, str(ids[0]), how="letter", by=BY, at=NOW)
    assert stale(office) > 0
    keeper.look()
    qtbot.waitUntil(lambda: stale(office) == 0)
    keeper.look()
    keeper.stop()
