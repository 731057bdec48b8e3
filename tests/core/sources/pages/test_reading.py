"""Each saved page of tests/files/pages gives what expected.toml says, and each site sheet has its page."""

import json
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.sources.pages import sites
from core.sources.pages.reading import read_page
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
