"""Rejected rows given back as a workbook: nothing lost, no cell acts as a formula, and it can be imported again."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.actions.desk import jobs
from core.actions.intake import rejected_rows
from core.actions.intake.known_files import recall
from core.actions.intake.rejected_rows import export_rejects
from core.base.errors import Cancelled, UserError
from core.base.records import replace
from core.model.batch import Report
from core.sources.tables.reading import open_table
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, take

DIRTY = """Nom;Téléphone;Code postal;Ville;Site;Référence;Date parution;Notes
Moreau;0639981241;01000;Bourg;PAP;R1;01/11/2026;=HYPERLINK("http://x")
Petit;06 39 98;07000;Privas;PAP;R2;01/11/2026;-1+1
Durand;+33 6 39 98 12 43;01000;Bourg;PAP;R3;99/99/2026;@SUM(A1)

Blanc;0639981244;01000;Bourg;;R4;01/11/2026;
Roux;0639981245;01000;Bourg;PAP;R5;01/11/2026;
"""


def sheet(file: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(file)
    return [[cell.value for cell in row] for page in book.worksheets for row in page.iter_rows()]


def imported(store: Store, file: Path) -> Report:
    asked = jobs.ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    return jobs.import_into(store, asked)


def test_columns_of_a_batch_of_before_headings_were_kept() -> None:
    mapping = "Nom=name | Prix = net=price | Étage=floor"
    assert rejected_rows.read_as(mapping, []) == [("Nom", "name"), ("Prix = net", "price"), ("Étage", "ignore")]
    assert rejected_rows.read_as("", []) == []


def test_rejects_go_out_and_come_back_without_duplicates(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "sale.csv"
    file.write_text(DIRTY, encoding="cp1252")
    report = imported(store, file)
    assert (report.added, report.rejected, report.blank) == (2, 3, 1)
    out = tmp_path / "rejets.xlsx"
    made = jobs.export_rejects(store, report.batch, out)
    assert (made.rows, made.file) == (3, out)
    headings, *rows = sheet(out)
    assert headings == ["Ligne", "Raison", *DIRTY.split("\n")[0].split(";")]
    assert [row[0] for row in rows] == [3, 4, 6]
    assert rows[0][2:] == ["Petit", "06 39 98", "07000", "Privas", "PAP", "R2", "01/11/2026", "-1+1"]
    assert rows[1][3] == "06 39 98 12 43", "a plus sign would start a formula: the national form"
    assert rows[0][1] == "Numéro incompréhensible\u202f: «\u202f06 39 98\u202f»."
    assert not list(tmp_path.glob(".*.part"))

    again = imported(store, out)
    assert (again.added, again.merged, again.rejected) == (0, 0, 3)
    second = tmp_path / "rejets2.xlsx"
    with store.read() as r:
        export_rejects(r, again.batch, second)
    assert sheet(second)[0] == headings, "our two columns do not pile up"

    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    page["D2"], page["I3"], page["G4"] = "06 39 98 12 42", "02/11/2026", "PAP"
    page.append([9, "", "Moreau", "0639981241", "01000", "Bourg", "PAP", "R1", "01/11/2026", ""])
    book.save(out)
    third = imported(store, out)
    assert (third.added, third.merged, third.rejected) == (3, 1, 0)
    with store.read() as r:
        assert leads.count_leads(r) == 5
        origins = [row for lead_id in leads.search(r) for row in leads.origins(r, lead_id)]
    assert {(row.supplier, row.site) for row in origins} == {("Pige Ouest", "PAP")}
    assert len(origins) == 6


def test_no_cell_acts_as_a_formula(store: Store, tmp_path: Path) -> None:
    cells = ("=1+1", "+33 6 39 98 12 41", "+262 692 99 00 01", "+44 20 7946 0958", "+ de 3 pièces", "-3", "@a", "\tb",
             "\rc", "007", "", "x" * 40_000, "a\x01b")  # fmt: skip
    report = take(store, DRAFT._replace(seller="pro", cells=cells), batch=replace(BATCH, headers=("=A1", "B")))
    out = tmp_path / "rejets.xlsx"
    with store.read() as r:
        export_rejects(r, report.batch, out)
    book = openpyxl.load_workbook(out)
    rows = list(book.worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]] == ["Ligne", "Raison", "=A1", "B",
                                                *(f"Colonne {n}" for n in range(3, 14))]  # fmt: skip
    assert [cell.value for cell in rows[1]][2:] == [
        "=1+1", "06 39 98 12 41", "06 92 99 00 01", "+44 20 7946 0958", "+ de 3 pièces", "-3", "@a", "\tb",
        "_x000D_c", "007",  # written as the format asks, which this reader leaves as it is
        None, "x" * 32_767, "a_x0001_b",
    ]  # fmt: skip
    assert {cell.data_type for row in rows for cell in row[1:] if cell.value is not None} <= {"s", "inlineStr"}
    assert all(cell.number_format == "@" for cell in rows[1][1:] if cell.value is not None)
    assert [cell.quotePrefix for cell in rows[1][2:9]] == [True, False, False, True, True, True, True]


def test_every_reject_goes_out_on_as_many_sheets_as_needed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejected_rows, "ROWS_A_SHEET", 700)
    report = take(store, *(DRAFT._replace(line=n, seller="pro", cells=(f"n{n}",)) for n in range(1200)))
    assert (report.rejected, len(report.rejects)) == (1200, 1000)
    told: list[tuple[int, int]] = []
    with store.read() as r:
        export_rejects(r, report.batch, tmp_path / "r.xlsx", lambda done, total: told.append((done, total)))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert [(page.title, page.max_row) for page in book.worksheets] == [("Rejets", 701), ("Rejets 2", 501)]
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_a_stop_leaves_no_file_and_keeps_the_old_one(store: Store, tmp_path: Path) -> None:
    report = take(store, *(DRAFT._replace(line=n, seller="pro", cells=("x",)) for n in range(600)))
    out = tmp_path / "r.xlsx"
    out.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with store.read() as r, pytest.raises(Cancelled):
        export_rejects(r, report.batch, out, stop)
    assert [(file.name, file.read_bytes()) for file in tmp_path.glob("*.xlsx")] == [("r.xlsx", b"old")]
    assert not list(tmp_path.glob(".*"))


def test_a_batch_without_rejects_or_unknown_writes_nothing(store: Store, tmp_path: Path) -> None:
    report = take(store, DRAFT)
    with store.read() as r:
        with pytest.raises(UserError) as none:
            export_rejects(r, report.batch, tmp_path / "r.xlsx")
        with pytest.raises(UserError) as unknown:
            export_rejects(r, 12, tmp_path / "r.xlsx")
    assert (none.value.code, unknown.value.code) == ("REJECTS_NONE", "BATCH_UNKNOWN")
    assert not list(tmp_path.glob("*.xlsx"))


def test_rejects_that_come_back_recall_their_supplier_and_columns(store: Store, tmp_path: Path) -> None:
    file, out = tmp_path / "sale.csv", tmp_path / "rejets.xlsx"
    file.write_text(DIRTY, encoding="cp1252")
    asked = jobs.ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, "Site dit", {"Notes": "name"})
    report = jobs.import_into(store, asked)
    with store.read() as r:
        export_rejects(r, report.batch, out)
        found = recall(r, open_table(out))
    assert found is not None
    assert (found.supplier, found.site) == ("Pige Ouest", "Site dit")
    assert [found.fields[f"#{place}"] for place in (1, 2, 4, 10)] == ["ignore", "ignore", "phone", "name"]


def test_rejects_of_an_unknown_file_recall_nothing(store: Store, tmp_path: Path) -> None:
    report = take(store, DRAFT._replace(seller="pro", cells=("Petit", "0639981241")))
    out = tmp_path / "rejets.xlsx"
    with store.read() as r:
        export_rejects(r, report.batch, out)
        assert recall(r, open_table(out)) is None


def test_columns_without_a_heading_bear_what_they_were_read_as(store: Store, tmp_path: Path) -> None:
    file, out = tmp_path / "nu.csv", tmp_path / "rejets.xlsx"
    rows = [f"Moreau;06 39 98 12 {n:02d};30700;Uzès;R{n};42" for n in range(9)]
    file.write_text("\n".join([*rows, "Petit;06 39;30700;Uzès;R9;42"]), encoding="utf-8")
    fields = {"#1": "last_name", "#2": "phone", "#3": "postcode", "#4": "town", "#5": "reference", "#6": "ignore"}
    asked = jobs.ImportFile(store.path.parent, file, "Pige", "2026-11-20", BY, NOW, "PAP", fields)
    report = jobs.import_into(store, asked)
    assert (report.added, report.rejected) == (9, 1)
    with store.read() as r:
        export_rejects(r, report.batch, out)
    headings = ["Ligne", "Raison", "Nom de famille", "Téléphone", "Code postal", "Commune", "N° d’annonce", "Colonne 6"]
    assert sheet(out)[0] == headings
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["D2"] = "06 39 98 12 77"
    book.save(out)
    assert jobs.import_into(store, replace(asked, file=out, fields={})).added == 1
