"""A day of ads, from the browser to the letter: saved pages of three sites and an alert, a page pasted, a site that
refuses, then the sentence of the letter that says where the person was found."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from core.actions.common import kept_files
from core.model.batch import PageWay
from core.records.contact import Contact
from core.records.notice import Notice
from core.store import batches, leads
from core.store.batches import BatchSeen
from tests.core.actions.intake.test_offering import proof_of
from tests.core.sources.copies import copied
from tests.core.sources.pages.saved_today import ADS, CARDS, card, chromed, mails, pages
from tests.journeys.pages import Leads
from tests.journeys.window import CTRL, Screen, Shots
from tests.ui.near_jobs import run_beside
from tests.ui.office_fixture import shown

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", "does not support grabbing the keyboard")
SAVED = {one.name: one for one in pages()}


@pytest.fixture
def screen(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """The window of an agency that lacks nothing; what the clipboard held is let go of at the end."""
    run_beside(monkeypatch)
    with shown(tmp_path / "base", qapp) as window:
        window.resize(1366, 768)
        window.showNormal()
        made = Screen(window, Shots(tmp_path / "shots"))
        made.come_forward()
        yield made
        QGuiApplication.clipboard().clear()


def test_a_day_of_ads_from_the_browser_to_the_letter(screen: Screen, tmp_path: Path) -> None:
    screen.go("imports")
    saved_and_received(screen, tmp_path)
    pasted_with_its_street(screen)
    refused_one_at_a_time(screen)
    letter_says_where(screen)


def paste(screen: Screen, mime: QMimeData) -> None:
    """Put something on the clipboard, press Ctrl+V, and wait for what it offers."""
    QGuiApplication.clipboard().setMimeData(mime)
    screen.key(Qt.Key.Key_V, CTRL)
    screen.wait(lambda: screen.shows("offers") and screen.shows("offers-footer-forward"))


def take(screen: Screen) -> BatchSeen:
    """Take what is checked, and return the batch shown."""
    screen.key(Qt.Key.Key_Return, CTRL)
    screen.wait(lambda: screen.shows("batch"))
    with screen.window.office.store.read() as r:
        return batches.recent(r)[0]


def saved_and_received(screen: Screen, folder: Path) -> None:
    """Pages of three sites saved in the browser and an alert, copied in the file manager: one batch."""
    files = []
    for name in ("paruvendu 0", "ouestfrance 1", "etreproprio 2"):
        files.append(folder / f"{name}.html")
        page = SAVED[name]
        files[-1].write_bytes(f"<!-- saved from url=({len(page.url):04}){page.url} -->".encode() + page.data)
    files.append(folder / "alerte.eml")
    files[-1].write_bytes(next(one.data for one in mails() if one.name == "mail pap.fr 1"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    paste(screen, mime)
    batch = take(screen)
    assert (batch.read, batch.opposed, batch.rejected) == (6, 0, 0)
    assert batch.added + batch.merged == 6


def from_browser(page: bytes, url: str) -> QMimeData:
    """Return what Chromium leaves on the clipboard after Ctrl+A, Ctrl+C."""
    mime = QMimeData()
    mime.setHtml(copied(page, url).decode())
    mime.setText("Appartement 3 pièces 67 m²\n1 150 €/mois\nNantes, 44000\nYanis\n")
    mime.setData("chromium/x-source-url", url.encode())
    return mime


def pasted_with_its_street(screen: Screen) -> None:
    """The terms are answered once, the street is typed where the page did not say it."""
    page = SAVED["unknown 2"]
    paste(screen, from_browser(page.data, page.url))
    assert screen.find(QLabel, "copied-known").text() == page.url
    screen.click("pasted-terms-unread")
    screen.type("offer-name", "Yanis Morel")
    screen.type("offer-address", "12 rue Crébillon")
    batch = take(screen)
    assert (batch.added, batch.name) == (1, "Page copiée de toits-libres.example")


def refused_one_at_a_time(screen: Screen) -> None:
    """Two ads of a site that refuses: neither is checked at first, one alone may be."""
    body = "".join(card(one, CARDS[1]) for one in ADS[3:5])
    list_page = chromed(f"<h1>Résultats</h1><div>{body}</div>", "Résultats", 1)
    paste(screen, from_browser(list_page, "https://www.leboncoin.fr/recherche"))
    assert not screen.find_enabled("offers-footer-forward")
    screen.click("offers-all")
    assert not screen.find_enabled("offers-footer-forward")
    assert "une annonce à la fois" in screen.text("offers-footer-fact")
    screen.click("offers-none")
    screen.find(QTableView, "offers-table").setFocus()
    screen.key(Qt.Key.Key_Space)
    batch = take(screen)
    assert batch.read == 1


def letter_says_where(screen: Screen) -> None:
    """The letter of the person of the pasted page names the site, the way and the day."""
    screen.go("leads")
    page = Leads(screen)
    page.search("morel")
    screen.wait(lambda: page.names() == ["Yanis Morel"])
    page.open_first()
    screen.click("sheet-letter")
    letters = screen.page("letters")
    screen.wait(lambda: letters.shows("prepare-all"))
    letters.click("prepare-all")
    screen.wait(lambda: screen.band().startswith("1 lettre prête."))
    with screen.window.office.store.read() as r:
        [lead_id] = leads.search(r, text="morel")
        [letter] = r.of(Notice, lead_id=lead_id)
        [street] = [one for one in r.of(Contact, lead_id=lead_id) if one.kind == "address"]
        proof = next(proof_of(r, batch.id) for batch in batches.recent(r) if batch.name.startswith("Page copiée de"))
    assert (street.value, street.postcode) == ("12 rue Crébillon", "44000")
    assert proof.way == PageWay.COPIED.value
    pdf = (kept_files.letters_folder(screen.window.office.store) / letter.file).read_bytes()
    said = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())
    assert "Nous avons lu votre annonce sur toits-libres.example, le 24 novembre 2026" in said
    assert f"à l’adresse {SAVED['unknown 2'].url}" in said
    plain = said.replace("\u202f", " ")
    assert "Votre annonce et votre nom : de l’annonce 2990110138" in plain
    assert "Votre adresse postale : relevée par notre agence" in plain
