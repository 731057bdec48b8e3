"""The line of the headings: in sparse files, with one contact, after titles; or as the user says."""

from pathlib import Path

import pytest

from core.base.errors import UserError
from core.sources.columns.header import find_header
from core.sources.tables.opening import MOST_COLUMNS
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.failing import fails_with
from tests.tables import table

WIDE = "Titre;Prénom;Nom;Société;Rue (bureau);Rue (domicile);Ville (domicile);Téléphone (bureau);Tél. mobile;Notes"


def rows(*lines: str) -> list[tuple[int, list[str]]]:
    return [(number, line.split(";")) for number, line in enumerate(lines, 1) if line]


@table(
    "name, lines, expected",
    [
        ("one contact", (WIDE, ";;Dupont;;;;;;06 39 98 00 01;"), 1),
        ("names alone", (WIDE, ";;Dupont;;;;;;;", ";;Noël;;;;;;;", ";Zoé;;;;;;;;", ";;Petit;;;;;;;"), 1),
        ("a title, then sparse rows", ("Contacts", "", WIDE, ";;Dupont;;;;;;;", ";;Noël;;;;;;;", ";;Petit;;;;;;;"), 3),
        ("a title of one listed word", ("Prospects", "Nom;Tél", "Dupont;", "Noël;"), 2),
        ("a title over wide rows", ("Export du 12/10/2026;;", "Nom;Tél;CP", "Dupont;06 39 98 00 01;30000"), 2),
        ("few headings over many columns", ("Nom;;;;Tél;;;", "a;b;c;d;06 39 98 00 01;f;g;h", "a;b;c;d;0;f;g;h"), 1),
        ("one column", ("Téléphone", "06 39 98 00 01", "06 39 98 00 02"), 1),
        ("one row, unknown words", ("champ1;champ2", "Dupont;06 39 98 00 01"), 1),
        ("notes above", ("Fichier confidentiel;Ne pas diffuser", "Nom;Téléphone;E-mail", "Dupont;;a@exemple.fr"), 2),
        ("none", ("Dupont;06 39 98 00 01", "Noël;06 39 98 00 02"), 0),
        ("rows of words that recur", ("Genre;Quoi", "Mobile;Vendeur", "Mobile;Contact", "Portable;Vendeur"), 0),
        ("cells that are words of headings", ("Nom;Type;Qui", "Dupont;Mobile;Vendeur", "Noël;Mobile;Vendeur"), 1),
    ],
)  # fmt: skip
def test_where_the_headings_are(name: str, lines: tuple[str, ...], expected: int) -> None:
    assert find_header(rows(*lines)).line == expected, name


def test_the_user_says_which_line_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Liste;des;vendeurs\nqui;ou;quoi\nDupont;Nîmes;06 39 98 00 01\n", "utf-8")
    table = open_table(path, header_line=2)
    assert (table.header_line, table.first_line, table.headers) == (2, 3, ("qui", "ou", "quoi"))
    none = open_table(path, header_line=0)
    assert (none.header_line, none.headers[0], len(list(drafts(none, fields_of(none, {}))))) == (0, "Colonne 1", 3)
    with pytest.raises(UserError) as caught:
        open_table(path, header_line=9)
    assert (caught.value.code, "1 à 3" in caught.value.text) == ("UNKNOWN_LINE", True)


def test_a_file_of_too_many_columns_is_too_heavy(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(f"Nom;Téléphone{';x' * MOST_COLUMNS}\nDupont;06 39 98 00 01\n", "utf-8")
    with fails_with("FILE_TOO_HEAVY"):
        open_table(path)


def test_the_line_said_holds_in_a_workbook(files: Path) -> None:
    table = open_table(files / "tables" / "tableur.xlsx", header_line=3)
    assert (table.header_line, table.first_line) == (3, 4)
    assert table.unread == ("Notice", "Codes"), "the other sheets hold something"
