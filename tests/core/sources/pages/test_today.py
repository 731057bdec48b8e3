"""Pages and e-mails of today: what surrounds an ad is never one, and what a person reads in an ad is read."""

from collections import Counter

from core.sources.pages import figures
from core.sources.pages.plausible import likely_deal
from core.sources.pages.reading import read_page
from tests.bench.pages import AT
from tests.bench.today import counted
from tests.core.sources.pages import saved_today, today, today_mails, today_others
from tests.lengths import length
from tests.tables import table

CARD = "<article {0}><h3>{1}</h3><p>{2}</p><p>80 m²</p><p>Vitré (35500)</p>{3}</article>"
LINK = '<a href="/a/{0}">Voir</a>'


@table(
    "card, read",
    [
        (CARD.format("", "Maison", "248 500 €", LINK.format(7700009)), True),
        (CARD.format('data-advertid="7700009"', "Maison", "248 500 €", ""), True),
        (CARD.format("", "Maison", "248 500 €", '<a href="/maison-de-charme">Voir</a>'), True),
        (CARD.format("", "Maison", "Prix sur demande", LINK.format(7700009)), True),
        (CARD.format("", "Maison", "248 500 €", ""), False),
        (CARD.format("", "Maison", "À partir de 248 500 €", LINK.format(7700009)).replace("80 m²", ""), False),
        (CARD.format("", "Maison", "248 500 €", LINK.format(7700009)).replace("80 m²", "Vendu"), False),
        (CARD.format("", "Crédit", "248 500 €", LINK.format(7700009)).replace("80 m²", "").replace("Vitré", ""), False),
    ],
)
def test_an_ad_has_a_link_or_a_number_of_its_own_a_price_and_a_fact(card: str, *, read: bool) -> None:
    others = "".join(CARD.format("", "Maison", "180 000 €", LINK.format(7700000 + rank)) for rank in range(3))
    page = f"<main>{others}{card}</main>"
    drafts = read_page(page.encode(), url="https://annonces.example/l", at=AT).drafts
    assert len(drafts) == 3 + read
    assert all(draft.url or draft.reference for draft in drafts)


SHOWN = "<p>249 000 €</p><p>120 m²</p><p>5 pièces</p><p>Vitré (35500)</p>"


@table(
    "address, body, read",
    [
        ("biens/au-calme", f"<h1>Au calme, proche gare</h1>{SHOWN}", True),
        ("biens/maison-de-charme", "<h1>Maison de charme</h1><p>249 000 €</p><p>Vitré (35500)</p>", True),
        ("honoraires", "<h1>Nos honoraires</h1><p>6 000 €</p><p>Vitré (35500)</p>", False),
        (
            "guide",
            "<h1>Le guide</h1><p>Une maison de 120 m² et 5 pièces vaut ici, à Vitré (35500), 249 000 €.</p>",
            False,
        ),
        ("a/7700009", "<h1>Maison</h1><p>Vendu</p>" + SHOWN, False),
        ("a/7700009", "<h1>Immeuble à vendre</h1><p>Loué</p>" + SHOWN, True),
        ("a/7700009", "<h1>Maison</h1><p>Budget : 249 000 € max</p><p>120 m²</p><p>Vitré (35500)</p>", False),
        ("a/7700009", "<h1>Maison</h1><p>249 000 €</p><p>Maximilien vous la montre</p><p>120 m²</p>", True),
    ],
)
def test_a_page_is_one_ad_by_what_it_tells(address: str, body: str, *, read: bool) -> None:
    drafts = read_page(body.encode(), url=f"https://annonces.example/{address}", at=AT).drafts
    assert len(drafts) == read


@table(
    "place, town, code",
    [
        ("Centre Ville, Vitré (35500)", "Vitré", "35500"), ("Baille Marseille (13005)", "Marseille", "13005"),
        ("Vitré - Ille-et-Vilaine (35)", "Vitré", ""), ("Vitré 35500 Centre-ville", "Vitré", "35500"),
        ("41 m² - 44000 Nantes", "Nantes", "44000"), ("Bordeaux Sud, Bordeaux (33800)", "Bordeaux", "33800"),
        ("Le Mans Nord 72000", "Le Mans", "72000"), ("Bois Joli, Ploubrac (35599)", "Ploubrac", "35599"),
        ("Saint-Denis - La Plaine (93210)", "Saint-Denis", "93210"),
    ],
)  # fmt: skip
def test_a_town_is_told_from_its_district(place: str, town: str, code: str) -> None:
    assert figures.place(place) == (town, code)


@table(
    "price, area, kind, deal",
    [
        ("1042", "48", "Appartement", "rent"), ("249000", "120", "Maison", "sale"), ("9000", "60", "Appartement", ""),
        ("1042", "", "Appartement", ""), ("1042", "48", "Parking", ""), ("un", "48", "Maison", ""),
    ],
)  # fmt: skip
def test_a_price_that_can_be_but_a_rent_is_one(price: str, area: str, kind: str, deal: str) -> None:
    assert likely_deal(price, area, kind) == deal


def test_what_surrounds_the_ads_of_today_is_none_and_they_are_read() -> None:
    samples = [*today.samples(), *today_mails.samples(), *today_others.samples()]
    told: Counter[str] = Counter()
    for sample in samples[:: length(2, long=1)]:
        before = told["extra"]
        counted(sample, told)
        assert told["extra"] == before, sample.name
    every = told["right"] + told["wrong"] + told["missing"]
    assert told["right"] >= 0.95 * every, told
    assert told["wrong"] <= 0.01 * every, told


def test_pages_as_saved_are_read_in_their_chrome_and_nobody_refuses_in_it() -> None:
    """Before anything was written for them: 506 right, 10 wrong, 25 missing, 3 ads made up, nobody's refusal heard."""
    told: Counter[str] = Counter()
    for sample in [*saved_today.samples()][:: length(2, long=1)]:
        counted(sample, told)
        drafts = read_page(sample.data, url=sample.url, at=AT).drafts
        assert not any(draft.refuses or draft.heard or draft.doubt for draft in drafts), sample.name
    every = told["right"] + told["wrong"] + told["missing"]
    assert told["extra"] == 0
    assert told["right"] >= 0.98 * every, told
    assert told["wrong"] <= 0.005 * every, told


def test_a_page_without_its_address_is_that_of_its_own_ad() -> None:
    """The other ads beside it and at the foot of the page are none of it."""
    for sample in saved_today.pages():
        [draft] = read_page(sample.data, at=AT).drafts
        [wanted] = sample.ads
        assert (draft.price, draft.area, draft.town) == (wanted["price"], wanted["area"], wanted["town"]), sample.name
