"""Ctrl+A, Ctrl+C in the browser, Ctrl+V in Imports: a page is shown, its address asked when it did not come, and one
ad taken by the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.records.contact import Contact
from core.store import batches
from core.words.errors import user_text
from tests.core.actions.intake.test_offering import card, proof_of
from tests.tables import table
from tests.ui.finding import child
from tests.ui.pages.importing import page
from tests.ui.pages.imports.test_capture import count, taken, wait
from ui.common.office import Office
from ui.pages.imports.copied import read_spans
from ui.pages.imports.page import ImportsPage

__all__ = ["page"]

AD = "https://www.annonces.example/maison/7700001"
WORDS = "Maison 5 pièces 110 m²\n249 000 €\nVitré (35500)\nParticulier\n"


@pytest.fixture(autouse=True)
def emptied(qapp: QApplication) -> Iterator[None]:
    """The clipboard lets go of what a test put in it before Qt ends."""
    yield
    QGuiApplication.clipboard().clear()


def copied(*cards: str, url: str = AD) -> QMimeData:
    mime = QMimeData()
    mime.setHtml("".join(cards))
    mime.setText(WORDS)
    if url:
        mime.setData("chromium/x-source-url", url.encode())
    return mime


def pasted(page: ImportsPage, qtbot: QtBot, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    keys = QGuiApplication.focusObject()
    QTest.keyClick(keys if isinstance(keys, QWidget) else page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, page)


def test_one_ad_is_pasted_shown_with_its_words_and_taken(page: ImportsPage, office: Office, qtbot: QtBot) -> None:
    before = count(office)
    pasted(page, qtbot, copied(card(7700001, "249 000 €")))
    offers = page.capture.offers
    assert page.capture.currentWidget() is offers
    assert offers.header.accessibleName() == "Page collée"
    assert offers.table.isHidden()
    assert not offers.address.field.isVisible()
    assert child(offers, QLabel, "copied-known").text() == AD
    assert offers.pasted.text.toPlainText() == WORDS.strip()
    marked = {mark.cursor.selectedText() for mark in offers.pasted.text.extraSelections()}
    assert {"249 000 €", "Vitré", "35500", "110 m²"} <= marked
    assert offers.card.isAncestorOf(page.window().focusWidget())
    assert count(office) == before
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    taken(page, qtbot)
    assert count(office) == before + 1
    with office.store.read() as r:
        [batch, *_rest] = batches.recent(r)
        assert (proof_of(r, batch.id).way, proof_of(r, batch.id).url) == ("copied", AD)


def test_what_is_missing_is_asked_and_what_the_site_allows_is_answered_once(
    page: ImportsPage, office: Office, qtbot: QtBot
) -> None:
    pasted(page, qtbot, copied(card(7700001, "249 000 €")))
    offers = page.capture.offers
    assert offers.foot.forward_button.text() == "Garder cette a&nnonce"
    assert child(offers.terms, QLabel, "pasted-terms-question").text().startswith("annonces.example permet-il")
    address = child(offers.card, QLineEdit, "offer-address")
    assert address.hasFocus()
    QTest.keyClicks(address, "12 rue des Lices")
    offers.terms.no.click()
    assert (offers.terms.isHidden(), address.hasFocus()) == (True, False)
    assert "refusée" in offers.about.text()
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    taken(page, qtbot)
    with office.store.read() as r:
        [batch, *_rest] = batches.recent(r)
        proof = proof_of(r, batch.id)
        [contact] = [one for one in r.of(Contact, "-id") if one.value == "12 rue des Lices"]
    assert (proof.terms, proof.answered_by, contact.town) == ("refused", office.by, "Vitré")
    pasted(page, qtbot, copied(card(7700002, "180 000 €"), url=AD.replace("7700001", "7700002")))
    assert offers.terms.isHidden(), "asked once"
    QTest.mouseClick(offers.foot.back_button, Qt.MouseButton.LeftButton)
    assert offers.foot.back_button.text() == "Ne rien garder"
    assert (page.capture.currentWidget() is offers, count(office)) == (False, count(office))


def test_an_address_that_did_not_come_is_asked_and_required(page: ImportsPage, office: Office, qtbot: QtBot) -> None:
    before = count(office)
    pasted(page, qtbot, copied(card(7700001, "249 000 €"), url=""))
    offers = page.capture.offers
    field = offers.address.field
    assert field.hasFocus()
    assert not offers.foot.forward_button.isEnabled()
    assert offers.address.field.accessibleDescription() not in child(offers.foot, QLabel, "offers-footer-fact").text()
    offers.take()
    assert not offers.taking
    QTest.keyClicks(field, "http://localhost/7700001")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.property("wrong"), field.hasFocus(), count(office)) == (True, True, before)
    field.setText(AD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait(qtbot, page)
    assert not field.isVisible()
    assert offers.foot.forward_button.isEnabled()


def test_a_page_that_only_its_address_makes_an_ad_is_asked_for_it(page: ImportsPage, qtbot: QtBot) -> None:
    """Nothing is asked of the site of the address that is given."""
    pasted(page, qtbot, copied("<p>Maison 5 pièces 110 m² Vitré (35500)</p><p>249 000 €</p>", url=""))
    assert "L’adresse de la page copiée" in page.capture.note.sentence
    assert page.capture.address.hasFocus()
    page.capture.address.setText("http://localhost/7700001")
    QTest.keyClick(page.capture.address, Qt.Key.Key_Return)
    assert page.capture.note.sentence == user_text("PAGE_ADDRESS_BAD")
    page.capture.address.setText(AD)
    QTest.keyClick(page.capture.address, Qt.Key.Key_Return)
    wait(qtbot, page)
    assert page.capture.offers.pasted.isVisible()


def test_several_ads_are_a_table_and_a_page_without_one_is_told(page: ImportsPage, qtbot: QtBot) -> None:
    cards = (card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    pasted(page, qtbot, copied(*cards, url="https://www.annonces.example/recherche"))
    assert not page.capture.offers.table.isHidden()
    assert page.capture.offers.pasted.isHidden()
    pasted(page, qtbot, copied("<h1>Tarte aux pommes</h1>"))
    assert "aucune annonce" in page.capture.note.sentence


def test_rows_are_still_rows_and_a_field_keeps_its_own_paste(page: ImportsPage, qtbot: QtBot) -> None:
    rows = QMimeData()
    rows.setHtml('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>Moreau')
    rows.setText("Nom\tTéléphone\nMoreau\t06 39 98 00 01\n")
    pasted(page, qtbot, rows)
    assert page.assistant.isVisible()
    qtbot.waitUntil(lambda: not page.assistant.file.isVisible())
    pasted(page, qtbot, copied(card(7700001, "249 000 €")))
    assert page.assistant.isVisible(), "an import begun is not left"
    page.assistant.footer.cancelled.emit()
    page.capture_page()
    pasted(page, qtbot, copied(card(7700001, "249 000 €")))
    assert page.capture.address.text().startswith("Maison 5 pièces")


@table("name", ["annonce.html", "annonce.mhtml", "alerte.eml"])
def test_the_file_of_a_page_is_pasted_as_a_page(page: ImportsPage, qtbot: QtBot, files: Path, name: str) -> None:
    """Copied in a file manager: it is no table."""
    samples = {".html": "pap_2026_ad.html", ".mhtml": "etreproprio_2026_ad.mhtml", ".eml": "pap_2026_alert.eml"}
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(files / "pages" / samples[Path(name).suffix]))])
    page.go_home()
    pasted(page, qtbot, mime)
    assert page.capture.currentWidget() is page.capture.offers
    assert page.capture.offers.table.rows().ids


def test_a_part_of_a_page_may_be_dropped(page: ImportsPage, qtbot: QtBot) -> None:
    mime = copied(card(7700001, "249 000 €"))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(40, 40), Qt.DropAction.CopyAction, mime, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, mime, buttons, keys))
    wait(qtbot, page)
    assert not page.capture.offers.pasted.isHidden()


@table(
    "words, values, shown",
    [
        ("Prix 249 000 €, réf. 249000", {"price": "249000"}, ["249 000 €"]),
        ("249.000 EUR", {"price": "249000.00"}, ["249.000 EUR"]),
        ("1 249 000 €", {"price": "9000"}, []),
        ("110,5 m² et 10 m2", {"area": "110.5"}, ["110,5 m²"]),
        ("5 pièces, 15 pièces", {"rooms": "5"}, ["5 pièces"]),
        ("Uzès, à 5 km d’UZÈS, Uzès", {"town": "Uzès"}, ["Uzès", "UZÈS"]),
        ("appelez le +33 6 39 98 12 41", {"phones": "06 39 98 12 41"}, ["+33 6 39 98 12 41"]),
        ("rien (de) tout", {"title": "(", "price": "abc", "phones": "12"}, []),
    ],
)
def test_what_was_read_is_found_in_the_words(words: str, values: dict[str, str], shown: list[str]) -> None:
    assert [words[start:end] for start, end in read_spans(words, values)] == shown
