"""The recovery sheet in the settings: printed on paper alone, its code typed back, and what each answer says."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.register.recovery_sheet import code_of, sheet
from core.model.register_key import KeyPlace
from core.store import safe
from tests.core.notices.reading import texts
from tests.tables import table
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Desk
from tests.ui.pages.settings.test_page import words
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.office import Office
from ui.common.printing import paint_on
from ui.pages.settings.page import SettingsPage
from ui.widgets.button import Button

page = settings_page()


def code_here(office: Office) -> str:
    with office.store.read() as r:
        return code_of(bytes.fromhex(safe.key(r)))


def test_the_code_of_the_paper_takes_the_key_out(page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot) -> None:
    page.show_section("register")
    page.section().arrive()
    qtbot.waitUntil(child(page, Button, "sheet-print").hasFocus)
    field = child(page, QLineEdit, "sheet-code")
    assert field.accessibleName() == "Code de la feuille"
    field.setText("BBBB-BBBB")
    field.returnPressed.emit()
    assert desk.last.kind == "error" and "huit lettres" in desk.last.bold
    field.setText(code_here(office).lower())
    field.returnPressed.emit()
    assert desk.last.bold == "La feuille est confirmée."
    assert not field.isVisible() and field.text() == ""
    assert "Feuille confirmée le 24\u00a0novembre 2026." in words(page, "sheet-state")
    with office.store.read() as r:
        assert safe.place(r) is KeyPlace.FILE
    qtbot.waitUntil(lambda: not office.jobs.busy, timeout=20_000)


@table(
    "printers, chosen, told",
    [
        ([], "", "Aucune imprimante sur ce poste."),
        (["Microsoft Print to PDF"], "", "Aucune imprimante sur ce poste."),
        (["Accueil", "Microsoft XPS Writer"], "Microsoft XPS Writer", "n’est que de papier."),
        (["Accueil"], "", ""),
    ],
)
def test_the_words_reach_no_file(
    page: SettingsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, printers: list[str], chosen: str, told: str
) -> None:
    """Without a printer, with one that makes files, or given up: nothing is drawn, and the words may be copied."""

    def answered(_dialog: QPrintDialog) -> QDialog.DialogCode:
        return QDialog.DialogCode.Accepted if chosen else QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: printers)
    monkeypatch.setattr(QPrinter, "printerName", lambda _printer: chosen)
    monkeypatch.setattr(QPrintDialog, "exec", answered)
    desk.said.clear()
    page.show_section("register")
    child(page, Button, "sheet-print").click()
    assert (desk.last.bold if desk.said else "").endswith(told)
    assert not desk.said or "24 mots" in desk.last.sentence


def test_the_page_is_painted_whole(office: Office, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    paint_on(printer, sheet(office.store, by=BY, at=NOW))
    assert len(texts((tmp_path / "page.pdf").read_bytes())) == 1
