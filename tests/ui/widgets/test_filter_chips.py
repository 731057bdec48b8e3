"""Search, filters, to-do, timeline and palette: one signal each, and the keyboard does everything."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.model.verdict import Light
from tests.ui.finding import child
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.filter_chips import Filter, FilterChips, SearchBar
from ui.widgets.flow import flow
from ui.widgets.lists.palette import Palette, PaletteEntry, PaletteGroup
from ui.widgets.lists.table_model import SPOKEN
from ui.widgets.lists.timeline import Timeline, TimelineEntry
from ui.widgets.lists.todo import ToDo, ToDoList

FILTERS = (
    Filter("light", "Feu", (("allowed", "Appelable"), ("wait", "Attendre"))),
    Filter("town", "Commune", (("uzes", "Uzès & environs"),)),
)


def test_a_row_of_parts_takes_no_height_it_does_not_need(theme: Theme, qtbot: QtBot) -> None:
    made, column = QWidget(), QVBoxLayout()
    made.setLayout(column)
    row = flow(Button(theme, "Lire", name="read"), Button(theme, "Changer", name="change"))
    column.addLayout(row)
    column.addStretch(0)
    made.resize(600, 500)
    qtbot.addWidget(made)
    made.show()
    assert row.geometry().height() == row.heightForWidth(row.geometry().width()) < 100


@pytest.fixture
def search(theme: Theme, qtbot: QtBot) -> SearchBar:
    made = SearchBar(theme, "Nom, commune, téléphone", name="search", title="Chercher un prospect")
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_searches_once_when_it_pauses(search: SearchBar, qtbot: QtBot) -> None:
    told: list[str] = []
    search.searched.connect(told.append)
    for text in ("b", "be", "bé", "béss"):
        search.setText(text)
    qtbot.waitUntil(lambda: bool(told), timeout=2_000)
    assert told == ["béss"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert told == ["béss"]


def test_entree_and_clearing_search_at_once(search: SearchBar, qtbot: QtBot) -> None:
    told: list[str] = []
    search.searched.connect(told.append)
    search.setText("uz")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert told == ["uz"]
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert told == ["uz", ""]


def test_a_text_shown_by_the_page_is_not_told(search: SearchBar, qtbot: QtBot) -> None:
    told: list[str] = []
    search.searched.connect(told.append)
    search.show_text("nîmes")
    qtbot.wait(200)
    assert told == []


@pytest.fixture
def chips(theme: Theme, qtbot: QtBot) -> FilterChips:
    made = FilterChips(theme, FILTERS)
    qtbot.addWidget(made)
    made.resize(600, 40)
    made.show()
    return made


def test_choosing_and_removing_a_filter(chips: FilterChips, qtbot: QtBot) -> None:
    told: list[dict[str, str]] = []
    chips.changed.connect(told.append)
    chips.chip("town").findChildren(QMenu)[0].actions()[0].trigger()
    assert chips.chip("town").text() == "Commune\u202f: Uzès & environs"
    assert chips.chip("town").accessibleName().endswith("filtre actif")
    QTest.keyClick(chips.chip("town"), Qt.Key.Key_Delete)
    assert told == [{"town": "uzes"}, {}]


def test_the_cross_removes_and_active_filters_come_first(chips: FilterChips, qtbot: QtBot) -> None:
    chips.show_values({"town": "uzes"})
    town = chips.chip("town")
    chips.grab()
    assert town.x() < chips.chip("light").x()
    QTest.mouseClick(town, Qt.MouseButton.LeftButton, pos=QPoint(town.width() - 12, town.height() // 2))
    assert chips.values() == {}


def test_everything_is_cleared_at_once(chips: FilterChips) -> None:
    told: list[dict[str, str]] = []
    chips.show_values({"town": "uzes", "light": "wait"})
    chips.changed.connect(told.append)
    chips.clear()
    assert told == [{}]


def test_other_filters_keep_the_values_that_remain(chips: FilterChips) -> None:
    chips.show_values({"town": "uzes", "light": "wait"})
    chips.show_filters(FILTERS[:1])
    assert chips.values() == {"light": "wait"}


def test_a_line_to_do_is_chosen_by_mouse_and_by_key(theme: Theme, qtbot: QtBot) -> None:
    made = ToDoList(theme, name="todo", title="À faire")
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show_lines(
        [
            ToDo("backup", "En retard", "Sauvegarde", "Le 20", "Sauvegarder", "forbidden"),
            ToDo("x", "J − 9", "b", "c", "d"),
        ]
    )
    made.show()
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert chosen == ["backup", "x"]
    spoken = made.model().index(0, 0).data(SPOKEN)
    assert spoken == "En retard, Sauvegarde. Le 20. Sauvegarder"


def test_the_timeline_says_what_was_undone(theme: Theme, qtbot: QtBot) -> None:
    made = Timeline(theme, name="timeline", title="Chronologie")
    qtbot.addWidget(made)
    made.show_entries([TimelineEntry("11 h 26", "Opposition", "Hugo", "annulé à 10 h 44")])
    made.show()
    made.setCurrentIndex(made.model().index(0, 0))
    assert made.model().index(0, 0).data(SPOKEN) == "11 h 26, Opposition, Hugo, annulé à 10 h 44"
    assert not made.grab().isNull()


def noted(done: list[str], word: str) -> Callable[[], None]:
    return lambda: done.append(word)


def test_the_palette_walks_offers_and_does(theme: Theme, qtbot: QtBot) -> None:
    done: list[str] = []
    asked: list[str] = []

    def provide(text: str) -> Sequence[PaletteGroup]:
        asked.append(text)
        other = PaletteEntry("Ouvrir sa fiche", noted(done, "open"))
        first = PaletteEntry("Besson Karim", noted(done, "call"), "Nîmes", Light.ALLOWED, others=(other,))
        second = PaletteEntry("Courriers", noted(done, "letters"), icon="mail", key="F4")
        return [PaletteGroup("Prospects", (first,)), PaletteGroup("Vide", ()), PaletteGroup("Aller", (second,))]

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    palette = Palette(theme, provide, window)
    palette.ask("bess")
    field, rows = child(palette, QLineEdit, "palette-field"), child(palette, QListView, "palette-list")
    assert asked[-1] == "bess"
    assert rows.currentIndex().data() == "Besson Karim, Nîmes"
    assert rows.model().rowCount() == 4
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert rows.currentIndex().data() == "Ouvrir sa fiche"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert rows.currentIndex().data() == "Courriers, F4"
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert not palette.grab().isNull()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert done == ["call"]
    assert not palette.isVisible()
