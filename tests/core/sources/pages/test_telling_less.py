"""What a page tells without the usual marks: a town without its postcode, a telephone outside the description."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.sources.pages.reading import read_page
from core.sources.pages.towns import town_without_code
from tests.core.sources.pages.test_screens import shown
from tests.tables import table

AT = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
SEEN = "06 39 98 12 41"


@table(
    "lines, town",
    [
        (("Maison 5 pièces 110 m² Le Mans",), "Le Mans"),
        (("Vente appartement T3 Rennes",), "Rennes"),
        (("Rennes · 3 p. · 62 m²",), "Rennes"),
        (("Appartement 3 pièces – Saint-Étienne",), "Saint-Étienne"),
        (("À vendre maison Les Sables-d’Olonne",), "Les Sables-d’Olonne"),
        (("Maison 5 pièces", "Vitré", "Particulier"), "Vitré"),
        (("249 000 €", "Vitré"), "Vitré"),
        (("Maison avec Jardin",), ""),
        (("Villa Vue Mer",), ""),
        (("Appartement proche Rennes",), ""),
        (("Appartement rue de Rennes",), ""),
        (("Maison 10 min de Vannes",), ""),
        (("Studio Place Saint-Malo",), ""),
        (("Maison, Vannes, Lorient, 5 pièces",), ""),
        (("Maisons Rennes", "Maisons Vannes", "Maison 5 pièces"), ""),
        (("Particulier - Bernard - Maison",), ""),
        (("Maison 5 pièces", "Bernard"), ""),
        (("Rennes", "Accueil"), ""),
    ],
)
def test_a_town_without_its_postcode(lines: tuple[str, ...], town: str) -> None:
    assert town_without_code("", lines) == town


@table(
    "body, seller, kept",
    [
        (f"<div class='bloc-annonceur'><b>Camille</b><span>{SEEN}</span></div>", "Particulier", True),
        (f"<section id='seller-card'>Tél. <a href='tel:0639981241'>{SEEN}</a></section>", "Particulier", True),
        (f"<p>Contact : Camille</p><p>Tél : {SEEN}</p>", "Particulier", True),
        (f"<p>Vendeur : Camille D., {SEEN}</p>", "Particulier", True),
        (f"<p>Propriétaire</p><p>{SEEN}</p><p>{SEEN}</p>", "Particulier", True),
        (f"<p>Contact : Agence du Port</p><p>Tél : {SEEN}</p>", "Professionnel", False),
        (f"<div class='annonceur'>{SEEN} ou 06 39 98 12 42</div>", "Particulier", False),
        (f"<div class='top-bar'>Service client : {SEEN}</div>", "Particulier", False),
        (f"<header class='owner-menu'><div class='owner'>{SEEN}</div></header>", "Particulier", False),
        (f"<footer><div class='seller-help'>{SEEN}</div></footer>", "Particulier", False),
        ("<div class='annonceur'>08 92 00 00 00</div>", "Particulier", False),
    ],
)
def test_a_telephone_beside_who_sells(body: str, seller: str, *, kept: bool) -> None:
    words = f"<h1>Maison 5 pièces 110 m²</h1><p>249 000 €</p><p>Vitré (35500)</p><p>Vendeur : {seller}</p>"
    said = "<div class='description'>Calme, visites le samedi.</div>"
    [draft] = read_page(shown(words + said + body), url="https://www.annonces.example/7700001", at=AT).drafts
    assert draft.phones == ((SEEN,) if kept else ())
