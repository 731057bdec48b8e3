"""A refusal is heard in every text that a card or a page of one listing shows, and in none of another listing."""

import json

from core.sources.pages.reading import PageKind
from tests.core.sources.pages.test_hostile_pages import next_data, read
from tests.tables import table

CARD = (
    "<li><a href=/ventes_immobilieres/10000{n}.htm><h3>{title}</h3></a><p>100 000 €</p>"
    "<p>80 m² - Dinan (22100)</p>{rest}</li>"
)


def ad(n: int, **more: object) -> dict[str, object]:
    facts = {"square": "80", "rooms": 4}
    return {"list_id": 10000 + n, "subject": "Villa", "price": [250000], "city": "Dinan", **facts, **more}


def test_each_card_is_heard_whole_and_by_itself() -> None:
    cells = [
        ("Villa", ""),
        ("Maison", "<p><b>Agences</b> s'abstenir</p>"),
        ("Appartement T2, pas d'agence", ""),
        ("Appartement T3", "<i>calme</i>"),
    ]
    page = "".join(CARD.format(n=n, title=title, rest=rest) for n, (title, rest) in enumerate(cells, 1))
    found = read(f"<ul>{page}</ul>", "https://www.leboncoin.fr/ventes")
    assert found.kind is PageKind.LIST
    assert [one.heard for one in found.drafts] == ["", "Agences s'abstenir", "pas d'agence", ""]


def test_any_text_of_a_listing_in_a_state_is_heard() -> None:
    said = [{"key": "x", "value_label": words} for words in ("très calme", "démarchage interdit")]
    ads = [ad(n, attributes=[one]) for n, one in enumerate(said, 1)]
    found = read(next_data(json.dumps({"props": {"ads": ads}})), "https://www.leboncoin.fr/ventes").drafts
    assert [one.heard for one in found] == ["", "démarchage interdit"]


def test_the_page_of_one_listing_is_heard_without_its_menus_and_forms() -> None:
    state = next_data(json.dumps({"props": {"ad": ad(1)}}))
    aside = "<nav>Maison, agences s'abstenir</nav><form>Pas de démarchage</form><style>pas d'agence</style>"
    assert [one.heard for one in read(state + aside).drafts] == [""]
    assert [one.heard for one in read(state + aside + "<p>Vendeur : pas d'agence").drafts] == ["pas d'agence"]


@table(
    "beside",
    [
        "<aside><p>Paul</p><p>Agences s'abstenir</p></aside>", '<button aria-label="Refuse le démarchage">i</button>',
        "<form><textarea></textarea><p>Ce vendeur ne veut pas d'agence</p></form>",
        '<aside><i title="Pas de démarchage commercial"></i></aside>',
    ],
)  # fmt: skip
def test_who_sells_may_refuse_beside_the_ad(beside: str) -> None:
    page = f"<h1>Villa à Dinan (22100)</h1><p>100 000 €</p><p>80 m²</p>{beside}"
    [found] = read(page, "https://www.annonces.example/villa-100001").drafts
    assert found.heard


def test_the_refusal_of_another_ad_shown_below_is_not_that_of_the_page() -> None:
    page = "<h1>Maison à vendre</h1><p>200 000 €</p><p>90 m²</p>" + CARD.format(
        n=7, title="Villa", rest="Agences s'abstenir"
    )
    for whole in (page, page.replace("<li>", "<aside><li>").replace("</li>", "</li></aside>")):
        assert [one.heard for one in read(whole, "https://www.site.example/annonce-123456").drafts] == [""]


def test_a_line_that_only_sounds_like_a_refusal_is_asked_about() -> None:
    said, site = "Je me charge de trouver mon acheteur moi-même", "Je souhaite vendre par mes propres moyens"
    rests = (f"<i>{said}</i><p>{site}</p>", f"<p>{site}</p>", f"<p>{site}</p><p>Agences s'abstenir</p>")
    page = "".join(CARD.format(n=n, title="Villa", rest=rest) for n, rest in enumerate(rests, 1))
    found = read(f"<ul>{page}</ul>", "https://www.annonces.example/ventes").drafts
    assert [(one.doubt, one.heard) for one in found] == [(said, ""), ("", ""), ("", "Agences s'abstenir")]
    alone = f"<h1>Villa à Dinan (22100)</h1><p>100 000 €</p><p>80 m²</p><p>{said}</p>"
    assert [one.doubt for one in read(alone, "https://www.annonces.example/villa-100001").drafts] == [said]


@table(
    "badge",
    [
        '<i data-original-title="Pas de démarchage commercial"></i>', "<img alt='Refuse les agences' src=x>",
        "<svg><title>Ne souhaite pas être démarché</title></svg>", "<noscript><p>Agences s’abstenir</p></noscript>",
        '<p data-text="Calme. Agences s’abstenir.">Calme…</p>', "<div hidden>Agences s’abstenir</div>",
    ],
)  # fmt: skip
def test_a_refusal_is_heard_wherever_a_card_says_it(badge: str) -> None:
    cards = CARD.format(n=1, title="Villa", rest=badge) + CARD.format(n=2, title="Maison", rest="<i>calme</i>")
    found = read(f"<ul>{cards}</ul>", "https://www.annonces.example/ventes").drafts
    assert [bool(one.heard) for one in found] == [True, False]


@table(
    "flag, refuses",
    [
        ({"noSalesmen": True}, True), ({"refuse_agences": 1}, True), ({"demarchage": {"autorise": False}}, True),
        ({"acceptsProfessionals": False}, True), ({"contactPreferences": {"agencies": False}}, True),
        ({"tags": ["exclusif", "sans_demarchage"]}, True), ({"demarchage": {"autorise": True}}, False),
        ({"contact": {"isPro": False}}, False), ({"noSalesmen": False}, False),
    ],
)  # fmt: skip
def test_a_flag_of_a_state_refuses_in_the_words_of_any_site(flag: dict[str, object], refuses: bool) -> None:
    [found] = read(next_data(json.dumps({"props": {"ads": [ad(1, **flag)]}})), "https://annonces.example/v").drafts
    assert bool(found.refuses or found.heard) is refuses
