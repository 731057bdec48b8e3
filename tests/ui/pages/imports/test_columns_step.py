"""What each column becomes, as the user confirms it."""

from pathlib import Path

import pytest

from core.sources.columns.headings import IGNORE
from core.sources.tables.reading import fields_of, open_table
from ui.pages.imports.columns_step import DOUBT, IGNORED, SURELY, Mapping, options


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    file = tmp_path / "pige.csv"
    rows = ["Nom;Tel;Divers;Divers;Site"] + [f"Moreau;06 39 98 00 {n:02d};a{n};b{n};PAP" for n in range(12)]
    file.write_text("\n".join(rows), encoding="utf-8")
    return Mapping(open_table(file))


def field(mapping: Mapping, header: str) -> str:
    return next(row.field for row in mapping.rows if row.header == header)


def test_what_is_sure_is_said_sure(mapping: Mapping) -> None:
    assert [row.reading for row in mapping.rows][:2] == [SURELY, SURELY]
    assert [row.reading for row in mapping.rows][2:4] == [IGNORED, IGNORED]
    assert mapping.summary() == "5 colonnes, 3 reconnues"
    assert mapping.has("site") and not mapping.has("address")


def test_what_is_shown_is_what_will_be_imported(mapping: Mapping) -> None:
    mapping.choose(3, "town")
    fields = fields_of(mapping.table, mapping.overrides())
    assert fields == {row.id - 1: row.field for row in mapping.rows if row.field != IGNORE}


def test_a_column_of_addresses_without_an_address_gives_none(tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(
        "\n".join(["Nom;Tel;Adresse", *(f"Moreau;06 39 98 00 {n:02d};" for n in range(12))]), encoding="utf-8"
    )
    mapping = Mapping(open_table(file))
    assert mapping.has("address") and not mapping.tells_address, "no letter could leave"


def test_an_address_beside_a_telephone_lets_a_letter_leave(tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text("Nom;Coordonnées\nMoreau;06 39 98 00 01 - 2 rue du Moulin 49100 Angers\n", encoding="utf-8")
    assert Mapping(open_table(file)).tells_address


def test_two_equal_headings_stay_apart(mapping: Mapping) -> None:
    mapping.choose(4, "town")
    assert [row.field for row in mapping.rows][2:4] == [IGNORE, "town"]


def test_a_field_for_one_column_is_taken_from_the_other(mapping: Mapping) -> None:
    mapping.choose(3, "site")
    assert field(mapping, "Site") == IGNORE
    assert "Divers" in mapping.rows[4].remark


def test_several_columns_may_be_telephones(mapping: Mapping) -> None:
    mapping.choose(3, "phone")
    assert field(mapping, "Tel") == "phone"


def test_a_file_without_people_is_no_file_of_sellers(mapping: Mapping) -> None:
    assert mapping.problem() is None
    mapping.choose(1, IGNORE)
    mapping.choose(2, IGNORE)
    problem = mapping.problem()
    assert problem is not None and problem.code == "NO_SELLERS"


def test_a_heading_its_cells_contradict_is_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Nom;Téléphone\n" + "\n".join(f"Moreau;maison {n}" for n in range(12)), encoding="utf-8")
    rows = Mapping(open_table(file)).rows
    assert (rows[1].field, rows[1].reading, rows[1].asks) == (IGNORE, DOUBT, True)


def test_not_keeping_is_the_first_choice() -> None:
    assert options()[0] == (IGNORE, "Ne pas garder")
