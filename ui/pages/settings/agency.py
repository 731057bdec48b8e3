"""The agency's identity: the mentions the law requires, and the head and foot of its letters as they will be
printed."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from core.actions.letters.letterhead import letterhead
from core.base.i18n import N_, _
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.pages.start.agency_form import AgencyForm, missing_words
from ui.widgets.card import Card
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import nest

PREVIEW = 272
"""Width of the preview at 100 %."""
STACKED = 800
"""Below that width, at 100 %, the preview stands under the form."""


class AgencySection(Section):
    """The form of the first start, with a preview beside it."""

    key = "agency"
    title = N_("Agence")
    sentence = N_("Ces mentions sont obligatoires\u202f: elles figurent sur chaque lettre.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._form = AgencyForm(office)
        # The form itself shows that a field was saved; the preview is drawn again.
        self._form.saved.connect(self._preview)
        self._card = self._build_preview()
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self._row.addWidget(self._form, 1)
        self._row.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        nest(self.body, self._row)
        self.body.addStretch(1)
        office.theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show the saved identity."""
        self._form.refresh(frozenset({"setting"}))
        self._preview()

    def arrive(self) -> None:
        """Give the focus to the first field that a letter lacks."""
        self._form.focus_missing()

    def resizeEvent(self, event: QEvent) -> None:
        """Put the preview beside the form, or under it when there is no room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _build_preview(self) -> Card:
        card = Card(self.office.theme, _("En-tête de lettre"), name="letterhead")
        self._name = paragraph("", semibold=True, name="letterhead-name")
        self._lines = paragraph("", "caption", name="letterhead-lines")
        self._foot = paragraph("", "caption", name="letterhead-foot")
        card.body.addWidget(self._name)
        card.body.addWidget(self._lines)
        card.add_line()
        card.body.addWidget(label(_("Pied de lettre"), semibold=True))
        card.body.addWidget(self._foot)
        return card

    def _preview(self) -> None:
        office = self.office
        shown = letterhead(office.settings.agency, day=office.now().date())
        self._name.setText(shown.name or _("Nom de l’agence"))
        set_ink(self._name, "text" if shown.name else "muted")
        self._lines.setText("\n".join(shown.lines))
        self._foot.setText(shown.footer or missing_words(shown.missing))
        set_ink(self._foot, "muted" if shown.footer else "wait")

    def _fit(self) -> None:
        theme = self.office.theme
        stacked = self.width() < theme.px(STACKED)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._card.setMaximumWidth(16_777_215 if stacked else theme.px(PREVIEW))
        self._card.setMinimumWidth(0 if stacked else theme.px(PREVIEW))
