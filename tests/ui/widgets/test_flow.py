"""A row of parts whose height is known until one of them changes."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import flow


def test_a_row_follows_what_stands_in_it(theme: Theme, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    first, second = (Button(theme, words, name=words) for words in ("Importer", "Exporter"))
    row = flow(first, second)
    around.setLayout(row)
    around.resize(400, 200)
    around.show()
    wide = first.sizeHint().width() + second.sizeHint().width() + row.spacing()
    line = row.heightForWidth(wide)
    assert row.heightForWidth(wide - 1) > line, "the second goes on below"
    first.reword("Importer un fichier")
    assert row.heightForWidth(wide) > line, "the words are longer"
    second.hide()
    assert row.heightForWidth(wide) == line, "one is left"
    second.show()
    assert row.heightForWidth(wide) > line
    first.reword("Importer")
    assert row.heightForWidth(wide) == line
    third = Button(theme, "Imprimer", name="third")
    row.add_widget(third)
    third.show()
    assert row.heightForWidth(wide) > line, "there is another"
    taken = row.takeAt(2)
    assert taken is not None
    assert row.heightForWidth(wide) == line
    theme.choose("light", 200)
    QApplication.processEvents()
    assert row.heightForWidth(wide) > line, "the text is larger"
