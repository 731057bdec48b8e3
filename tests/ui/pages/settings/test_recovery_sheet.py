"""The recovery sheet in the settings: printed on paper alone, its code typed back, and what each answer says."""

from functools import partial
from pathlib import Path

import keyring
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.keeping import backing_up, backup_list, restoring
from core.actions.register import key_phrase
from core.actions.register.at_rest import at_rest
from core.actions.register.recovery_sheet import code_of, sheet
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine.disk_lock import ask_disk
from core.store.postgres import roster
from core.store.postgres.address import team_address
from core.store.postgres.session import session
from tests import team_bases
from tests.core.actions.register.test_key_apart import Ring, forget_computer
from tests.core.notices.reading import texts
from tests.tables import table
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, Desk, begin, opened, put_together
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.office import Office
from ui.common.printing import paint_on
from ui.look.theme import Theme
from ui.pages.settings.page import SettingsPage
from ui.shell.backup_age import tell_key
from ui.widgets.button import Button
from ui.widgets.status_bar import StatusItem

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


def test_what_protects_the_base_is_said_with_its_disk(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    page.show_section("base")
    assert "en clair" in words(page, "base-key") and "on demande" in words(page, "base-disk")
    qtbot.waitUntil(lambda: words(page, "base-disk") == ask_disk(office.folder).shown, timeout=20_000)
    child(page, Button, "base-sheet").click()
    assert desk.gone == [("settings/section=register", None)]
    key_phrase.set_apart(office.store, by=BY, at=NOW)
    page.show_section("keys")
    page.show_section("base")
    assert "que vous seul lisez" in words(page, "base-key")
    assert words(page, "base-disk") == ask_disk(office.folder).shown, "the system is asked once"


def test_one_arrives_where_something_is_to_be_done(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    page.show_filters({"section": "backups"})
    assert child(page, Button, "backups-pick").hasFocus(), "a bare computer brings a backup back"
    assert not child(page, QLabel, "backups-tried").isVisible()
    backing_up.daily(office.store, at=NOW)
    page.show_section("keys")
    page.show_filters({"section": "backups"})
    assert child(page, Button, "backups-make").hasFocus()
    assert "Aucune restauration essayée" in words(page, "backups-tried")
    restoring.drill(office.folder, backup_list.known_backups(office.store)[0].path, by=BY, at=NOW)
    office.forget(frozenset({"setting"}))
    page.section().refresh()
    assert "avec succès le 24\u00a0novembre 2026" in words(page, "backups-tried")


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


@table(
    "where, told",
    [
        ("base", "base en clair"),
        ("file", "clé sur ce disque"),
        ("absent", "clé absente"),
    ],
)
def test_what_is_not_safe_is_said(office: Office, qtbot: QtBot, where: str, told: str) -> None:
    if where != "base":
        key_phrase.set_apart(office.store, by=BY, at=NOW)
    if where == "absent":
        forget_computer()
    item = StatusItem(office.theme, name="status-key")
    qtbot.addWidget(item)
    tell_key(office, item)
    assert (item.text(), item.accessibleName(), item.isHidden()) == (told, told, False)


def test_a_key_in_the_keyring_needs_no_word(office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    monkeypatch.setattr(keyring, "get_password", ring.get_password)
    monkeypatch.setattr(keyring, "set_password", ring.set_password)
    item = StatusItem(office.theme, name="status-key")
    qtbot.addWidget(item)
    tell_key(office, item)
    assert not item.isHidden()
    key_phrase.set_apart(office.store, by=BY, at=NOW)
    tell_key(office, item)
    assert item.isHidden() and item.text() == ""
    assert "trousseau de cet ordinateur" in at_rest(office.store).shown


def test_the_sheet_of_a_team_is_the_one_asked_for(
    tmp_path: Path, theme: Theme, desk: Desk, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team_bases, "CHOSEN", True)
    secret = "5a" * 32
    for office in opened(tmp_path, qapp, theme, desk, fill=begin):
        owner = team_address(office.folder)
        assert owner is not None
        with session(owner) as connection:
            roster.make_team(connection)
            roster.keep_sealing_key(connection, secret)
        page = put_together(SettingsPage, office, qtbot)
        page.resize(1274, 700)
        page.show()
        page.show_section("register")
        assert "La base de l’équipe est en clair" in words(page, "sheet-state")
        field = child(page, QLineEdit, "sheet-code")
        for code, answer in ((code_here(office), "error"), (code_of(bytes.fromhex(secret)), "done")):
            field.setText(code)
            field.returnPressed.emit()
            assert desk.last.kind == answer
        assert "Les sauvegardes de l’équipe sont scellées" in words(page, "sheet-state")
        assert not field.isVisible()
        with office.store.read() as r:
            assert safe.place(r) is KeyPlace.BASE, "the register's key is where it was"
        qtbot.waitUntil(partial(_is_idle, office), timeout=20_000)
    team_bases.drop_all()


def _is_idle(office: Office) -> bool:
    return not office.jobs.busy
