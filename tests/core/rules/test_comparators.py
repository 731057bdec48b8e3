"""One address spelt in many ways is one; the next door is another."""

from itertools import combinations

from core.base.addresses import read_address
from core.base.typo_distance import Match
from core.rules.comparators import same_place
from tests.tables import table

ONE = (Match.SAME, Match.NEAR)
SPELLINGS = (
    (
        "12 avenue Foch", "12, av. Foch", "12 AV FOCH", "12 ave Foch", "n° 12 avenue Foch", "N°12, Avenue Foch",
        "12 avenue du Maréchal Foch", "12 av. Mal Foch", "12 AV DU MAL FOCH", "12 avenue du Marechal FOCH",
        "012 avenue Foch",
    ),
    (
        "3 bis rue de l’Église", "3bis, rue de l'Eglise", "3 B rue de l’Église", "3b r. de l'église",
        "3 BIS R DE L EGLISE", "3 - bis rue de l’Eglise",
    ),
    (
        "7 ter boulevard Gambetta", "7ter bd Gambetta", "7 TER BLD GAMBETTA", "7 t boulevard Gambetta",
        "7 ter blvd. Gambetta", "7 ter boul. Gambetta", "7 ter bvd Léon Gambetta",
    ),
    (
        "14 rue des Mûriers", "14 r. des Muriers", "14 RUE DES MURIERS", "14, rue des mûriers",
        "14 rue des Mûriers, appt 4", "14 rue des Mûriers Apt. 4", "14 rue des Mûriers - Appartement 4",
        "Appt 4, 14 rue des Mûriers", "Bât. B 14 rue des Mûriers", "14 rue des Mûriers Bât B esc 2",
        "14 rue des Mûriers, 3e étage", "14 rue des Mûriers porte 12", "Rés. Les Pins, 14 rue des Mûriers",
        "Résidence les Pins 14 rue des Mûriers", "14 rue des Mûriers, rés. Les Pins bât C",
        "14 rue des Mûriers BP 12", "14 rue des Mûriers CS 40012", "14 rue des Mûrier", "14 rue des Muries",
    ),
    (
        "5 rue Saint-Jean", "5 rue St Jean", "5 RUE ST-JEAN", "5 r. St. Jean",
    ),
    (
        "9 place Sainte-Anne", "9 pl. Ste Anne", "9 PL STE-ANNE",
    ),
    (
        "1 rue du 1er Mai", "1 rue du Premier Mai", "1 rue du 1 er mai", "1 R DU 1ER MAI",
    ),
    (
        "20 rue du 8 mai 1945", "20, rue du 8-Mai-1945", "20 r du 8 mai 1945", "20 rue du huit mai 1945",
    ),
    (
        "2 avenue du Général de Gaulle", "2 av. Gal de Gaulle", "2 av du Gén. de Gaulle", "2 AVENUE GENERAL DE GAULLE",
    ),
    (
        "6 rue du Docteur Roux", "6 rue du Dr Roux", "6 r. Dr. Roux",
    ),
    (
        "8 impasse des Lilas", "8 imp. des Lilas", "8 imp Lilas", "8 IMPASSE DES LILAS",
    ),
    (
        "11 chemin des Prés", "11 ch. des Prés", "11 chem. des Pres", "11 che des prés",
    ),
    (
        "4 allée du Parc", "4 all. du Parc", "4 ALLEE DU PARC",
    ),
    (
        "30 route de Nîmes", "30 rte de Nîmes", "30 rte. Nimes",
    ),
    (
        "15 square Jean Moulin", "15 sq. Jean Moulin", "15 sq J. Moulin",
    ),
    (
        "22 faubourg Saint-Antoine", "22 fg St Antoine", "22 fbg. Saint-Antoine",
    ),
    (
        "17 lotissement Les Pins", "17 lot. les Pins",
    ),
)  # fmt: skip

OTHERS = (
    ("12 avenue Foch", "14 avenue Foch"),
    ("12 avenue Foch", "12 bis avenue Foch"),
    ("12 avenue Foch", "12 rue Foch"),
    ("12 avenue Foch", "avenue Foch"),
    ("12 rue Pasteur", "12 rue Pascal"),
    ("3 bis rue de l’Église", "3 ter rue de l’Église"),
    ("3 rue Saint-Jean", "3 rue Saint-Jacques"),
    ("1 rue du 1er Mai", "1 rue du 8 Mai"),
    ("20 rue du 8 mai 1945", "20 rue du 11 novembre 1918"),
    ("Résidence les Pins", "Résidence les Lilas"),
    ("appt 12 rue Pasteur", "12 rue Pasteur"),
    ("5 rue Saint-Jean", "5 rue Sainte-Jeanne"),
)


def match(one: str, other: str, place: str = "30700") -> Match:
    """Return how two addresses of one postcode compare."""
    first, second = (read_address(spelling, place, "") for spelling in (one, other))
    found = same_place(first, second)
    assert same_place(second, first) is found
    return found


PAIRS = [pair for spellings in SPELLINGS for pair in combinations(spellings, 2)]


@table("one, other", PAIRS)
def test_one_address_spelt_in_two_ways(one: str, other: str) -> None:
    assert match(one, other) in ONE


def test_the_table_is_long_enough() -> None:
    assert sum(map(len, SPELLINGS)) >= 60


@table("one, other", OTHERS)
def test_another_address(one: str, other: str) -> None:
    assert match(one, other) not in ONE


@table(
    "one, other",
    [(one[0], other[0]) for one, other in combinations(SPELLINGS, 2)],
)
def test_two_addresses_of_the_table(one: str, other: str) -> None:
    assert match(one, other) not in ONE


def test_the_town_stands_for_a_postcode_not_known() -> None:
    one, other = read_address("12 avenue Foch", "", "Saint-Denis"), read_address("12 av Foch", "", "SAINT DENIS")
    assert same_place(one, other) is Match.SAME
    assert one.said == "12 avenue foch"
    assert same_place(one, read_address("12 avenue Foch", "30700", "")) is Match.UNTOLD
    assert same_place(one, read_address("12 avenue Foch", "93200", "St Denis")) is Match.SAME
