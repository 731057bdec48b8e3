"""The controller's documents and the register's key, in the settings and at the first start."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.actions.papers import papers
from core.actions.register import key_phrase
from core.rules.dpia import CRITERIA
from tests.ui.chosen_files import answer
from tests.ui.finding import child, press, words
from tests.ui.office_fixture import BY, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.settings.base import RegisterSection
from ui.pages.settings.compliance import PapersSection
from ui.pages.settings.page import SettingsPage
from ui.pages.start.page import StartPage
from ui.widgets.fields import Choice


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> SettingsPage:
    """The settings."""
    made = put_together(SettingsPage, office, qtbot)
    made.show()
    return made


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name the user types for the file, empty when they give up."""
    typed = [str(tmp_path / "sorti")]
    answer(monkeypatch, lambda _dialog: typed[0])
    return typed


def section(page: SettingsPage, key: str) -> PapersSection | RegisterSection:
    """Show a section."""
    page.show_section(key)
    shown = page.section()
    assert isinstance(shown, PapersSection | RegisterSection)
    return shown


def test_answers_are_kept_and_the_result_follows(page: SettingsPage, office: Office) -> None:
    shown = section(page, "papers")
    assert isinstance(shown, PapersSection)
    assert "pas fini" in words(shown, "papers-result")
    for key in ("scoring", "crossing"):
        choice = shown.forms["impact"].field(key)
        assert isinstance(choice, Choice)
        choice.choose("oui")
        shown.save("impact", key, "oui")
    assert "à mener" in words(shown, "papers-result")
    shown.save("balance", "conclusion", "L’intérêt l’emporte.")
    with office.store.read() as r:
        assert {one.key: one.answer for one in papers.questions(r, "balance")}["conclusion"] == "L’intérêt l’emporte."
    assert shown.forms["balance"].value("conclusion") == "L’intérêt l’emporte."


def test_a_document_is_written(page: SettingsPage, where: list[str], desk: Desk, qtbot: QtBot) -> None:
    section(page, "papers")
    press(page, "papers-balance-pdf")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert Path(where[0] + ".pdf").read_bytes().startswith(b"%PDF")
    where[0] = ""
    press(page, "papers-impact-pdf")
    press(page, "papers-inspect")
    assert len(desk.said) == 1


def test_the_inspector_s_file_is_one_click(
    page: SettingsPage, where: list[str], desk: Desk, add: Add, qtbot: QtBot
) -> None:
    add()
    section(page, "papers")
    press(page, "papers-inspect")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert "journal intact" in desk.last.sentence
    with zipfile.ZipFile(where[0] + ".zip") as held:
        assert "index.pdf" in held.namelist()


def test_what_an_inspector_would_ask_for_is_said_and_one_click_away(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, "papers")
    assert isinstance(shown, PapersSection)
    page.activateWindow()
    assert "conclusion de la mise en balance reste à écrire" in words(shown, "papers-lacking")
    press(page, "papers-answer")
    assert shown.forms["balance"].field("conclusion") is shown.focusWidget()
    shown.save("balance", "conclusion", "L’intérêt l’emporte.")
    for key in CRITERIA:
        shown.save("impact", key, "non")
    assert not child(shown, QWidget, "papers-lacking").isVisibleTo(shown)
    assert not child(shown, QWidget, "papers-answer").isVisibleTo(shown)


def test_a_folder_that_refuses_is_told(
    page: SettingsPage, where: list[str], desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    where[0] = str(tmp_path / "absent" / "dossier.zip")
    section(page, "papers")
    press(page, "papers-inspect")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=30_000)
    assert desk.last.kind == "error"


def test_the_phrase_is_shown_hidden_and_given_back(page: SettingsPage, office: Office, desk: Desk) -> None:
    shown = section(page, "register")
    assert isinstance(shown, RegisterSection)
    shown.sheet.show_words.click()
    words = key_phrase.phrase(office.store, by=BY, at=office.now())
    held = " ".join(column.text() for column in shown.sheet.columns)
    assert f"24. {words[-1]}" in held
    shown.typed.setPlainText(held)
    shown.restore.click()
    assert "déjà cette clé" in desk.last.bold
    assert shown.typed.toPlainText() == ""
    assert not any(column.text() for column in shown.sheet.columns)
    shown.sheet.show_words.click()
    page.show_section("keys")
    assert not any(column.text() for column in shown.sheet.columns)
    shown.typed.setPlainText("trois mots seulement")
    shown.restore.click()
    assert desk.last.kind == "error"


def test_the_first_start_asks_for_no_words(office: Office, qtbot: QtBot) -> None:
    start = StartPage(office)
    qtbot.addWidget(start)
    names = {widget.objectName() for widget in start.findChildren(QWidget)}
    assert "start-begin" in names and not {"sheet", "sheet-print", "phrase-show"} & names
