"""The base class of a section of the settings: a title, a sentence, and fields that apply when they are left."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.base.errors import UserError
from ui.common.office import Office
from ui.widgets.form import Form
from ui.widgets.layouts import vbox


class SettingsSection(QWidget):
    """A section. ``saved`` is emitted when something was saved. Subclasses fill ``body`` and read again in
    :meth:`refresh`."""

    saved = Signal()
    key = ""
    title = ""
    sentence = ""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.setObjectName(f"settings-{self.key}")
        self.setProperty("plain", True)
        self.body = vbox(on=self, margins=(24, 8, 24, 24), spacing=12)

    def refresh(self) -> None:
        """Show the present values; called when the section is shown and when the settings changed."""

    def arrive(self) -> None:
        """Give the focus to what is to be done, when another page leads here; nothing by default."""

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Save what the user changed and emit ``saved``; an error is shown in the band instead."""
        try:
            yield
        except UserError as problem:
            self.office.complain(problem)
            self.refresh()
            return
        # The window is told of the change a little later; what is shown is read again now.
        self.office.forget(frozenset({"setting"}))
        self.saved.emit()

    @staticmethod
    def show_kept(form: Form, values: Mapping[str, str]) -> None:
        """Show ``values`` as saved, except in the field that has the focus, where the user may be typing."""
        form.show_values({key: value for key, value in values.items() if not form.field(key).hasFocus()})
