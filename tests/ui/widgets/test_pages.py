"""Pages of which one is shown: the others ask for nothing."""

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.widgets.label import label, paragraph
from ui.widgets.pages import Pages

WIDE = 300


def test_a_long_hidden_page_squeezes_nothing_that_stands_above(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    whole, pages = QWidget(window), Pages()
    column = QVBoxLayout(whole)
    above = paragraph("Une phrase sur plusieurs lignes, que voici. " * 3)
    column.addWidget(above)
    column.addWidget(label("Un titre"))
    column.addWidget(pages, 1)
    for words in ("Court.", "Un texte long. " * 80):
        pages.addWidget(paragraph(words))
    qtbot.addWidget(window)
    window.show()
    whole.resize(WIDE, whole.minimumSizeHint().height())
    QApplication.processEvents()
    assert above.height() >= above.heightForWidth(above.width())
