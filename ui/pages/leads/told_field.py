"""Where a value was read: one of the ways the letter can say, and the words of the agency for another one."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.i18n import _
from core.model.editing import HOWS_TOLD, How, Told
from ui.look.theme import Theme
from ui.widgets.fields import Choice, mark_wrong, text_field


class ToldField(QWidget):
    """The choice, and a field for the words of another way."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        title = _("Où l’avez-vous lue\u202f?")
        options = [("", title), *((how.value, _(words)) for how, words in HOWS_TOLD.items())]
        self.choice = Choice(theme, options, name=f"{name}-told", title=title)
        self.choice.setMinimumWidth(theme.px(120))
        self.way = text_field(theme, name=f"{name}-way", title=_("Par quel moyen"), hint=_("Par quel moyen"))
        self.way.hide()
        self.choice.currentIndexChanged.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(self.way)

    def told(self, day: date) -> Told | None:
        """Return what was chosen, for a value noted on ``day``; None while nothing is."""
        how = self.choice.value()
        return Told(How(how), day, self.way.text().strip()) if how else None

    def point(self, code: str, problem: str) -> bool:
        """Mark what is missing here, and tell whether it is."""
        mark_wrong(self.choice, problem if code == "TOLD_MISSING" else "")
        mark_wrong(self.way, problem if code in ("TOLD_WAY", "ADDRESS_DIRECTORY") else "")
        if code == "TOLD_MISSING":
            self.choice.setFocus()
        elif code in ("TOLD_WAY", "ADDRESS_DIRECTORY"):
            self.way.setFocus()
        return code in ("TOLD_MISSING", "TOLD_WAY", "ADDRESS_DIRECTORY")

    def _follow(self) -> None:
        self.way.setVisible(self.choice.value() == How.OTHER)
        mark_wrong(self.choice, "")
