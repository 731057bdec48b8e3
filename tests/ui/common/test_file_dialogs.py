"""File dialogs as Qt draws them where the system has none: they choose, in French, and change nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QFileInfo, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QFileIconProvider,
    QFileSystemModel,
    QLabel,
    QLineEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.finding import child
from ui.common.file_dialogs import ask_folder, ask_open, ask_open_many, ask_save
from ui.shell.french import speak_french

ENGLISH = (
    *("Look in", "Open", "Cancel", "Files of type", "File name", "Delete", "Rename", "New Folder", "Save", "Choose"),
    *("Directory", "Parent", "Back", "Forward", "List View", "Detail", "Show", "Size", "Date", "Name", "Kind"),
    *("Sidebar", "Create", "Go ", "Change"),
)
Ask = Callable[[Path], object]
ASKS: dict[str, Ask] = {
    "open": lambda folder: ask_open(None, "Importer", folder, "Tout (*)"),
    "open many": lambda folder: ask_open_many(None, "Importer", folder, "Tout (*)"),
    "save": lambda folder: ask_save(None, "Enregistrer", folder / "lettre.pdf", "PDF (*.pdf)"),
    "folder": lambda folder: ask_folder(None, "Où copier la base", folder),
}


BESIDE: dict[str, Callable[[QWidget, Path], object]] = {
    "open": lambda card, folder: ask_open(card, "Importer", folder, "Tout (*)"),
    "open many": lambda card, folder: ask_open_many(card, "Importer", folder, "Tout (*)"),
    "save": lambda card, folder: ask_save(card, "Enregistrer", folder / "lettre.pdf", "PDF (*.pdf)"),
    "folder": lambda card, folder: ask_folder(card, "Où copier la base", folder),
}


@pytest.fixture(autouse=True)
def french(qapp: QApplication) -> Iterator[None]:
    translators = speak_french(qapp)
    yield
    for one in translators:
        qapp.removeTranslator(one)


def test_what_a_file_is_is_said_in_french(tmp_path: Path) -> None:
    assert QFileIconProvider().type(QFileInfo(str(tmp_path))) == "Dossier"


def look(ask: Callable[[], object], at: Callable[[QFileDialog], None]) -> object:
    """Open a dialog, look at it, and give up."""
    failed: list[BaseException] = []

    def seen() -> None:
        shown = QApplication.activeModalWidget()
        try:
            assert isinstance(shown, QFileDialog)
            at(shown)
        except AssertionError as problem:
            failed.append(problem)
        finally:
            assert shown is not None
            shown.close()

    QTimer.singleShot(300, seen)
    answer = ask()
    if failed:
        raise failed[0]
    return answer


def words(dialog: QWidget) -> set[str]:
    """Return every word in sight, and those of its menus."""
    found: set[str] = {dialog.windowTitle()}
    for one in dialog.findChildren(QWidget):
        found |= {one.toolTip(), one.accessibleName()}
        if isinstance(one, QLabel | QAbstractButton):
            found.add(one.text())
        if isinstance(one, QComboBox):
            found |= {one.itemText(place) for place in range(one.count())}
    for action in dialog.findChildren(QAction):
        found.add(action.text())
    return {one.replace("&", "") for one in found if one and "/" not in one}


@pytest.mark.parametrize("name", ASKS)
def test_nothing_can_be_deleted_or_renamed(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name / "annonces"
    folder.mkdir(parents=True)
    (folder / "pige.csv").write_text("nom\n")

    def attack(dialog: QFileDialog) -> None:
        assert dialog.testOption(QFileDialog.Option.ReadOnly)
        [model] = dialog.findChildren(QFileSystemModel)
        assert model.isReadOnly()
        QTest.qWait(200)
        view = child(dialog, QTreeView, "treeView")
        view.setRootIndex(model.index(str(folder.parent)))
        view.selectAll()
        for key in ("qt_delete_action", "qt_rename_action"):
            child(dialog, QAction, key).trigger()
            QApplication.processEvents()
        assert [one.name for one in folder.parent.iterdir()] == ["annonces"]

    assert not look(lambda: ASKS[name](folder.parent), attack)
    assert (folder / "pige.csv").is_file()


@pytest.mark.parametrize("name", ASKS)
def test_the_words_are_french(name: str, tmp_path: Path) -> None:
    seen: set[str] = set()
    look(lambda: ASKS[name](tmp_path), lambda dialog: seen.update(words(dialog)))
    assert "Annuler" in seen
    assert not [one for one in seen if one.startswith(ENGLISH)]


def test_a_name_without_its_ending_never_replaces_a_file_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt asks before it gives the name of a file that is there, not before one that only gets there with its ending."""
    (tmp_path / "lettre.pdf").write_text("déjà là")
    answers = [str(tmp_path / "lettre"), str(tmp_path / "autre")]
    proposed = []

    def answer(_parent: object, _title: str, folder: str, *_rest: object) -> tuple[str, str]:
        proposed.append(folder)
        return answers.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(answer))
    assert ask_save(None, "Enregistrer", tmp_path / "copie.pdf", "PDF (*.pdf)") == tmp_path / "autre.pdf"
    assert proposed == [str(tmp_path / "copie.pdf"), str(tmp_path / "lettre.pdf")]


@pytest.mark.parametrize("name", BESIDE)
def test_a_dialog_stays_when_the_card_that_asked_is_made_anew(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    card = QWidget(window)
    window.show()

    def gone(dialog: QFileDialog) -> None:
        shiboken6.delete(card)
        QApplication.processEvents()
        assert shiboken6.isValid(dialog)
        assert dialog.isVisible()

    assert not look(lambda: BESIDE[name](card, tmp_path), gone)


def test_a_field_of_text_speaks_french_too(qapp: QApplication) -> None:
    field = QLineEdit("texte")
    menu = field.createStandardContextMenu()
    assert any("Coller" in one.text().replace("&", "") for one in menu.actions())
    menu.deleteLater()
