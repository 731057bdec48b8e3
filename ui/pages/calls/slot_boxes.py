"""« Quand ? » as on the coupon: days and parts of the day to tick; none ticked means all the lawful hours."""

from PySide6.QtWidgets import QGridLayout, QWidget

from core.base.i18n import _
from core.model.consent import Slot
from ui.look.theme import Theme
from ui.widgets.fields import CheckBox
from ui.widgets.label import label

DAYS = (1, 2, 3, 4, 5)
PARTS = (("10:00", "13:00"), ("14:00", "17:00"), ("17:00", "20:00"))


class SlotBoxes(QWidget):
    """The eight boxes of the coupon, nothing ticked beforehand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("consent-slots")
        self.setAccessibleName(_("Heures choisies par la personne"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(_("Heures choisies, si la personne en a coché"), semibold=True), 0, 0, 1, 6)
        words = (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"))
        parts = (_("10\u00a0h à 13\u00a0h"), _("14\u00a0h à 17\u00a0h"), _("17\u00a0h à 20\u00a0h"))
        self.days = [CheckBox(theme, word, name=f"slot-day-{day}") for day, word in zip(DAYS, words, strict=True)]
        self.parts = [CheckBox(theme, word, name=f"slot-part-{place}") for place, word in enumerate(parts)]
        for place, mark in enumerate((*self.days, *self.parts)):
            mark.setAccessibleName(mark.text())
            # Three a line: a line of five would be cut at 200 % text.
            line, column = (3, place - len(DAYS)) if place >= len(DAYS) else (1 + place // 3, place % 3)
            grid.addWidget(mark, line, column)
        grid.setColumnStretch(5, 1)

    def slots(self) -> tuple[Slot, ...]:
        """Return the hours agreed, empty for all of them."""
        days = [day for day, mark in zip(DAYS, self.days, strict=True) if mark.isChecked()]
        parts = [part for part, mark in zip(PARTS, self.parts, strict=True) if mark.isChecked()]
        if not days and not parts:
            return ()
        return tuple((day, start, end) for day in days or DAYS for start, end in parts or PARTS)
