"""The page « vos données »: well-formed, alone, read by everybody, of the same claims as the notice; told again when an
answer changes; named by no letter until the agency says that it is on line."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from core.actions.common.agency import save_agency, settings
from core.actions.common.saved_page import claims_changed
from core.actions.letters import mail_service, noticing
from core.actions.papers import data_page
from core.base.records import replace
from core.base.resources import resource
from core.model.agency import Agency
from core.notices.claims import claims
from core.notices.data_page import VITAL, page_url, page_words, plain_text, render_page, webmaster_message
from core.notices.render import render
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.core.notices.reading import pages
from tests.core.notices.samples import AGENCY, FACTS
from tests.failing import fails_with
from tests.tables import table

DAY = date(2026, 11, 30)
HOSTILE = 'Tilleuls <script>alert(1)</script> & "Fils" \''


def tree(agency: Agency = AGENCY) -> Any:
    """Return the page, parsed strictly as XML."""
    return etree.fromstring(render_page(agency, DAY, "SARL, RCS").html.split("\n", 1)[1].encode())


def words(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split()).replace("\u00a0", " ").replace("\u202f", " ")


@table(
    "changes",
    [
        {}, {"name": HOSTILE, "legal_name": HOSTILE}, {"short_url": "", "objection_phone": ""},
        {"mail_provider": "Maileva", "mail_provider_country": "France"}, {"email": "a&b@exemple.fr"},
    ],
)  # fmt: skip
def test_it_is_well_formed_small_and_alone(changes: dict[str, Any]) -> None:
    agency = replace(AGENCY, **changes)
    html = render_page(agency, DAY, "SARL, RCS").html
    assert html.startswith("<!DOCTYPE html>\n") and len(html.encode()) < 40_000
    page = tree(agency)
    assert page.attrib["lang"] == "fr" and page.find(".//section[@id='english']").attrib["lang"] == "en"
    for node in page.iter():
        assert node.tag not in ("link", "img", "iframe", "form", "input", "object", "base"), "nothing is loaded"
        assert "src" not in node.attrib and not [name for name in node.attrib if name.startswith("on")]
    style = page.findtext(".//style")
    assert "url(" not in style and "@import" not in style
    links = [link.attrib["href"] for link in page.iter("a")]
    assert all(link.startswith(("#", "mailto:", "tel:", "https://www.cnil.fr/")) for link in links)
    ids = [node.attrib["id"] for node in page.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(node.attrib["aria-labelledby"] in ids for node in page.iter("section") if "id" not in node.attrib)
    assert len(list(page.iter("script"))) == 1


def test_its_headings_follow_and_its_refusal_comes_first() -> None:
    page = tree()
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    first = next(page.iter("section"))
    assert first.attrib["class"] == "refuse"
    assert words(first).startswith("Refuser nos propositions Un mot suffit, sans raison à donner")
    [email] = [link for link in first.iter("a") if link.attrib["href"].startswith("mailto:")]
    assert "subject=Opposition&body=Je%20m" in email.attrib["href"] and email.attrib["class"] == "object"
    assert "Refuse our proposals One word is enough" in words(page.find(".//section[@id='english']"))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def palettes() -> Iterator[dict[str, str]]:
    """Yield the colours of each of the looks of the page, in full."""
    for block in re.findall(r":root\{([^}]*)\}", resource("papers", "data-page.css").read_text(encoding="utf-8")):
        colours = dict(re.findall(r"--(\w+):(#[0-9a-f]+)", block))
        yield {name: "#" + "".join(2 * sign for sign in code[1:]) if len(code) == 4 else code
               for name, code in colours.items()}  # fmt: skip


def test_its_words_stand_out() -> None:
    looks = list(palettes())
    assert len(looks) == 3
    for look in looks:
        for ink in ("ink", "link", "edge"):
            for ground in ("paper", "soft"):
                light, dark = sorted((luminance(look[ink]), luminance(look[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 7, (look, ink, ground)


def test_it_says_what_the_notice_says_by_the_same_claims() -> None:
    said = page_words(AGENCY)
    assert VITAL & said.keys() and said.keys() <= claims().keys()
    notice = pages(render(FACTS))[1].replace("\u00a0", " ").replace("\u202f", " ")
    for claim in ("who-decides", "why-interest", "not-abroad", "right-others", "no-scores"):
        plain = said[claim].replace("\u00a0", " ").replace("\u202f", " ")
        assert plain in notice, claim
        assert plain in words(tree())
    assert said["page-refuse"] in plain_text(AGENCY, DAY)


@table(
    "changes, gone",
    [
        ({"sends_abroad": None}, "CLAIM_UNANSWERED"), ({"scores": None}, "CLAIM_UNANSWERED"),
        ({"objection_phone": ""}, "appelez le"), ({"sells_data": None}, "Nous ne vendons ni ne louons"),
        ({"software_place": "unknown"}, "nos propres ordinateurs"), ({"has_dpo": None}, "Nous n’avons pas de délégué"),
    ],
)  # fmt: skip
def test_without_its_fact_a_sentence_is_gone(changes: dict[str, Any], gone: str) -> None:
    assert gone.isupper() or gone in words(tree()), "it was there"
    agency = replace(AGENCY, **changes)
    if gone.isupper():
        with fails_with(gone):
            render_page(agency, DAY, "")
    else:
        assert gone not in words(tree(agency).find(".//main"))


def test_the_webmaster_is_told_where_only_with_a_site() -> None:
    assert page_url(replace(AGENCY, short_url="https://exemple.fr/x")) == "https://exemple.fr/x"
    assert ", à l’adresse https://exemple.fr/x, en https" in webmaster_message(
        replace(AGENCY, short_url="exemple.fr/x")
    )
    assert "adresse" not in webmaster_message(replace(AGENCY, short_url=""))


def front(store: Store, lead_id: int) -> str:
    with store.read() as r:
        facts = noticing.letter_facts(r, lead_id, settings(r), day=NOW.date(), reference="K7P-4MD")
    return " ".join(pages(render(facts)))


def test_a_letter_names_it_while_it_is_on_line_and_says_what_the_agency_says(ready: Store, tmp_path: Path) -> None:
    lead_id, out = add(ready), tmp_path / "vos-donnees.html"
    save_agency(ready, {"short_url": "tilleuls.exemple.fr/vos-donnees", "page_online": ""}, by=BY, at=NOW)
    page = data_page.save_page(ready, out, by=BY, at=NOW)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == page.sha256
    with ready.read() as r:
        state = data_page.page_state(r)
        assert (state.saved, state.sha256, state.online, state.stale) == (NOW.date(), page.sha256, False, False)
    assert "vos-donnees" not in front(ready, lead_id), "nobody said that it is on line"
    save_agency(ready, {"page_online": "oui"}, by=BY, at=NOW)
    assert "vos-donnees" in front(ready, lead_id)
    save_agency(ready, {"services": "estimation et vente"}, by=BY, at=NOW)
    with ready.read() as r:
        assert [*claims_changed(settings(r))] == ["why-write"]
        assert "estimation et vente de biens immobiliers" in data_page.page_state(r).former[0]
    assert "vos-donnees" in front(ready, lead_id), "who sees the data, and their rights, are as it says"
    save_agency(ready, {"other_recipients": "Notaire Exemple", "sells_data": "non"}, by=BY, at=NOW)
    with ready.read() as r:
        assert "Notaire Exemple" in data_page.page_state(r).missing[0]
    assert "vos-donnees" not in front(ready, lead_id), "it says another thing of who sees the data"
    data_page.save_page(ready, out, by=BY, at=NOW)
    save_agency(ready, {"page_online": "oui"}, by=BY, at=NOW)
    with ready.read() as r:
        assert not data_page.page_state(r).stale and data_page.page_state(r).online
    assert "vos-donnees" in front(ready, lead_id)
    mail_service.save_service(ready, {"name": "Poste Exemple", "country": "France"}, by=BY, at=NOW)
    with ready.read() as r:
        assert data_page.page_state(r).stale
    assert "vos-donnees" not in front(ready, lead_id), "who prints and posts the letters sees the addresses"
