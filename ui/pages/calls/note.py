"""The note of a call: one field, its key cap inside, Ctrl+Entrée to keep it with the outcome."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit

from core.base.i18n import _
from ui.look.theme import Theme
from ui.widgets.fields import fit_height
from ui.widgets.paint import key_cap, key_width

RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteField(QPlainTextEdit):
    """``kept``: Ctrl+Entrée."""

    kept = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("note")
        self.setAccessibleName(_("Note de l’appel"))
        self.setAccessibleDescription(_("Ctrl+Entrée : noter et suivant"))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Note : ce que la personne a dit, en quelques mots"))
        fit_height(theme, self, 58, lines=2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the note on Ctrl+Entrée; everything else is text."""
        if event.key() in RETURNS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.kept.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the key cap where the text leaves it room."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        theme = self._theme
        words = _("Ctrl+Entrée : noter et suivant")
        width, high = key_width(theme, words), theme.px(18)
        view = self.viewport()
        if width > view.width() // 2 or self.blockCount() > 1:
            return
        first = self.cursorRect(self.textCursor())
        if first.right() > view.width() - width - 12:
            return
        key_cap(QPainter(view), theme, QRect(view.width() - width - 4, 2, width, high), key=words)
