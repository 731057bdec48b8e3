"""A page copied in a browser, from the clipboard to the lead: the same proof and limits as a saved one."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.intake import pages_given, site_terms
from core.actions.intake.capturing import Captured, Taking, take, within
from core.actions.intake.offering import OfferFate, OfferPreview, preview
from core.actions.intake.pages_given import COPIED, Capture, read
from core.model.site_standing import Terms
from core.sources.copied_page import CopiedPage
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.intake.test_offering import card, page_of, proof_of

AD = "https://www.annonces.example/maison/7700001"
LIST = "https://www.annonces.example/recherche"


def seen_of(store: Store, *cards: str, url: str = LIST) -> OfferPreview:
    page = CopiedPage("".join(cards).encode(), url)
    asked = Capture(store.path.parent, (COPIED,), BY, NOW, copied=page)
    return preview(store, read(store, asked), asked)


def taken(store: Store, seen: OfferPreview) -> Captured:
    return take(store, Taking(store.path.parent, seen.pages, seen.offers, BY, NOW + timedelta(minutes=1)))


def test_a_copied_page_leaves_its_proof(store: Store) -> None:
    seen = seen_of(store, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    [page] = seen.pages
    assert (page.site, page.said, page.unaddressed) == ("annonces.example", "", False)
    report = taken(store, seen).report
    assert report.added == 2
    with store.read() as r:
        proof = proof_of(r, report.batch)
    assert (proof.way, proof.url, proof.status, proof.terms) == ("copied", LIST, None, "unread")
    assert len(proof.sha256) == 64


def test_the_same_page_twice_is_known(store: Store) -> None:
    taken(store, seen_of(store, card(7700001, "249 000 €")))
    again = seen_of(store, card(7700001, "249 000 €"))
    assert [one.fate for one in again.offers] == [OfferFate.KNOWN]
    assert taken(store, again).report.merged == 1
    with store.read() as r:
        assert leads.count_leads(r) == 1


@pytest.mark.parametrize(
    ("cards", "url", "code"),
    [
        ([card(7700001, "249 000 €")], "", "PAGE_ADDRESS_NEEDED"),
        (
            [card(7700001 + rank, "249 000 €") for rank in range(3)],
            "https://www.ailleurs.example/maison/7700001",
            "PAGE_ADDRESS_OTHER",
        ),
    ],
)
def test_without_its_address_nothing_is_taken(store: Store, cards: list[str], url: str, code: str) -> None:
    seen = seen_of(store, *cards, url=url)
    [page] = seen.pages
    assert (page.code, page.unaddressed, len(seen.offers)) == (code, True, len(cards))
    done = taken(store, seen)
    assert (done.report.batch, done.said) == (0, (page.said,))
    with store.read() as r:
        assert leads.count_leads(r) == 0


def test_a_site_that_refuses_gives_one_ad_at_a_time(store: Store) -> None:
    site_terms.answer(store, "annonces.example", Terms.REFUSED, by=BY, at=NOW)
    seen = seen_of(store, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    with store.read() as r:
        assert within(r, seen.pages, seen.offers, NOW)[0] == []
        assert len(within(r, seen.pages, seen.offers[:1], NOW)[0]) == 1


def test_a_copy_beyond_reason_is_told(store: Store) -> None:
    nested = CopiedPage(b"<div>" * 50_000 + b"249 000", LIST)
    empty = CopiedPage(b" \0 ", LIST)
    heavy = CopiedPage(b"x" * (pages_given.PAGE_LIMIT + 1), LIST)
    codes = []
    for page in (nested, empty, heavy):
        [given] = read(store, Capture(store.path.parent, (COPIED,), BY, NOW, copied=page)).pages
        assert (given.drafts, given.said.endswith(".")) == ((), True)
        codes.append(given.code)
    assert codes == ["PAGE_NO_LISTING", "PAGE_NOTHING", "FILE_TOO_BIG"]


def test_what_is_left_of_one_page_is_not_said_of_the_others(store: Store, tmp_path: Path) -> None:
    """Five ads of a saved page are taken beside a page copied under the address of another site, and two of a site that
    refuses."""
    site_terms.answer(store, "refus.example", Terms.REFUSED, by=BY, at=NOW)
    saved = page_of(tmp_path, *(card(7700101 + rank, "249 000 €") for rank in range(5)))
    closed = page_of(
        tmp_path, card(7700201, "9 000 €"), card(7700202, "180 000 €"), name="refus.html", host="refus.example"
    )
    other = CopiedPage("".join(card(7700301 + rank, "99 000 €") for rank in range(3)).encode(), AD.replace("ces", "x"))
    asked = Capture(store.path.parent, (COPIED, str(saved), str(closed)), BY, NOW, copied=other)
    seen = preview(store, read(store, asked), asked)
    done = taken(store, seen)
    assert (done.report.added, len(done.said)) == (5, 2)
    assert all("Rien n’en a été ajouté" in sentence for sentence in done.said)
    assert not any("Rien n’a été" in sentence for sentence in done.said)
