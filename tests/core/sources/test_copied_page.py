"""A page copied in a browser: its address, whether it is one, and what is read of it."""

from collections import Counter
from datetime import UTC, datetime

from lxml import html

from core.sources.copied_page import (
    CopiedPage,
    as_page,
    is_page,
    leads_elsewhere,
    of_windows,
    page_address,
    read_copied,
)
from tests.core.sources.copies import copied
from tests.core.sources.pages.invented import invented
from tests.core.sources.pages.newer import newer
from tests.core.sources.pages.test_invented_pages import count
from tests.lengths import length
from tests.tables import table

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOST = "annonces.example"
AD = "https://www.annonces.example/maison/7700001"


@table(
    "told, address",
    [
        (AD, AD),
        (f"  {AD}\0\nMaison 5 pièces", AD),
        ("https://claire:secret@annonces.example/7700001#photo", "https://annonces.example/7700001"),
        ("https://93.184.216.34/7700001", "https://93.184.216.34/7700001"),
        ("file:///home/claire/annonce.html", ""),
        ("view-source:https://annonces.example/", ""),
        ("javascript:alert(1)", ""),
        ("about:blank", ""),
        ("https://", ""),
        ("https://intranet/annonce/7700001", ""),
        ("http://localhost:8080/annonce/7700001", ""),
        ("http://192.168.1.20/annonce/7700001", ""),
        ("http://[::1]/annonce", ""),
        ("http://[::ffff:10.0.0.1]/annonce", ""),
        ("http://2130706433/annonce", ""),
        ("http://0x7f.1/annonce", ""),
        ("http://pige.agence.local/7700001", ""),
        ("https://annonces.example/a b", ""),
        ("https://annonces.example\\@10.0.0.1/", ""),
        (f"https://annonces.example/{'a' * 3000}", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_of_the_public_web(told: str, address: str) -> None:
    assert page_address(told) == address


def format_of_windows(page: bytes, url: str, *, start: int | None = None) -> bytes:
    """Return a page as Windows keeps it."""
    shape = "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nSourceURL:{}\r\n"
    size = len(shape.format(0, 0, url).encode())
    begins = size if start is None else start
    return shape.format(begins, size + len(page), url).encode() + page


@table(
    "data, page",
    [
        (format_of_windows(b"<p>Maison</p>", AD), CopiedPage(b"<p>Maison</p>", AD)),
        (format_of_windows("<p>Pièces</p>".encode(), "about:blank") + b"\0\0", CopiedPage("<p>Pièces</p>".encode())),
        (format_of_windows(b"<p>Maison</p>", AD, start=999_999_999), CopiedPage(b"<p>Maison</p>", AD)),
        (b"Version:1.0\r\n<p>Maison</p>", CopiedPage(b"<p>Maison</p>")),
        (b"<p>Version:0.9</p>", None),
        (b"", None),
    ],
)
def test_the_format_of_windows_is_read(data: bytes, page: CopiedPage | None) -> None:
    assert of_windows(data) == page


LINK = f'<a href="{AD}">Maison</a><p>249 000 €</p>'
EXCEL = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>Moreau'


@table(
    "markup, words, url, page",
    [
        (LINK, "Maison\n249 000 €\n", AD, True),
        (LINK, "Maison\n249 000 €\n", "", True),
        ("<h1>Maison</h1>", "Maison", AD, True),
        # A table among the words of a page, and one that is all that was copied.
        (LINK, "Maison à vendre\nSurface\t110 m²\nBelle maison\nAppelez\n", AD, True),
        (f"<table>{LINK}", "Nom\tTéléphone\nMoreau\t06 39 98 00 01\nLiva\t06 39 98 00 02\n", AD, False),
        (EXCEL, "Moreau\n", "", False),
        ('<meta name="generator" content="LibreOffice 24.2"/>' + LINK, "Moreau\n", "", False),
        ("<google-sheets-html-origin>" + LINK, "Moreau\n", "", False),
        ("<p>Moreau</p>", "Moreau\n", "", False),
        ("", "Moreau\t06 39 98 00 01\n", "", False),
        ("", "Une maison à vendre", "", False),
    ],
)
def test_a_page_is_told_from_rows(markup: str, words: str, url: str, page: bool) -> None:
    assert is_page(markup, words, url) is page


def links(*hosts: str) -> bytes:
    return "".join(f'<a class="x" href="https://{host}/p/1">x</a>' for host in hosts).encode()


@table(
    "data, url, site",
    [
        (links(*["www.ailleurs.example"] * 3), AD, "ailleurs.example"),
        (links(*["www.ailleurs.example"] * 9, "aide.annonces.example"), AD, ""),
        (links("www.ailleurs.example", "www.ailleurs.example"), AD, ""),
        (links(*["www.ailleurs.example"] * 3), "", ""),
        (b"<p>Maison</p>", AD, ""),
    ],
)
def test_an_address_goes_with_the_links_of_its_page(data: bytes, url: str, site: str) -> None:
    assert leads_elsewhere(CopiedPage(data, url)) == site


def test_what_is_copied_is_read_as_a_page_whatever_it_begins_with() -> None:
    """Not as an e-mail, an archive or an image."""
    head = b"From: x@annonces.example\nSnapshot-Content-Location: http://10.0.0.1/\n\n"
    reading = read_copied(CopiedPage(head + LINK.encode() + b"<p>5 pi\xc3\xa8ces 110 m2 (35500)</p>", AD), at=AT)
    assert (reading.what, reading.url) == ("page", AD)
    assert as_page(CopiedPage(b"%PDF-1.4 & 249 000")).endswith(b"<div>%PDF-1.4 &amp; 249 000</div>")


def test_a_heading_for_those_who_listen_is_no_title() -> None:
    """The title the seller gave is not in the copy; what the heading says is read all the same."""
    one = '<article><a href="https://annonces.example/ad/770000{n}"><h3>Appartement, 2 pièces, {n}0 mètres carrés.</h3>'
    cards = "".join(f"{one.format(n=n)}</a><p>{n}49 000 €</p><p>Vitré 35500</p></article>" for n in (3, 4))
    drafts = read_copied(CopiedPage(cards.encode(), "https://annonces.example/liste"), at=AT).drafts
    assert [(one.title, one.rooms, one.area) for one in drafts] == [("", "2", "30"), ("", "2", "40")]


def test_copies_of_pages_in_every_shape_are_counted_apart() -> None:
    """What a page only tells its scripts is missing of its copy; what it shows is read, and nothing is made up."""
    shown, told = Counter[str](), Counter[str]()
    for seed in range(length(2, long=40)):
        for shape, page, ads in (*invented(5000 + seed, HOST), *newer(6000 + seed, HOST)):
            if shape in ("alert", "archived"):  # No page of a browser.
                continue
            url = f"https://www.{HOST}/" + ("liste" if len(ads) > 1 else f"annonce/{ads[0].number}")
            copy = copied(page, url)
            before = told.copy()
            count(read_copied(CopiedPage(copy, url), at=AT), ads, told)
            if "€" in html.document_fromstring(copy.decode()).text_content():
                shown += told - before
    fields = shown["right"] + shown["wrong"] + shown["missing"]
    assert shown["right"] / fields >= 0.75, shown
    assert told["wrong"] / fields <= 0.01, told
    assert (told["extra"], told["refusal made up"]) == (0, 0)
