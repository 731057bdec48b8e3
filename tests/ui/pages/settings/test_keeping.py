"""Backups and retention from the settings, on a real base."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.register import opposing
from core.records.lead import Lead
from tests.core.actions.conftest import who_is
from tests.core.actions.keeping.test_retaining import add, informed
from tests.ui.finding import child, words
from tests.ui.office_fixture import Desk
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.office import Office
from ui.pages.settings.base import BackupsSection
from ui.pages.settings.compliance import RetentionSection
from ui.pages.settings.page import SettingsPage
from ui.shell import chores
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, Switch
from ui.widgets.status_bar import StatusItem

page = settings_page()


def wait(qtbot: QtBot, desk: Desk, count: int) -> None:
    qtbot.waitUntil(lambda: len(desk.said) >= count, timeout=20_000)


def test_a_backup_is_made_and_put_back(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_filters({"section": "backups"})
    section = page.section()
    assert isinstance(section, BackupsSection)
    assert words(page, "backups-state") == "Aucune sauvegarde"
    lead_id = add(office.store, 1, "2026-11-20")
    section.back_up(tmp_path / "disque")
    wait(qtbot, desk, 1)
    assert desk.said[0].bold == "Sauvegarde vérifiée."
    assert words(page, "backups-state") == "Sauvegarde à l’instant"
    [file] = (tmp_path / "disque").glob("*.db")
    assert str(file.parent) in words(page, "backups-list")
    who = who_is(office.store, lead_id)
    opposing.oppose(office.store, who, how="call", by="Claire", at=office.now())
    section.propose(file)
    loss = child(page, QLabel, "backups-loss-words")
    qtbot.waitUntil(loss.isVisible, timeout=20_000)
    assert "Les oppositions, les retraits d’accord, les demandes et les effacements sont gardés." in loss.text()
    child(page, Button, "backups-leave").click()
    assert not loss.isVisible()
    desk.now += timedelta(hours=1)
    section.restore()
    wait(qtbot, desk, 2)
    assert desk.said[1].bold == "Base restaurée et vérifiée."
    office.store.news()
    with office.store.read() as r:
        assert r.row(Lead, lead_id).opposed_at
    (tmp_path / "photo.db").write_bytes(b"photo")
    section.propose(tmp_path / "photo.db")
    wait(qtbot, desk, 3)
    assert desk.said[2].kind == "error"
    assert child(page, Button, "backups-make").isEnabled()


def test_what_is_over_is_applied_in_one_click(page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot) -> None:
    old = add(office.store, 1, "2025-01-01")
    informed(office.store, old)
    add(office.store, 2, "2026-10-01")
    page.show_section("retention")
    section = page.section()
    assert isinstance(section, RetentionSection)
    qtbot.waitUntil(lambda: section.findChild(CheckBox, "retention-listing") is not None, timeout=20_000)
    assert child(page, CheckBox, "retention-listing").isChecked()
    # Someone who may still be informed is erased only if the user says so.
    assert not child(page, CheckBox, "retention-uninformed").isChecked()
    assert "Personne1" in words(page, "retention-listing-detail")
    assert "Prudence" in words(page, "retention-listing-detail")
    child(page, Button, "retention-apply").click()
    wait(qtbot, desk, 1)
    assert desk.said[0].bold == "1 personne effacée, 0 trace supprimée."
    qtbot.waitUntil(lambda: section.findChild(CheckBox, "retention-listing") is None, timeout=20_000)
    child(page, CheckBox, "retention-uninformed").setChecked(True)
    child(page, CheckBox, "retention-uninformed").setChecked(False)
    assert not child(page, Button, "retention-apply").isEnabled()
    assert child(page, QLabel, "retention-said").text() == "Rien n’est coché."
    section.apply()
    assert not section.job.running


def test_files_that_no_row_knows_are_offered_and_never_ticked_alone(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    stray = office.folder / "lettres" / "lettre-ABC-DEF.pdf"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"%PDF")
    page.show_section("retention")
    section = page.section()
    assert isinstance(section, RetentionSection)
    qtbot.waitUntil(lambda: section.findChild(CheckBox, "retention-files") is not None, timeout=20_000)
    box = child(page, CheckBox, "retention-files")
    assert box.text() == "Fichiers\u202f: 1" and not box.isChecked()
    assert "lettre-ABC-DEF.pdf" in words(page, "retention-files-detail")
    box.setChecked(True)
    child(page, Button, "retention-apply").click()
    wait(qtbot, desk, 1)
    assert desk.said[0].bold == "0 personne effacée, 0 trace supprimée, 1 fichier supprimé."
    assert not stray.exists()


def test_each_start_erases_what_is_over_once_it_is_wished(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    informed(office.store, add(office.store, 1, "2025-01-01"))
    item = StatusItem(office.theme, name="status-backup")
    qtbot.addWidget(item)
    chores.begin_chores(office, item)
    qtbot.waitUntil(lambda: item.text() != "", timeout=20_000)
    assert desk.said == [], "nothing is erased unasked"
    page.show_section("retention")
    section = page.section()
    assert isinstance(section, RetentionSection)
    wish = child(section, Switch, "retention-form-retention_at_start")
    assert not wish.isChecked()
    qtbot.waitUntil(lambda: not section.job.running, timeout=20_000)
    wish.click()
    office.forget(frozenset({"setting"}))
    assert office.settings.retention_at_start
    desk.now += timedelta(days=1)  # A base used on one day only may have a clock that leapt.
    chores.begin_chores(office, item)
    wait(qtbot, desk, 1)
    assert desk.said[0].bold == "1 personne effacée, 0 trace supprimée."
