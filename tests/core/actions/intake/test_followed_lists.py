"""A list is followed page by page where the sheet of its site lets it be, as far as the cap of the day; one may stop
on the way, keep what is read, and go on later."""

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from core.actions.intake import pages_given, site_terms
from core.actions.intake.capturing import capture
from core.actions.intake.pages_given import Capture, read
from core.base.errors import Cancelled
from core.model.site_standing import Terms
from core.sources.pages import sites
from core.sources.web import Polite
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.sources.local_server import web_site

SHEET = 'name = "Exemple"\nhosts = ["127.0.0.1"]\n{0}\n[terms]\nverdict = "unread"\n'
PAGES = 4
ASIDE = '<a href="/ad/7709999" title="Suivant">›</a><a href="#">›</a><a href="https://ailleurs.example/l">Suivant</a>'


def list_page(number: int) -> bytes:
    """Return one page of a list of eight ads, two a page, with the way to the next one."""
    cards = "".join(
        f'<article><a href="/ad/770{number}00{one}"><h3>Maison {number}{one}</h3></a><p>{200 + number}{one}00 €</p>'
        f"<p>80 m²</p><p>Vitré (35500)</p><p>{number}{one} rue du Four</p><p>Particulier</p></article>"
        for one in (1, 2)
    )
    after = f'<a href="/liste?p={number + 1}" aria-label="Page suivante">›</a>' if number < PAGES else ""
    return f"<h1>Annonces de vente</h1>{cards}{ASIDE}{after}".encode()


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The address of a list whose terms were answered, and the pages its site was asked for."""
    told: list[str] = []

    def answer(site: BaseHTTPRequestHandler) -> None:
        found = site.path.startswith("/liste")
        told.append(site.path)
        site.send_response(200 if found else 404)
        site.end_headers()
        site.wfile.write(list_page(int(site.path.partition("=")[2] or 1)) if found else b"")

    monkeypatch.setattr(pages_given, "Polite", partial(Polite, allow_local=True, gap=0.0))
    with web_site(answer) as port:
        yield f"http://127.0.0.1:{port}/liste", told


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sheet of the site, to be written."""
    monkeypatch.setattr(sites, "resource", lambda *_names: tmp_path / "sites")
    (tmp_path / "sites").mkdir()
    sites.sites.cache_clear()
    yield tmp_path / "sites" / "exemple.toml"
    sites.sites.cache_clear()


def allowed(store: Store) -> None:
    site_terms.answer(store, "127.0.0.1", Terms.ALLOWED, page="x", by=BY, at=NOW)


def lists(told: list[str]) -> list[str]:
    return [path for path in told if path.startswith("/liste")]


def test_a_list_is_followed_as_far_as_its_sheet_says(
    store: Store, asked: tuple[str, list[str]], sheet: Path
) -> None:  # fmt: skip
    sheet.write_text(SHEET.format("follow = 3\ndelay = 0"), "utf-8")
    allowed(store)
    url, told = asked
    found = capture(store, Capture(store.path.parent, (url,), BY, NOW))
    assert lists(told) == ["/liste", "/liste?p=2", "/liste?p=3"]
    assert found.report.added == 6
    with store.read() as r:
        assert leads.count_leads(r) == 6


def test_a_list_is_not_followed_beyond_the_cap_of_the_day(
    store: Store, asked: tuple[str, list[str]], sheet: Path
) -> None:  # fmt: skip
    sheet.write_text(SHEET.format("follow = 5\ndelay = 0\ncap = 3"), "utf-8")
    allowed(store)
    url, told = asked
    found = capture(store, Capture(store.path.parent, (url,), BY, NOW))
    assert lists(told) == ["/liste", "/liste?p=2"]
    assert (found.report.added, len(found.said)) == (3, 1)


def test_without_a_sheet_that_says_so_one_page_is_read(store: Store, asked: tuple[str, list[str]]) -> None:
    allowed(store)
    url, told = asked
    assert capture(store, Capture(store.path.parent, (url,), BY, NOW)).report.added == 2
    assert lists(told) == ["/liste"]


def test_one_stops_on_the_way_and_goes_on_later(store: Store, asked: tuple[str, list[str]], sheet: Path) -> None:
    sheet.write_text(SHEET.format("follow = 4\ndelay = 0"), "utf-8")
    allowed(store)
    url, told = asked

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    first = read(store, Capture(store.path.parent, (url,), BY, NOW), stop)
    assert (sum(len(page.drafts) for page in first.pages), len(first.rest)) == (4, 1)
    whole = read(store, Capture(store.path.parent, first.rest, BY, NOW, before=first.pages))
    assert (sum(len(page.drafts) for page in whole.pages), whole.rest) == (8, ())
    assert lists(told) == ["/liste", "/liste?p=2", "/liste?p=3", "/liste?p=4"]
