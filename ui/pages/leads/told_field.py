"""Where and when a value was read: one of the ways the letter can say, the words of the agency for another one, and the
day, today until another is typed."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.french import day_short
from core.base.i18n import _
from core.base.text import parse_day
from core.model.editing import HOWS_TOLD, How, Told
from ui.look.theme import Theme
from ui.widgets.fields import Choice, mark_wrong, text_field
from ui.widgets.label import label


class ToldField(QWidget):
    """The choice, a field for the words of another way, and one for the day."""

    def __init__(self, theme: Theme, *, name: str, today: date) -> None:
        super().__init__()
        title = _("Où l’avez-vous lue\u202f?")
        options = [("", title), *((how.value, _(words)) for how, words in HOWS_TOLD.items())]
        self.choice = Choice(theme, options, name=f"{name}-told", title=title)
        self.choice.setMinimumWidth(theme.px(120))
        self.way = text_field(theme, name=f"{name}-way", title=_("Par quel moyen"), hint=_("Par quel moyen"))
        self.day = text_field(theme, name=f"{name}-seen", title=_("Relevée le"), hint=_("jj/mm/aaaa"))
        self.day.setText(day_short(today))
        self.day.setMaximumWidth(theme.px(130))
        self._when = QWidget()
        when = QHBoxLayout(self._when)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(8)
        when.addWidget(label(_("Relevée le"), ink="muted"))
        when.addWidget(self.day)
        when.addStretch(1)
        for one in (self.way, self._when):
            one.hide()
        self.choice.currentIndexChanged.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(self.way)
        column.addWidget(self._when)

    def told(self) -> Told | None:
        """Return what was chosen; None while nothing is. A day that cannot be read is a day to come, which is
        refused."""
        how = self.choice.value()
        return Told(How(how), parse_day(self.day.text()) or date.max, self.way.text().strip()) if how else None

    def point(self, code: str, problem: str) -> bool:
        """Mark what is missing here, and tell whether it is."""
        mark_wrong(self.choice, problem if code == "TOLD_MISSING" else "")
        mark_wrong(self.day, problem if code == "TOLD_DAY" else "")
        mark_wrong(self.way, problem if code in ("TOLD_WAY", "ADDRESS_DIRECTORY") else "")
        if code == "TOLD_MISSING":
            self.choice.setFocus()
        elif code == "TOLD_DAY":
            self.day.setFocus()
        elif code in ("TOLD_WAY", "ADDRESS_DIRECTORY"):
            self.way.setFocus()
        return code in ("TOLD_MISSING", "TOLD_DAY", "TOLD_WAY", "ADDRESS_DIRECTORY")

    def _follow(self) -> None:
        self.way.setVisible(self.choice.value() == How.OTHER)
        self._when.setVisible(bool(self.choice.value()))
        mark_wrong(self.choice, "")
