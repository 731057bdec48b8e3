"""The phrase confirmed, backups sealed, tried and put back on another computer, through the screens."""

import re
import shutil
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.actions.keeping import backing_up, backup_list
from core.actions.register import key_phrase
from core.base.errors import UserError
from core.base.records import replace
from core.model.register_key import KeyPlace
from core.records.lead import Lead
from core.store import safe
from core.store.engine.opening import open_store
from core.store.safe.subkeys import fingerprint
from core.words.errors import error
from core.words.register import key_id_words
from tests.core.actions.keeping.test_retaining import add
from tests.core.actions.register.test_key_apart import Ring, forget_computer, taken_out
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, Desk
from tests.ui.pages.settings_in_sight import settings_page
from ui.app import opened_base, tell_reading
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.settings.base import BackupsSection
from ui.pages.settings.page import SettingsPage
from ui.shell.chores import begin_chores
from ui.shell.frame import Frame
from ui.shell.rescue import Rescue
from ui.widgets.button import Button
from ui.widgets.status_bar import StatusItem

LONG_MS = 20_000


page = settings_page()


def opens(window: Rescue) -> bool:
    return window.opens


def test_two_words_typed_back_take_the_key_out(page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot) -> None:
    made = backing_up.daily(office.store, at=NOW)
    assert made is not None
    page.show_section("backups")
    assert "pas encore scellées" in words(page, "backups-plain")
    assert child(page, QLabel, "backups-plain").isVisible()
    child(page, Button, "backups-confirm").click()
    assert desk.gone == [("settings/section=register", None)]
    page.show_section("register")
    assert "en clair" in words(page, "sheet-state")
    child(page, Button, "phrase-show").click()
    shown = [line.split(". ") for n in range(4) for line in words(page, f"phrase-words-{n}").splitlines()]
    phrase = {int(place): word for place, word in shown}
    child(page, Button, "phrase-noted").click()
    assert words(page, "phrase-words-0") == ""
    places = [int(found) for found in re.findall(r"\d+", words(page, "phrase-asked"))]
    fields = [child(page, QLineEdit, f"phrase-word-{n}") for n in (1, 2)]
    assert [field.accessibleName() for field in fields] == [f"Mot n°\u00a0{place}" for place in places]
    fields[0].setText("faux")
    child(page, Button, "phrase-confirm").click()
    assert desk.last.kind == "error"
    for place, field in zip(places, fields, strict=True):
        field.setText(phrase[place])
    child(page, Button, "phrase-confirm").click()
    assert desk.last.bold == "La feuille est confirmée."
    with office.store.read() as r:
        assert safe.place(r) is KeyPlace.FILE
    assert "que vous seul lisez" in words(page, "sheet-state")
    assert "Feuille confirmée le" in words(page, "sheet-state")
    qtbot.waitUntil(lambda: [one.sealed for one in backup_list.known_backups(office.store)] == [True], timeout=LONG_MS)
    page.show_section("backups")
    assert not child(page, QLabel, "backups-plain").isVisible()
    child(page, Button, "backups-drill").click()
    qtbot.waitUntil(lambda: desk.last.bold == "Essai réussi.", timeout=LONG_MS)


def test_a_backup_of_another_computer_asks_for_the_phrase(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    with closing(open_store(tmp_path / "ancien")) as old:
        lead = add(old, 1, "2026-11-20")
        _place, phrase = taken_out(old)
        file = backing_up.back_up(old, tmp_path / "disque", by=BY, at=NOW).path
    forget_computer()
    page.show_section("backups")
    section = page.section()
    assert isinstance(section, BackupsSection)
    section.propose(file)
    typed = child(page, QPlainTextEdit, "backups-phrase-typed")
    qtbot.waitUntil(typed.isVisible, timeout=LONG_MS)
    assert desk.said == []
    assert key_id_words(fingerprint(key_phrase.key_of(" ".join(phrase)))) in words(page, "backups-phrase-told")
    typed.setPlainText(" ".join(key_phrase.words_of(bytes(range(32)))))
    child(page, Button, "backups-phrase-open").click()
    assert "autre registre" in desk.last.bold
    typed.setPlainText(" ".join(phrase))
    child(page, Button, "backups-phrase-open").click()
    qtbot.waitUntil(child(page, QLabel, "backups-loss-words").isVisible, timeout=LONG_MS)
    child(page, Button, "backups-restore").click()
    qtbot.waitUntil(lambda: desk.last.bold == "Base restaurée et vérifiée.", timeout=LONG_MS)
    office.store.news()
    with office.store.read() as r:
        assert r.get(Lead, lead) is not None
        assert safe.place(r) is KeyPlace.FILE


def test_a_base_without_its_key_opens_the_rescue_window(
    tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    with closing(open_store(tmp_path / "base")) as store:
        _place, phrase = taken_out(store)
    forget_computer()
    with pytest.raises(UserError) as refused:
        opened_base(tmp_path / "base", lambda: NOW)
    assert refused.value.code == "KEY_ABSENT"
    window = Rescue(theme, tmp_path / "base", refused.value, by=BY, clock=lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    assert window.said("title") == "La clé du registre manque"
    typed = child(window, QPlainTextEdit, "rescue-phrase-typed")
    typed.setPlainText("trois mots seulement")
    child(window, Button, "rescue-phrase-open").click()
    assert "24" in window.said("told")
    assert opens(window) is False
    typed.setPlainText(" ".join(phrase))
    child(window, Button, "rescue-phrase-open").click()
    assert opens(window) is True
    opened_base(tmp_path / "base", lambda: NOW)[0].close()


def test_what_is_plain_or_gone_is_said_and_sealed_by_one_gesture(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    backing_up.back_up(office.store, tmp_path / "disque", by=BY, at=NOW)
    taken_out(office.store)
    office.forget(frozenset({"setting"}))
    page.show_section("backups")
    seal, gone = child(page, Button, "backups-seal"), child(page, QLabel, "backups-gone")
    assert seal.isVisible() and not gone.isVisible()
    seal.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=LONG_MS)
    assert desk.last.bold.startswith("1 copie scellée")
    assert not seal.isVisible()
    shutil.rmtree(tmp_path / "disque")
    page.show_section("agency")
    page.show_section("backups")
    assert gone.isVisible() and "disque" in gone.text()


def test_without_the_words_the_base_is_read_and_not_written(
    tmp_path: Path, theme: Theme, office: Office, qtbot: QtBot
) -> None:
    with closing(open_store(tmp_path / "base")) as store:
        _place, phrase = taken_out(store)
    forget_computer()
    rescue = Rescue(theme, tmp_path / "base", error("KEY_ABSENT"), by=BY, clock=lambda: NOW)
    qtbot.addWidget(rescue)
    rescue.show()
    assert "rien ne s’enregistre" in rescue.said("hint")
    child(rescue, Button, "rescue-read").click()
    assert (rescue.opens, rescue.reads) == (True, True)
    with closing(opened_base(tmp_path / "base", lambda: NOW, reads=True)[0]) as store:
        window = Frame(theme)
        qtbot.addWidget(window)
        window.setWindowTitle("Premier Contact")
        office = replace(office, store=store, say=window.say)
        tell_reading(window, office)
        assert window.windowTitle() == "Premier Contact (lecture seule)"
        assert window.band.message is not None and window.band.message.bold == "Lecture seule."
        begin_chores(office, StatusItem(theme, name="status-backup"))
        assert not office.jobs.busy, "nothing that writes is begun"
        with pytest.raises(UserError), store.write("x", by=BY, at=NOW):
            pytest.fail("a transaction began")
        key_phrase.restore_key(store, " ".join(phrase), by=BY, at=NOW)
        assert (window.windowTitle(), office.reads_only) == ("Premier Contact", False)


def test_the_keyring_is_asked_once_the_window_is_there(office: Office, desk: Desk, qtbot: QtBot) -> None:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    try:
        place, _phrase = taken_out(office.store)
        assert place is KeyPlace.KEYRING
        item = StatusItem(office.theme, name="status-backup")
        qtbot.addWidget(item)
        begin_chores(office, item)
        qtbot.waitUntil(lambda: not office.jobs.busy and item.text() != "", timeout=LONG_MS)
        assert desk.said == []
        ring.kept.clear()
        begin_chores(office, item)
        qtbot.waitUntil(lambda: "clé du registre manque" in " ".join(one.bold for one in desk.said), timeout=LONG_MS)
        qtbot.waitUntil(lambda: not office.jobs.busy, timeout=LONG_MS)
    finally:
        keyring.set_keyring(before)
    with office.store.read() as r:
        assert safe.place(r) is KeyPlace.ABSENT


def test_a_sealed_copy_found_by_the_rescue_window_asks_for_the_phrase(
    tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    base = tmp_path / "base"
    with closing(open_store(base)) as store:
        _place, phrase = taken_out(store)
        backing_up.daily(store, at=NOW)
    for path in base.glob("premier-contact.db*"):
        path.unlink()
    forget_computer()
    with pytest.raises(UserError) as refused:
        opened_base(base, lambda: NOW)
    window = Rescue(theme, base, refused.value, by=BY, clock=lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    typed = child(window, QPlainTextEdit, "rescue-phrase-typed")
    qtbot.waitUntil(typed.isVisible, timeout=LONG_MS)
    assert "scellée est là" in window.said("hint")
    typed.setPlainText(" ".join(phrase))
    child(window, Button, "rescue-phrase-open").click()
    qtbot.waitUntil(lambda: "déjà choisie" in window.said("hint"), timeout=LONG_MS)
