"""A calendar beside a field: the day chosen is written in it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QWidget

from core.base.i18n import N_, _
from core.base.said_moments import read_moment
from core.base.screen_shapes import day_short
from core.base.text import parse_day
from ui.look.icons import icon_pixmap
from ui.look.theme import Theme
from ui.widgets.button import IconButton
from ui.widgets.layouts import Named, vbox

_BUTTONS = {
    "qt_calendar_prevmonth": ("chevron-left", N_("Mois précédent")),
    "qt_calendar_nextmonth": ("chevron-right", N_("Mois suivant")),
}
"""Qt's own buttons, black in any theme and without words → their icon, and what they do."""


class DayCalendar(Named, QFrame):
    """A month, over the window until a day is chosen or Échap pressed."""

    def __init__(self, theme: Theme, field: QLineEdit, now: datetime) -> None:
        super().__init__(field.window(), Qt.WindowType.Popup, name="day-calendar")
        self._field = field
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.month = QCalendarWidget()
        self.month.setObjectName("day-month")
        self.month.setAccessibleName(field.accessibleName())
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for name, (icon, words) in _BUTTONS.items():
            button = self.month.findChild(QToolButton, name)
            if button is not None:
                button.setAccessibleName(_(words))
                button.setIcon(QIcon(icon_pixmap(theme, icon, "text", theme.px(18))))
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("muted"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, quiet)
        day = parse_day(field.text()) or read_moment(field.text(), now).day or now.date()
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        vbox(self.month, on=self, margins=1)

    def open_under(self) -> None:
        """Show the month under its field, and give it the keyboard."""
        self.adjustSize()
        room, high = self._field.screen().availableGeometry(), self._field.height()
        place = self._field.mapToGlobal(QPoint(0, high + 2))
        if place.y() + self.height() > room.bottom():
            place.setY(place.y() - self.height() - high - 4)
        self.move(max(room.left(), min(place.x(), room.right() - self.width())), max(room.top(), place.y()))
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: QDate) -> None:
        if not self.isVisible():
            return  # A double click both clicks and activates.
        self._field.setText(day_short(day.toPython()))  # type: ignore[arg-type]
        self.close()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)


def calendar_button(theme: Theme, field: QLineEdit, *, name: str, now: Callable[[], datetime]) -> QWidget:
    """Return the button that opens the calendar of a field, on the day typed or that of ``now`` (aware)."""
    button = IconButton(theme, "calendar", _("Choisir dans le calendrier"), name=name)
    button.clicked.connect(lambda: DayCalendar(theme, field, now()).open_under())
    return button
