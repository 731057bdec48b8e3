"""The right column of the letters: the one chosen, and what is to be done with those of its tab, the step at the
bottom."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.base.french import day, number
from core.base.i18n import _
from ui.look.theme import Theme
from ui.pages.letters.print_panel import PrintPanel
from ui.pages.letters.rows import STATES, Letter
from ui.widgets.button import Button
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.pill import Pill

WIDE = 284


class Side(QFrame):
    """The column. It has a signal for each action."""

    prepare_all = Signal()
    prepare_one = Signal()
    open_folder = Signal()
    sheet = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("letters-side")
        self.setProperty("ground", "surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._title = paragraph("", semibold=True, name="letter-title")
        self._state = Pill(theme, " ", ink="muted", name="letter-state")
        self._facts = paragraph("", ink="muted", name="letter-facts")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        nest(self._column, head)
        self._column.addWidget(self._facts)
        self.person = Button(theme, _("Ouvrir la fiche"), name="open-sheet", kind="link")
        self.person.clicked.connect(self.sheet)
        self.paper = Button(theme, _("Voir la lettre"), name="letter-paper", kind="link")
        links = QHBoxLayout()
        links.addWidget(self.person)
        links.addWidget(self.paper)
        links.addStretch(1)
        nest(self._column, links)
        # Beside the list, so that its rows stay where they are when a run begins.
        self.bar = JobBar(theme, name="letters-job", narrow=True)
        self._column.addWidget(self.bar)
        self.panel = PrintPanel(theme)
        self._column.addWidget(self.panel, 1)
        self.all = self._button(_("Préparer"), "prepare-all", self.prepare_all, kind="primary", key="Ctrl+P", tall=40)
        self.one = self._button(_("Préparer cette lettre"), "prepare-one", self.prepare_one)
        self.folder = self._button(_("Ouvrir le dossier des lettres"), "open-folder", self.open_folder, kind="link")
        theme.changed.connect(self._fit)
        self._fit()

    def tell_above(self, said: QWidget) -> None:
        """Show ``said`` above what is to be done."""
        self._column.insertWidget(self._column.indexOf(self.panel), said)

    def show_letter(self, letter: Letter | None) -> None:
        """Show which letter is selected."""
        for widget in (self._state, self._facts, self.person):
            widget.setVisible(letter is not None)
        if letter is None:
            self._title.setText(_("Aucune lettre choisie"))
            return
        words, ink = STATES[letter.state]
        self._title.setText(letter.name or _("Madame, Monsieur"))
        self._state.show_status(_(words), ink=ink)
        lines = [_("Référence {reference}").format(reference=letter.reference)] if letter.reference else []
        if letter.posted:
            lines.append(_("Postée le {day}").format(day=day(letter.posted)))
        elif letter.due:
            lines.append(_("À poster au plus tard le {day}").format(day=day(letter.due)))
        self._facts.setText("\n".join(lines))

    def show_counts(self, due: int) -> None:
        """Show how many letters are to be prepared; 0 where none are."""
        self.all.reword(_("Préparer les {n} lettres").format(n=number(due)) if due > 1 else _("Préparer la lettre"))
        self.all.setVisible(due > 0)
        self.one.setVisible(due > 1)

    def _button(
        self, text: str, name: str, signal: object, *, kind: str = "secondary", key: str = "", tall: int = 32
    ) -> Button:
        made = Button(self._theme, text, name=name, kind=kind, key=key, tall=tall)  # type: ignore[arg-type]
        made.clicked.connect(lambda _checked=False: signal.emit())  # type: ignore[attr-defined]
        self._column.addWidget(made)
        return made

    def _fit(self) -> None:
        self.setMinimumWidth(self._theme.px(WIDE))
