"""The real files that stand beside the project, against what their manifest says of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from core.model.draft import Draft
from core.sources.columns.guessed import SURE
from core.sources.tables.reading import SourceTable, check_sellers, drafts, fields_of, open_table
from tests.failing import fails_with
from tests.tables import table


@cache
def read(path: Path) -> tuple[SourceTable, list[Draft]]:
    """Return a file and its rows, read once for all the tests."""
    table = open_table(path)
    return table, list(drafts(table, fields_of(table, {})))


def expected(corpus: Path) -> dict[str, dict[str, Any]]:
    items = json.loads((corpus / "manifest.json").read_text("utf-8"))["items"]
    return {item["file"]: item.get("expected") or {} for item in items if "file" in item}


def test_cp1252(corpus: Path) -> None:
    table, found = read(corpus / "leads/pige_fournisseur_cp1252.csv")
    assert (table.encoding, table.delimiter, table.header_line) == ("cp1252", ";", 2)
    assert (len(found), sum(draft.is_blank for draft in found)) == (245, 1)
    assert (found[0].last_name, found[0].first_name) == ("Lefèvre", "Anaïs")
    assert len([guess for guess in table.guesses if guess.field != "ignore" and guess.confidence >= SURE]) == 16
    assert sum(not draft.phones for draft in found if not draft.is_blank) == 6


def test_bom(corpus: Path) -> None:
    table, found = read(corpus / "leads/pige_autre_fournisseur_bom.csv")
    assert (table.encoding, table.headers[0]) == ("utf-8-sig", "reference")
    assert (len(found), sum(draft.is_blank for draft in found)) == (120, 60)


def test_workbook(corpus: Path) -> None:
    table, found = read(corpus / "leads/pige_tableur.xlsx")
    assert (table.sheet, len(found), found[0].phones) == ("Vendeurs", 120, ("639980300",))
    assert not any(draft.is_blank for draft in found)


def test_utf16_without_header(corpus: Path) -> None:
    table, found = read(corpus / "leads/pige_sans_entete_utf16.txt")
    assert (table.header_line, len(found), found[0].phones, found[0].town) == (0, 60, ("0639980500",), "Strasbourg")


@table("name, rows", [("dvf_geo_aisne_2024.csv", 199), ("poliris_champs.csv", 270), ("bienici_export.csv", 10)])
def test_files_without_sellers(corpus: Path, name: str, rows: int) -> None:
    table, found = read(corpus / "leads" / name)
    assert len(found) == rows
    with fails_with("NO_SELLERS"):
        check_sellers(table, fields_of(table, {}))


def test_dvf_first_row(corpus: Path) -> None:
    _table, found = read(corpus / "leads/dvf_geo_aisne_2024.csv")
    first = found[0]
    assert (first.price, first.postcode, first.town, first.kind) == ("273000", "02300", "Autreville", "Maison")
    assert (first.area, first.rooms) == ("141", "6")


def test_twins_in_two_encodings_give_the_same_rows(corpus: Path) -> None:
    _old, one = read(corpus / "addresses/bal_strasbourg_cp1252.csv")
    _new, other = read(corpus / "addresses/bal_strasbourg_utf8_bom.csv")
    assert [draft.cells for draft in one] == [draft.cells for draft in other]


def test_malformed_files_are_read(corpus: Path) -> None:
    """Every one of them: none asks for a refusal, and none may raise."""
    read_files = {path.name: read(path) for path in sorted((corpus / "malformed").iterdir())}
    assert len(read_files) == len([name for name in expected(corpus) if name.startswith("malformed/")])

    def cells(name: str) -> list[tuple[str, ...]]:
        return [draft.cells for draft in read_files[name][1] if not draft.is_blank]

    assert cells("csvkit_test_latin1.csv")[-1][-1] == "©"
    assert cells("csvkit_test_utf16_big.csv")[-1][-1] == cells("csvkit_test_utf16_little.csv")[-1][-1] == "ʤ"
    assert read_files["csvkit_test_utf8_bom.csv"][0].headers[0] == "foo"
    assert len(cells("csvkit_mac_newlines.csv")) == 2
    assert cells("csvkit_test_no_leading_zeroes.csv") == [("01", "00.11", "0.1")]
    assert cells("frictionless_leading-zeros.csv") == [("01",), ("002",), ("00003",)]
    assert read_files["csvkit_bad.csv"][0].ragged == 2
    assert read_files["frictionless_duplicate-headers.csv"][0].headers == ("id", "name", "id", "age", "id")
    assert len(cells("frictionless_blank-rows.csv")) == len(cells("frictionless_defective-rows.csv")) == 2
    assert read_files["frictionless_accent.csv"][0].delimiter == ";"
    assert cells("csvdetective_a_test_file.csv")[0][0] == "01001"
    assert read_files["csvdetective_file.xlsx"][0].sheet == "REI_1987"


MALFORMED = {
    "csvdetective_a_test_file.csv": ("csv", 1, 11, 404, '{"type": "Point", "coordinates": [12.5, 2.8]}'),
    "csvdetective_file.ods": ("ods", 1, 5, 3, "Lauréat"),
    "csvdetective_file.xls": ("ods", 1, 8, 5, ""),
    "csvdetective_file.xlsx": ("xlsx", 2, 36, 5, "7859"),
    "csvkit_bad.csv": ("csv", 1, 4, 3, "17"),
    "csvkit_mac_newlines.csv": ("csv", 1, 3, 2, "6"),
    "csvkit_null_byte.csv": ("csv", 1, 3, 1, "3"),
    "csvkit_test_header_newline.csv": ("csv", 0, 3, 2, "f"),
    "csvkit_test_latin1.csv": ("csv", 1, 3, 2, "©"),
    "csvkit_test_no_leading_zeroes.csv": ("csv", 1, 3, 1, "0.1"),
    "csvkit_test_utf16_big.csv": ("csv", 1, 3, 2, "ʤ"),
    "csvkit_test_utf16_little.csv": ("csv", 1, 3, 2, "ʤ"),
    "csvkit_test_utf8_bom.csv": ("csv", 1, 3, 2, "ʤ"),
    "frictionless_accent.csv": ("csv", 1, 17, 2, "2018/3/31"),
    "frictionless_blank-rows.csv": ("csv", 1, 3, 2, "26"),
    "frictionless_defective-rows.csv": ("csv", 1, 4, 2, "Potatoes"),
    "frictionless_duplicate-headers.csv": ("csv", 1, 5, 2, "001102"),
    "frictionless_leading-zeros.csv": ("csv", 1, 1, 3, "00003"),
    "frictionless_merged-cells.xlsx": ("xlsx", 0, 1, 1, "data"),
    "frictionless_table-with-ints-floats-dates.ods": ("ods", 1, 4, 3, "2012-08-23 20:40:59"),
    "spectrum_comma_in_quotes.csv": ("csv", 1, 5, 1, "08123"),
    "spectrum_escaped_quotes.csv": ("csv", 1, 2, 2, "4"),
    "spectrum_json.csv": ("csv", 1, 2, 1, '{"type": "Point", "coordinates": [102.0, 0.5]}'),
    "spectrum_location_coordinates.csv": ("csv", 1, 4, 1, "Stanislaus"),
    "spectrum_newlines_crlf.csv": ("csv", 1, 3, 3, "9"),
    "spectrum_quotes_and_newlines.csv": ("csv", 1, 2, 2, "4"),
    "spectrum_utf8.csv": ("csv", 1, 3, 2, "ʤ"),
}
"""Each file: kind, line of headings, columns, rows that are not blank, last cell of the last row."""


def test_every_malformed_file_reads_as_it_should(corpus: Path) -> None:
    assert set(MALFORMED) == {path.name for path in (corpus / "malformed").iterdir()}
    for name, wanted in MALFORMED.items():
        table, found = read(corpus / "malformed" / name)
        rows = [draft.cells for draft in found if not draft.is_blank]
        assert (table.kind, table.header_line, len(table.headers), len(rows), rows[-1][-1]) == wanted, name


def test_the_expectations_of_the_manifest(corpus: Path) -> None:
    """Each kind of expectation it has for a malformed file is asked of that file."""
    asked = 0
    for name, wanted in expected(corpus).items():
        if not name.startswith("malformed/"):
            continue
        table, found = read(corpus / name)
        rows = [draft.cells for draft in found if not draft.is_blank]
        for key, value in wanted.items():
            asked += _holds(key, value, table, rows)
    assert asked >= 27


def _holds(key: str, value: Any, table: SourceTable, rows: list[tuple[str, ...]]) -> int:
    """Assert one expectation; the quoted oracles have a test of their own."""
    cells = {cell for row in rows for cell in row}
    if key == "encoding":
        assert table.encoding in value.split("/")
    elif key == "rows":
        assert len(rows) == value or table.name.startswith("csvkit_test_utf16"), "it counts the heading there"
    elif key in ("cell", "last_cell"):
        assert rows[-1][-1] == value
    elif key == "first_header":
        assert table.headers[0] == value
    elif key == "keep_leading_zero":
        assert {"01", "00.11"} <= cells
    elif key == "ragged":
        assert table.ragged > 0
    elif key == "keep":
        assert set(value) <= cells
    elif key == "duplicate_headers":
        assert all(table.headers.count(header) > 1 for header in value)
    elif key == "delimiter":
        assert table.delimiter == value
    elif key == "choose_the_data_sheet":
        assert table.sheet != "Notice"
    return 1


def test_quoting_corner_cases(corpus: Path) -> None:
    checked = 0
    for name, wanted in expected(corpus).items():
        oracle = wanted.get("json_oracle")
        if not isinstance(oracle, list):
            continue
        table, found = read(corpus / name)
        # The saved file has LF where its oracle, made from the original, has CRLF.
        wanted_rows = [{head: text.replace("\r\n", "\n") for head, text in row.items()} for row in oracle]
        rows = [dict(zip(table.headers, draft.cells, strict=True)) for draft in found]
        assert rows == wanted_rows, name
        checked += 1
    assert checked >= 6
