"""Third page of the first start: the number people see, who works here, and when calls may be made at all."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.common import agency
from core.base.french import hour, listed, number, weekday
from core.base.i18n import _
from core.rules.book import Numbers
from ui.common.checks import phone
from ui.common.office import Office
from ui.widgets.card import Card
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph


def hours_words(numbers: Numbers) -> str:
    """Return « Du lundi au vendredi, de 10 h à 13 h et de 14 h à 20 h, jamais un jour férié. » from the rulebook."""
    days = _("Du {first} au {last}").format(first=weekday(numbers.days[0]), last=weekday(numbers.days[-1]))
    slots = listed([_("de {start} à {end}").format(start=hour(start), end=hour(end)) for start, end in numbers.slots])
    return _("{days}, {slots}, jamais un jour férié.").format(days=days, slots=slots)


class PhoneStep(QWidget):
    """Saves each field when it is left."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("start-phone")
        self.setAccessibleName(_("Téléphone"))
        rows = (
            FieldRow(
                "caller_number",
                _("Numéro affiché"),
                help=_("Un appel masqué est interdit : on doit pouvoir vous rappeler (C. consom., art. L221-17)."),
                narrow=True,
                check=phone,
            ),
            FieldRow("user", _("Votre nom"), help=_("Noté au journal à côté de ce que vous faites."), narrow=True),
        )
        self.form = Form(office.theme, rows, name="start-phone-form")
        self.form.changed.connect(self._save)
        self._hours = paragraph("", name="start-hours")
        self._attempts = paragraph("", ink="muted", name="start-attempts")
        card = Card(office.theme, _("Même avec l’accord de la personne"), name="start-hours-card")
        card.body.addWidget(self._hours)
        card.body.addWidget(self._attempts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_("Qui appelle, et de quel numéro"), "heading"))
        column.addWidget(self.form)
        column.addWidget(card)
        column.addStretch(1)

    def show_values(self) -> None:
        """Show what is kept; the agency's own telephone stands for a number not yet given."""
        settings = self._office.settings
        self.form.show_values({"user": settings.user, "caller_number": settings.caller_number})
        if not settings.caller_number and settings.agency.phone:
            self.form.show_values({"caller_number": settings.agency.phone})
            self._save("caller_number", settings.agency.phone)
        numbers = self._office.law.books.on(self._office.now().date()).numbers
        self._hours.setText(hours_words(numbers))
        words = _("{n} appels au plus à la même personne sur {days} jours. Le programme compte pour vous.")
        # The window is counted in calendar dates with today: one more than the days of the law.
        days = number(numbers.counted_days - 1)
        self._attempts.setText(words.format(n=number(numbers.max_attempts), days=days))

    def _save(self, key: str, value: str) -> None:
        office = self._office
        with office.trying():
            if key == "user" and value:
                office.by = value
            agency.save_settings(office.store, {key: value}, by=office.by, at=office.now())
            office.forget(frozenset({"setting"}))
