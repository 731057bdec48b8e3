"""Files without headings: the column of names is told by its cells, never sure; remarks and towns are no names."""

from core.sources.columns.columns import guess
from core.sources.columns.guessed import SURE
from tests.tables import table

ROWS = (
    ("DUPONT", "Jean", "06 39 98 00 01", "1 rue Haute", "30700", "Uzès", "M.", "Maison", "Le soir"),
    ("Martin", "Marie-Claire", "0639980002", "22 av. Foch", "30000", "Nîmes", "Mme", "Appartement", "Rappeler"),
    (
        "LE GOFF",
        "Yann",
        "06.39.98.00.03",
        "3 impasse des Lilas",
        "34000",
        "Montpellier",
        "M.",
        "Maison",
        "Absent lundi",
    ),
    ("Da Silva", "Maria", "+33639980004", "4 chemin Vert", "13001", "Marseille", "Mme", "Terrain", "NRP"),
    ("Nguyen", "Thi", "06 39 98 00 05", "5 rue Basse", "69003", "Lyon", "Mlle", "Maison", "À voir"),
    ("D’ARTAGNAN", "Charles", "06 39 98 00 06", "6 rue Haute", "75011", "Paris", "Mr", "Maison", "Bon contact"),
)
LAST, FIRST, PHONE, STREET, CODE, TOWN, TITLE, KIND, NOTE = (
    f"{{0[{at}]}}" for at in range(9)
)  # fmt: skip


@table(
    "cells, expected",
    [
        ((LAST, PHONE), "name phone"),
        ((PHONE, LAST), "phone name"),
        ((LAST, FIRST, PHONE), "last_name first_name phone"),
        ((FIRST, LAST, PHONE), "first_name last_name phone"),
        ((f"{FIRST} {LAST}", PHONE), "name phone"),
        ((f"{LAST} {FIRST}", PHONE), "name phone"),
        ((f"{TITLE} {LAST}", PHONE), "name phone"),
        ((f"{TITLE} {FIRST} {LAST}", PHONE, TOWN), "name phone town"),
        ((TITLE, LAST, PHONE), "civility name phone"),
        ((TITLE, LAST, FIRST, PHONE), "civility last_name first_name phone"),
        ((LAST, TOWN, PHONE), "name town phone"),
        ((TOWN, LAST, PHONE), "town name phone"),
        ((TOWN, PHONE, LAST), "town phone name"),
        ((LAST, FIRST, TOWN, PHONE), "last_name first_name town phone"),
        ((FIRST, TOWN, PHONE), "first_name town phone"),
        ((KIND, TOWN, LAST, FIRST, PHONE), "kind town last_name first_name phone"),
        ((CODE, TOWN, PHONE, LAST), "postcode town phone name"),
        ((LAST, STREET, CODE, TOWN), "name address postcode town"),
        ((PHONE, LAST, NOTE), "phone name ignore"),
        ((NOTE, PHONE), "ignore phone"),
        ((NOTE, LAST, PHONE), "ignore name phone"),
        ((KIND, PHONE), "kind phone"),
        ((TOWN, PHONE), "ignore phone"),
        ((f"{STREET}, {CODE} {TOWN}", LAST, PHONE), "address name phone"),
    ],
)
def test_the_cells_tell_where_the_names_are(cells: tuple[str, ...], expected: str) -> None:
    rows = [[cell.format(row) for cell in cells] for row in ROWS]
    found = guess([f"Colonne {n}" for n in range(1, len(cells) + 1)], rows, has_header=False)
    assert " ".join(one.field for one in found) == expected
    assert all(one.confidence < SURE for one in found), "it is asked"


def test_under_headings_that_say_nothing() -> None:
    rows = [[row[0], row[1], row[2]] for row in ROWS]
    found = guess(["colA", "colB", "colC"], rows, has_header=True)
    assert [one.field for one in found] == ["last_name", "first_name", "phone"]
    named = guess(["Nom", "colB", "Tél"], rows, has_header=True)
    assert [one.field for one in named][:2] == ["name", "ignore"], "a heading that says it is enough"
