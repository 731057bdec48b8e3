"""What is made again waits for the end of a click."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.calm_timer import CalmTimer


def test_nothing_is_made_again_between_press_and_release(qtbot: QtBot) -> None:
    button, made = QPushButton("Ouvrir"), []
    qtbot.addWidget(button)
    button.show()
    once = CalmTimer(lambda: made.append("once"), button)
    every = CalmTimer(lambda: made.append("every"), button, every=1)
    button.clicked.connect(lambda: made.append("click"))
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    once.start()
    with qtbot.waitSignal(every.timeout):
        pass
    assert made == []
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert made == ["click"]
    qtbot.waitUntil(lambda: {"once", "every"} <= set(made))
    every.stop()
    once.stop()
    assert made.count("once") == 1
