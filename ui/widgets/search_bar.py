"""The search field of a list, which searches while the user types."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from core.base.i18n import _
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import IconButton

PAUSE_MS = 120


class SearchBar(QLineEdit):
    """``searched(text)`` is emitted when typing pauses, and at once on Entrée or when the field is cleared; never twice
    in a row for one text. ``left``: ↓ leads into the list."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, hint: str, *, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._told = ""
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._clear = IconButton(theme, "clear", _("Effacer la recherche"), name=f"{name}-clear", side=24)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._tell)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the size: 222 wide at 100 %."""
        return QSize(self._theme.px(222), self._theme.height(28))

    def show_text(self, text: str) -> None:
        """Show ``text`` as already searched, without emitting ``searched``."""
        self._told = text
        self.setText(text)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the text on Échap; when the field is empty, leave the key to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and its magnifier."""
        super().paintEvent(event)
        side = self._theme.px(16)
        draw_icon(
            QPainter(self),
            self._theme,
            "search",
            rect=QRectF(10, (self.height() - side) / 2, side, side),
            ink="muted",
        )

    def resizeEvent(self, event: object) -> None:
        """Keep the clear button at the right end."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        side = self._clear.sizeHint()
        self._clear.setGeometry(
            self.width() - side.width() - 3, (self.height() - side.height()) // 2, side.width(), side.height()
        )

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._make_room()
        if text:
            self._timer.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.height(28))
        self._make_room()

    def _make_room(self) -> None:
        cross = self._clear.sizeHint().width() - 6 if self.text() else 0
        self.setTextMargins(self._theme.px(16) + 4, 0, cross, 0)
