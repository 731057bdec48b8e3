"""An address on its envelope: each field in its line, 38 characters, capitals without accents or punctuation."""

import random
import re
from collections import Counter

from core.base.postal_lines import LIMIT, postal_lines, too_long
from core.base.text import fold
from tests.lengths import length
from tests.tables import table

TALL = "Appartement 12, escalier B, Résidence Le Grand Large, bâtiment C, 128 bis boulevard du Maréchal de Lattre"
ADDRESSES: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("14 rue des Mûriers", "49100", "Angers", ("14 RUE DES MURIERS", "49100 ANGERS")),
    ("23 rue de l’Abbé-Grégoire", "49100", "Angers", ("23 RUE DE L ABBE GREGOIRE", "49100 ANGERS")),
    (
        f"{TALL} de Tassigny, lieu-dit Les Hautes Bruyères",
        "83470",
        "Saint-Maximin-la-Sainte-Baume",
        (
            "Appartement 12, escalier B",
            "Résidence Le Grand Large, bâtiment C",
            "128 BIS BD MAL DE LATTRE DE TASSIGNY",
            "LIEU DIT LES HAUTES BRUYERES",
            "83470 SAINT MAXIMIN LA SAINTE BAUME",
        ),
    ),
    ("12bis av. du Gal Leclerc appt 4 bât B", "75014", "Paris",
     ("appt 4", "bât B", "12 BIS AV DU GAL LECLERC", "75014 PARIS")),
    ("Résidence Les Pins rue des Lilas", "06000", "Nice", ("Résidence Les Pins", "RUE DES LILAS", "06000 NICE")),
    ("BP 123 12 rue Haute", "33000", "Bordeaux", ("12 RUE HAUTE", "BP 123", "33000 BORDEAUX")),
    ("5 rue Hoche BP 40012", "24000", "Périgueux CEDEX 2", ("5 RUE HOCHE", "BP 40012", "24000 PERIGUEUX CEDEX 2")),
    ("12 rue de la Tour", "75016", "Paris", ("12 RUE DE LA TOUR", "75016 PARIS")),
    ("12, rue de la Tour 75016 Paris", "", "", ("12 RUE DE LA TOUR", "75016 PARIS")),
    ("12, Rue Haute", "75016", "Paris", ("12 RUE HAUTE", "75016 PARIS")),
    ("Le Bourg", "24000", "Sarliac", ("LE BOURG", "24000 SARLIAC")),
    ("3e étage, 5 place du Marché", "24000", "Périgueux", ("3e étage", "5 PLACE DU MARCHE", "24000 PERIGUEUX")),
    ("12 rue des Lilas 3e étage porte 4", "24000", "Périgueux",
     ("3e étage, porte 4", "12 RUE DES LILAS", "24000 PERIGUEUX")),
    ("chez Mme Durand 8 impasse des Acacias", "24000", "Périgueux",
     ("chez Mme Durand", "8 IMPASSE DES ACACIAS", "24000 PERIGUEUX")),
    ("12-14 rue du 8 mai 1945", "24000", "Périgueux", ("12 14 RUE DU 8 MAI 1945", "24000 PERIGUEUX")),
    ("n° 4 chemin de la Croix", "24000", "Périgueux", ("4 CHEMIN DE LA CROIX", "24000 PERIGUEUX")),
    ("Lotissement Les Oliviers, 7 allée des Cigales", "13100", "Aix",
     ("7 ALLEE DES CIGALES", "LOTISSEMENT LES OLIVIERS", "13100 AIX")),
    ("7 allée des Cigales, Lotissement Les Oliviers", "13100", "Aix",
     ("7 ALLEE DES CIGALES", "LOTISSEMENT LES OLIVIERS", "13100 AIX")),
    ("Rés. Le Parc Bât. A Appt 3 45 avenue Foch", "13100", "Aix",
     ("Appt 3", "Rés. Le Parc, Bât. A", "45 AVENUE FOCH", "13100 AIX")),
    ("Villa Les Roses, chemin des Vignes", "30700", "Uzès", ("Villa Les Roses", "CHEMIN DES VIGNES", "30700 UZES")),
    ("45 avenue Foch 13100 Aix-en-Provence", "13100", "Aix-en-Provence", ("45 AVENUE FOCH", "13100 AIX EN PROVENCE")),
    ("12 rue des Mûriers Uzès", "30700", "Uzès", ("12 RUE DES MURIERS", "30700 UZES")),
    ("1 rue de l’Œuvre", "30700", "Uzès", ("1 RUE DE L OEUVRE", "30700 UZES")),
    ("La Grange aux Dîmes, lieu-dit Pré Vert", "30700", "Uzès",
     ("LA GRANGE AUX DIMES LIEU DIT PRE VERT", "30700 UZES")),
    ("1280 chemin des Hautes-Métairies", "51290", "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
     ("1280 CHEMIN DES HAUTES METAIRIES", "51290 ST REMY EN BOUZEMONT ST GENEST")),
    ("128 avenue du Président Franklin Delano Roosevelt et de la République", "30700", "Uzès",
     ("128 AV PDT F D ROOSEVELT REPUBLIQUE", "30700 UZES")),
    ("", "30700", "Uzès", ("30700 UZES",)),
]  # fmt: skip


@table("address, postcode, town, lines", ADDRESSES)
def test_each_field_has_its_line(address: str, postcode: str, town: str, lines: tuple[str, ...]) -> None:
    assert postal_lines(address, postcode, town).written == lines
    assert too_long(lines) == ""


@table("address, postcode, town, lines", ADDRESSES)
def test_what_machines_read_is_capitals_and_figures(
    address: str, postcode: str, town: str, lines: tuple[str, ...]
) -> None:
    found = postal_lines(address, postcode, town)
    assert all(re.fullmatch("[A-Z0-9 ]*", line) for line in (found.street, found.place, found.town)), lines


@table("address", ["12 rue " + "interminable" * 4, "Résidence " + "Interminable" * 4 + ", 3 rue Haute"])
def test_a_line_that_no_rule_shortens_is_told(address: str) -> None:
    line = too_long(postal_lines(address, "30700", "Uzès").written)
    assert len(line) > LIMIT and "INTERMINABLE" in line.upper()


STREETS = (
    "rue des Mûriers", "avenue du Maréchal Foch", "bd Victor-Hugo", "chemin de la Croix-Blanche", "place de l’Église",
    "impasse des Acacias", "rue du 11 novembre 1918", "hameau de la Tour", "rue d’Artois", "Grande Rue",
    "rue Tour de l’Horloge", "lotissement Les Cigales", "ZA de la Plaine",
)  # fmt: skip
NUMBERS = ("12", "7 bis", "14B", "120 ter", "3-5", "12/14", "n° 8", "")
INSIDE: tuple[tuple[str, ...], ...] = (
    ("appt 12",), ("Appartement 4", "Bât. B"), ("Résidence Les Pins",), ("Rés. du Parc", "esc. C", "porte 3"),
    ("3e étage",), ("Immeuble Le Mistral",), ("chez M. Durand",), ("RDC",), (), ("BP 1234",), ("lieu-dit Le Moulin",),
    ("2ème étage gauche",), ("Bâtiment Les Lilas",), ("Entrée 2",),
)  # fmt: skip
TOWNS = (("30700", "Uzès"), ("13100", "Aix-en-Provence"), ("33000", "BORDEAUX CEDEX"), ("69003", "Lyon 3e"))


def test_nothing_of_an_address_is_lost_in_whatever_order_it_is_typed() -> None:
    dice, read = random.Random(7), 0
    for _ in range(length(1000, long=50_000)):
        street = f"{dice.choice(NUMBERS)} {dice.choice(STREETS)}".strip()
        inside, (code, town) = dice.choice(INSIDE), dice.choice(TOWNS)
        between = dice.choice((", ", " - ", " ", "\n"))
        typed = between.join([*inside, street] if dice.random() < 0.5 else [street, *inside])
        whole = dice.random() < 0.5
        lines = postal_lines(f"{typed}, {code} {town}", "", "") if whole else postal_lines(typed, code, town)
        wanted = Counter(re.findall("[a-z0-9]+", fold(f"{typed} {code} {town}").replace("14b", "14 b")))
        printed = Counter(re.findall("[a-z0-9]+", fold(" ".join(lines.written))))
        assert wanted - printed - Counter({"n": 1}) == Counter(), (typed, lines)
        assert all(any(fold(part) in fold(line) for line in lines.written) for part in inside), (typed, lines)
        read += 1
    assert read >= length(1000, long=3000)
