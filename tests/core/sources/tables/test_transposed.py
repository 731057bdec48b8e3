"""A sheet whose people stand in columns is turned: their words, their colours and its title are heard as of any."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from core.base.errors import UserError
from core.sources.tables.reading import check_stock, drafts, fields_of, open_table
from core.sources.tables.transposed import is_transposed
from tests.tables import table

ROWS = (
    ("Nom", "Moreau Luc", "Petit Zoé", "Ferrand Anne"),
    ("Téléphone", "06 39 98 31 00", "06 39 98 31 01", "06 39 98 31 02"),
    ("Adresse", "1 rue Foch", "2 rue Foch", "3 rue Foch"),
    ("CP", "30700", "30700", "30700"),
    ("Ville", "Uzès", "Uzès", "Uzès"),
    ("Vu sur", "PAP", "PAP", "PAP"),
    ("Remarque", "calme", "Ne plus appeler", ""),
)


def book(folder: Path, *above: str) -> Path:
    """A workbook whose third person is red, and whose second one has a comment and a hidden column."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (*((line,) for line in above), *ROWS):
        sheet.append(row)
    for line in range(len(above) + 1, len(above) + len(ROWS) + 1):
        sheet.cell(line, 4).fill = PatternFill("solid", fgColor="FFFF0000")
    sheet.cell(len(above) + 1, 2).comment = Comment("Pas d’agence", "JD")
    sheet.column_dimensions["C"].hidden = True
    made.save(folder / "fiches.xlsx")
    return folder / "fiches.xlsx"


def lines(rows: Sequence[Sequence[str]]) -> list[tuple[int, list[str]]]:
    return [(number, list(row)) for number, row in enumerate(rows, 1)]


def test_each_person_is_a_row(tmp_path: Path) -> None:
    file = tmp_path / "fiches.csv"
    file.write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
    for path in (file, book(tmp_path)):
        found = open_table(path)
        people = [*drafts(found, fields_of(found, {}))]
        assert [(one.line, one.name or one.last_name, one.phones, one.town) for one in people] == [
            (2, "Moreau Luc", ("06 39 98 31 00",), "Uzès"),
            (3, "Petit Zoé", ("06 39 98 31 01",), "Uzès"),
            (4, "Ferrand Anne", ("06 39 98 31 02",), "Uzès"),
        ]
        assert [one.heard for one in people] == ["", "Ne plus appeler", ""]


def test_what_the_columns_show_is_that_of_their_person(tmp_path: Path) -> None:
    shown = open_table(book(tmp_path, "Rouge = ne veut pas d’agence")).shown
    assert (set(shown.looks), set(shown.looks["rouge"]), shown.hidden) == ({"rouge"}, {4}, (3,))
    assert shown.legends == {"rouge": "ne veut pas d’agence"}
    assert [(row, words) for row, _cell, words in shown.comments] == [(2, "Pas d’agence")]


def test_the_title_of_a_list_of_refusals_is_heard(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="repoussoir"):
        check_stock(open_table(book(tmp_path, "Liste repoussoir")))


@table(
    "rows, expected",
    [
        (ROWS, True),
        ([*zip(*ROWS, strict=True)], False),
        ([("Nom", "Téléphone", "Ville"), ("Adresse", "0639981241", "Uzès"), ("Ville", "0639981242", "Nîmes")], False),
        ([("Nom", ""), ("Téléphone", ""), ("Ville", "")], False),
        ([("Prix", "1"), ("Ville", "Uzès"), ("CP", "30700")], False),
        ([], False),
    ],
)
def test_an_ordinary_table_is_left_as_it_is(rows: Sequence[Sequence[str]], expected: bool) -> None:
    assert is_transposed(lines(rows)) is expected
