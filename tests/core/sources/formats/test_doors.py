"""Addresses whose parts stand in odd places; numbers without their sign; prices between two bounds."""

from core.base.text import cents
from core.sources.columns.columns import guess
from core.sources.columns.streets import parted
from core.sources.tables.mapping import mapper
from tests.tables import table


@table(
    "said, street, postcode, town",
    [
        ("19 avenue Foch  Angers  49100 FR", "19 avenue Foch", "49100", "Angers"),
        ("8 rue Saint-Laud Les Ponts-de-Cé 49130", "8 rue Saint-Laud", "49130", "Les Ponts-de-Cé"),
        ("4 place de la Gare Le Mans 72000", "4 place de la Gare", "72000", "Le Mans"),
        ("3 rue de Paris Paris 75011", "3 rue de Paris", "75011", "Paris"),
        ("3 rue de Paris 75011", "3 rue de Paris 75011", "", ""),
        ("BP 12 49100", "BP 12 49100", "", ""),
    ],
)
def test_a_town_before_its_postcode(said: str, street: str, postcode: str, town: str) -> None:
    assert parted(said) == (street, postcode, town)


@table("heading", ["Bis/Ter", "Indice de répétition", "BTQ", "adresse_suffixe"])
def test_the_suffix_of_a_house_number_is_part_of_the_address(heading: str) -> None:
    headers = ("Nom", "N°", heading, "Type de voie", "Libellé voie", "CP", "Ville")
    rows = [
        ("Lopez", "14", "bis", "rue", "de Metz", "31000", "Toulouse"),
        ("Garcin", "230", "", "chemin", "de Tournefeuille", "31170", "Tournefeuille"),
    ]
    fields = {one.index: one.field for one in guess(headers, rows, has_header=True)}
    to_draft = mapper(fields, headers)
    assert [to_draft(2, row).address for row in rows] == ["14 bis rue de Metz", "230 chemin de Tournefeuille"]


def test_a_heading_that_asks_for_the_whole_address() -> None:
    headers = ("Nom", "Où se situe votre bien ? (adresse, ville)")
    rows = [("Lacombe", "4 rue de la Paix, 87000 Limoges"), ("Roux", "12 avenue Garibaldi, 87000 Limoges")]
    assert guess(headers, rows, has_header=True)[1].field == "address"
    assert guess(headers, [("Lacombe", "Limoges"), ("Roux", "Brive")], has_header=True)[1].field == "town"


@table(
    "cells, field",
    [(("33639980001", "33199000002"), "phone"), (("33639980001", "45639980001"), "ignore")],
)
def test_numbers_without_their_plus_under_any_heading(cells: tuple[str, ...], field: str) -> None:
    rows = [("Lacombe", cells[0]), ("Roux", cells[1])]
    assert guess(("Nom", "What's the best one to reach you on?"), rows, has_header=True)[1].field == field


@table(
    "price, expected",
    [
        ("de 180 000 à 190 000 €", None), ("180-190 k€", None), ("entre 200k et 250k", None),
        ("245 000 €", 24_500_000), ("1 200 € et 2 mois", 120_000), ("350 000 € - 5 pièces", 35_000_000),
        ("145 000 € à 5 min", 14_500_000), ("245.000-", 24_500_000),
    ],
)  # fmt: skip
def test_a_price_between_two_bounds_is_neither(price: str, expected: int | None) -> None:
    assert cents(price) == expected
