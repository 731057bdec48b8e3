"""A label over a field and a note under it, for a narrow column."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.fields import mark_wrong
from ui.widgets.label import label, paragraph, set_ink


class SideField(QWidget):
    """``above``: what stands between the label and the field, to judge by eye."""

    def __init__(self, title: str, shown: QWidget, *, name: str, above: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.shown = shown
        head = label(title, "caption", ink="muted", semibold=True)
        head.setBuddy(shown)
        self.note = paragraph("", "caption", ink="muted", name=f"{name}-note")
        column = QVBoxLayout(self)
        # Room for the focus ring, four pixels outside its field.
        column.setContentsMargins(5, 0, 5, 6)
        column.setSpacing(4)
        for widget in (head, above, shown, self.note):
            if widget is not None:
                column.addWidget(widget)
        self.say("")

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say ``words`` under the field, as an error when ``wrong``."""
        self.note.setText(f"✕ {words}" if wrong else words)
        set_ink(self.note, "forbidden" if wrong else "muted")
        self.note.setVisible(bool(words))
        if isinstance(self.shown, QLineEdit):
            mark_wrong(self.shown, words if wrong else "")
