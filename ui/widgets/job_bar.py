"""The progress of a long job: what it does, a bar with its count, and a button to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from core.base.i18n import _
from core.base.screen_shapes import number
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import label
from ui.widgets.layouts import Named, hbox, vbox


class JobBar(Named, QWidget):
    """The bar, hidden until a job begins. ``stop_asked`` is emitted when the user wants to stop. ``keeps``: what was
    done before a stop is kept, and the button says how much. ``stop``: what the button says where it has words of its
    own, with its ``key``. ``narrow``: words, bar and button one under the other."""

    stop_asked = Signal()

    def __init__(
        self, theme: Theme, *, name: str = "job", keeps: bool = False, narrow: bool = False, stop: str = "",
        key: str = "",
    ) -> None:  # fmt: skip
        super().__init__(name=name)
        self._own = stop
        self._keeps = keeps
        self._text = label("", name=f"{name}-text")
        self._count = label("", ink="muted", name=f"{name}-count")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}-bar")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(10)
        self._stop = Button(theme, stop or _("Arrêter"), name=f"{name}-stop", key=key, press=self.stop_asked)
        if narrow:
            vbox(hbox((self._text, 1), self._count), self._bar, self._stop, on=self, spacing=8)
        else:
            hbox(self._text, (self._bar, 1), self._count, self._stop, on=self, spacing=12)
        self.hide()

    def to_stop(self) -> None:
        """Give the focus to the button that stops the job."""
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, text: str) -> None:
        """Show that ``text`` has begun, its length not yet known."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._stop.setEnabled(True)
        self.show_progress(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """Show ``done`` out of ``total``; when total is 0 (unknown) only the count is shown, without animation."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done if total else 0)
        text = _("{done} sur {total}").format(done=number(done), total=number(total)) if total else number(done)
        self._count.setText(text if done or total else "")
        stored = _("Arrêter et garder {n}").format(n=number(done)) if self._keeps and done else _("Arrêter")
        if not self._own and self._stop.text() != stored:
            self._stop.reword(stored)

    def end(self) -> None:
        """Hide the bar."""
        self.hide()
