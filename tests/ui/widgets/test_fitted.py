"""A widget that fits what it shows is told of each new size, by way of Qt, once it has it."""

from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from ui.widgets.fitted import Fitted


class Shelf(Fitted, QFrame):
    """Keeps the widths it was told of."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: list[int] = []

    def _fit(self) -> None:
        self.widths.append(self.width())


def test_each_new_size_is_fitted_once(qtbot: QtBot) -> None:
    shelf = Shelf()
    qtbot.addWidget(shelf)
    shelf.resize(300, 80)
    shelf.show()
    QApplication.processEvents()
    told = shelf.widths[-1]
    shelf.resize(told + 50, 80)
    QApplication.processEvents()
    assert shelf.widths[-2:] == [told, told + 50]
