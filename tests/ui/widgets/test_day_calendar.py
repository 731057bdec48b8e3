"""The calendar beside a field writes the day chosen in it."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.finding import press
from tests.ui.office_fixture import NOW
from ui.look.theme import Theme
from ui.widgets.day_calendar import DayCalendar, calendar_button
from ui.widgets.layouts import hbox


@pytest.mark.qt_log_ignore("does not support")  # Without a screen no window stands before another.
def test_the_day_chosen_is_written_and_the_keyboard_comes_back(theme: Theme, qtbot: QtBot) -> None:
    window, field = QWidget(), QLineEdit("lundi prochain")
    qtbot.addWidget(window)
    hbox(field, calendar_button(theme, field, name="month", now=lambda: NOW), on=window)
    window.show()
    press(window, "month")
    [calendar] = [one for one in QApplication.topLevelWidgets() if isinstance(one, DayCalendar)]
    assert calendar.month.selectedDate() == QDate(2026, 11, 30), "the day typed is shown"
    assert all(button.accessibleName() or button.text() for button in calendar.findChildren(QToolButton))
    calendar.month.setSelectedDate(QDate(2026, 12, 3))
    calendar.month.activated.emit(QDate(2026, 12, 3))
    assert field.text() == "03/12/2026"
    assert not calendar.isVisible()
    press(window, "month")
    again = next(one for one in QApplication.topLevelWidgets() if isinstance(one, DayCalendar) and one.isVisible())
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert field.text() == "03/12/2026"
    assert not again.isVisible()
