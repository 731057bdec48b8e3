"""The big table: rows fetched where the eye looks, keys, ids of 63 bits, and what is read aloud."""

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from core.base.records import Struct
from ui.look.theme import Theme
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import PAGE, PAGES_KEPT, Cell, Column

BIG = 1 << 62


class Row(Struct, frozen=True):
    id: int
    name: str


class Base:
    """Stands for the base: gives rows in another order than asked and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.suffix = ""

    def fetch(self, ids: Sequence[int]) -> dict[int, Row]:
        self.asked.append(list(ids))
        return {i: Row(i, f"name {i - BIG}{self.suffix}") for i in reversed(ids) if i not in self.gone}


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "Nom", 120, lambda row: Cell(row.name, spoken=f"aloud {row.name}"), sortable=True),
    Column("id", "Id", 80, lambda row: Cell(str(row.id))),
)


@pytest.fixture
def base() -> Base:
    return Base()


@pytest.fixture
def table(theme: Theme, qtbot: QtBot, base: Base) -> Table[Row]:
    made = Table(theme, COLUMNS, base.fetch, name="people", title="Personnes")
    qtbot.addWidget(made)
    made.resize(400, 310)
    made.show()
    return made


def ids(count: int) -> "array[int]":
    return array("q", range(BIG, BIG + count))


def test_only_what_is_in_sight_is_fetched(table: Table[Row], base: Base, qtbot: QtBot) -> None:
    table.show_ids(ids(100_000))
    table.grab()
    assert base.asked == [list(ids(PAGE))]
    table.scrollToBottom()
    table.grab()
    assert len(base.asked) == 2
    assert base.asked[1][-1] == BIG + 99_999


def test_an_empty_cell_is_said(theme: Theme, qtbot: QtBot, base: Base) -> None:
    columns = (*COLUMNS, Column("none", "Corrigée le", 80, lambda _row: Cell("")))
    made = Table(theme, columns, base.fetch, name="people", title="Personnes")
    qtbot.addWidget(made)
    made.show_ids(ids(1))
    said = [made.model().index(0, place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert said == ["aloud name 0", str(BIG), "rien"]


def test_rows_are_never_cut_at_the_top(table: Table[Row]) -> None:
    table.show_ids(ids(500))
    for line in (3, 41, 300, 470):  # At the very end it is the last row that is whole.
        table.go_to(line)
        table.grab()
        first = table.rowAt(0)
        assert table.rowViewportPosition(first) == 0
        table.show_ids(array("q", [*ids(500), BIG + 700]))
        assert table.rowAt(0) == first, "the place is kept"
        table.show_ids(ids(500))


def test_memory_does_not_grow_with_scrolling(table: Table[Row]) -> None:
    table.show_ids(ids(100_000))
    for line in range(0, 100_000, PAGE):
        table.rows().cells(line)
    held = vars(table.rows())
    assert len(held["_pages"]) <= PAGES_KEPT
    assert len(held["_cells"]) <= PAGES_KEPT * PAGE


def test_rows_come_back_in_the_order_of_the_ids(table: Table[Row]) -> None:
    table.show_ids(array("q", [BIG + 7, BIG + 2]))
    shown = [table.rows().index(line, 0).data() for line in range(2)]
    assert shown == ["name 7", "name 2"]


def test_a_row_that_is_gone_is_blank(table: Table[Row], base: Base) -> None:
    base.gone.add(BIG + 1)
    table.show_ids(ids(3))
    assert [table.rows().index(line, 0).data() for line in range(3)] == ["name 0", "", "name 2"]


def test_a_change_is_read_again_and_the_place_is_kept(table: Table[Row], base: Base) -> None:
    table.show_ids(ids(500))
    table.go_to(300)
    base.suffix = "!"
    table.reread()
    assert table.current_id() == BIG + 300
    assert table.rows().index(300, 0).data() == "name 300!"
    table.show_ids(array("q", [BIG + 300, BIG + 1]))
    assert table.current_id() == BIG + 300


def test_the_model_keeps_its_promises_to_qt(table: Table[Row]) -> None:
    tester = QAbstractItemModelTester(table.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_ids(ids(300))
    table.reread()
    table.show_ids(ids(0))
    assert tester.model() is table.rows()


def test_only_the_served_roles_are_answered(table: Table[Row]) -> None:
    table.show_ids(ids(1))
    index = table.rows().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "aloud name 0"
    for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole):
        assert index.data(role) is None


def test_the_keyboard_walks_and_opens(table: Table[Row], qtbot: QtBot) -> None:
    opened: list[int] = []
    current: list[int] = []
    table.show_ids(ids(10))
    table.opened.connect(opened.append)
    table.current_changed.connect(current.append)
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert current == [BIG, BIG + 1, BIG + 2]
    assert opened == [BIG + 2]


def test_home_and_end_go_to_the_first_and_last_lines(table: Table[Row]) -> None:
    table.show_ids(ids(500))
    for key, line in ((Qt.Key.Key_End, 499), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(table, key)
        assert table.currentIndex().row() == line
        assert table.selected_ids() == [BIG + line]


def test_space_selects_and_ctrl_c_copies(table: Table[Row], qtbot: QtBot) -> None:
    table.show_ids(ids(10))
    table.go_to(4)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.selected_ids() == [BIG + 4, BIG + 5]
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"name 4\t{BIG + 4}\nname 5\t{BIG + 5}"


def test_what_was_chosen_together_stays_so_when_the_list_is_read_again(table: Table[Row], qtbot: QtBot) -> None:
    """Another seat's gesture, or the one just made, must not leave F8 to the current row alone. The owner is told
    once, of all that is chosen."""
    table.show_ids(ids(10))
    table.go_to(4)
    assert table.select_ids([BIG + 4, BIG + 5, BIG + 6, BIG + 9])
    told: list[int] = []
    table.selection_changed.connect(lambda: told.append(len(table.selected_ids())))
    table.show_ids(array("q", [*ids(10)][::-1][:6]))  # 9, 8, 7, 6, 5, 4
    assert table.selected_ids() == [BIG + 9, BIG + 6, BIG + 5, BIG + 4]
    assert table.current_id() == BIG + 4
    assert told == [4]
    table.show_ids(ids(4))
    assert table.selected_ids() == []


def test_a_header_asks_its_owner_to_sort(table: Table[Row], qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    table.sorted.connect(lambda key, down: asked.append((key, down)))
    header = table.horizontalHeader()
    for x in (10, 10, 130):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert asked == [("name", False), ("name", True)]


def test_rows_grow_with_the_text(table: Table[Row], theme: Theme) -> None:
    assert table.rowHeight(0) in (0, 30)
    table.show_ids(ids(1))
    theme.choose("light", 200)
    assert table.rowHeight(0) == 50
    assert table.columnWidth(0) == 240


def test_columns_are_saved_and_restored(table: Table[Row], theme: Theme, base: Base, qtbot: QtBot) -> None:
    table.setColumnWidth(0, 222)
    other = Table(theme, COLUMNS, base.fetch, name="other", title="Autre")
    qtbot.addWidget(other)
    other.restore_columns(table.save_columns())
    assert other.columnWidth(0) == 222


@pytest.mark.parametrize("by_click", [True, False])
def test_one_click_opens_unless_a_click_selects(table: Table[Row], by_click: bool) -> None:
    table.show_ids(ids(3))
    table.opens_by_click = by_click
    opened: list[int] = []
    table.opened.connect(opened.append)
    place = table.visualRect(table.rows().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened == ([BIG + 1] if by_click else [])
    QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert len(opened) == by_click
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    # A double click of QTest ends with its second press.
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened[-1] == BIG + 1


def test_a_selected_row_is_told_without_colour_too(table: Table[Row], theme: Theme) -> None:
    """Its ground is hardly darker than the others'; the bar at its left is drawn in ink."""
    table.show_ids(ids(3))
    table.go_to(1)
    picture = table.viewport().grab().toImage()
    high = table.rowHeight(0)
    drawn = [picture.pixelColor(1, line * high + high // 2) for line in range(3)]
    assert [one == theme.color("accent") for one in drawn] == [False, True, False]
