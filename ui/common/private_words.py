"""The caution shown beside a field where a word touches the private life of a person: it never stops anybody."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from core.words.cautions import PrivateWord, note_caution, private_words
from ui.widgets.label import paragraph

MOST = 2
"""Words told at once."""


def watch(field: QLineEdit | QPlainTextEdit, *, name: str, said: Callable[[PrivateWord], str] = note_caution) -> QLabel:
    """Return the line to put below ``field``: hidden, and shown while it holds such a word."""
    told = paragraph("", "caption", ink="wait", name=name)
    told.hide()
    described = field.accessibleDescription()

    def look() -> None:
        typed = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        words = " ".join(f"△ {said(one)}" for one in private_words(typed)[:MOST])
        if words != told.text():
            told.setText(words)
            told.setVisible(bool(words))
            field.setAccessibleDescription(words or described)

    field.textChanged.connect(look)
    look()
    return told
