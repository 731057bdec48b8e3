"""One address, in the parts and the key that every spelling of it gives."""

from itertools import product

import pytest

from core.base.addresses import Address, keys, read_address
from core.base.records import replace
from tests.tables import table

HOUSE = Address("14", "", "rue", ("des", "muriers"), "30700", "uzes")


@table(
    "spelling",
    [
        ("14 rue des Mûriers", "30700", "Uzès"),
        ("14, RUE DES MURIERS", "30700", "UZES"),
        ("14 R. des Mûriers", " 30700 ", "Uzès Cedex"),
        ("N° 14 rue des Mûriers", "30700", "Uzès"),
        ("n 14, rue des Mûriers", "30700", "Uzès"),
        ("numéro 14 rue des Mûriers", "30700", "Uzès"),
        ("014 rue des Mûriers", "30700", "Uzès"),
        ("14 rue des Mûriers 30700 Uzès", "", ""),
        ("14 rue des Mûriers\n30700 UZES", "", ""),
        ("14 rue des Mûriers - 30700 Uzès - France", "", ""),
        ("14, rue des Mûriers, F-30700 UZÈS", "", ""),
        ("14 rue des Mûriers 30 700 Uzès", "", ""),
        ("30700 Uzès, 14 rue des Mûriers", "", ""),
        ("30700 UZES 14 rue des Mûriers", "", ""),
        ("14 rue des Mûriers", "", "30700 Uzès"),
        ("14 rue des Mûriers", "30700 Uzès", "Uzès"),
        ("14 rue des Mûriers, Uzès", "30700", "Uzès"),
        ("14 rue des Mûriers Uzès", "30700", "Uzès"),
        ("14 rue des Mûriers 30700", "30700", "Uzès"),
        ("Résidence Les Pins\nBât. B, appt 12\n14 rue des Mûriers\n30700 Uzès", "", ""),
        ("Bât B esc 2 3e étage 14 rue des Mûriers", "30700", "Uzès"),
        ("14 rue des Mûriers esc 2 3e étage", "30700", "Uzès"),
        ("14 rue des Mûriers 3e étage", "30700", "Uzès"),
        ("3e étage, 14 rue des Mûriers", "30700", "Uzès"),
        ("14 rue des Mûriers, rés. Les Pins, bât C", "30700", "Uzès"),
        ("14 rue des Mûriers - RDC - porte 3", "30700", "Uzès"),
        ("RDC 14 rue des Mûriers", "30700", "Uzès"),
        ("14 rue des Mûriers BP 12", "30700", "Uzès"),
        ("14 rue des Mûriers CS 40012", "30700", "Uzès"),
        ("14 rue des Mûriers, CS 40012, 30700 Uzès", "", ""),
        ("chez Mme Petit, 14 rue des Mûriers", "30700", "Uzès"),
        ("14-16 rue des Mûriers", "30700", "Uzès"),
        ("14/16 rue des Mûriers", "30700", "Uzès"),
        ("rue des Mûriers, 14", "30700", "Uzès"),
        ("rue des Mûriers 14", "30700", "Uzès"),
        ("rue des Mûriers n° 14", "30700", "Uzès"),
        ("Bât B, rue des Mûriers, 14", "30700", "Uzès"),
    ],
)
def test_spellings_of_one_house(spelling: tuple[str, str, str]) -> None:
    assert replace(read_address(*spelling), second="") == HOUSE


@table(
    "address, said",
    [
        ("12 b rue Pasteur", "12 bis rue pasteur"),
        ("12B, rue Pasteur", "12 bis rue pasteur"),
        ("12 bis, rue Pasteur", "12 bis rue pasteur"),
        ("12 - ter rue Pasteur", "12 ter rue pasteur"),
        ("12quater r Pasteur", "12 quater rue pasteur"),
        ("12 F rue Pasteur", "12 f rue pasteur"),
        ("rue Pasteur 12 bis", "12 bis rue pasteur"),
        ("rue Pasteur 12bis", "12 bis rue pasteur"),
        ("rue Pasteur, 12 bis", "12 bis rue pasteur"),
        ("12 d’Artois", "12 d artois"),
        ("Appt 12 rue Pasteur", "rue pasteur"),
        ("Résidence les Pins", "les pins"),
        ("La Grange", "la grange"),
        ("12", "12"),
        ("12 B", "12 b"),
        ("2 av. Gal de Gaulle", "2 avenue general de gaulle"),
        ("20 r. du 8 mai 45", "20 rue du 8 mai 1945"),
        ("rue du 8 mai 1945", "rue du 8 mai 1945"),
        ("3 rue du Premier Mai", "3 rue du 1er mai"),
        ("5 Grande Rue", "5 rue grande"),
        ("6 rue de la Tour", "6 rue de la tour"),
        ("6 rue d’Uzès", "6 rue d uzes"),
        ("Lieu-dit La Bastide", "lieudit la bastide"),
        ("lieudit La Bastide, rte de Nîmes", "lieudit la bastide"),
        ("Le Mas Vieux, 9 route de Nîmes", "9 route de nimes"),
        ("Le Mas Vieux, route de Nîmes", "route de nimes"),
        ("Bât B", "b"),
        ("", ""),
    ],
)
def test_parts_of_an_address(address: str, said: str) -> None:
    assert read_address(address, "30700", "Uzès").said == said


@table(
    "spelling, place",
    [
        (("14 rue des Mûriers, Uzès", "", ""), ("", "uzes")),
        (("14 rue des Mûriers, Les Mimosas", "", ""), ("", "")),
        (("Les Pins, Uzès", "", ""), ("", "")),
        (("30700", "", ""), ("30700", "")),
        (("30700 Uzès", "", ""), ("30700", "uzes")),
        (("1 rue Neuve", "", "Paris 11e"), ("", "paris")),
        (("1 rue Neuve 30702 Uzès Cedex 2", "", ""), ("30702", "uzes")),
        (("1 rue Neuve", "1000", "Bourg"), ("01000", "bourg")),
        (("BP 30700", "", "Uzès"), ("", "uzes")),
    ],
)
def test_the_place(spelling: tuple[str, str, str], place: tuple[str, str]) -> None:
    found = read_address(*spelling)
    assert (found.postcode, found.town) == place


def test_a_key_needs_a_street_and_the_former_one_is_given_with_it() -> None:
    assert keys("14 rue des Mûriers", "30700", "Uzès") == ("14 rue des muriers 30700",)
    assert keys("Bât B, 14 rue des Mûriers", "30700", "Uzès") == (
        "14 rue des muriers 30700",
        "bat b 14 rue des muriers 30700",
    )
    assert keys("", "30700", "Uzès") == ()
    assert read_address("12", "30700", "Uzès").key == ""


@pytest.mark.parametrize(
    ("address", "telling"),
    [
        ("12 avenue du Maréchal Foch", ("foch",)),
        ("12 rue du Général", ("general",)),
        ("12 rue J. Moulin", ("moulin",)),
        ("12 rue des Mûriers", ("murier",)),
        ("20 rue du 8 mai 1945", ("8", "mai", "1945")),
    ],
)
def test_the_words_that_tell_a_street(address: str, telling: tuple[str, ...]) -> None:
    assert read_address(address, "", "").telling == telling


def test_the_usual_spelling_read_quickly_is_the_one_read_whole() -> None:
    parts = (
        "",
        ", bâtiment B",
        ", bât. 2",
        ", Appt 12",
        ", rés. Pins",
        ", RDC",
        ", 3e étage",
        ", étage 3",
        ", bâtiment Uzès 2",
    )
    streets = (
        "rue des Mûriers",
        "av. Foch",
        "chemin de l’Église",
        "impasse d’Uzès",
        "place du 8 mai 1945",
        "cour Tour",
    )
    for street, part, town in product(streets, parts, ("Uzès", "Foch", "Saint-Siffret")):
        beside = read_address(f"12 {street}{part}", "30700", town)
        assert beside == read_address(f"12 {street}{part}\n30700 {town}", "", ""), (street, part, town)
