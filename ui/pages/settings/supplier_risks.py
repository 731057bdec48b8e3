"""What a supplier's sheet leaves open: each gap with the rule it rests on, then the rules to know."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.common.suppliers import Judged
from core.base.i18n import _
from core.model.supplier import Risk, Severity
from core.words.suppliers import gaps_said, risk_change, risk_reference, risk_sentence, severity_word
from ui.look.theme import Theme
from ui.pages.settings.supplier_fields import MARKS
from ui.widgets.card import Card, Hairline
from ui.widgets.label import label, paragraph
from ui.widgets.mark import Mark


class RisksCard(Card):
    """Colour and word of the sheet, then one block a risk."""

    def __init__(self, theme: Theme, *, name: str = "supplier-risks") -> None:
        super().__init__(theme, _("Ce que la fiche laisse ouvert"), name=name)
        self._mark = Mark(theme, "check", "", ink="allowed", name=f"{name}-word")
        self._count = paragraph("", "caption", ink="muted", name=f"{name}-count")
        self.body.addWidget(self._mark)
        self.body.addWidget(self._count)
        self._holder: QWidget | None = None

    def show_risks(self, found: Judged) -> None:
        """Show the gaps of a sheet."""
        icon, ink = MARKS[found.severity]
        self._mark.show_mark(icon, severity_word(found.severity), ink=ink)
        said = gaps_said(found.risks)
        self._count.setText(said)
        self._count.setVisible(bool(said))
        if self._holder is not None:
            # Hidden at once: what is deleted later would still be painted once.
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = self._blocks(found.risks)
        self.body.addWidget(self._holder)

    def _blocks(self, risks: Sequence[Risk]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        for risk in risks:
            if risk.severity is not Severity.NONE:
                column.addLayout(self._gap(risk))
        if column.count():
            column.addWidget(Hairline(self._theme))
        column.addWidget(label(_("À savoir"), semibold=True))
        for risk in risks:
            if risk.severity is Severity.NONE:
                column.addLayout(_words(risk_sentence(risk), risk_reference(risk)))
        return holder

    def _gap(self, risk: Risk) -> QHBoxLayout:
        icon, ink = MARKS[risk.severity]
        mark = Mark(self._theme, icon, "", ink=ink)
        mark.setAccessibleName(severity_word(risk.severity))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(_words(risk_sentence(risk), f"{risk_change(risk)} ({risk_reference(risk)})"), 1)
        return row


def _words(sentence: str, below: str) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(paragraph(sentence))
    words.addWidget(paragraph(below, "caption", ink="muted"))
    return words
