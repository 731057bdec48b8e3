"""What the persons of a file may be reached by, and what of it is not read, under the figures of an import."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.batch import Coverage
from core.words import batches
from ui.widgets.label import paragraph, set_ink


class CoverageNote(QWidget):
    """The sentences, hidden when there is nothing to say. The first is in the colour of what has to wait when no letter
    is possible."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._reach = paragraph("", name=f"{name}-reach")
        self._rest = paragraph("", "caption", ink="muted", name=f"{name}-rest")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._reach)
        column.addWidget(self._rest)
        self.hide()

    @property
    def words(self) -> str:
        """What is shown."""
        return "\n".join(filter(None, (self._reach.text(), self._rest.text())))

    def show_coverage(self, found: Coverage | None) -> None:
        """Show what is known of the file; None hides the note."""
        found = found or Coverage()
        self._reach.setText(batches.reach(found))
        set_ink(self._reach, "text" if found.address else "wait")
        rest = (batches.closed(found), batches.aside(found), batches.unread(found.sheets))
        self._rest.setText("\n".join(filter(None, rest)))
        for shown in (self._reach, self._rest):
            shown.setVisible(bool(shown.text()))
        self.setVisible(bool(self.words))
