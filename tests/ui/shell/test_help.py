"""The manual beside the work: F1 opens the page of where one stands, every link and picture is there, keys suffice."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.words.manual import PAGES, ManualPage, manual, picture_folder, search
from tests.tables import table
from tests.tree import ROOT
from tests.ui.chosen_files import choose
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import row, shown, take
from ui.pages.settings.page import SECTIONS, SettingsPage
from ui.shell.help import OF_PAGES, OF_PARTS, HelpPane, go_between, show_help
from ui.shell.window import RAIL, Window
from ui.widgets.button import Button

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # Without a screen no window stands before another.
MANUAL = manual("premier-contact", "leads, show")


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    with shown(tmp_path / "base", qapp) as made:
        take(made.office, row(1))
        # As wide as a usual screen, which the tests have not.
        made.setWindowState(Qt.WindowState.WindowNoState)
        made.setMinimumSize(1366, 768)
        made.resize(1366, 768)
        qtbot.waitUntil(lambda: made.width() == 1366)
        yield made


def opened(window: Window) -> HelpPane:
    show_help(window, window.office)
    return child(window, HelpPane, "help")


def test_each_page_of_the_window_has_its_own() -> None:
    assert {key for key, *_rest in RAIL} == OF_PAGES.keys()
    assert {*OF_PAGES.values(), *OF_PARTS.values()} <= set(PAGES)
    code = "".join(path.read_text("utf-8") for path in (ROOT / "ui" / "pages").rglob("*.py"))
    sections = {f"settings-{section.key}" for section in SECTIONS}
    named = {*re.findall(r'(?:setObjectName\(|\bname=)"([\w-]+)"', code)}
    assert OF_PARTS.keys() - sections - named == set()


def test_every_link_and_picture_is_there() -> None:
    for page in MANUAL:
        targets = re.findall(r"\]\(([^)]+)\)", page.body)
        pages = {target.removesuffix(".md") for target in targets if target.endswith(".md")}
        pictures = [target.partition("images/")[2] for target in targets if not target.endswith(".md")]
        assert pages <= set(PAGES), page.key
        assert [name for name in pictures if not (picture_folder() / name).exists()] == []
        assert page.title, page.key
    used = {name for page in MANUAL for name in re.findall(r"images/([\w-]+\.png)", page.body)}
    assert used == {path.name for path in picture_folder().iterdir()}


def test_the_settings_are_all_named() -> None:
    body = next(page for page in MANUAL if page.key == "reglages").body
    assert [section.title for section in SECTIONS if section.title not in body] == ["Raccourcis"]


@table(
    "asked, first",
    [
        ("dit non", "opposition"),
        ("entrée par erreur", "opposition"),
        ("24 mots", "sauvegardes"),
        ("imprimante", "depannage"),
        ("IMPORTER", "importer"),
        ("accord signé", "appels"),
        ("zzz", ""),
        ("  ", ""),
        ("(", ""),
    ],
)
def test_the_search_finds_the_page_of_the_words(asked: str, first: str) -> None:
    found: list[ManualPage] = search(MANUAL, asked)
    assert (found[0].key if found else "") == first


def test_it_opens_where_one_stands_and_gives_the_focus_back(window: Window, qapp: QApplication) -> None:
    window.go_to("oppositions")
    before = qapp.focusWidget()
    pane = opened(window)
    assert pane.text.accessibleDescription() == "Opposition\u202f: la personne dit non"
    assert not pane.isWindow()
    assert (
        pane.geometry().left()
        >= window.page("oppositions").mapTo(window, window.page("oppositions").rect().topRight()).x()
    )
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert qapp.focusWidget() is before


@table(
    "place, title",
    [("settings/section=backups", "Sauvegardes, clé et ordinateur neuf"), ("settings/section=agency", "Réglages")],
)
def test_a_part_has_its_page(window: Window, place: str, title: str) -> None:
    window.go_to(place)
    page_in(window, SettingsPage).section().findChildren(Button)[0].setFocus()
    assert opened(window).text.accessibleDescription() == title


def test_keys_go_between_help_and_work(window: Window, qapp: QApplication) -> None:
    window.go_to("leads")
    go_between(window, window.office)
    pane = child(window, HelpPane, "help")
    assert pane.search.hasFocus()
    go_between(window, window.office)
    assert pane.isVisible()
    assert not pane.isAncestorOf(qapp.focusWidget() or window)
    go_between(window, window.office)
    QTest.keyClicks(pane.search, "lettre")
    shown_first = pane.text.accessibleDescription()
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.text.accessibleDescription() != shown_first
    assert pane.count.text().endswith("pages trouvées")


def test_a_narrow_window_has_its_help_apart(window: Window, qtbot: QtBot) -> None:
    window.setMinimumSize(0, 0)
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.width() == 800)
    pane = opened(window)
    assert pane.isWindow()
    pane.leave()


def test_it_is_detached_and_put_back(window: Window) -> None:
    pane = opened(window)
    pane.detach.click()
    assert pane.isWindow()
    assert pane.isVisible()
    pane.detach.click()
    assert not pane.isWindow()
    assert pane.isVisible()


def test_the_contents_lead_to_every_page(window: Window) -> None:
    pane = opened(window)
    pane.contents.click()
    assert pane.text.toPlainText().count("\n") >= len(PAGES)


def test_the_manual_is_saved_whole(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = choose(monkeypatch, tmp_path / "manuel.pdf")
    child(opened(window), Button, "help-save").click()
    assert proposed == ["manuel-premier-contact.pdf"]
    assert len(PdfReader(tmp_path / "manuel.pdf").pages) > len(MANUAL)
