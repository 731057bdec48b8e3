"""The help (F1): short, in the program's words, shown as plain text beside the work."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from core.i18n import _
from core.resources import resource


def show_help(parent: QWidget) -> None:
    """Open the help; it stays open beside the window until it is closed."""
    dialog = QDialog(parent)
    dialog.setObjectName("help")
    dialog.setWindowTitle(_("Aide de Premier Contact"))
    text = QPlainTextEdit(resource("help", "aide.txt").read_text("utf-8"))
    text.setObjectName("help-text")
    text.setAccessibleName(_("Aide"))
    text.setReadOnly(True)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(text)
    dialog.resize(720, 560)
    dialog.show()
