"""Notes an opposition in the window that opens without the base: somebody refuses while the server of a team is away,
and this seat has no copy to find them in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut

from core.actions.keeping.waiting import keep_refusal
from core.base.errors import UserError
from core.base.i18n import _
from core.model.opposing import RefusalHow
from core.words import away
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import paragraph
from ui.widgets.layouts import fill, hbox
from ui.widgets.speech import announce


class RefusalCard(Card):
    """The card. ``folder``: of the seat, which keeps what is noted until the server has it."""

    def __init__(self, theme: Theme, folder: Path, clock: Callable[[], datetime]) -> None:
        super().__init__(theme, _("Quelqu’un s’oppose\u202f?"), name="rescue-refusal")
        self._folder, self._clock = folder, clock
        title = _("Numéro, e-mail, adresse ou nom")
        self.typed = text_field(theme, name="rescue-refusal-typed", title=title, hint=title)
        button = Button(theme, _("S’oppose"), name="rescue-refusal-note", kind="refusal", key="F8")
        self.outcome = paragraph(
            _("Gardée scellée sur ce poste, envoyée en premier. D’un nom seul, qui le porte attendra d’être reconnu."),
            ink="muted",
            name="rescue-refusal-told",
        )
        fill(self.body, hbox((self.typed, 1), button, spacing=8), self.outcome)
        button.clicked.connect(self.keep)
        self.typed.returnPressed.connect(self.keep)
        QShortcut(QKeySequence("F8"), self, self.keep)

    def keep(self) -> None:
        """Keep the opposition of whoever is typed, and say so."""
        try:
            count = keep_refusal(self._folder, self.typed.text(), how=RefusalHow.UNSAID.value, at=self._clock())
        except UserError as problem:
            self.outcome.setText(problem.text)
        else:
            self.outcome.setText(f"{away.kept_here()} {away.waits(count)}.")
            self.typed.clear()
        self.typed.setFocus()
        announce(self, self.outcome.text(), urgent=True)
