"""Each saved page of tests/files/pages gives what expected.toml says, and each site sheet has its page."""

import json
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.sources.pages import sites
from core.sources.pages.reading import PageKind, read_page
from core.sources.pages.towns import town_without_code
from tests.core.sources.pages.test_hostile_pages import next_data, read
from tests.core.sources.pages.test_screens import shown
from tests.tables import table
from tests.tree import ROOT

PAGES = Path(__file__).resolve().parents[3] / "files" / "pages"
EXPECTED: dict[str, Any] = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))
AT = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))


def frozen(value: Any) -> Any:
    """Return what a draft has where the file of expectations has lists."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value


@table("name", sorted(EXPECTED))
def test_a_saved_page_gives_what_is_expected_of_it(name: str) -> None:
    expected = EXPECTED[name]
    reading = read_page((PAGES / name).read_bytes(), at=AT)
    assert (reading.kind, reading.site, reading.code) == (expected["kind"], expected["site"], expected.get("code", ""))
    assert bool(reading.said) == (not reading.drafts)
    wanted = expected.get("drafts", [])
    assert len(reading.drafts) == len(wanted)
    for draft, facts in zip(reading.drafts, wanted, strict=True):
        found = {field: getattr(draft, field) for field in facts}
        assert found == {field: frozen(value) for field, value in facts.items()}


@table("name", sorted(name for name in EXPECTED if EXPECTED[name].get("drafts")))
def test_every_draft_tells_where_and_when_it_was_read(name: str) -> None:
    reading = read_page((PAGES / name).read_bytes(), at=AT)
    for draft in reading.drafts:
        assert draft.site == reading.site
        assert draft.seen == ("2026-11-02" if name.endswith(".eml") else "2026-11-24")
        assert draft.line >= 1
        assert draft.cells == (draft.title, draft.price, draft.town, draft.url)
        assert not draft.is_blank


def test_every_page_is_expected_and_every_sheet_has_a_page() -> None:
    assert {path.name for path in PAGES.iterdir() if path.suffix != ".toml"} == set(EXPECTED)
    shown = {expected["site"] for expected in EXPECTED.values()}
    assert {site.name for site in sites.sites()} <= shown


def test_the_same_page_is_read_whatever_its_site() -> None:
    page = (PAGES / "superimmo_2026_list.html").read_bytes().replace(b"superimmo.com", b"une-autre.example")
    reading = read_page(page, at=AT)
    assert (reading.site, len(reading.drafts)) == ("une-autre.example", 2)
    assert [ad.left_out for ad in reading.left] == ["parking"]


def test_every_value_says_where_it_was_read_and_how_sure_it_is() -> None:
    reading = read_page((PAGES / "ouestfrance_2026_ad.html").read_bytes(), at=AT)
    [ad] = reading.ads
    assert all(found.where and 0 < found.sure <= 1 for found in ad.fields.values())
    assert ad.fields["area"].where == "page affichée : Surface habitable"


def test_a_block_page_names_the_site_that_refused() -> None:
    page = (PAGES / "blocked_datadome.html").read_bytes()
    assert read_page(page, at=AT).said.startswith("leboncoin.fr a refusé l’accès")
    url = "https://www.leboncoin.fr/ad/ventes_immobilieres/1"
    assert read_page(page, url=url, at=AT).said.startswith("leboncoin a refusé l’accès")


def test_an_alert_in_plain_words_gives_its_ads() -> None:
    head = "From: a@alerte.example\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    first = "Maison 5 pièces 110 m²\nVitré (35500)\n249 000 €\nhttps://www.annonces.example/maison/4412345"
    second = "Appartement 2 pièces 45 m²\nRennes (35000)\n165 000 €\nhttps://www.annonces.example/t2/4412346"
    reading = read_page(f"{head}{first}\n\n{second}\n".encode(), at=AT)
    found = [(one.reference, one.price, one.area, one.town) for one in reading.drafts]
    assert found == [("4412345", "249000", "110", "Vitré"), ("4412346", "165000", "45", "Rennes")]
    assert reading.what == "mail"


def test_a_cache_of_nodes_that_point_at_each_other_is_read() -> None:
    price, place = {"amount": 285000}, {"city": "Laval", "zipCode": "53000"}
    ad = {"id": "5551234", "title": "Maison", "price": {"__ref": "P:1"}, "surface": 110, "at": {"__ref": "L:1"}}
    state = json.dumps({"Ad:1": ad, "P:1": price, "L:1": place})
    [draft] = read_page(f"<script>window.__S__={state}</script>".encode(), at=AT).drafts
    assert (draft.reference, draft.price, draft.town, draft.postcode) == ("5551234", "285000", "Laval", "53000")


def test_the_charges_of_a_sale_do_not_make_it_a_rent() -> None:
    page = (
        "<title>Vente T3</title><h1>Appartement T3 à Lyon 3</h1><p>245 000 €</p><p>68 m²</p><p>Charges : 120 € / mois"
    )
    [draft] = read_page(page.encode(), url="https://www.annonces.example/7654321", at=AT).drafts
    assert (draft.deal, draft.price, draft.area, draft.postcode) == ("sale", "245000", "68", "69003")


def test_the_scripts_of_a_shield_in_a_large_page_do_not_make_it_blocked() -> None:
    page = (PAGES / "leboncoin_2026_list.html").read_text("utf-8")
    page = page.replace("</body>", "<script>var dd={};//geo.captcha-delivery.com</script>" + " " * 120_000 + "</body>")
    assert len(read_page(page.encode(), at=AT).drafts) == 3


def test_the_reading_knows_no_site_by_name() -> None:
    words = {word for site in sites.sites() for word in (site.name.lower(), *site.hosts)}
    words |= {host.partition(".")[0] for host in words if host.count(".") == 1 and len(host) > 8}
    words.discard("immobilier")
    for path in sorted((ROOT / "core" / "sources").rglob("*.py")):
        said = path.read_text("utf-8").lower()
        assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", said)] == [], path


def test_a_state_that_tells_the_postcode_in_the_town_is_read() -> None:
    ad = {"annonceId": "A7700001", "prixFormate": "248 500 €", "surface": "112 m²", "localisation": "Vitré (35500)"}
    page = f"<script>var liste = {json.dumps([ad | {'lien': '/annonce/7700001', 'libelleType': 'Maison / Villa'}])}"
    [draft] = read_page(page.encode(), url="https://annonces.example/l", at=AT).drafts
    assert (draft.town, draft.postcode, draft.price, draft.kind) == ("Vitré", "35500", "248500", "Maison")


# --- What a page tells without the usual marks: a town without its postcode, a telephone outside the description

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


# --- A refusal is heard in every text that a card or a page of one listing shows, and in none of another listing

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
    [beside] = read(state + aside + "<p>Vendeur : pas d'agence").drafts
    assert (beside.heard, beside.doubt) == ("", "Vendeur : pas d'agence")


@table(
    "beside, heard, asked",
    [
        ("<aside><p>Paul</p><p>Agences s'abstenir</p></aside>", True, False),
        ("<div class='bloc_contact'><label>Contacter Paul</label><p>Agences s'abstenir</p></div>", True, False),
        ("<aside><i title='Pas de démarchage commercial'></i></aside>", False, True),
        ("<div><p>Ici, on vend sans agence</p><p>Agences s'abstenir</p></div>", False, True),
        ('<button aria-label="Refuse le démarchage">i</button>', False, False),
        ("<form><textarea></textarea><p>Ce vendeur ne veut pas d'agence</p></form>", False, False),
        ("<aside class='newsletter'><p>Paul</p><p>Agences s'abstenir</p></aside>", False, False),
    ],
)
def test_who_sells_may_refuse_beside_the_ad_and_who_else_is_asked_about(
    beside: str, *, heard: bool, asked: bool
) -> None:
    page = f"<h1>Villa à Dinan (22100)</h1><p>100 000 €</p><p>80 m²</p>{beside}"
    [found] = read(page, "https://www.annonces.example/villa-100001").drafts
    assert (bool(found.heard), bool(found.doubt)) == (heard, asked)


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
    "badge, heard",
    [
        ('<i data-original-title="Pas de démarchage commercial"></i>', True),
        ("<img alt='Refuse les agences' src=x>", True),
        ("<svg><title>Ne souhaite pas être démarché</title></svg>", True),
        ('<p data-text="Calme. Agences s’abstenir.">Calme…</p>', True),
        ("<header><h4>Agences s’abstenir</h4></header>", False),
        ("<noscript><p>Agences s’abstenir</p></noscript>", False),
        ("<div hidden>Agences s’abstenir</div>", False),
        ("<a href='/aide'>Agences s’abstenir</a>", False),
    ],
)
def test_a_refusal_is_heard_wherever_a_card_says_it_but_in_the_parts_of_its_site(badge: str, *, heard: bool) -> None:
    cards = CARD.format(n=1, title="Villa", rest=badge) + CARD.format(n=2, title="Maison", rest="<i>calme</i>")
    found = read(f"<ul>{cards}</ul>", "https://www.annonces.example/ventes").drafts
    assert [bool(one.heard) for one in found] == [heard, False]


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
