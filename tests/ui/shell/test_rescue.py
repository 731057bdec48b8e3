"""The window that opens without the base: two clicks put the best copy back, whatever happened to the base."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common.people import find
from core.actions.keeping import backing_up
from core.actions.keeping.verifying import verify
from core.actions.register import opposing
from core.base.errors import UserError
from core.store import registers
from core.store.engine.opening import NAME, open_store, opened
from core.store.engine.outbox import SealedOutbox
from core.store.port import Store
from core.store.safe.homes import TEAM
from core.words.errors import error
from tests.bases import bytes_of, put_base
from tests.faults.damage import KINDS
from tests.lengths import some
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW
from tests.ui.test_accessible_names import demonstration
from ui import app
from ui.look.theme import Theme
from ui.shell.frame import Frame
from ui.shell.rescue import Rescue
from ui.shell.rescue_refusal import RefusalCard
from ui.widgets.button import Button

DAMAGES = some(("random head", "zeroed pages", "cut", "empty, no log", "swapped pages", "noise"), of=3)
"""One that leaves rows to be read, one that leaves none; tests/faults/test_damage.py brings a copy back over each."""
LATER = NOW + timedelta(hours=2)
TYPED = "06 39 98 77 01"
HALF_MADE = "5"
"""Draws the pages that only the window reads first."""


def office(store: Store) -> None:
    """Two copies of the demonstration, then a refusal that only the base has."""
    for days in (4, 1):
        backing_up.automatic_copy(store, at=NOW - timedelta(days=days))
    with store.read() as r:
        who = find(r, TYPED)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_base(tmp_path / "base", office, on=demonstration)
    return tmp_path / "base"


Opens = Callable[..., Rescue]


@pytest.fixture
def rescue(theme: Theme, qtbot: QtBot, folder: Path) -> Opens:
    def shown(problem: UserError | None = None) -> Rescue:
        told = problem or error("BASE_UNREADABLE", folder=str(folder))
        made = Rescue(theme, folder, told, by=BY, clock=lambda: LATER)
        qtbot.addWidget(made)
        made.resize(1366, 768)
        made.show()
        qtbot.waitUntil(lambda: not made.mends or bool(made.said("facts")), timeout=30_000)
        return made

    return shown


def click(window: Rescue, name: str) -> None:
    """Click a button with the mouse."""
    button = child(window, Button, name)
    assert button.isVisible() and button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("kind", DAMAGES)
def test_two_clicks_bring_the_best_copy_back(rescue: Opens, qtbot: QtBot, folder: Path, kind: str) -> None:
    base = folder / NAME
    damaged, _log = KINDS[kind](base.read_bytes(), b"", Random(kind))
    base.write_bytes(damaged)
    window = rescue()
    click(window, "rescue-copies-0-choose")
    assert window.said("sure-words").startswith("La base actuelle n’est pas supprimée")
    click(window, "rescue-yes")
    qtbot.waitUntil(lambda: window.said("title") == "La base est remise et vérifiée", timeout=30_000)
    assert sorted(one.read_bytes() for one in folder.glob("premier-contact-abimee-*.db")) == [damaged]
    click(window, "rescue-again")
    assert window.opens
    with opened(folder) as store:
        assert verify(store).ok
        with store.read() as r:
            assert len(registers.opposed(r, [find(r, TYPED).hash])) == 1 or "ne se lit plus" in window.said("facts")


def test_the_copies_say_what_they_bring_and_a_damaged_one_is_not_offered(rescue: Opens, folder: Path) -> None:
    newest = max((folder / "sauvegardes").glob("*.db"))
    newest.write_bytes(newest.read_bytes()[:5000])
    base = folder / NAME
    base.write_bytes(bytes(100) + base.read_bytes()[100:])
    window = rescue()
    cells = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert {"20/11/2026", "abîmée", "relue, entière", "60 prospects", "Rien"} <= set(cells)
    first, second = (window.findChild(Button, f"rescue-copies-{n}-choose") for n in (0, 1))
    assert first is not None and not first.isEnabled()
    assert second is not None and second.text() == "Revenir à cette copie"
    assert window.focusWidget() is second
    click(window, "rescue-copies-1-choose")
    click(window, "rescue-no")
    click(window, "rescue-leave")
    assert not window.opens
    assert not list(folder.glob("premier-contact-abimee-*.db"))


def test_a_base_that_another_program_changed_is_taken_up_without_it(rescue: Opens, qtbot: QtBot, folder: Path) -> None:
    """The window opens, names what is there, and its last line is the base itself."""
    with closing(sqlite3.connect(folder / NAME)) as tool:
        tool.execute("CREATE TRIGGER intrus AFTER INSERT ON opposition BEGIN DELETE FROM journal; END")
    with pytest.raises(UserError) as refused:
        open_store(folder)
    window = rescue(refused.value)
    assert window.said("title") == "La base a été changée par un autre programme"
    click(window, "rescue-copies-2-choose")
    click(window, "rescue-copies-2-choose")
    click(window, "rescue-yes")
    qtbot.waitUntil(lambda: window.said("title") == "La base est remise et vérifiée", timeout=30_000)
    assert len(list(folder.glob("premier-contact-abimee-*.db"))) == 1
    with opened(folder) as store:
        assert verify(store).problems == ()
        with store.read() as r:
            assert len(registers.opposed(r, [find(r, TYPED).hash])) == 1


def test_a_log_of_another_day_is_said_and_both_files_are_kept(rescue: Opens, qtbot: QtBot, folder: Path) -> None:
    base = folder / NAME
    log = base.with_name(f"{NAME}-wal")
    morning = base.read_bytes()
    for number in ("06 39 98 70 01", "06 39 98 70 02"):
        with opened(folder) as store:
            opposing.oppose_typed(store, number, how="call", by=BY, at=LATER)
            evening = bytes_of(log)
    base.write_bytes(morning)
    log.write_bytes(evening)
    with pytest.raises(UserError) as refused:
        open_store(folder)
    window = rescue(refused.value)
    assert window.said("title") == "Deux fichiers de la base ne vont pas ensemble"
    assert (base.read_bytes(), log.read_bytes()) == (morning, evening)
    click(window, "rescue-copies-0-choose")
    click(window, "rescue-yes")
    qtbot.waitUntil(lambda: window.said("title") == "La base est remise et vérifiée", timeout=30_000)
    assert "cherchez les refus reçus" in window.said("facts")
    assert {one.read_bytes() for one in folder.glob("premier-contact-abimee-*")} == {morning, evening}
    with opened(folder) as store, store.read() as r:
        assert registers.opposed(r, [find(r, "06 39 98 70 02").hash])


def test_without_a_copy_a_new_base_asks_twice(rescue: Opens, folder: Path) -> None:
    for copy in (folder / "sauvegardes").glob("*.db"):
        copy.unlink()
    (folder / NAME).unlink()
    window = rescue(error("BASE_LOST", folder=str(folder)))
    assert window.said("title") == "Le fichier de la base manque"
    click(window, "rescue-anew")
    assert not (folder / NAME).exists()
    assert "aucune des oppositions" in window.said("sure-words")
    click(window, "rescue-yes")
    assert window.opens
    open_store(folder).close()


def test_what_no_copy_mends_is_said_with_what_to_do(rescue: Opens, folder: Path) -> None:
    window = rescue(error("BASE_NEWER", version="m099"))
    assert window.said("title") == "La base est d’une version plus récente"
    assert window.said("told").endswith("Mettez à jour.")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.opens


def test_a_page_damaged_where_the_window_reads_first_opens_it_too(qapp: QApplication, folder: Path) -> None:
    base = folder / NAME
    with closing(sqlite3.connect(base)) as outside:
        [[page]] = outside.execute("SELECT rootpage FROM sqlite_master WHERE name = 'agent'").fetchall()
    content = base.read_bytes()
    base.write_bytes(content[: (page - 1) * 4096] + bytes(4096) + content[page * 4096 :])
    seen: list[str] = []

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Rescue) and window.isVisible():
                seen.append(window.said("title"))
                window.close()

    QTimer.singleShot(1500, look)
    assert app.run(folder, demo=False, clock=lambda: LATER) == 2
    assert seen in (["La base est illisible"], ["La base est abîmée"], ["La base ne s’ouvre pas"])


def test_nothing_half_made_goes_on_beside_the_rescue(qapp: QApplication, folder: Path) -> None:
    """Damage that the first picture of the window meets: what was made of the window asks the base nothing more."""
    base = folder / NAME
    base.write_bytes(KINDS["zeroed pages"](base.read_bytes(), b"", Random(HALF_MADE))[0])
    alive: list[tuple[str, int]] = []

    def look() -> None:
        rescues = [one for one in QApplication.topLevelWidgets() if isinstance(one, Rescue) and one.isVisible()]
        for window in rescues:
            half = [one for one in QApplication.topLevelWidgets() if isinstance(one, Frame)]
            alive.append((window.said("title"), len(half)))
            window.close()

    before = len([one for one in QApplication.topLevelWidgets() if isinstance(one, Frame)])
    made: list[Frame] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Frame, "add_page", _noting(made))
        QTimer.singleShot(2500, look)
        assert app.run(folder, demo=False, clock=lambda: LATER) == 2
    assert made, "the window was begun"
    assert [half for _title, half in alive] == [before]
    assert not any(isValid(one) for one in made)


def _noting(made: list[Frame]) -> Callable[..., None]:
    whole = Frame.add_page

    def add_page(frame: Frame, *asked: object) -> None:
        made.append(frame)
        whole(frame, *asked)  # type: ignore[arg-type]

    return add_page


def test_a_refusal_is_noted_where_the_server_of_the_team_is_away(tmp_path: Path, qapp: QApplication) -> None:
    seat = tmp_path / "poste"
    seat.mkdir()
    (seat / TEAM).touch()
    window = Rescue(Theme("light", 100), seat, error("TEAM_AWAY"), by=BY, clock=lambda: NOW)
    window.show()
    QTest.qWaitForWindowActive(window)
    card = child(window, RefusalCard, "rescue-refusal")
    for typed, words in (
        ("06 39 98 00 01", "gardée sur ce poste.* 1 geste attend"),
        ("?", "n’est pas gardé"),
        ("Hugo Fabre", "gardée sur ce poste.* 2 gestes attendent"),
    ):
        card.typed.setText(typed)
        QTest.keyClick(card.typed, Qt.Key.Key_F8)
        assert re.search(words, card.outcome.text())
    assert [gesture.values["typed"] for gesture in SealedOutbox(seat).pending()] == ["06 39 98 00 01", "Hugo Fabre"]
    window.close()
    for folder, code in ((seat, "TEAM_REFUSED"), (tmp_path, "TEAM_AWAY")):
        other = Rescue(Theme("light", 100), folder, error(code), by=BY, clock=lambda: NOW)
        assert child(other, RefusalCard, "rescue-refusal").isHidden()
