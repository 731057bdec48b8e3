"""Listing pages read from the Imports page: saved ones in a process, addresses in a thread, refusals said."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.model.batch import Reject, Report
from core.store import batches
from ui.common.office import Office
from ui.pages.imports.capture import told
from ui.pages.imports.page import ImportsPage

WAIT_MS = 30_000


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> ImportsPage:
    made = ImportsPage(office)
    qtbot.addWidget(made)
    made.resize(1274, 700)
    made.show()
    return made


def wait(qtbot: QtBot, page: ImportsPage) -> None:
    qtbot.waitUntil(lambda: not page.capture.reading, timeout=WAIT_MS)


def test_saved_pages_are_read_and_told_one_by_one(
    page: ImportsPage, office: Office, qtbot: QtBot, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(files / "pages" / name) for name in ("pap_2026_ad.html", "blocked_datadome.html")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_args: (chosen, "")))
    page.capture_page()
    QTest.mouseClick(page.capture.choose, Qt.MouseButton.LeftButton)
    assert not page.capture.read.isEnabled()
    wait(qtbot, page)
    rows = page.capture.table.rows()
    assert [rows.cells(line)[1].text for line in (0, 1)] == ["pap_2026_ad.html", "blocked_datadome.html"]
    assert "refusé l’accès" in rows.cells(1)[2].text
    assert page.capture.read.isEnabled()
    with office.store.read() as r:
        [batch] = batches.recent(r)
    page.capture.table.opened.emit(rows.ids[0])
    assert page.summary.batch_id == batch.id


def test_a_dropped_page_opens_the_reading(page: ImportsPage, qtbot: QtBot, files: Path) -> None:
    page.take_files([files / "pages" / "blocked_datadome.html"])
    wait(qtbot, page)
    assert "refusé l’accès" in page.capture.note.sentence


def test_an_address_must_be_whole(page: ImportsPage) -> None:
    page.capture_page()
    page.capture.address.setText("leboncoin.fr/ad/1")
    page.capture.read.click()
    assert not page.capture.reading
    assert "https://" in page.capture.note.sentence


class Refusing(BaseHTTPRequestHandler):
    """A site whose robots.txt refuses every page."""

    def do_GET(self) -> None:
        robots = self.path == "/robots.txt"
        body = b"User-agent: *\nDisallow: /\n" if robots else b"<html>secret</html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if robots else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


def test_a_site_that_refuses_is_not_read(page: ImportsPage, office: Office, qtbot: QtBot) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        page.capture_page()
        page.capture.address.setText(f"http://127.0.0.1:{server.server_port}/annonce/1")
        page.capture.read.click()
        wait(qtbot, page)
    finally:
        server.shutdown()
        server.server_close()
    assert page.capture.note.sentence
    with office.store.read() as r:
        assert batches.recent(r) == []


def test_a_page_is_told_by_what_it_gave() -> None:
    assert told(Report(1, added=1, opposed=2)) == "3 annonces lues\u202f: 1 ajoutée, 2 opposées."
    assert (
        told(Report(1, rejected=1, rejects=(Reject(1, "ROW_AGENCY", "Annonce d’une agence."),)))
        == "Annonce d’une agence."
    )
