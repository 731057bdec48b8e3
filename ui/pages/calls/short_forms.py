"""The short forms of the right column: when to call back, which appointment was made, who calls."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.french import day_short
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.text import parse_day
from ui.look.theme import Theme
from ui.pages.calls.words_of import typed_hour
from ui.widgets.button import Button
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest

FRIDAY = 5


class ShortForm(QWidget):
    """Title, fields, a primary button and « Annuler ». Signals: ``done``, on Entrée or the primary button;
    ``dropped``, on Échap or « Annuler »."""

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
        nest(column, self.fields)
        nest(column, buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit ``done`` on Entrée, ``dropped`` on Échap."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class MomentForm(ShortForm):
    """A day and an hour, by default the next working day at ten."""

    def __init__(self, theme: Theme, title: str, verb: str, *, name: str, help_: str) -> None:
        super().__init__(theme, title, verb, name=f"{name}-form")
        self.day = text_field(theme, name=f"{name}-day", title=_("Jour"), hint="25/11/2026")
        self.hour = text_field(theme, name=f"{name}-hour", title=_("Heure"), hint="10:00")
        self._help = paragraph("", "caption", ink="muted", name=f"{name}-help")
        self._words = help_
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 3)
        row.addWidget(self.hour, 2)
        nest(self.fields, row)
        self.fields.addWidget(self._help)

    def open(self, now: datetime) -> None:
        """Propose the next working day at ten, and give the focus to the day."""
        after = now.date() + timedelta(days=1)
        while after.isoweekday() > FRIDAY:
            after += timedelta(days=1)
        self.day.setText(day_short(after))
        self.hour.setText("10:00")
        self.show_error("")
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.selectAll()

    def due(self) -> datetime | None:
        """Return the moment typed, in the agency's zone; None when it cannot be read, which the form then says."""
        written, hour = parse_day(self.day.text()), typed_hour(self.hour.text())
        if not written or not hour:
            self.show_error(_("Écrivez le jour et l’heure comme ceci\u202f: 25/11/2026, 10:00."))
            return None
        return datetime.combine(written, hour, AGENCY_ZONE)

    def show_error(self, sentence: str) -> None:
        """Show below the fields what is wrong with them."""
        mark_wrong(self.day, sentence)
        self._help.setText(f"✕ {sentence}" if sentence else self._words)


class CallbackForm(MomentForm):
    """When to call back."""

    def __init__(self, theme: Theme) -> None:
        words = _("Le feu sera demandé de nouveau à ce moment-là.")
        super().__init__(theme, _("Rappeler le"), _("Prévoir"), name="callback", help_=words)


class AppointmentForm(MomentForm):
    """When and where an appointment was made."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Rendez-vous le"), _("Noter"), name="appointment", help_="")
        self.place = text_field(theme, name="appointment-place", title=_("Où"))
        self.place.setPlaceholderText(_("Au bien, à l’agence…"))
        self.fields.insertWidget(1, self.place)

    def open(self, now: datetime) -> None:
        """Propose the next working day at ten, anywhere."""
        self.place.clear()
        super().open(now)


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
        """Show the form and give the focus to its field."""
        self.who.clear()
        self.show_error("")
        self.show()
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_error(self, sentence: str) -> None:
        """Show below the field what is wrong with it."""
        mark_wrong(self.who, sentence)
        self._help.setText(f"✕ {sentence}" if sentence else _("Numéro, e-mail, ou référence de la lettre."))
