"""Records written one value a line behind its name: each is one person, and nothing said beside is lost."""

from pathlib import Path

from core.sources.tables.reading import check_sellers, drafts, fields_of, open_table
from tests.failing import fails_with
from tests.tables import table

SHEETS = """PIGE DU 20/11/2026

Propriétaire : DURIEZ Paul
Tél : 06 39 98 18 01
Tél : 01 99 00 18 01
Adresse : 4 rue du Port 56000 Vannes
Site : exemple.fr
Remarque : maison de famille,
bon état

Propriétaire : LE GALL Annick
Tél : 01 99 00 18 02
Adresse : 9 rue de Closmadeuc 56000 Vannes
Site : exemple.fr
Remarque : toiture refaite,
pas d’agence SVP
"""


def read(file: Path) -> list[tuple[object, ...]]:
    opened = open_table(file)
    check_sellers(opened, fields_of(opened, {}))
    return [
        (one.line, one.name, one.phones, (one.address, one.postcode, one.town), one.site, one.heard)
        for one in drafts(opened, fields_of(opened, {}))
    ]


def test_each_sheet_is_a_person(tmp_path: Path) -> None:
    file = tmp_path / "pige.txt"
    file.write_text(SHEETS, "cp1252")
    assert open_table(file).kind == "labels"
    home, other = ("4 rue du Port", "56000", "Vannes"), ("9 rue de Closmadeuc", "56000", "Vannes")
    assert read(file) == [
        (3, "DURIEZ Paul", ("06 39 98 18 01", "01 99 00 18 01"), home, "exemple.fr", ""),
        (11, "LE GALL Annick", ("01 99 00 18 02",), other, "exemple.fr", "pas d’agence"),
    ]


def test_a_sheet_without_its_first_line_begins_after_a_blank_one(tmp_path: Path) -> None:
    file = tmp_path / "pige.txt"
    file.write_text("Nom : Petit\nTél : 06 39 98 18 03\n\nVille : Vannes\n\nTél : 06 39 98 18 04\n", "utf-8")
    people = [(name, phones) for _line, name, phones, *_rest in read(file)]
    assert people == [("Petit", ("06 39 98 18 03",)), ("", ("06 39 98 18 04",))]


def test_a_sheet_without_a_name_is_not_given_the_name_of_the_next_one(tmp_path: Path) -> None:
    file = tmp_path / "pige.txt"
    sheets = ("Nom : Petit\nTél : 06 39 98 18 03", "Tél : 06 39 98 18 04", "Nom : Grand\nTél : 06 39 98 18 05")
    file.write_text("\n\n".join(sheets), "utf-8")
    people = [(name, phones) for _line, name, phones, *_rest in read(file)]
    assert people == [("Petit", ("06 39 98 18 03",)), ("", ("06 39 98 18 04",)), ("Grand", ("06 39 98 18 05",))]


def test_a_title_of_refusals_is_heeded(tmp_path: Path) -> None:
    file = tmp_path / "liste.txt"
    file.write_text("Liste des personnes à ne pas contacter\n\n" + SHEETS.split("\n", 1)[1], "utf-8")
    with fails_with("TITLE_OF_REFUSALS"):
        read(file)


TABLES = ["Nom;Tél\nPetit;06 39 98 18 03\nGrand;06 39 98 18 04\n", "Nom\tTél\nPetit\t06 39 98 18 03\n"]


@table("text", [*TABLES, "Bonjour :\nvoici la liste\nhttps://exemple.fr : rien\n"])
def test_a_table_or_a_message_stays_what_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "liste.txt"
    file.write_text(text, "utf-8")
    assert open_table(file).kind == "csv"


@table("name, code", [("absent.csv", "FILE_ABSENT"), ("", "FILE_IS_FOLDER")])
def test_what_is_no_file_is_said(tmp_path: Path, name: str, code: str) -> None:
    with fails_with(code):
        open_table(tmp_path / name)
