"""The verb that reads a file: what it asks, what it recalls, what it shows before writing."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.core.conftest import BOUGHT, COLLECTED, Run

ROWS = """Nom;Téléphone;Vue sur;Vue le;Prix
Dupont;639980001;PAP;03/11/2025;1 250 €
Martin;0639980002;PAP;05/10/2025;90000
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two persons, a lost zero, two dates that read both ways, a rent."""
    made = tmp_path / "pige.csv"
    made.write_text(ROWS, "utf-8")
    return made


def told(run: Run, *words: str) -> dict[str, Any]:
    code, out, err = run("import", *words, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_dry_run_shows_the_groups_and_writes_nothing(run: Run, file: Path) -> None:
    found = told(run, str(file), *BOUGHT, "--dry-run")
    assert {name: found[name] for name in ("batch", "read", "added", "merged", "opposed", "rejected", "blank")} == {
        "batch": 0, "read": 2, "added": 2, "merged": 0, "opposed": 0, "rejected": 0, "blank": 0,
    }  # fmt: skip
    assert found["rejects"] == []
    price, phone = found["groups"]
    assert (price["sort"], price["count"], price["lines"]) == ("question", 1, [2])
    assert [choice["key"] for choice in price["choices"]] == ["drop", "rent", "keep"]
    assert (price["code"], phone["code"], phone["chosen"]) == ("PRICE_LOW", "PHONE_NO_ZERO", "fix")
    assert json.loads(run("leads", "--json")[1])["leads"] == []


def test_a_dry_run_says_the_groups_in_words(run: Run, file: Path) -> None:
    _code, out, _err = run("import", str(file), *BOUGHT, "--dry-run")
    assert "1 prix sous 2\u202f000\u00a0€ [--fix PRICE_LOW=drop, rent, keep]" in out
    assert "  Ligne 3\u202f: 05/10/2025" not in out
    assert "1 téléphone sans le zéro initial" in out


def test_a_group_is_settled_by_its_code(run: Run, file: Path) -> None:
    found = told(run, str(file), *BOUGHT, "--fix", "PRICE_LOW=drop", "--fix", "DATE_BOTH_WAYS=month")
    assert (found["added"], found["rejected"]) == (1, 1)
    assert found["rejects"][0]["code"] == "ROW_SET_ASIDE"
    sheet = json.loads(run("show", "0639980002", "--json")[1])
    assert sheet["listings"][0]["seen"] == "2025-05-10"


@pytest.mark.parametrize(
    ("fix", "said"), [("PRICE=drop", "PRICE_LOW"), ("PRICE_LOW=fix", "PRICE_LOW"), ("PRICE_LOW", "nom=valeur")]
)
def test_a_fix_that_settles_nothing_is_refused(run: Run, file: Path, fix: str, said: str) -> None:
    code, _out, err = run("import", str(file), *BOUGHT, "--fix", fix)
    assert code == 2
    assert said in err


def test_the_next_file_of_a_known_shape_needs_no_supplier_nor_columns(run: Run, tmp_path: Path) -> None:
    first = tmp_path / "a.csv"
    first.write_text("Vendeur;Divers;Étage\nDupont;0639980001;3\n", "utf-8")
    told(run, str(first), *BOUGHT, "--site", "PAP", "--map", "Étage=extra")
    second = tmp_path / "b.csv"
    second.write_text("Vendeur;Divers;Étage\nMartin;0639980002;4\n", "utf-8")
    assert told(run, str(second), "--collected", COLLECTED)["added"] == 1
    [origin] = json.loads(run("show", "0639980002", "--json")[1])["origins"]
    assert (origin["supplier"], origin["site"], origin["extra"]) == (
        "Pige Ouest",
        "PAP",
        [{"heading": "Étage", "text": "4"}],
    )
    assert "Étage\u202f: 4" in run("show", "0639980002")[1]
    unknown = tmp_path / "c.csv"
    unknown.write_text("Vendeur;Téléphone\nPetit;0639980003\n", "utf-8")
    code, _out, err = run("import", str(unknown), "--collected", COLLECTED, "--site", "PAP")
    assert (code, "fournisseur" in err) == (2, True)


def test_the_sheet_the_encoding_and_the_delimiter_are_obeyed(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Téléphone"])
    book.active.append(["Dupont", "0639980001"])
    other = book.create_sheet("Octobre")
    other.append(["Nom", "Téléphone"])
    other.append(["Martin", "0639980002"])
    other.append(["Petit", "0639980003"])
    book.save(tmp_path / "pige.xlsx")
    found = told(run, str(tmp_path / "pige.xlsx"), *BOUGHT, "--site", "PAP", "--sheet", "Octobre")
    assert found["read"] == 2
    text = tmp_path / "mac.txt"
    text.write_bytes("Nom|Téléphone;bis|Ville\nLefèvre|0639980004;0199000004|Nîmes\n".encode("mac_roman"))
    ways = ("--encoding", "mac_roman", "--delimiter", "|", "--site", "PAP", "--map", "#2=phone")
    assert told(run, str(text), *BOUGHT, *ways)["added"] == 1
    shown = json.loads(run("show", "0639980004", "--json")[1])
    assert (shown["name"], shown["town"], len(shown["phones"])) == ("Lefèvre", "Nîmes", 2)
    code, _out, err = run("import", str(text), *BOUGHT, "--encoding", "klingon")
    assert (code, "klingon" in err) == (2, True)


def book_of(folder: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for place, (name, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(name) if place else book.active
        sheet.title = name
        for row in rows:
            sheet.append(row)
    book.save(folder / "lot.xlsx")
    return folder / "lot.xlsx"


HEAD = ["Nom", "Téléphone", "Adresse", "CP", "Ville", "Notes"]
SHEETS = {
    "Septembre": [HEAD, ["Dupont", "0639980001", "2 rue Haute", "30700", "Uzès", "Le soir"], ["Luc", "0639980004"]],
    "Octobre": [HEAD, ["Martin", "0639980002"]],
    "Vide": [],
}


def test_how_the_people_may_be_reached_is_said_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    file = book_of(tmp_path, **SHEETS)
    found = told(run, str(file), *BOUGHT, "--site", "PAP", "--dry-run")
    assert found["coverage"] == {
        "people": 2, "phone": 2, "email": 0, "address": 1,
        "aside": [{"column": "Notes", "sample": "Le soir"}], "sheets_not_read": ["Octobre"],
    }  # fmt: skip
    _code, out, _err = run("import", str(file), *BOUGHT, "--site", "PAP", "--dry-run")
    assert "2 personnes\u202f: 2 avec un téléphone, 0 avec un e-mail, 1 avec une adresse." in out
    assert "Colonne laissée de côté\u202f: «\u202fNotes\u202f» (Le soir)." in out
    assert "Feuille non lue\u202f: «\u202fOctobre\u202f»." in out
    _code, out, _err = run("import", str(file), *BOUGHT, "--site", "PAP", "--sheet", "Octobre")
    assert "0 adresse\u202f: aucune lettre possible." in out


def test_every_sheet_is_read_as_a_batch_of_its_own(run: Run, tmp_path: Path) -> None:
    file = book_of(tmp_path, **SHEETS, Tarifs=[["Tarif"], ["12 €"]])
    code, out, _err = run("import", str(file), *BOUGHT, "--site", "PAP", "--sheet", "all", "--json")
    found = json.loads(out)["sheets"]
    assert (code, [(one["sheet"], one.get("read"), one.get("code")) for one in found]) == (
        1, [("Septembre", 2, None), ("Octobre", 1, None), ("Tarifs", None, "NO_SELLERS")],
    )  # fmt: skip
    two = ("--sheet", "Septembre", "--sheet", "Octobre", "--dry-run")
    code, out, _err = run("import", str(file), *BOUGHT, "--site", "PAP", *two)
    assert (code, "lot.xlsx › Octobre" in out) == (0, True)


def test_the_line_of_the_headings_may_be_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Liste;du mois\nqui;joindre\nDupont;0639980001\n", "utf-8")
    found = told(run, str(file), *BOUGHT, "--site", "PAP", "--header-line", "2", "--map", "qui=name", "--dry-run")
    assert (found["read"], found["coverage"]["phone"]) == (1, 1)


AGENT = """Vendeur;Nom affiché;Téléphone;Adresse;Vue sur
Julie Durand;Lefèvre Anaïs;0639980001;1 rue Foch;PAP
Julie Durand;Garçon Luc;0639980002;2 rue Foch;PAP
Julie Durand;Noël Zoé;0639980003;3 rue Foch;PAP
Julie Durand;Morvan Luc;0639980004;4 rue Foch;PAP
"""


def test_a_question_about_the_whole_file_blocks_until_it_is_answered(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "agence.csv"
    file.write_text(AGENT, "utf-8")
    code, out, err = run("import", str(file), *BOUGHT, "--json")
    [question] = json.loads(out)["groups"]
    assert (code, json.loads(out)["code"], question["code"]) == (2, "FILE_ASKS", "AGENCY_NAME:vendeur")
    assert [choice["key"] for choice in question["choices"]] == ["agency", "person"]
    assert (question["sort"], question["count"], question["chosen"]) == ("first", 4, "")
    code, out, err = run("import", str(file), *BOUGHT)
    assert (code, out) == (2, "")
    assert "[--fix AGENCY_NAME:vendeur=agency, person]" in err
    assert json.loads(run("leads", "--json")[1])["leads"] == []
    assert told(run, str(file), *BOUGHT, "--dry-run")["groups"][0]["code"] == "AGENCY_NAME:vendeur"
    assert told(run, str(file), *BOUGHT, "--fix", "AGENCY_NAME:vendeur=agency")["added"] == 4
    names = {lead["name"] for lead in json.loads(run("leads", "--json")[1])["leads"]}
    assert names == {"Lefèvre Anaïs", "Garçon Luc", "Noël Zoé", "Morvan Luc"}
    file.write_text(AGENT.replace("06399800", "06399801").replace("Foch", "Hoche"), "utf-8")
    assert told(run, str(file), *BOUGHT)["added"] == 4, "what was answered holds for the supplier's next file"
