"""« D’où vient cette donnée ? » on the call desk: the facts in two columns and the sentence to answer with, without
a click."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.actions.calling.calldesk import Desk
from core.base.french import day
from core.base.i18n import _
from core.notices.call_script import Part
from ui.look.theme import Theme
from ui.pages.calls.words_of import notice_line, origin_line, supplier_line
from ui.widgets.card import Card, Hairline
from ui.widgets.label import label, paragraph, polish, value
from ui.widgets.turning import Turning

LABELS = ("origin", "supplier", "obtained", "notice")


class OriginCard(Card):
    """Shows the first origin, which is also the one the letter names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("D’où vient cette donnée ?"), name="origin")
        self.body.setContentsMargins(16, 9, 16, 9)
        self.body.setSpacing(5)
        self._titles = {
            "origin": _("Provenance"),
            "obtained": _("Obtenue le"),
            "supplier": _("Fournisseur"),
            "notice": _("Information"),
        }
        self._values: dict[str, QLabel] = {key: value("", name=f"origin-{key}") for key in LABELS}
        self._line = Hairline(theme)
        self._answer = paragraph("", name="origin-answer")
        self.body.addWidget(
            Turning(theme, self._pairs("origin", "supplier"), self._pairs("obtained", "notice"), share=0.57)
        )
        self.body.addWidget(self._line)
        self.body.addWidget(self._answer)

    def show_desk(self, desk: Desk, answer: Part, today: date) -> None:
        """Show where the data of ``desk`` come from, and what to answer."""
        self._answer.setText(answer.sentence)
        self._answer.setAccessibleName(f"{answer.name} {answer.sentence}")
        sheet = desk.sheet
        origin = sheet.origins[0] if sheet is not None and sheet.origins else None
        if sheet is None or origin is None:
            self._show("origin", _("Inconnue"))
            for key in LABELS[1:]:
                self._show(key, "–")
            return
        self._show("origin", origin_line(origin))
        self._show("obtained", day(origin.obtained))
        self._show("supplier", supplier_line(origin))
        words, ink = notice_line(sheet.row, today)
        self._show("notice", words, ink=ink)

    def fold(self, *, folded: bool) -> None:
        """Leave out the sentence to answer with, where it stands among the words to say."""
        self._line.setHidden(folded)
        self._answer.setHidden(folded)

    def _pairs(self, *keys: str) -> QWidget:
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, key in enumerate(keys):
            grid.addWidget(label(self._titles[key], ink="muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[key], line, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(keys), 1)
        return held

    def _show(self, key: str, words: str, *, ink: str = "text") -> None:
        shown = self._values[key]
        shown.setText(words)
        shown.setAccessibleName(_("{title} : {value}").format(title=self._titles[key], value=words))
        if shown.property("ink") != ink:
            shown.setProperty("ink", ink)
            shown.setProperty("semibold", ink != "text")
            polish(shown)
