"""The help (F1): a short text in the program's words, with headings and keys, in a window that stays open beside the
work."""

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QDialog, QTextEdit, QWidget

from core.base.i18n import _
from core.base.resources import resource
from ui.look.theme import Theme
from ui.widgets.layouts import vbox

HEADING = "# "
"""Opens a heading in the file of the help; a tab parts a key, or a light, from what it means."""
MEANING_AT = 132
"""Pixels at 100 % from the left to what a key does."""


def show_help(parent: QWidget, theme: Theme) -> None:
    """Open the help, or bring to the front the one already open."""
    dialog = parent.findChild(QDialog, "help") or _made(parent, theme)
    dialog.show()
    dialog.activateWindow()


def _made(parent: QWidget, theme: Theme) -> QDialog:
    dialog = QDialog(parent)
    dialog.setObjectName("help")
    dialog.setWindowTitle(_("Aide de Premier Contact"))
    text = QTextEdit()
    text.setObjectName("help-text")
    text.setAccessibleName(_("Aide"))
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.document().setDocumentMargin(theme.px(20))
    vbox(text, on=dialog)
    dialog.resize(min(theme.px(720), parent.width()), min(theme.px(560), parent.height()))
    _write(text, theme)
    theme.changed.connect(lambda: _write(text, theme))
    return dialog


def _write(text: QTextEdit, theme: Theme) -> None:
    """Fill ``text`` in the fonts of the theme, as plain text: nothing in the file is read as formatting."""
    text.clear()
    cursor = QTextCursor(text.document())
    for line in resource("help", "aide.txt").read_text("utf-8").splitlines():
        heading = line.startswith(HEADING)
        block = QTextBlockFormat()
        block.setTopMargin(theme.px(16 if heading and cursor.position() else 0))
        block.setBottomMargin(theme.px(6))
        if "\t" in line:
            block.setTabPositions([QTextOption.Tab(theme.px(MEANING_AT), QTextOption.TabType.LeftTab)])
            block.setLeftMargin(theme.px(MEANING_AT))
            block.setTextIndent(-theme.px(MEANING_AT))
        letters = cursor.charFormat()
        letters.setFont(theme.font("heading" if heading else "body"))
        cursor.setBlockFormat(block)
        cursor.insertText(line.removeprefix(HEADING), letters)
        cursor.insertBlock()
    text.moveCursor(QTextCursor.MoveOperation.Start)
