"""Names, towns and places of ads as a letter prints them: as they are known, never mixed nor shouted."""

from core.actions.letters.noticing import names_printed
from core.base import places
from core.model.letter import Medium
from core.notices.fields import at_town, on_site
from core.sources.pages.sites import medium_of
from tests.tables import table

COUPLE = "Claire et Hugo"
FIRSTS = ("Hélène", "Jean-Paul", "Marie Anne", "", "Loïc", "Zoé", "Anne-Sophie", "Bruno", "Inès", "Théo")
LASTS = ("Lefèvre", "de La Tour", "D’Aubigné", "Bœuf", "Saint-Martin", "Le Goff")


@table("first, last", [(first, last) for first in FIRSTS for last in LASTS])
def test_one_person_is_printed_as_they_are(first: str, last: str) -> None:
    assert names_printed(first, last, f"{first} {last}".strip()) == (first, last)


@table(
    "first, last, whole, printed",
    [
        (COUPLE, "Dupont", "Claire et Hugo Dupont", (COUPLE, "Dupont")),
        (COUPLE, "Dupont et Martin", "Claire Dupont et Hugo Martin", ("", "Claire Dupont et Hugo Martin")),
        (COUPLE, "DUPONT et MARTIN", "Claire Dupont et Hugo Martin", ("", "Claire DUPONT et Hugo MARTIN")),
        (COUPLE, "Dupont et Martin", "Claire et Hugo Dupont et Martin", ("", "Dupont et Martin")),
        (COUPLE, "Dupont et Martin", "Hugo Dupont et Claire Martin", ("", "Dupont et Martin")),
        ("Claire & Hugo", "Dupont & Martin", "Claire Dupont & Hugo Martin", ("", "Claire Dupont et Hugo Martin")),
        ("Claire", "Dupont et Martin", "Claire Dupont et Martin", ("Claire", "Dupont et Martin")),
        ("", "Dupont et Martin", "Dupont et Martin", ("", "Dupont et Martin")),
        ("Anne et Luc et Zoé", "Roux et Blanc", "Anne Roux et Luc Blanc et Zoé Blanc", ("", "Roux et Blanc")),
    ],
)
def test_two_surnames_are_paired_only_where_the_sheet_pairs_them(
    first: str, last: str, whole: str, printed: tuple[str, str]
) -> None:
    assert names_printed(first, last, whole) == printed


TOWNS = (
    ("UZES", "30700", "à Uzès"), ("uzès", "30700", "à Uzès"), ("LE MANS", "72000", "au Mans"),
    ("L'ISLE ADAM", "95290", "à L’Isle-Adam"), ("LES SABLES D'OLONNE", "85100", "aux Sables-d’Olonne"),
    ("NIMES", "30000", "à Nîmes"), ("ALES", "30100", "à Alès"), ("SOMMIERES", "30250", "à Sommières"),
    ("ANGERS", "49000", "à Angers"), ("PARIS 11E", "75011", "à Paris"), ("BORDEAUX", "33000", "à Bordeaux"),
    ("ST GILLES", "30800", "à Saint-Gilles"), ("LE VIGAN", "30120", "au Vigan"), ("BEAUCAIRE", "30300", "à Beaucaire"),
    ("LA ROCHELLE", "17000", "à La Rochelle"), ("LE HAVRE", "76600", "au Havre"), ("SETE", "34200", "à Sète"),
    ("BEZIERS", "34500", "à Béziers"), ("MONTPELLIER", "34000", "à Montpellier"), ("LYON", "69001", "à Lyon"),
    ("MARSEILLE", "13001", "à Marseille"), ("BESANCON", "25000", "à Besançon"), ("ORLEANS", "45000", "à Orléans"),
    ("SAINT ETIENNE", "42000", "à Saint-Étienne"), ("CHALONS EN CHAMPAGNE", "51000", "à Châlons-en-Champagne"),
    ("EVRY", "", "à Evry"), ("VILLE INCONNUE", "99999", "à Ville Inconnue"),
    ("SAINT JEAN DU LIEU", "", "à Saint Jean du Lieu"), ("BOURG SUR RIEN", "00000", "à Bourg sur Rien"),
    ("Hameau des Prés", "30700", "à Hameau des Prés"), ("", "", ""),
)  # fmt: skip


@table("town, postcode, at", TOWNS)
def test_a_town_is_written_under_its_name(town: str, postcode: str, at: str) -> None:
    assert at_town(places.official(town, postcode)) == at


SITES = (
    *((name, False, f"sur {name}") for name in ("PAP", "leboncoin", "SeLoger", "ParuVendu", "Bien’ici", "Logic-Immo")),
    *((name, False, f"sur {name}") for name in ("pap.fr", "www.toit-direct.fr", "annonces.example", "immo-gard.com")),
    *((name, True, f"sur {name}") for name in ("Toit Direct", "Annonces du Gard", "Midi Libre")),
    ("Le journal Midi Libre", False, "dans le journal Midi Libre"),
    ("journal Sud Ouest", False, "dans le journal Sud Ouest"),
    ("Le Journal du Gard", True, "dans le journal du Gard"), ("LE JOURNAL D’UZÈS", False, "dans le journal D’UZÈS"),
    ("Hebdo du Gard", False, "dans le journal Hebdo du Gard"),
    *((name, False, "") for name in ("Toit Direct", "Annonces du Gard", "Midi Libre", "Pierres & Clés", "vitrine", "")),
)  # fmt: skip


@table("site, read, placed", SITES)
def test_an_ad_is_on_a_site_or_in_a_newspaper_only_where_that_is_known(site: str, read: bool, placed: str) -> None:
    medium = medium_of(site, read=read)
    assert on_site(site, medium) == placed
    assert (medium is Medium.UNTOLD) is (placed == "")
