"""The first start inside the real window: it stands in place of the pages, and any way out leads to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.store.port import Store
from tests.bases import new_base
from tests.ui.chosen_files import choose
from tests.ui.finding import child
from tests.ui.office_fixture import NOW
from ui.app import build
from ui.pages.start.page import StartPage
from ui.shell.window import Window
from ui.widgets.button import Button


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_base(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window(store: Store, qapp: QApplication, qtbot: QtBot) -> Window:
    made = build(qapp, store)
    qtbot.addWidget(made)
    made.show()
    return made


def start(window: Window) -> StartPage:
    shown = window.centralWidget()
    assert isinstance(shown, StartPage)
    return shown


def started(store: Store) -> bool:
    with store.read() as r:
        return agency.settings(r).started


def test_a_fresh_base_begins_with_the_assistant(window: Window, store: Store) -> None:
    start(window).finish("later")
    assert not isinstance(window.centralWidget(), StartPage)
    assert window.current() == "today"
    assert started(store)


def test_importing_leads_to_the_file_dialog(window: Window, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = choose(monkeypatch)
    start(window).finish("import")
    assert window.current() == "imports"
    assert len(asked) == 1


def test_a_command_of_the_menus_leaves_it(window: Window, store: Store) -> None:
    start(window)
    window.go_to("oppositions")
    assert window.current() == "oppositions"
    assert not isinstance(window.centralWidget(), StartPage)
    assert not started(store), "it was not finished: it comes again"


def test_invented_leads_open_in_another_program(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(_program: str, arguments: list[str]) -> tuple[bool, int]:
        ran.append(arguments)
        return True, 1

    monkeypatch.setattr(QProcess, "startDetached", staticmethod(run))
    start(window).finish("demo")
    assert ran[0][-1] == "demo"
    assert isinstance(window.centralWidget(), StartPage)


def test_the_demonstration_says_so_as_long_as_it_is_open(
    store: Store, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.save_settings(store, {"started": True}, by="x", at=NOW)
    shown = build(qapp, store, demo=True)
    qtbot.addWidget(shown)
    shown.show()
    shown.go_to("letters")
    assert child(shown, QLabel, "demo-words").isVisible()
    ran: list[list[str]] = []

    def run(_program: str, arguments: list[str]) -> tuple[bool, int]:
        ran.append(arguments)
        return True, 1

    monkeypatch.setattr(QProcess, "startDetached", staticmethod(run))
    child(shown, Button, "demo-leave").click()
    assert ran and "demo" not in ran[0], "the real program"
    assert not shown.isVisible()
