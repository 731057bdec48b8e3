"""The field of a label in the bar of those selected: it completes from the labels in use."""

from collections.abc import Sequence, Set

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base import text
from core.base.i18n import _
from core.words.cautions import tag_caution
from ui.common.office import Office
from ui.common.private_words import watch
from ui.widgets.button import Button
from ui.widgets.fields import text_field
from ui.widgets.layouts import nest
from ui.widgets.offered import offer

WIDE = 240


class TagForm(QWidget):
    """The field and its two gestures. Signals: ``asked(labels, on)``, to put or to remove them; ``left``."""

    asked = Signal(str, bool)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._theme = theme = office.theme
        self._borne: Set[str] = frozenset()
        self.setObjectName("tag-form")
        self.field = text_field(theme, name="tag-field", title=_("Étiquette"), hint=_("Un mot sur le bien ou le suivi"))
        self._put = Button(theme, _("Poser"), name="tag-put", kind="primary")
        self._out = Button(theme, _("Retirer"), name="tag-out")
        self._drop = Button(theme, _("Annuler"), name="tag-drop", kind="link")
        self._put.clicked.connect(lambda: self._ask(on=True))
        self._out.clicked.connect(lambda: self._ask(on=False))
        self._drop.clicked.connect(self.left)
        self.field.returnPressed.connect(lambda: self._ask(on=True))
        self.field.textChanged.connect(self._look)
        told = watch(self.field, name="tag-caution", said=tag_caution)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget in (self.field, self._put, self._out, self._drop):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        nest(column, row)
        column.addWidget(told)
        theme.changed.connect(self._fit)
        self._fit()

    def begin(self, known: Sequence[str], borne: Set[str]) -> None:
        """Ask for a label; ``known``: those in use; ``borne``: those of the leads it is for,
        folded."""
        offer(self.field, known)
        self._borne = borne
        self.field.clear()
        self._look()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _look(self) -> None:
        typed = text.fold(self.field.text())
        self._put.setEnabled(bool(typed))
        self._out.setEnabled(typed in self._borne)

    def _ask(self, *, on: bool) -> None:
        if text.fold(self.field.text()):
            self.asked.emit(self.field.text(), on)

    def _fit(self) -> None:
        self.field.setFixedWidth(self._theme.px(WIDE))
