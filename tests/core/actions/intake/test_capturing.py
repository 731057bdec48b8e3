"""Listing pages into leads: one page that gives nothing is told and does not stop the others."""

import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from core.actions.desk.captures import take_pages
from core.actions.intake import pages_given, site_terms
from core.actions.intake.capturing import Captured, OfferChoice, Taking, capture, preview_pages
from core.actions.intake.pages_given import Capture
from core.model.site_standing import Terms
from core.records.batch import Batch
from core.records.listing import Listing
from core.sources.web import Polite
from core.store import batches, leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.intake.test_offering import proof_of
from tests.core.sources.local_server import web_site
from tests.tables import table


def read(store: Store, *pages: object, choice: OfferChoice | None = None) -> Captured:
    return capture(store, Capture(store.path.parent, tuple(map(str, pages)), BY, NOW), choice)


@pytest.fixture
def pages(files: Path) -> Path:
    """Saved pages of invented listings."""
    return files / "pages"


@pytest.fixture
def list_page(pages: Path, tmp_path: Path) -> Path:
    """A saved list of a site that nobody refused: one seller, one who refuses agencies, one agency."""
    page = tmp_path / "liste.html"
    shown = (pages / "leboncoin_2026_list.html").read_text("utf-8").replace("leboncoin.fr", "annonces.example")
    page.write_text(shown, "utf-8")
    return page


def test_a_list_of_results_becomes_leads(store: Store, list_page: Path) -> None:
    found = read(store, list_page)
    [page] = found.pages
    assert (page.site, page.kind, page.said) == ("annonces.example", "list", "")
    # The ad of the agency is left out: nothing of it is kept.
    assert (found.report.added, found.report.opposed, found.report.rejected) == (1, 1, 0)
    with store.read() as r:
        batch = batches.batch(r, found.report.batch)
        assert batch is not None
        assert (batch.source, batch.name, batch.supplier) == ("page", "liste.html", "")
        assert (batch.site, batch.collected) == ("annonces.example", "2026-11-24")
        assert batches.batch_sites(r) == ["annonces.example"]
        assert (r.one(Batch, "-id") or Batch()).id == found.report.batch


def test_reading_a_page_again_adds_nobody(store: Store, list_page: Path) -> None:
    read(store, list_page)
    again = read(store, list_page)
    assert (again.report.added, again.report.merged, again.report.opposed) == (0, 1, 1)


def test_pages_make_one_batch_and_a_bad_one_stops_nobody(
    store: Store, pages: Path, list_page: Path, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    asked = (
        *(str(pages / name) for name in ("pap_2026_ad.html", "blocked_datadome.html", "shop_product.html")),
        str(tmp_path / "nowhere.html"),
        str(list_page),
    )
    found = capture(
        store, Capture(store.path.parent, asked, BY, NOW), progress=lambda done, total: seen.append((done, total))
    )
    assert [page.kind for page in found.pages if page.drafts] == ["ad", "list"]
    assert all(page.said.endswith(".") for page in found.pages if not page.drafts)
    assert found.pages[1].kind == "blocked"
    assert found.pages[3].kind == "file_unreadable"
    assert (found.report.added, found.report.opposed) == (2, 1)
    assert seen == [(index, 5) for index in range(6)]
    with store.read() as r:
        [batch] = batches.recent(r)
        proofs = [proof_of(r, batch.id, line) for line in (1, 2)]
    assert batch.name == "pap_2026_ad.html et 1 autre page"
    assert [(one.site, one.way, one.status) for one in proofs] == [
        ("PAP", "page", None),
        ("annonces.example", "page", None),
    ]


def test_a_page_far_too_big_is_not_read(store: Store, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    with page.open("wb") as file:
        file.truncate(pages_given.PAGE_LIMIT + 1)
    found = read(store, page)
    assert found.pages[0].kind == "file_too_big"
    assert found.report.read == 0


def test_nothing_asked_is_nothing_read(store: Store) -> None:
    found = read(store)
    assert (found.pages, found.report.read, found.report.batch) == ((), 0, 0)


def test_an_address_inside_the_network_is_refused(store: Store) -> None:
    site_terms.answer(store, "127.0.0.1", Terms.ALLOWED, by=BY, at=NOW)
    [page] = read(store, "http://127.0.0.1:9/annonce").pages
    assert (page.code, page.drafts) == ("PAGE_PRIVATE", ())


@pytest.fixture
def site(pages: Path) -> Iterator[str]:
    """A site of this computer with one listing; returns the listing's address."""
    body = (pages / "unknown_site_ad.html").read_bytes()

    def answer(site: BaseHTTPRequestHandler) -> None:
        found = site.path == "/annonce"
        site.send_response(200 if found else 404)
        site.end_headers()
        site.wfile.write(body if found else b"")

    with web_site(answer) as port:
        yield f"http://127.0.0.1:{port}/annonce"


def test_a_listing_is_read_from_its_site(store: Store, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_given, "Polite", partial(Polite, allow_local=True, gap=0.0))
    asked = read(store, site)
    assert (asked.pages[0].code, asked.report.batch) == ("PAGE_TERMS_UNREAD", 0)
    site_terms.answer(store, "127.0.0.1", Terms.ALLOWED, page="http://127.0.0.1/cgu", by=BY, at=NOW)
    found = read(store, site)
    assert found.pages[0].said == ""
    assert found.report.added == 1
    with store.read() as r:
        [lead_id] = leads.search(r)
        [listing] = r.of(Listing, "-id", lead_id=lead_id)
        batch = batches.batch(r, found.report.batch)
        proof = proof_of(r, found.report.batch)
    assert batch is not None
    assert batch.name == site
    assert listing.url.startswith("http")
    assert (proof.url, proof.way, proof.status, proof.robots, proof.terms) == (site, "web", 200, "none", "allowed")
    assert (len(proof.sha256), proof.answered_by) == (64, BY)


def test_a_worker_opens_the_base_itself(store: Store, pages: Path) -> None:
    asked = Capture(store.path.parent, (str(pages / "pap_2026_ad.html"),), BY, NOW)
    seen = preview_pages(asked)
    with store.read() as r:
        assert leads.count_leads(r) == 0
    found = take_pages(Taking(asked.folder, seen.pages, seen.offers, BY, NOW))
    with store.read() as r:
        assert leads.count_leads(r) == found.report.added == 1


def test_a_folder_gives_its_pages_and_a_zip_its_own(store: Store, pages: Path, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "more").mkdir(parents=True)
    (folder / "alert.eml").write_bytes((pages / "pap_2026_alert.eml").read_bytes())
    (folder / "notes.docx").write_bytes(b"x")
    with zipfile.ZipFile(folder / "more" / "pages.zip", "w") as archive:
        for name in ("etreproprio_2026_ad.mhtml", "shell.html"):
            archive.write(pages / name, name)
    found = read(store, folder)
    assert [page.what for page in found.pages] == ["mail", "mhtml", "page"]
    assert [len(page.ads) for page in found.pages] == [2, 1, 0]
    assert found.pages[1].page == "pages.zip › etreproprio_2026_ad.mhtml"
    # The ad of the MHTML refuses agencies.
    assert (found.report.added, found.report.opposed) == (2, 1)


@table(
    "data, kind",
    [
        (b"", "nothing"), (b"%PDF-1.7 x", "pdf"), (b"\x89PNG\r\n", "image"), (b"\xd0\xcf\x11\xe0 x", "not_one"),
        (b"\x1f\x8b\x08 broken", "cut"), (b"PK\x03\x04 broken", "zip"),
        (b"From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\n\n", "mail_empty"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_said_for_what_it_is(store: Store, tmp_path: Path, data: bytes, kind: str) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(data)
    [page] = read(store, file).pages
    assert (page.kind, page.drafts, page.proof) == (kind, (), None)
    assert page.said.endswith(".")
