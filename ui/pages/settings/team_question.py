"""The question before the base moves or a seat goes: what follows from it, what is to be accepted, yes or nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from core.base.i18n import _
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox
from ui.widgets.flow import flow
from ui.widgets.label import paragraph
from ui.widgets.layouts import fill, nest
from ui.widgets.pages import bring_into_sight
from ui.widgets.speech import announce


class TeamQuestion(Card):
    """The card, hidden until something is asked. « Échap » changes nothing."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme, " ", name=name)
        self._run: Callable[[], object] = lambda: None
        self._waiting = False
        self._words = paragraph("", name=f"{name}-words")
        self._caution = paragraph("", ink="wait", name=f"{name}-caution")
        self.accepted = CheckBox(theme, "", name=f"{name}-accept")
        self._go = Button(theme, "", name=f"{name}-go")
        self._no = Button(theme, _("Ne rien changer"), name=f"{name}-no", key="Échap")
        fill(self.body, self._words, self._caution, self.accepted)
        nest(self.body, flow(self._go, self._no))
        self._go.clicked.connect(self._answer)
        self._no.clicked.connect(self.leave)
        self.accepted.toggled.connect(self._allow)
        self.hide()

    def ask(self, title: str, sentence: str, go: str, run: Callable[[], object], *, grave: bool = False) -> None:
        """Ask; ``go``: the button that calls ``run``; ``grave``: the focus is on what changes nothing."""
        self._run = run
        self.setAccessibleName(title)
        self.title.setText(title)
        self._words.setText(sentence)
        self._go.kind = "refusal" if grave else "primary"
        self._go.reword(go)
        self.need()
        self.show()
        announce(self, f"{title} {sentence}")
        (self._no if grave else self._go).setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)

    def need(self, caution: str = "", accept: str = "") -> None:
        """Say what is to be known, and what the box has to accept before anything is done."""
        self._caution.setText(caution)
        self.accepted.setText(accept)
        self.accepted.setAccessibleName(accept)
        self.accepted.setChecked(False)
        for part, words in ((self._caution, caution), (self.accepted, accept)):
            part.setVisible(bool(words))
        self._allow()
        if caution:
            announce(self, caution, urgent=bool(accept))
        widget = QApplication.focusWidget()
        waiting, self._waiting = self._waiting, False
        if waiting and widget is not None and self.isAncestorOf(widget):
            (self.accepted if accept else self._go).setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, reason: str) -> None:
        """Let nothing be done yet, and say why."""
        self._waiting = True
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go.refuse(reason)

    def leave(self) -> None:
        """Change nothing."""
        self.hide()
        self._run = lambda: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change nothing on « Échap »."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        run = self._run
        self.leave()  # Pressed twice, it does nothing twice.
        run()

    def _allow(self) -> None:
        if self.accepted.isHidden() or self.accepted.isChecked():
            self._go.allow()
        else:
            self._go.refuse(self.accepted.text())
