"""A pane at the right of the work, or a window of its own: where there is no room beside the pages, or when asked."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from core.base.i18n import _
from ui.common.page import Page
from ui.look.theme import Theme
from ui.shell.frame import Frame
from ui.widgets.button import Button
from ui.widgets.layouts import Named

NARROW, HEIGHT = 1100, 640
"""Width of the frame under which a pane is a window of its own, whatever the page, at 100 %; height of that window."""


class SidePane(Named, QFrame):
    """The pane, of a width at 100 %, hidden until it appears."""

    def __init__(self, frame: Frame, theme: Theme, *, name: str, title: str, width: int, window_title: str) -> None:
        super().__init__(frame, name=name, title=title)
        self._frame, self._theme, self._width = frame, theme, width
        self._before: QWidget | None = None
        self.setWindowTitle(window_title)
        self.detach = Button(theme, _("Détacher"), name=f"{name}-detach", kind="link", press=self._turn_loose)
        self.close_button = Button(theme, _("Fermer"), name=f"{name}-close", kind="link", key="Échap", press=self.leave)
        self.hide()

    def first(self) -> QWidget:
        """Return what takes the keyboard when the pane appears."""
        return self.close_button

    def sizeHint(self) -> QSize:
        """Return the width of the pane, a window's when it is loose."""
        return QSize(self._theme.px(self._width), self._theme.px(HEIGHT))

    def appear(self) -> None:
        """Show the pane beside the work, or the window it was made; give it the keyboard."""
        focus = QApplication.focusWidget()
        self._before = focus if focus is not None and not self.isAncestorOf(focus) else self._before
        if not self.isWindow() and not self._has_room():
            self._turn_loose()
        self.setMaximumWidth(16777215 if self.isWindow() else self._theme.px(self._width))
        self.setMinimumWidth(0 if self.isWindow() else min(self._theme.px(self._width), self._frame.width() // 2))
        self.show()
        if self.isWindow():
            self.raise_()
            self.activateWindow()
        else:
            self._frame.clear_side(self)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_room(self) -> bool:
        """Tell whether the window is wide enough for the pane beside the page shown."""
        if self.isVisible():
            return True
        frame, px = self._frame, self._theme.px
        pages = frame.page(frame.current()).findChildren(Page)
        least = max((page.width_wanted() for page in pages), default=0)
        return frame.width() >= max(px(NARROW), frame.rail.width() + least + px(self._width))

    def _turn_loose(self) -> None:
        """Make a window of the pane, at the left of the pages so that a sheet stays in sight; or put it back beside the
        work."""
        loose = not self.isWindow()
        if loose:
            self.setParent(self._frame, Qt.WindowType.Window)
            self.resize(self.sizeHint().boundedTo(QSize(self._frame.width(), self._frame.rail.height())))
            # Where it stood beside the work, its title bar would be above the screen.
            self.move(self._frame.rail.mapToGlobal(self._frame.rail.rect().topRight()))
        else:
            self._frame.show_side(self)
        self.detach.setText(_("Rattacher") if loose else _("Détacher"))
        self.appear() if not loose or self._has_room() else self.show()

    def leave(self) -> None:
        """Close the pane; the keyboard goes back where it was."""
        before = self._before
        self.hide()
        self._frame.activateWindow()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._frame.focus_page(self._frame.current())

    def toggle_focus(self) -> None:
        """Go from the pane to the work, or back."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._frame.activateWindow()
            self._frame.focus_page(self._frame.current())
        else:
            self.appear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
