"""Tabs in a row beside a field that comes and goes: those in sight are whole."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.widgets.tabs import FoldingTabs

WORDS = ("Tous 76", "En retard 0", "À compléter 3", "À écrire 15", "À imprimer", "À poster", "À appeler 6")
FIELD = 240
WIDE = 600


def outside(row: FoldingTabs) -> list[str]:
    """Return the tabs shown that are not wholly in the bar."""
    bar = row.bar
    return [
        bar.tabText(place)
        for place in range(bar.count())
        if bar.isTabVisible(place) and not (bar.tabRect(place).isValid() and bar.rect().contains(bar.tabRect(place)))
    ]


def test_tabs_are_whole_when_a_field_takes_their_room(theme: Theme, qtbot: QtBot) -> None:
    whole, field = QWidget(), QLineEdit()
    row = FoldingTabs(theme, name="views", title="Vues")
    for words in WORDS:
        row.bar.addTab(words)
    field.setFixedWidth(FIELD)
    field.hide()
    line = QHBoxLayout(whole)
    line.addWidget(row, 1)
    line.addWidget(field)
    qtbot.addWidget(whole)
    whole.resize(WIDE, 80)
    whole.show()
    for current in range(len(WORDS)):
        row.go(current)
        for shown in (True, False, True, False):
            field.setVisible(shown)
            QApplication.processEvents()
            assert not outside(row), f"« {WORDS[current]} » is the current one"
            assert row.bar.isTabVisible(current)
