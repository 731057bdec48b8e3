"""The right column of the letters: the selected letter, its actions, and the replies that come back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from core.base.french import day, number
from core.base.i18n import _
from ui.look.theme import Theme
from ui.pages.letters.print_panel import PrintPanel
from ui.pages.letters.rows import STATES, Letter
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import paragraph
from ui.widgets.pill import Pill

WIDE = 264


class Side(QFrame):
    """The column. It has a signal for each action; ``reply(reference)``: a coupon came back, its reference if typed."""

    prepare_all = Signal()
    prepare_one = Signal()
    open_folder = Signal()
    sheet = Signal()
    reply = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("letters-side")
        self.setProperty("ground", "surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(10)
        self._title = paragraph("", semibold=True, name="letter-title")
        self._state = Pill(theme, " ", ink="muted", name="letter-state")
        self._facts = paragraph("", ink="muted", name="letter-facts")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self._facts)
        self.one = self._button(_("Préparer cette lettre"), "prepare-one", self.prepare_one)
        self.person = self._button(_("Ouvrir la fiche"), "open-sheet", self.sheet, kind="link")
        self.panel = PrintPanel(theme)
        self._column.addWidget(self.panel)
        self._column.addStretch(1)
        self._replies = self._reply_card()
        self._column.addWidget(self._replies)
        self._column.addStretch(1)
        self.all = self._button(_("Préparer"), "prepare-all", self.prepare_all, kind="primary", key="Ctrl+P")
        self.folder = self._button(_("Ouvrir le dossier des lettres"), "open-folder", self.open_folder)
        theme.changed.connect(self._fit)
        self._fit()

    def show_letter(self, letter: Letter | None) -> None:
        """Show which letter is selected."""
        for widget in (self._state, self.one, self.person):
            widget.setVisible(letter is not None)
        if letter is None:
            self._title.setText(_("Aucune lettre choisie"))
            self._facts.setText("")
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
        self.one.setVisible(letter.state == "due")

    def show_counts(self, due: int) -> None:
        """Show how many letters wait to be prepared."""
        self.all.reword(_("Préparer les {n} lettres").format(n=number(due)) if due > 1 else _("Préparer la lettre"))
        self.all.setVisible(due > 0)

    def give_way(self) -> None:
        """Leave the primary button, and Ctrl+P, to the panel while it offers something."""
        self.all.kind = "primary" if self.panel.idle else "secondary"
        self.all.dress(self.all.text(), icon="", key="Ctrl+P" if self.panel.idle else "")

    def _button(self, text: str, name: str, signal: object, *, kind: str = "secondary", key: str = "") -> Button:
        made = Button(self._theme, text, name=name, kind=kind, key=key)  # type: ignore[arg-type]
        made.clicked.connect(lambda _checked=False: signal.emit())  # type: ignore[attr-defined]
        self._column.addWidget(made)
        return made

    def _reply_card(self) -> Card:
        card = Card(self._theme, _("Une réponse est revenue"), name="reply")
        self.reference = text_field(
            self._theme, name="reply-reference", title=_("Référence du coupon"), hint=_("Référence, ex. K7P-4MD")
        )
        self.reference.returnPressed.connect(lambda: self.reply.emit(self.reference.text()))
        card.body.addWidget(self.reference)
        made = Button(self._theme, _("Cocher ce qu’elle dit…"), name="reply-open", kind="secondary")
        made.clicked.connect(lambda _checked=False: self.reply.emit(self.reference.text()))
        card.body.addWidget(made)
        card.body.addWidget(paragraph(_("Ou déposez ici les pages numérisées."), "caption", ink="muted"))
        return card

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(WIDE))
