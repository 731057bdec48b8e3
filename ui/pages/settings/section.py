"""One section of the settings: a title, a sentence, and what applies on leaving each field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.errors import UserError
from ui.common.office import Office
from ui.widgets.form import Form


class Section(QWidget):
    """``saved``: something was just kept. Subclasses fill ``body`` and read again in :meth:`refresh`."""

    saved = Signal()
    key = ""
    title = ""
    sentence = ""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.setObjectName(f"settings-{self.key}")
        self.setProperty("plain", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 8, 24, 24)
        self.body.setSpacing(12)

    def refresh(self) -> None:
        """Show what is in force; called when the section comes in sight and when the settings changed."""

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Keep what the user changed and tell so; an error goes to the band and nothing is said to be saved."""
        try:
            yield
        except UserError as problem:
            self.office.complain(problem)
            self.refresh()
            return
        # The window hears of it a little later; what is shown is read again now.
        self.office.forget(frozenset({"setting"}))
        self.saved.emit()

    @staticmethod
    def show_kept(form: Form, values: Mapping[str, str]) -> None:
        """Show ``values`` as kept, but for the field the keyboard is in: what is being typed stays."""
        form.show_values({key: value for key, value in values.items() if not form.field(key).hasFocus()})
