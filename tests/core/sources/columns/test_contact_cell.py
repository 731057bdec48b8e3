"""Cells that hold all the ways to reach a person together: each is read, and nothing in them is lost."""

from pathlib import Path

from core.sources.columns.contact_cell import apart
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

HOME = ("2 rue du Moulin", "49100", "Angers")
CELLS = [
    # cell, its telephones, its address, what it begins with
    ("06 39 98 21 01 - luc@exemple.fr - 2 rue du Moulin 49100 Angers", "06 39 98 21 01", HOME, ""),
    ("2 rue du Moulin, 49100 Angers / 06.39.98.21.01", "06.39.98.21.01", HOME, ""),
    ("Tél : 06 39 98 21 01 Adresse : 2 rue du Moulin, 49100 Angers", "06 39 98 21 01", HOME, ""),
    ("01 99 00 21 01 le soir. 2 rue du Moulin 49100 Angers", "01 99 00 21 01", HOME, "le soir"),
    ("M. Ferrand\n2 rue du Moulin\n49100 Angers\nTél. 01 99 00 21 01", "01 99 00 21 01", HOME, "M. Ferrand"),
    ("DURIEZ Paul, 06 39 98 21 01, 2 rue du Moulin 49100 Angers", "06 39 98 21 01", HOME, "DURIEZ Paul"),
    (
        "+33 6 39 98 21 01 ; 01 99 00 21 01 ; 2 rue du Moulin 49100 Angers",
        "+33 6 39 98 21 01 / 01 99 00 21 01",
        HOME,
        "",
    ),
    (
        "Paul 0639982101, 3 allée des Érables, Bât C, 69003 Lyon",
        "0639982101",
        ("3 allée des Érables, Bât C", "69003", "Lyon"),
        "Paul",
    ),
    ("01 99 00 21 01 - Le Bourg 49240 Avrillé", "01 99 00 21 01", ("Le Bourg", "49240", "Avrillé"), ""),
    (
        "Paul DURIEZ 06 39 98 21 01 28 rue Haute esc. C - bât. Le Cèdre, 49100 Angers",
        "06 39 98 21 01",
        ("28 rue Haute esc. C, bât. Le Cèdre", "49100", "Angers"),
        "Paul DURIEZ",
    ),
    ("Luc - 2 rue du Moulin, 49 100 Angers", "", HOME, "Luc"),
    ("Luc - 06 39 98 21 01 - 2 rue du Moulin 49 100 Angers", "06 39 98 21 01", HOME, "Luc"),
    ("Durand / Moreau - 2 rue du Moulin 49100 Angers", "", HOME, "Durand / Moreau"),
    ("DURIEZ / 06 39 98 21 01 / 2 rue du Moulin 49100 Angers", "06 39 98 21 01", HOME, "DURIEZ"),
    ("Luc - 2 à 4 rue du Moulin, 49100 Angers", "", ("2 à 4 rue du Moulin", "49100", "Angers"), "Luc"),
    ("Luc - 2-4 rue du Moulin, 49100 Angers", "", ("2-4 rue du Moulin", "49100", "Angers"), "Luc"),
    # One badly typed stays, to be asked about; what is no address explains no figure.
    ("06 39 98 21 1, 2 rue du Moulin 49100 Angers", "06 39 98 21 1", HOME, "06 39 98 21 1"),
    (
        "0639982101 code 12345 appeler Paul",
        "0639982101 code 12345 appeler Paul",
        ("", "", ""),
        "code 12345 appeler Paul",
    ),
    ("06 39 98 21 01 (après 18h)", "06 39 98 21 01 (après 18h)", ("", "", ""), "(après 18h)"),
    ("06 39 98 21 01", "06 39 98 21 01", ("", "", ""), ""),
    ("luc@exemple.fr", "", ("", "", ""), ""),
]


@table("cell, numbers, address, first", CELLS)
def test_a_cell(cell: str, numbers: str, address: tuple[str, str, str], first: str) -> None:
    found = apart(cell)
    assert (found.numbers, found.address, found.first) == (numbers, address, first)


FILES = [
    # headings; rows; of each draft: name, telephones, address, place of the property
    (
        "Vendeur;Coordonnées;Ville",
        [
            "M. Luc FERRAND;06 39 98 21 01 - luc@exemple.fr - 2 rue du Moulin 49100 Angers;Cholet",
            "Gautron;2 rue du Moulin 49100 Angers;Cholet",
        ],
        [
            ("M. Luc FERRAND", ("06 39 98 21 01",), HOME, ("", "Cholet")),
            ("Gautron", (), HOME, ("", "Cholet")),
        ],
    ),
    (
        "Propriétaire",
        ["DURIEZ Paul, 06 39 98 21 02, 2 rue du Moulin 49100 Angers", "Mme ROBIN 06 39 98 21 03", "Hoarau"],
        [
            ("DURIEZ Paul", ("06 39 98 21 02",), HOME, ("", "")),
            ("Mme ROBIN", ("Mme ROBIN 06 39 98 21 03",), ("", "", ""), ("", "")),
            ("Hoarau", ("Hoarau",), ("", "", ""), ("", "")),
        ],
    ),
    # The address of its own column stays; a remark with a number in one row of three is no way to reach anybody.
    (
        "Nom;Tél;Adresse;CP;Ville;Remarque",
        [
            "Petit;06 39 98 21 04 - 2 rue du Moulin 49100 Angers;5 rue Haute;30000;Nîmes;le fils : 06 39 98 21 05",
            "Grand;06 39 98 21 06;7 rue Haute;30000;Nîmes;vu",
            "Moyen;06 39 98 21 07;9 rue Haute;30000;Nîmes;vu",
        ],
        [
            ("Petit", ("06 39 98 21 04",), ("5 rue Haute", "30000", "Nîmes"), ("", "")),
            ("Grand", ("06 39 98 21 06",), ("7 rue Haute", "30000", "Nîmes"), ("", "")),
            ("Moyen", ("06 39 98 21 07",), ("9 rue Haute", "30000", "Nîmes"), ("", "")),
        ],
    ),
]


@table("headings, rows, people", FILES)
def test_a_file(
    tmp_path: Path,
    headings: str,
    rows: list[str],
    people: list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, str]]],
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("\n".join([headings, *rows]), "utf-8")
    opened = open_table(file)
    found = [
        (one.name, one.phones, (one.address, one.postcode, one.town), (one.listing_postcode, one.listing_town))
        for one in drafts(opened, fields_of(opened, {}))
    ]
    assert found == people
