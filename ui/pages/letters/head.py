"""The top of the letters: the title, and a tab for each stage of a letter's life with how many stand there, the replies
last."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.french import number
from core.base.i18n import N_, _
from ui.look.theme import Theme
from ui.pages.letters.rows import TABS
from ui.widgets.folding_tabs import FoldingTabs
from ui.widgets.header import PageHeader
from ui.widgets.layouts import nest

REPLIES = "replies"
"""The tab of what came back."""
WORDS = {
    "due": N_("À préparer"),
    "ready": N_("À imprimer"),
    "printed": N_("À poster"),
    "posted": N_("Postées"),
    REPLIES: N_("Réponses"),
}
"""Tab → its word, in the order of the work."""
EMPTY = {
    "due": (N_("Aucune lettre à préparer."), N_("Celles qui seront dues attendront ici.")),
    "ready": (N_("Aucune lettre à imprimer."), N_("Celles que vous préparez attendent ici l’imprimante.")),
    "printed": (
        N_("Aucune lettre à poster."),
        N_("Celles qui sortent de l’imprimante attendent ici leur jour d’envoi."),
    ),
    "posted": (N_("Aucune lettre postée."), N_("Celles qui sont parties restent ici, avec leur jour.")),
}
"""Tab → what an empty one says."""
_CLOSE = 8
"""Room on each side of a word: five of them stand above a narrow list."""


class Head(QWidget):
    """The title and the tabs. ``chosen(tab)``: another one is asked for by the user."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._keys = (*TABS, REPLIES)
        self.header = PageHeader(theme, _("Courriers"), name="letters-header")
        self._row = FoldingTabs(theme, name="letters", title=_("Où en sont les lettres"), around=_CLOSE)
        self.tabs = self._row.bar
        for key in self._keys:
            self.tabs.addTab(_(WORDS[key]))
        self._row.chosen.connect(lambda place: self.chosen.emit(self._keys[place]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        row = QVBoxLayout()
        row.setContentsMargins(12, 0, 0, 0)
        row.addWidget(self._row)
        nest(column, row)

    @property
    def tab(self) -> str:
        """The current tab."""
        return self._keys[max(self.tabs.currentIndex(), 0)]

    def show_tab(self, tab: str) -> None:
        """Make a tab the current one, without ``chosen``."""
        self._row.go(self._keys.index(tab))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show beside the words of these tabs how many letters stand there."""
        for key, count in counts.items():
            self._row.word(self._keys.index(key), f"{_(WORDS[key])} {number(count)}")
        self._row.fold()
