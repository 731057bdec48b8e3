"""Listing pages read from the Imports page: shown before anything is written, chosen, corrected, taken as one batch."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.intake import site_terms
from core.model.batch import RejectedRow, Report
from core.model.site_standing import Terms
from core.records.listing import Listing
from core.records.origin import SiteTerms
from core.store import batches, leads
from tests.core.actions.intake.test_offering import card, page_of, proof_of
from tests.core.sources.imap_server import Server, serving
from tests.core.sources.local_server import web_site
from tests.ui.chosen_files import choose
from tests.ui.finding import child
from tests.ui.office_fixture import Desk
from tests.ui.pages.importing import WAIT_MS, page
from ui.common.office import Office
from ui.pages.imports.capture import told
from ui.pages.imports.page import ImportsPage
from ui.widgets.card import Card

__all__ = ["page"]


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    """A saved list: two sellers, a price that lacks a zero, a refusal, a professional."""
    return page_of(
        tmp_path,
        card(7700001, "249 000 €"),
        card(7700002, "180 000 €"),
        card(7700003, "28 500 €"),
        card(7700004, "310 000 €", words="Agences s’abstenir"),
        card(7700005, "400 000 €").replace("Particulier", "Professionnel"),
    )


def wait(qtbot: QtBot, page: ImportsPage) -> None:
    qtbot.waitUntil(lambda: not page.capture.reading, timeout=WAIT_MS)


def offered(page: ImportsPage, qtbot: QtBot, *files: Path) -> None:
    page.take_files(list(files))
    wait(qtbot, page)
    assert page.capture.currentWidget() is page.capture.offers


def cells(page: ImportsPage, line: int) -> list[str]:
    return [cell.text for cell in page.capture.offers.table.rows().cells(line)]


def taken(page: ImportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.capture.offers.taking, timeout=WAIT_MS)


def count(office: Office) -> int:
    with office.store.read() as r:
        return leads.count_leads(r)


def test_what_a_page_offers_is_shown_before_anything_is_written(
    page: ImportsPage, office: Office, qtbot: QtBot, ads: Path
) -> None:
    before = count(office)
    offered(page, qtbot, ads)
    panel = page.capture.offers
    assert panel.table.rows().ids.tolist() == [1, 2, 3, 4]
    assert [cells(page, line)[:3] for line in range(4)] == [
        ["Prendre", "Nouvelle", "7700001"],
        ["Prendre", "Nouvelle", "7700002"],
        ["Laisser", "Doute", "7700003"],
        ["Prendre", "Refuse", "7700004"],
    ]
    assert "Agences s’abstenir" in cells(page, 3)[7]
    assert "1 annonce de professionnel" in panel.about.text()
    assert panel.foot.forward_button.text() == "Pre&ndre 3 annonces"
    panel.left.emit()
    assert count(office) == before
    with office.store.read() as r:
        assert batches.recent(r) == []


def test_what_a_site_kept_back_is_no_problem_once_the_rest_is_taken(
    page: ImportsPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    lists = [
        page_of(tmp_path, card(rank, "249 000 €"), card(rank + 1, "180 000 €"), name=f"{rank}.html", host=host)
        for rank, host in ((7700001, "un.example"), (7800001, "deux.example"))
    ]
    offered(page, qtbot, *lists)
    site_terms.answer(office.store, "deux.example", Terms.REFUSED, by=office.by, at=office.now())
    page.capture.offers.take()
    taken(page, qtbot)
    note = page.summary.note
    assert "deux.example" in note.sentence
    assert (note.is_problem, note.accessibleName(), page.summary.isVisible()) == (False, "À savoir", True)


def test_it_is_all_done_by_the_keyboard(page: ImportsPage, office: Office, desk: Desk, qtbot: QtBot, ads: Path) -> None:
    offered(page, qtbot, ads)
    panel = page.capture.offers
    assert panel.table.hasFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert cells(page, 0)[0] == "Laisser"
    assert panel.foot.forward_button.text() == "Pre&ndre 2 annonces"
    QTest.keyClick(panel.table, Qt.Key.Key_F4)
    field = child(panel.card, type(page.capture.address), "offer-price")
    assert (panel.table.current_id(), field.text(), field.hasFocus()) == (3, "28500", True)
    assert "À vérifier" in field.accessibleDescription()
    QTest.keyClicks(field, "285000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert cells(page, 2)[:2] == ["Prendre", "Nouvelle"]
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    taken(page, qtbot)
    with office.store.read() as r:
        [batch] = batches.recent(r)
        proof = proof_of(r, batch.id)
        prices = {one.reference: one.price for lead in leads.search(r) for one in r.of(Listing, "-id", lead_id=lead)}
    assert (batch.added, batch.opposed, batch.source) == (2, 1, "page")
    assert prices["7700003"] == 28_500_000
    assert "corrigé par" in proof.places
    assert page.summary.batch_id == batch.id
    assert (page.summary.note.sentence, desk.last.kind) == ("", "done")
    assert "2 ajoutées" in desk.last.bold


def test_all_or_none_may_be_checked(page: ImportsPage, qtbot: QtBot, ads: Path) -> None:
    offered(page, qtbot, ads)
    panel = page.capture.offers
    panel.none.click()
    assert [cells(page, line)[0] for line in range(4)] == ["Laisser"] * 4
    assert not panel.foot.forward_button.isEnabled()
    panel.take()
    assert not panel.taking
    panel.every.click()
    assert panel.foot.forward_button.text() == "Pre&ndre 4 annonces"
    panel.table.clicked.emit(panel.table.rows().index(1, 0))
    panel.table.clicked.emit(panel.table.rows().index(2, 3))
    assert [cells(page, line)[0] for line in range(3)] == ["Prendre", "Laisser", "Prendre"]
    panel.table.opened.emit(1)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.card.isVisible()


def test_a_site_that_refuses_lets_one_ad_be_taken(page: ImportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    ads = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), host="leboncoin.fr")
    offered(page, qtbot, ads)
    panel = page.capture.offers
    assert [cells(page, line)[0] for line in range(2)] == ["Laisser", "Laisser"]
    panel.every.click()
    assert not panel.foot.forward_button.isEnabled()
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert panel.foot.forward_button.isEnabled()


def test_the_alerts_of_a_site_that_refuses_are_taken_in_one_gesture(
    page: ImportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    head = "From: leboncoin <no.reply@leboncoin.fr>\nTo: a@example.org\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    body = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"), host="leboncoin.fr").read_text()
    alert = tmp_path / "alerte.eml"
    alert.write_text(head + body)
    offered(page, qtbot, alert)
    assert [cells(page, line)[0] for line in range(2)] == ["Prendre", "Prendre"]
    assert page.capture.offers.foot.forward_button.isEnabled()
    saved = page_of(tmp_path, card(7700003, "249 000 €"), card(7700004, "180 000 €"), host="leboncoin.fr")
    offered(page, qtbot, alert, saved)
    assert [cells(page, line)[0] for line in range(4)] == ["Prendre", "Prendre", "Laisser", "Laisser"]


def test_a_reading_stopped_is_gone_on_with(page: ImportsPage, qtbot: QtBot, tmp_path: Path, ads: Path) -> None:
    offered(page, qtbot, ads)
    panel = page.capture.offers
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    more = page_of(tmp_path, card(7700011, "149 000 €"), card(7700012, "80 000 €"), name="suite.html")
    seen = panel._seen
    stopped = type(seen)(seen.pages, seen.offers, seen.standings, (), (str(more),))
    page.capture._done(stopped, more=False)
    assert "1 page reste à lire" in panel.note.sentence
    assert panel.resume.isVisible()
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    panel.resume.click()
    wait(qtbot, page)
    assert [cells(page, line)[2] for line in range(6)][-2:] == ["7700011", "7700012"]
    assert [cells(page, line)[0] for line in (0, 1, 4)] == ["Laisser", "Prendre", "Prendre"]
    assert not panel.resume.isVisible()


def test_pages_without_an_ad_are_told_one_by_one(
    page: ImportsPage, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(files / "pages" / name) for name in ("shell.html", "blocked_datadome.html")]
    choose(monkeypatch, *chosen)
    page.capture_page()
    QTest.mouseClick(page.capture.choose, Qt.MouseButton.LeftButton)
    assert not page.capture.read.isEnabled()
    wait(qtbot, page)
    rows = page.capture.table.rows()
    assert [rows.cells(line)[1].text for line in (0, 1)] == ["shell.html", "blocked_datadome.html"]
    assert "refusé l’accès" in rows.cells(1)[2].text
    assert page.capture.read.isEnabled()


def test_a_dropped_page_opens_the_reading(page: ImportsPage, qtbot: QtBot, files: Path) -> None:
    page.take_files([files / "pages" / "blocked_datadome.html"])
    wait(qtbot, page)
    assert "refusé l’accès" in page.capture.note.sentence


def test_a_page_copied_in_a_file_manager_is_read_as_a_page(page: ImportsPage, qtbot: QtBot, ads: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(ads))])
    QGuiApplication.clipboard().setMimeData(mime)
    page.assistant.file.paste.click()
    wait(qtbot, page)
    assert len(page.capture.offers.table.rows().ids) == 4


def test_an_address_must_be_whole(page: ImportsPage) -> None:
    page.capture_page()
    page.capture.address.setText("leboncoin.fr/ad/1")
    page.capture.read.click()
    assert not page.capture.reading
    assert "https://" in page.capture.note.sentence


def refuse(site: BaseHTTPRequestHandler) -> None:
    """Refuse every page by robots.txt."""
    robots = site.path == "/robots.txt"
    body = b"User-agent: *\nDisallow: /\n" if robots else b"<html>secret</html>"
    site.send_response(200)
    site.send_header("Content-Type", "text/plain" if robots else "text/html")
    site.send_header("Content-Length", str(len(body)))
    site.end_headers()
    site.wfile.write(body)


@pytest.fixture
def address() -> Iterator[str]:
    """An ad of a site of this computer, where no page may lead."""
    with web_site(refuse) as port:
        yield f"http://127.0.0.1:{port}/annonce/1"


def test_the_terms_of_a_site_are_asked_once(page: ImportsPage, office: Office, qtbot: QtBot, address: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    page.dropEvent(
        QDropEvent(
            QPointF(1, 1),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    wait(qtbot, page)
    terms = page.capture.terms
    assert "Personne n’a encore lu les conditions de 127.0.0.1" in page.capture.note.sentence
    assert terms.isVisible()
    assert terms.page.hasFocus()
    assert child(terms, QLabel, "terms-reasons").isHidden()
    terms.why.click()
    assert child(terms, QLabel, "terms-reasons").isVisible()
    terms.page.setText("http://127.0.0.1/cgu")
    terms.yes.click()
    wait(qtbot, page)
    assert "réseau privé" in page.capture.note.sentence
    with office.store.read() as r:
        found = r.one(SiteTerms, "-id", site="127.0.0.1")
        assert batches.recent(r) == []
    assert found is not None
    assert (found.verdict, found.page, found.by) == ("allowed", "http://127.0.0.1/cgu", office.by)


def test_a_no_is_kept_and_the_lawful_way_offered(
    page: ImportsPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    monkeypatch.setattr(office, "go", gone.append)
    QGuiApplication.clipboard().setText("https://www.pap.fr/annonces/maison-r123456789")
    page.read_clipboard()
    wait(qtbot, page)
    terms = page.capture.terms
    terms.no.click()
    assert terms.save.hasFocus()
    with office.store.read() as r:
        assert site_terms.site_standing(r, "PAP", office.now().date()).terms is Terms.REFUSED
    page.capture.read_address()
    wait(qtbot, page)
    assert "l’a noté le" in page.capture.note.sentence
    assert not child(terms, Card, "terms-card").isVisible()
    terms.type.click()
    assert gone == ["leads/new_lead"]


def test_leboncoin_is_refused_with_its_case_and_a_way(page: ImportsPage, qtbot: QtBot) -> None:
    page.take_address("https://www.leboncoin.fr/ad/ventes_immobilieres/1")
    wait(qtbot, page)
    assert "n° 21-16.307" in page.capture.note.sentence
    assert page.capture.terms.save.isVisible()
    assert page.capture.terms.type.isVisible()


def test_a_folder_and_a_zip_of_pages_are_read(page: ImportsPage, qtbot: QtBot, ads: Path, tmp_path: Path) -> None:
    offered(page, qtbot, tmp_path)
    assert page.capture.offers.table.rows().ids.tolist() == [1, 2, 3, 4]


def test_a_page_is_told_by_what_it_gave() -> None:
    assert told(Report(1, added=1, opposed=2)) == "3 annonces lues\u202f: 1 ajoutée, 2 opposées."
    assert (
        told(Report(1, rejected=1, rejects=(RejectedRow(1, "ROW_AGENCY", "Annonce d’une agence."),)))
        == "Annonce d’une agence."
    )


def test_the_alerts_of_a_mailbox_are_read_once_it_is_known(
    page: ImportsPage, office: Office, qtbot: QtBot, files: Path
) -> None:
    alert = (files / "pages" / "pap_2026_alert.eml").read_bytes()
    panel = page.capture
    with serving(Server(folders={"INBOX": [alert]})) as server:
        page.capture_page()
        panel.alerts.click()
        form = panel.mailbox
        assert form.fields["host"].hasFocus()
        assert not form.forget.isVisible()
        for name, value in (("host", f"127.0.0.1:{server.port}"), ("user", server.user), ("password", "faux")):
            form.fields[name].setText(value)
        form.save.click()
        wait(qtbot, page)
        assert "refuse le compte" in panel.note.sentence
        # There is no keyring here: the password is asked again, the rest is known.
        panel.alerts.click()
        assert (form.fields["user"].text(), form.fields["password"].text()) == (server.user, "")
        assert form.fields["password"].hasFocus()
        QTest.keyClicks(form.fields["password"], server.password)
        QTest.keyClick(form.fields["password"], Qt.Key.Key_Return)
        wait(qtbot, page)
    assert (panel.note.sentence, panel.currentWidget()) == ("", panel.offers)
    assert "PAP" in panel.offers.about.text()
    panel.offers.left.emit()
    panel.change.click()
    form.forget.click()
    panel.alerts.click()
    assert form.fields["user"].text() == ""
