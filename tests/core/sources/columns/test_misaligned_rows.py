from core.sources.columns.misaligned_rows import column_shapes, shifted_at
from tests.tables import table

ROWS = [
    [
        *(f"V{rank:05}", "24/11/2026", "Dupont", f"06 39 98 00 {rank:02}", "12 rue Foch"),
        *("30000", "Nîmes", "226 000 €", "82", "4"),
    ]
    for rank in range(50)
]
SHAPES = column_shapes(ROWS, 10)


def row(**changes: str) -> list[str]:
    cells = list(ROWS[7])
    for at, text in changes.items():
        cells[int(at[1:])] = text
    return cells


def test_columns_of_data_have_shapes_and_the_others_take_anything() -> None:
    assert [bool(found) for found in SHAPES] == [False, True, False, True, False, True, False, True, True, True]
    assert column_shapes([], 2) == (frozenset(), frozenset())


def test_whole_rows_are_in_place() -> None:
    assert [shifted_at(cells, SHAPES) for cells in ROWS] == [None] * 50


def test_an_unquoted_delimiter_in_the_address() -> None:
    cells = row()
    assert shifted_at([*cells[:4], "12", "rue Foch", *cells[5:]], SHAPES) == 5
    assert shifted_at([*cells[:2], "Dupont", "Anne", *cells[3:]], SHAPES) == 3


def test_a_deleted_cell() -> None:
    cells = row()
    assert shifted_at([*cells[:4], *cells[5:]], SHAPES) == 5


@table("changes", [{"c3": "voir note"}, {"c3": "", "c5": ""}, {"c7": "à débattre"}, {"c5": "Nîmes"}])
def test_an_odd_cell_is_no_shift(changes: dict[str, str]) -> None:
    assert shifted_at(row(**changes), SHAPES) is None


def test_short_rows_and_telephones_without_zero() -> None:
    assert shifted_at(row()[:5], SHAPES) is None
    assert shifted_at(row(c3="639980001"), SHAPES) is None


def test_the_slid_rows_of_a_short_file_do_not_speak_for_its_columns() -> None:
    rows = [list(cells) for cells in ROWS[:30]]
    rows[9].insert(3, "Luc")
    del rows[20][2]
    shapes_of_columns = column_shapes(rows, 11)
    assert [shifted_at(cells, shapes_of_columns) for cells in (rows[9], rows[20], rows[5])] == [3, 3, None]


def test_one_slid_row_in_a_file_of_a_few() -> None:
    few = [list(cells) for cells in ROWS[:7]]
    few[3] = ["", *few[3]]
    known = column_shapes(few, 10)
    assert [shifted_at(cells, known) for cells in few] == [None] * 3 + [1] + [None] * 3
