"""A cell merged over several rows stands for each of them where that is right, in every format that merges."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from core.model.draft import Draft
from core.sources.formats.merged_cells import MergedColumns, spread
from core.sources.tables.reading import drafts, fields_of, open_table, records

HEADS = ("Nom", "Téléphone", "Ville", "Adresse", "Remarque")
ROWS = (
    ("Dupont", "06 39 98 00 01", "Uzès", "1 rue Haute", ""),
    ("", "06 39 98 00 02", "", "", ""),
    ("Noël", "06 39 98 00 03", "", "2 rue Haute", "Pas d’agence"),
    ("Roux", "", "", "", ""),
    ("", "", "", "", ""),
    ("Petit", "06 39 98 00 05", "Nîmes", "9 rue Haute", ""),
)
MERGES = ((1, 0, 2), (1, 2, 5), (1, 3, 2), (3, 1, 4), (3, 3, 5), (3, 4, 4))
"""First row, column, last row, from 0, the headings being row 0: a name, a town, an address of one person; a telephone,
an address and a remark over two persons, the last two over a row that holds nothing."""


def _spans() -> dict[tuple[int, int], int]:
    return {(top, column): bottom - top + 1 for top, column, bottom in MERGES}


def _covered() -> set[tuple[int, int]]:
    return {(row, column) for top, column, bottom in MERGES for row in range(top + 1, bottom + 1)}


def xlsx(file: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADS, *ROWS):
        sheet.append([cell or None for cell in row])
    for top, column, bottom in MERGES:
        sheet.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=column + 1, end_column=column + 1)
    book.save(file)


def ods(file: Path) -> None:
    spans, covered = _spans(), _covered()
    lines = []
    for at, row in enumerate((HEADS, *ROWS)):
        cells = ""
        for column, text in enumerate(row):
            if (at, column) in covered:
                cells += "<table:covered-table-cell/>"
            elif text:
                tall = spans.get((at, column), 1)
                cells += (
                    f'<table:table-cell office:value-type="string" table:number-rows-spanned="{tall}">'
                    f"<text:p>{text}</text:p></table:table-cell>"
                )
            else:
                cells += "<table:table-cell/>"
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    other = '<table:table table:name="Autre"><table:table-row><table:table-cell/></table:table-row></table:table>'
    body = f'{other}<table:table table:name="Pige">{"".join(lines)}</table:table>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("mimetype", kind)
        out.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}">{entry}</m:manifest>')
        content = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        out.writestr("content.xml", f"<office:document-content {names}>{content}</office:document-content>")


def page(file: Path) -> None:
    spans, covered = _spans(), _covered()
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td rowspan="{spans.get((at, column), 1)}">{text}</td>'
            for column, text in enumerate(row)
            if (at, column) not in covered
        )
        + "</tr>"
        for at, row in enumerate((HEADS, *ROWS))
    )
    file.write_text(f"<html><meta charset=utf-8><body><table>{lines}</table></body></html>", "utf-8")


def xml(file: Path) -> None:
    spans, covered = _spans(), _covered()
    lines = ""
    for at, row in enumerate((HEADS, *ROWS)):
        cells = "".join(
            f'<Cell ss:Index="{column + 1}" ss:MergeDown="{spans.get((at, column), 1) - 1}">'
            f'<Data ss:Type="String">{text}</Data></Cell>'
            for column, text in enumerate(row)
            if (at, column) not in covered and text
        )
        lines += f"<Row>{cells}</Row>"
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="Pige"><Table>{lines}</Table></Worksheet>'
    file.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>',
        "utf-8",
    )


def read(file: Path) -> list[Draft]:
    table = open_table(file)
    found = list(drafts(table, fields_of(table, {})))
    assert len(found) == sum(1 for _row in records(table))
    return found


@pytest.mark.parametrize("made", [(xlsx, "a.xlsx"), (ods, "a.ods"), (page, "a.xls"), (xml, "b.xls")])
def test_a_merged_cell_is_said_in_each_row_it_covers(tmp_path: Path, made: tuple[object, str]) -> None:
    write, name = made
    write(tmp_path / name)  # type: ignore[operator]
    found = read(tmp_path / name)
    one, two, three, four, *_blank, last = found
    both = ("06 39 98 00 01", "06 39 98 00 02")
    assert (one.name, one.phones, one.town, one.address) == ("Dupont", both, "Uzès", "1 rue Haute")
    assert two.is_blank, "its telephone is said in the row of the name"
    assert (three.name, three.town, bool(three.heard)) == ("Noël", "Uzès", True)
    assert (four.name, four.phones, four.address, bool(four.heard)) == ("Roux", (), "2 rue Haute", True)
    assert all(not any(row.cells) for row in _blank), "a row that holds nothing else stays blank"
    assert (last.name, last.town, last.address) == ("Petit", "Nîmes", "9 rue Haute")


def test_what_is_above_the_data_is_not_spread() -> None:
    rows = [(1, ["Titre", "Tél"]), (2, ["", "Fixe"]), (3, ["", "06 39 98 00 01"])]
    assert list(spread(rows, [(0, 0, 2)], MergedColumns({0}), first=3)) == rows
    assert list(spread(iter(rows), [(1, 1, 2)], MergedColumns({0, 1}), first=1)) == rows, (
        "a cell that says something is left"
    )


def test_a_row_cut_short_is_completed() -> None:
    found = list(spread([(1, ["a", "b", "c"]), (2, ["d"])], [(0, 2, 1)], MergedColumns({2}), first=1))
    assert found[1] == (2, ["d", "", "c"])


def test_two_persons_under_one_merged_name_are_two() -> None:
    rows = [
        (1, ["Dupont", "Jean", "06 39 98 00 01"]),
        (2, ["", "Marie", "06 39 98 00 02"]),
        (3, ["", "", "a@exemple.fr"]),
    ]
    columns = MergedColumns({0, 1}, {0}, {2})
    assert list(spread(rows, [(0, 0, 2)], columns, first=1)) == [
        rows[0],
        (2, ["Dupont", "Marie", "06 39 98 00 02 / a@exemple.fr"]),
        (3, ["", "", ""]),
    ]
