"""File dialogs as Qt draws them where the system has none: they choose, in French, and change nothing."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings, QStandardPaths, QTimer
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.lengths import length
from tests.pause import pause
from tests.ui.chosen_files import answer
from tests.ui.finding import child
from tests.ui.office_fixture import BY
from ui.app import speak_french
from ui.common.file_dialogs import Use, ask_folder, ask_open, ask_open_many, ask_save, first_folder, remember
from ui.common.office import Office
from ui.common.seat import Seat

ENGLISH = (
    *("Look in", "Open", "Cancel", "Files of type", "File name", "Delete", "Rename", "New Folder", "Save", "Choose"),
    *("Directory", "Parent", "Back", "Forward", "List View", "Detail", "Show", "Size", "Date", "Name", "Kind"),
    *("Sidebar", "Create", "Go ", "Change"),
)
Ask = Callable[[QWidget | None], object]
ASKS: dict[str, Ask] = {
    "open": lambda card: ask_open(card, None, "Importer", "Tout (*)"),
    "open many": lambda card: ask_open_many(card, None, "Importer", "Tout (*)"),
    "save": lambda card: ask_save(card, None, "Enregistrer", "lettre.pdf", "PDF (*.pdf)"),
    "folder": lambda card: ask_folder(card, None, "Où copier la base"),
}


@pytest.fixture(autouse=True)
def french(qapp: QApplication) -> Iterator[None]:
    translators = speak_french(qapp)
    yield
    for one in translators:
        qapp.removeTranslator(one)


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of documents of this user."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    return folder


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return Seat(QSettings(str(tmp_path / "poste.ini"), QSettings.Format.IniFormat))


def look(ask: Callable[[], object], at: Callable[[QFileDialog], None], after: int = 300) -> object:
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

    QTimer.singleShot(after, seen)
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
        pause(200)
        view = child(dialog, QTreeView, "treeView")
        view.setRootIndex(model.index(str(folder.parent)))
        view.selectAll()
        for key in ("qt_delete_action", "qt_rename_action"):
            child(dialog, QAction, key).trigger()
            QApplication.processEvents()
        assert [one.name for one in folder.parent.iterdir()] == ["annonces"]

    assert not look(lambda: ASKS[name](None), attack)
    assert (folder / "pige.csv").is_file()


@pytest.mark.parametrize("name", ASKS)
def test_the_words_are_french(name: str, documents: Path) -> None:
    (documents / "annonces").mkdir()
    (documents / "pige.csv").write_text("nom\n")
    seen: set[str] = set()
    look(lambda: ASKS[name](None), lambda dialog: seen.update(words(dialog)))
    assert "Annuler" in seen
    assert not [one for one in seen if one.startswith(ENGLISH)]


def test_a_name_without_its_ending_never_replaces_a_file_unasked(documents: Path) -> None:
    (documents / "lettre.pdf").write_text("déjà là")
    asked: list[str] = []

    def type_it(dialog: QFileDialog) -> None:
        child(dialog, QLineEdit, "fileNameEdit").setText("lettre")
        QTimer.singleShot(0, refuse)
        dialog.accept()
        assert dialog.isVisible()

    def refuse() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        asked.append(question.text())
        question.reject()

    assert not look(lambda: ask_save(None, None, "Enregistrer", "copie.pdf", "PDF (*.pdf)"), type_it)
    assert "lettre.pdf" in asked[0]


@pytest.mark.parametrize("name", ASKS)
def test_a_dialog_stays_when_the_card_that_asked_is_made_anew(name: str, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    card = QWidget(window)
    window.show()

    def gone(dialog: QFileDialog) -> None:
        shiboken6.delete(card)
        QApplication.processEvents()
        assert shiboken6.isValid(dialog)
        assert dialog.isVisible()

    assert not look(lambda: ASKS[name](card), gone)


def test_a_field_of_text_speaks_french_too(qapp: QApplication) -> None:
    field = QLineEdit("texte")
    menu = field.createStandardContextMenu()
    assert any("Coller" in one.text().replace("&", "") for one in menu.actions())
    menu.deleteLater()


def test_each_kind_begins_where_its_last_one_ended(
    seat: Seat, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("recues", "envoyees"):
        (tmp_path / name).mkdir()
    begun: list[str] = []
    names: list[str | Path] = [tmp_path / "recues" / "pige.csv", "", tmp_path / "envoyees" / "l.pdf", "", ""]

    def typed(dialog: QFileDialog) -> str | Path:
        begun.append(Path(dialog.directory().path()).name)
        return names.pop(0)

    answer(monkeypatch, typed)
    for _turn in range(2):
        ask_open(None, seat, "Importer", "Tout (*)")
    for _turn in range(2):
        ask_save(None, seat, "Enregistrer", "lettre.pdf", "PDF (*.pdf)")
    ask_folder(None, seat, "Où copier la base", Use.BACK_UP)
    assert begun == ["Documents", "recues", "Documents", "envoyees", "Documents"]


@pytest.mark.parametrize("name", ["base", "base/lettres", "copies"])
def test_none_begins_among_the_data(name: str, seat: Seat, documents: Path, tmp_path: Path) -> None:
    for file in ("base/premier-contact.db", "base/lettres/une.pdf", "copies/premier-contact-2026-05-04-101500.db"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    remember(seat, Use.WRITE, tmp_path / name)
    assert first_folder(seat, Use.WRITE) == documents
    (documents / "premier-contact-avant-m001.db").touch()
    assert first_folder(seat, Use.WRITE, str(tmp_path / name)) == Path.home()


def test_a_folder_that_is_gone_is_not_shown(seat: Seat, documents: Path, tmp_path: Path) -> None:
    remember(seat, Use.WRITE, tmp_path / "partie" / "lettre.pdf")
    assert first_folder(seat, Use.WRITE) == documents


def test_the_parts_of_a_dialog_have_names(documents: Path) -> None:
    def named(dialog: QFileDialog) -> None:
        for view in dialog.findChildren(QAbstractItemView):
            if view.isVisible() and not isinstance(view, QHeaderView):
                assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name), view.objectName()

    look(lambda: ask_open(None, None, "Importer", "Tout (*)"), named)


@pytest.mark.skipif(sys.platform != "linux", reason="only there does a dialog drop the locks")
def test_no_dialog_in_the_folder_of_the_base_lets_it_go(office: Office) -> None:
    listed: list[int] = []

    def browse(dialog: QFileDialog) -> None:
        dialog.setNameFilter("Tout (*)")
        dialog.setDirectory(str(office.folder))
        [model] = dialog.findChildren(QFileSystemModel)
        pause(20)
        listed.append(model.rowCount(model.index(str(office.folder))))

    asks = list(ASKS.values())
    for turn in range(length(4, long=200)):
        look(lambda turn=turn: asks[turn % len(asks)](None), browse, after=0)  # type: ignore[misc]
        with office.store.write("settings", by=BY, at=office.now()) as w:
            w.set_value("setting", "user", f"Claire {turn}")
    assert max(listed) >= 3, "the dialogs list the base, its log and its index"
    assert not office.store.regained()
