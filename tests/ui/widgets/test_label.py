"""Imported text is shown as it is: no widget of ours lets Qt guess rich text (it would load the images it names)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.shell.frame import Frame
from ui.widgets.card import Card, MarginRows
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import ElidedLabel, label, paragraph, set_tip, value

EVIL = '<img src="//host/share/a.png"><b>gras</b>'
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("made", [label, paragraph, value, ElidedLabel])
def test_every_factory_makes_plain_text(qapp: object, made: type[QLabel]) -> None:
    shown = made(EVIL)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == EVIL


def test_a_tooltip_shows_markup_as_text(qapp: object) -> None:
    widget = QWidget()
    set_tip(widget, EVIL)
    assert "<img" not in widget.toolTip()
    assert "&lt;img" in widget.toolTip()
    assert widget.accessibleDescription() == EVIL
    set_tip(widget, "")
    assert widget.toolTip() == ""


def test_no_label_of_a_built_window_guesses(theme: Theme, qtbot: QtBot) -> None:
    frame = Frame(theme)
    qtbot.addWidget(frame)
    card = Card(theme, EVIL, name="card", note=EVIL)
    card.add_pairs([(EVIL, EVIL)])
    rows = MarginRows(theme, EVIL, name="rows")
    rows.add(label(EVIL), paragraph(EVIL))
    form = Form(theme, [FieldRow("a", EVIL, help=EVIL), FieldRow("b", EVIL, kind="switch", text=EVIL)], name="form")
    for key, page in (("a", card), ("b", rows), ("c", form), ("d", EmptyState(theme, EVIL, EVIL, name="e", hint=EVIL))):
        frame.add_page(key, "page", "Page", page)
    frame.say("error", EVIL, EVIL)
    labels = frame.findChildren(QLabel)
    assert len(labels) > 15
    assert [made.text() for made in labels if made.textFormat() != Qt.TextFormat.PlainText] == []


def test_labels_are_made_in_one_place() -> None:
    """A label or a tooltip made elsewhere would guess again; a label that only holds a picture has no text."""
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "ui").rglob("*.py") if path.name != "label.py"}
    labels = [name for name, text in sources.items() if " QLabel(" in text and ".setPixmap(" not in text]
    tips = [name for name, text in sources.items() if ".setToolTip(" in text]
    assert (labels, tips) == ([], [])
