"""What is sent for help says what runs and what failed, and nobody's name; what a version brought is told once."""

import faulthandler
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit

from core.base.version import VERSION
from core.words.news import news
from tests.tree import ROOT
from tests.ui.finding import child
from tests.ui.office_fixture import AGENCY, row, shown, take
from ui.shell import rooms
from ui.shell.diagnostic import diagnostic, show_diagnostic
from ui.shell.errors import CRASH_LOG, LONG_LOG, turn_log, watch
from ui.shell.help import HelpPane
from ui.shell.window import Window
from ui.widgets.button import Button

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # Without a screen no window stands before another.


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    with shown(tmp_path / "base", qapp) as made:
        take(made.office, row(1), row(2, last_name="Besson"))
        yield made


def test_it_names_nobody(window: Window) -> None:
    log = window.office.store.path.with_name(CRASH_LOG)
    log.write_text("ValueError\n", "utf-8")
    told = diagnostic(window.office)
    assert f"Premier Contact {VERSION}" in told
    assert "2 fiches" in told
    assert ", base en clair\n" in told
    assert "ValueError" in told
    for word in ("Moreau", "Besson", "0639", "06 39", AGENCY["name"], str(Path.home()), str(window.office.folder)):
        assert word not in told, word


def test_it_is_shown_then_saved_where_it_is_asked(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_diagnostic(window, window.office)
    text = child(window, QPlainTextEdit, "diagnostic-text").toPlainText()
    file = tmp_path / "diagnostic.txt"
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: QFileDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _self: [str(file)])
    child(window, Button, "diagnostic-save").click()
    assert file.read_text("utf-8") == text
    assert window.band.message is not None
    assert window.band.message.bold == "Le diagnostic est enregistré."


PERSON = ("Hélène Moreau", "06 39 98 12 34", "+33639981234", "helene@exemple.fr", "14 rue des Mûriers", "moreau.eml")


def _failing() -> Iterator[Callable[[], object]]:
    """Yield what fails with a person's values in each place that an exception keeps them."""
    words = " ".join(PERSON)

    def noted() -> None:
        problem = ValueError(words)
        problem.add_note(words)
        raise problem

    def chained() -> None:
        try:
            int(words)
        except ValueError as problem:
            raise RuntimeError(words) from problem

    def grouped() -> None:
        raise ExceptionGroup(words, [KeyError(words), TypeError(words)])

    yield from (noted, chained, grouped)
    yield lambda: {}[words]  # type: ignore[index]
    yield lambda: Path(f"/nowhere/{words}").read_text("utf-8")
    yield lambda: words.encode("ascii")
    yield lambda: sqlite3.connect(":memory:").execute(f"SELECT '{words}' FROM \"{words}\"")
    yield lambda: json.loads(f'{{"{words}": ')
    yield lambda: date.fromisoformat(words)


def test_a_bug_leaves_no_value_of_a_person(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    log = window.office.store.path.with_name(CRASH_LOG)
    monkeypatch.setattr("sys.excepthook", sys.excepthook)
    watch(window, log)
    kinds = set()
    for fails in _failing():
        try:
            fails()
        except Exception as problem:
            kinds.add(type(problem).__name__)
            sys.excepthook(type(problem), problem, problem.__traceback__)
    report = diagnostic(window.office)
    assert len(kinds) == 8
    assert {kind for kind in kinds if kind in report} == kinds
    assert report.count(f"Premier Contact {VERSION}") > len(kinds)
    assert [word for word in (*PERSON, "Moreau", "Mûriers", str(Path.home()), str(ROOT)) if word in report] == []


def test_a_crash_of_qt_names_the_version_and_no_folder(window: Window) -> None:
    log = window.office.store.path.with_name(CRASH_LOG)
    turn_log(log)
    assert "Aucune erreur notée." in diagnostic(window.office)
    with log.open("a", encoding="utf-8") as file:
        faulthandler.dump_traceback(file)
    assert str(ROOT) in log.read_text("utf-8")
    report = diagnostic(window.office)
    assert report.rindex(f"Premier Contact {VERSION}") < report.index("most recent call first")
    assert str(ROOT) not in report
    turn_log(log)
    turn_log(log)
    assert log.read_text("utf-8").count(VERSION) == 2, "once for each that ran and failed"


def test_a_long_log_begins_anew(tmp_path: Path) -> None:
    log = tmp_path / CRASH_LOG
    log.write_text("x" * LONG_LOG, "utf-8")
    turn_log(log)
    assert log.read_text("utf-8").startswith("x"), "not longer than it may be"
    turn_log(log)
    assert VERSION in log.read_text("utf-8")
    assert log.stat().st_size < LONG_LOG
    assert (tmp_path / f"{CRASH_LOG}.1").read_text("utf-8").startswith("x")


def test_a_new_version_is_told_once_and_where_it_is_explained(window: Window) -> None:
    rooms.tell_news(window, window.office)
    assert not window.band.isVisible(), "nothing was there before"
    window.office.seat.version = "0.1.0"
    rooms.tell_news(window, window.office)
    message = window.band.message
    assert message is not None
    assert VERSION in message.bold
    assert message.act is not None
    message.act.run()
    assert VERSION in child(window, HelpPane, "help").text.accessibleDescription()
    window.band.close_message()
    rooms.tell_news(window, window.office)
    assert not window.band.isVisible()


def test_the_changelog_has_the_words_of_this_version() -> None:
    assert len(news()) > 500
    assert "## " not in news()
    assert news("9.9.9") == ""
