"""A name from a file is never drawn as markup, wherever the window shows it: an image it names would be loaded, from
the disk or from a share to which the system gives away a hash of the password."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QWidget

from core.actions.calling import calling
from core.actions.letters import noticing, posting
from core.store import leads
from tests.ui.finding import page_in
from tests.ui.office_fixture import BY, NOW, agree, row, shown, take
from ui.pages.calls.page import CallsPage
from ui.pages.calls.queue import QueueModel
from ui.pages.leads.page import LeadsPage
from ui.shell.errors import show_bug
from ui.shell.window import RAIL, Window

IMAGE = '<img src="file:///tmp/secret.png">'
NAMES = (IMAGE, "<b>gras</b>", "Dupont <3", "Amp & Sand SCI")
HINTS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)
LINES = 40
"""Rows of a table that are looked at."""


def draws_markup(text: str) -> bool:
    """Tell whether a text of which Qt guesses the format shows anything else than letters of its own."""
    if not QtGui.Qt.mightBeRichText(text):
        return False
    document = QTextDocument()
    document.setHtml(text)
    pictures = any(one.isImageFormat() for one in document.allFormats())
    bold = any(one.toCharFormat().fontWeight() > 400 for one in document.allFormats() if one.isCharFormat())
    return pictures or bold


def guessed(window: QWidget) -> Iterator[str]:
    """Yield every text of which Qt guesses the format: hints of widgets, labels, and the hints of models."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis())
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield widget.text()
        if isinstance(widget, QAbstractItemView | QComboBox) and widget.model() is not None:
            model = widget.model()
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
            lines = min(model.rowCount(), LINES)
            places = [(line, at) for line in range(lines) for at in range(columns)]
            yield from (str(model.index(*place).data(role) or "") for place in places for role in HINTS)


def spoken(window: QWidget) -> Iterator[str]:
    """Yield every text given to screen readers."""
    for widget in window.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            lines = range(min(model.rowCount(), LINES))
            yield from (str(model.index(line, 0).data(role) or "") for line in lines for role in SPOKEN)


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """The window of an agency whose people have such names; two may be called, one is promised a call."""
    with shown(tmp_path / "base", qapp) as window:
        office = window.office
        take(office, *(row(line, last_name=name, first_name="", town=name) for line, name in enumerate(NAMES, start=1)))
        with office.store.read() as r:
            ids = sorted(leads.search(r))
        made = noticing.make(office.store, ids, tmp_path / "letters", by=BY, at=NOW).made
        with office.store.read() as r:
            letters = [posting.letter_of(r, one.reference) for one in made]
        posting.posted(office.store, letters, by=BY, at=NOW)
        for lead in ids:
            agree(office.store, lead, tmp_path)
        calling.plan_callback(office.store, ids[-1], due=NOW + timedelta(hours=4), by=BY, at=NOW)
        yield window


def test_no_text_of_the_window_is_drawn_as_markup(window: Window) -> None:
    seen: set[str] = set()
    heard: set[str] = set()
    for key, _title in RAIL:
        window.go_to(key)
        QApplication.processEvents()
        seen.update(guessed(window))
        heard.update(spoken(window))
    page = page_in(window, LeadsPage)
    for lead in list(page.browser.table.rows().ids)[:2]:
        window.go_to("leads", lead)
        window.go_to("calls", lead)
        window.grab()
        seen.update(guessed(window))
        heard.update(spoken(window))
    show_bug(window, "")
    seen.update(guessed(window))
    assert sum("gras" in text for text in seen) > 0, "the names were shown"
    assert [text for text in seen if draws_markup(text)] == []
    assert [text for text in heard if "&lt;" in text or "<qt>" in text] == [], "what is spoken is not markup"
    assert any(IMAGE in text for text in heard)


def test_an_innocent_name_is_read_unchanged(window: Window) -> None:
    window.go_to("calls")
    QApplication.processEvents()
    model = page_in(window, CallsPage).queue.view.model()
    assert isinstance(model, QueueModel)
    tips = []
    for line in range(model.rowCount()):
        document = QTextDocument()
        document.setHtml(str(model.index(line, 0).data(Qt.ItemDataRole.ToolTipRole)))
        tips.append(document.toPlainText())
    for name in NAMES:
        assert any(tip.startswith(f"{name},") for tip in tips), name


def test_what_is_drawn_as_markup_is_seen() -> None:
    drawn = [draws_markup(text) for text in (IMAGE, "<b>gras</b>", f"<qt>{IMAGE}</qt>", "Dupont <3", "A & B", "")]
    assert drawn == [True, True, True, False, False, False]
