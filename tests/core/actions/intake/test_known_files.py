"""A supplier's next file needs no question: its headings recall who sold it and how it was read."""

from pathlib import Path

from core.actions.desk import jobs
from core.actions.intake import known_files
from core.actions.intake.importing import recalled
from core.base.records import replace
from core.model.checking import NO_FIXES
from core.records.batch import Batch
from core.sources.tables.findings import FileJudgement
from core.sources.tables.reading import SourceTable, fields_of, open_table
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW


def write(tmp_path: Path, head: str = "Vendeur;Divers;Étage", name: str = "a.csv", number: int = 1) -> Path:
    file = tmp_path / name
    file.write_text(f"{head}\nDupont;06 39 98 00 {number:02};3\n", "utf-8")
    return file


def asked(store: Store, file: Path, **changes: object) -> jobs.ImportFile:
    made = jobs.ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, "Toit Direct")
    return replace(made, **changes)  # type: ignore[arg-type]


def recall(store: Store, table: SourceTable) -> known_files.FileMemory | None:
    with store.read() as r:
        return known_files.recall(r, table)


def test_a_file_of_the_same_shape_recalls_its_supplier_columns_and_site(store: Store, tmp_path: Path) -> None:
    first = write(tmp_path)
    assert recall(store, open_table(first)) is None
    jobs.import_into(store, asked(store, first, fields={"Étage": "extra"}))
    table = open_table(write(tmp_path, "VENDEUR;Divers ;etage", "b.csv", 2))
    known = recall(store, table)
    assert known == known_files.FileMemory("Pige Ouest", {"#1": "name", "#2": "phone", "#3": "extra"}, "Toit Direct")
    assert fields_of(table, known.fields) == {0: "name", 1: "phone", 2: "extra"}
    assert recall(store, open_table(write(tmp_path, "Divers;Vendeur;Étage"))) is None


def test_a_later_import_replaces_what_was_known(store: Store, tmp_path: Path) -> None:
    file = write(tmp_path)
    jobs.import_into(store, asked(store, file))
    jobs.import_into(store, asked(store, file, fields={"Étage": "ignore"}, site="PAP"))
    known = recall(store, open_table(file))
    assert known is not None
    assert (known.fields["#3"], known.site) == ("ignore", "PAP")
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM mapping") == 1
    jobs.import_into(store, asked(store, file, supplier="Pige Sud", now=NOW.replace(hour=11)))
    later = recall(store, open_table(file))
    assert later is not None
    assert later.supplier == "Pige Sud"


def test_files_without_headings_are_known_by_what_they_hold(store: Store, tmp_path: Path) -> None:
    rows = tmp_path / "a.csv"
    rows.write_text("06 39 98 00 01;30000;a@exemple.fr\n06 39 98 00 02;34000;b@exemple.fr\n", "utf-8")
    other = tmp_path / "b.csv"
    other.write_text("30000;06 39 98 00 01;a@exemple.fr\n34000;06 39 98 00 02;b@exemple.fr\n", "utf-8")
    assert open_table(rows).header_line == open_table(other).header_line == 0
    jobs.import_into(store, asked(store, rows))
    assert recall(store, open_table(rows)) is not None
    assert recall(store, open_table(other)) is None


def test_a_batch_without_a_supplier_teaches_nothing(store: Store, tmp_path: Path) -> None:
    table = open_table(write(tmp_path))
    known_files.remember(store, table, FileJudgement({0: "name"}, NO_FIXES), 1, by=BY, at=NOW)
    assert recall(store, table) is None


def test_what_is_not_said_is_recalled(store: Store, tmp_path: Path) -> None:
    file = write(tmp_path)
    jobs.import_into(store, asked(store, file, fields={"Étage": "extra"}))
    with store.read() as r:
        whole = recalled(r, asked(store, file, supplier="", site=""))
        assert (whole.supplier, whole.site, whole.fields["#3"]) == ("Pige Ouest", "Toit Direct", "extra")
        same = recalled(r, asked(store, file, supplier="PIGE OUEST", fields={}))
        assert same.fields["#3"] == "extra"
        other = asked(store, file, supplier="Pige Sud")
        assert recalled(r, other) == other
        told = asked(store, file, fields={"Étage": "ignore"})
        assert recalled(r, told) == told
        own = recalled(r, asked(store, file, supplier="", fields={"#3": "ignore"}))
        assert own.fields["#3"] == "ignore"


def test_columns_kept_with_the_origin_are_in_the_base(store: Store, tmp_path: Path) -> None:
    done = jobs.import_into(store, asked(store, write(tmp_path), fields={"Étage": "extra"}))
    with store.read() as r:
        assert (r.one(Batch, "-id") or Batch()).id == done.batch
        assert r.value(str, "SELECT extra FROM origin") == '[["Étage", "3"]]'


def test_a_refusal_is_heard_in_a_column_left_out(store: Store, tmp_path: Path) -> None:
    heads, quiet = "Vendeur;Tél;Observations", "Dupont;06 39 98 00 01;Clés au voisin\n"
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(f"{heads}\n{quiet}", "utf-8")
    second.write_text(f"{heads}\n{quiet}Noël;06 39 98 00 02;agences s'abstenir\n", "utf-8")
    jobs.import_into(store, asked(store, first))
    known = recall(store, open_table(first))
    assert known is not None and known.fields["#3"] == "ignore"
    with store.read() as r:
        again = recalled(r, asked(store, second, supplier=""))
    assert again.fields["#3"] == "ignore"
    report = jobs.import_into(store, again)
    assert (report.merged, report.opposed) == (1, 1)


def _titled(tmp_path: Path, name: str, *lines: str) -> Path:
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_the_line_of_the_headings_said_once_is_found_in_the_next_file(store: Store, tmp_path: Path) -> None:
    first = _titled(tmp_path, "a.csv", "Liste;du mois;ici", "qui;joindre;note", "Dupont;06 39 98 00 01;Le soir")
    jobs.import_into(store, asked(store, first, header_line=2, fields={"qui": "name", "note": "extra"}))
    second = _titled(
        tmp_path, "b.csv", "Liste;du mois;de mai", "exclusif;;", "", "QUI;Joindre;note", "Noël;06 39 98 00 02;Le matin"
    )
    assert open_table(second).header_line != 4, "nothing else would tell"
    with store.read() as r:
        found = recalled(r, asked(store, second, supplier=""))
    assert (found.header_line, found.supplier, found.fields["#3"]) == (4, "Pige Ouest", "extra")
    report = jobs.import_into(store, found)
    assert (report.read, report.added, report.rejected) == (1, 1, 0)
    with store.read() as r:
        other = recalled(r, asked(store, second, supplier="Pige Sud", fields={"qui": "name"}))
    assert (other.header_line, other.fields) == (4, {"qui": "name"}), "the line is the file's, the columns were said"
    window = jobs.open_file(jobs.OpenFile(store.path.parent, second))
    assert (window.header_line, window.line_said) == (4, True)


def test_no_headings_said_once_holds_for_the_next_file(store: Store, tmp_path: Path) -> None:
    first = _titled(tmp_path, "a.csv", "Dupont;Le soir;absent", *(f"Noël;Midi;06 39 98 00 0{n}" for n in range(4)))
    assert open_table(first).header_line == 1
    jobs.import_into(store, asked(store, first, header_line=0, fields={"#1": "name"}))
    again = _titled(tmp_path, "b.csv", "Petit;Le soir;absent", *(f"Roux;Midi;06 39 98 01 0{n}" for n in range(4)))
    with store.read() as r:
        assert recalled(r, asked(store, again, supplier="")).header_line == 0
    headed = _titled(tmp_path, "c.csv", "Vendeur;Quand;Tél", *(f"Roux;Midi;06 39 98 02 0{n}" for n in range(4)))
    with store.read() as r:
        assert recalled(r, asked(store, headed)).header_line is None, "words of headings are headings"


def test_headings_read_wrong_once_are_forgotten_when_the_line_is_said(store: Store, tmp_path: Path) -> None:
    lines = ("Liste;du mois;ici", "qui;joindre;note", "Dupont;06 39 98 00 01;Le soir")
    file = _titled(tmp_path, "a.csv", *lines)
    jobs.import_into(store, asked(store, file, fields={"#1": "name", "#2": "phone"}))
    jobs.import_into(store, asked(store, file, header_line=2, fields={"qui": "name"}))
    with store.read() as r:
        assert recalled(r, asked(store, _titled(tmp_path, "b.csv", *lines), supplier="")).header_line == 2
