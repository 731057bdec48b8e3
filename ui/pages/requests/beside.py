"""Places controls side by side, or one under the other with large text, so that nothing scrolls sideways; finds the
first control of a part, to give it the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.look.theme import Theme

BESIDE = 140
"""Text size in percent up to which controls stand beside each other."""


def first_stop(part: QWidget) -> QWidget | None:
    """Return the first control of ``part`` in the tab order; None when it has none."""
    for control in part.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isEnabled() and control.isVisibleTo(part):
            return control
    return None


class Beside(QWidget):
    """A row of controls. ``grows``: the place of the control that takes the room left; None leaves that room at the
    end."""

    def __init__(self, theme: Theme, *widgets: QWidget, grows: int | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        for place, widget in enumerate(widgets):
            self._row.addWidget(widget, int(place == grows))
        if grows is None:
            self._row.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        down = self._theme.scale > BESIDE
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)
