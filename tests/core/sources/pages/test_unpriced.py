"""An ad that tells no price is an ad: among the priced ads of a list, or on a page of its own; what is none stays
none."""

import json
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from core.sources.pages.reading import read_page
from tests.bench.pages import facts_of
from tests.core.sources.pages.invented import ALONE, FRENCH, LISTS, Truth, drawn, page, record
from tests.core.sources.pages.newer import LISTS as NEWER
from tests.core.sources.pages.newer import script
from tests.core.sources.pages.test_screens import shown
from tests.tables import table

AT = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
WORDS = ("Prix sur demande", "Prix\u202f: nous consulter", "Prix non communiqué", "Faire une offre", "")
"""What stands where the price would."""


def unpriced(shape: str, ads: list[Truth], words: str) -> bytes:
    """Return the list in one of the shapes, the second ad without its price."""
    one = ads[1]
    text = {**LISTS, **NEWER}[shape](ads, "annonces.example").decode()
    text = text.replace(f'<meta itemprop="price" content="{one.price}">', "<b>")
    return text.replace(f">{one.spaced} €", f">{words}", 1).encode()


def test_one_without_a_price_among_others() -> None:
    shapes = ("soup", "items", "rows", "marked", "run", "hard", "shadows", "headed", "clicked", "lazy")
    for rank, shape in enumerate(shapes):
        ads = drawn(Random(rank), 5, "sale")
        reading = read_page(unpriced(shape, ads, WORDS[rank % len(WORDS)]), at=AT)
        assert [draft.reference for draft in reading.drafts] == [str(one.number) for one in ads], shape
        assert [bool(draft.price) for draft in reading.drafts] == [True, False, True, True, True], shape
        assert facts_of(reading.drafts[1])["town"] == ads[1].town, shape


def test_one_without_a_price_in_the_data_of_a_list() -> None:
    ads = drawn(Random(7), 4, "sale")
    for empty in ({}, {"prix": None}, {"prix": ""}, {"prix": "Prix sur demande"}, {"prix": 0}):
        told = [record(one, FRENCH) for one in ads]
        del told[1]["prix"]
        told[1] |= empty
        body = script(json.dumps({"total": 4, "annonces": told}), '"application/json" id=s')
        drafts = read_page(page(body, host="annonces.example", path="/s", title="Ventes"), at=AT).drafts
        assert [draft.reference for draft in drafts] == [str(one.number) for one in ads], empty
        assert drafts[1].price == "", empty


def test_the_page_of_an_ad_without_a_price() -> None:
    for shape, made in ALONE.items():
        [one] = drawn(Random(3), 1, "sale")
        for words in WORDS:
            text = made([one], "annonces.example").decode().replace(f"{one.spaced} €", words)
            text = text.replace(f'"price": "{one.price}"', '"price": null')
            [draft] = read_page(text.encode(), at=AT).drafts
            assert (draft.reference, draft.price, draft.area) == (str(one.number), "", str(one.area)), (shape, words)


SAID = "<p>Vitré (35500)</p><p>À vendre, par un particulier</p>"


@table(
    "body",
    [
        "<h1>Acheter une maison à Vannes (56000)</h1>" + "<p>Une maison de 100 m² et 5 pièces se choisit.</p>" * 20,
        f"<h1>Maison 5 pièces 110 m²</h1>{SAID}<p>Cette annonce n’est plus disponible.</p>{'<p>Conseils.</p>' * 200}",
        "<h1>Agence du Port, Vannes (56000)</h1><p>Bureaux de 120 m². Vente de maisons. Prix\u202f: nous consulter</p>",
        "<h1>Estimez votre maison à Vannes (56000)</h1><p>Maison 100 m², 5 pièces</p>",
        "<h1>Plombier à Vannes (56000)</h1><p>Salle de bains de 8 m². Prix sur demande</p>",
        "<h1>Rénovation d’une maison de 140 m² à Vannes (56000)</h1><p>Prix\u202f: nous consulter. 5 pièces.</p>",
        script(
            json.dumps({"q": {"id": "12345678", "title": "Maison", "city": "Vannes", "propertyType": "maison",
                              "price": None, "rooms": 4, "surface": 100}}), '"application/json"',
        ),
    ],
)  # fmt: skip
def test_what_is_no_ad_is_none(body: str) -> None:
    assert read_page(shown(body), url="https://www.annonces.example/a/7700001", at=AT).drafts == ()
