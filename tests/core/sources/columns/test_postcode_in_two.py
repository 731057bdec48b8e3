"""A postcode written in two groups (« 30 700 Uzès »), as a spreadsheet shows a number, is read with its town in any
cell; figures that no town beside explains are left as they are."""

from pathlib import Path

from core.base.places import in_one_piece
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

HEAD, ROW = "Nom;Téléphone", "Alba;06 39 98 00 01"


@table(
    "told, whole",
    [
        ("30 700 Uzès", "30700 Uzès"),
        ("30\N{NARROW NO-BREAK SPACE}700 Uzès", "30700 Uzès"),
        ("Uzès (30 700)", "Uzès (30700)"),
        ("1 rue Haute, Uzès, 30 700", "1 rue Haute, Uzès, 30700"),
        ("1 rue Haute 30 700 Uzès", "1 rue Haute 30700 Uzès"),
        ("30 700 Angers", ""),
        ("45 000 km", ""),
        ("330 000 Nîmes", ""),
        ("06 39 98 00 77", ""),
    ],
)
def test_the_town_beside_says_so(told: str, whole: str) -> None:
    assert in_one_piece(told) == (whole or told)


@table(
    "heads, cells",
    [
        ("Adresse;Ville", "1 rue Haute;30 700 Uzès"),
        ("Adresse;CP Ville", "1 rue Haute;30 700 Uzès"),
        ("Adresse;CP", "1 rue Haute;30 700 Uzès"),
        ("Adresse", "1 rue Haute 30 700 Uzès"),
        ("Adresse", "1 rue Haute, 30 700 Uzès"),
    ],
)
def test_it_is_read_in_every_cell(tmp_path: Path, heads: str, cells: str) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(f"{HEAD};{heads}\n{ROW};{cells}\n", "utf-8")
    read = open_table(file)
    [one] = drafts(read, fields_of(read, {}))
    assert (one.address, one.postcode, one.town) == ("1 rue Haute", "30700", "Uzès")
