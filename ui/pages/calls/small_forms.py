"""The two short forms of the outcomes column: when to call back, and who is calling. No dialog for either."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from core.i18n import _
from core.moments import AGENCY_ZONE
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import Fit, mark_wrong, text_field
from ui.widgets.label import label, paragraph

FRIDAY = 5
MORNING = QTime(10, 0)


class ShortForm(QWidget):
    """Title, fields, one primary and « Annuler ». ``done``: Entrée or the primary; ``dropped``: Échap or Annuler."""

    done = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, title: str, verb: str, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(6)
        self._keep = Button(theme, verb, name=f"{name}-keep", kind="primary")
        self._drop = Button(theme, _("Annuler"), name=f"{name}-drop")
        self._keep.clicked.connect(self.done)
        self._drop.clicked.connect(self.dropped)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 6, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._drop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addWidget(label(title, semibold=True))
        column.addLayout(self.fields)
        column.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Entrée does it, Échap gives it up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class CallbackForm(ShortForm):
    """A day and an hour, tomorrow at ten by default: the next working day."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Rappeler le"), _("Prévoir"), name="callback-form")
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.hour = QTimeEdit()
        self.hour.setDisplayFormat("HH:mm")
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, name, words in (
            (self.day, "callback-day", _("Jour du rappel")),
            (self.hour, "callback-hour", _("Heure du rappel")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
            Fit(theme, field, 32, lines=1).fit()
            row.addWidget(field)
        self.fields.addLayout(row)
        self.fields.addWidget(paragraph(_("Le feu sera demandé de nouveau à ce moment-là."), "caption", ink="muted"))

    def open(self, now: datetime) -> None:
        """Propose the next working day at ten, the day under the keyboard."""
        after = now.date() + timedelta(days=1)
        while after.isoweekday() > FRIDAY:
            after += timedelta(days=1)
        self.day.setDate(QDate(after.year, after.month, after.day))
        self.hour.setTime(MORNING)
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.selectAll()

    def due(self) -> datetime:
        """Return the moment chosen, in the agency's zone."""
        day, hour = self.day.date(), self.hour.time()
        return datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=AGENCY_ZONE)


class CallerForm(ShortForm):
    """Who calls: a number, an e-mail, or the reference of a letter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Qui appelle ?"), _("Noter l’appel"), name="caller-form")
        self.who = text_field(theme, name="caller", title=_("Numéro, e-mail ou référence de la lettre"))
        self.who.setPlaceholderText("06 … ou K7P-4MD")
        self._help = paragraph(_("Numéro, e-mail, ou référence de la lettre."), "caption", ink="muted")
        self.fields.addWidget(self.who)
        self.fields.addWidget(self._help)

    def open(self) -> None:
        """Ask, the field under the keyboard."""
        self.who.clear()
        self.show_error("")
        self.show()
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_error(self, sentence: str) -> None:
        """Say below the field what is wrong with it."""
        mark_wrong(self.who, sentence)
        self._help.setText(f"✕ {sentence}" if sentence else _("Numéro, e-mail, ou référence de la lettre."))
