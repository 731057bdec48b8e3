"""The palette (Ctrl+K): one field to find a person or a command by name. It has no frame and does not dim the page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.base.i18n import _, n_
from core.base.records import Struct, replace
from ui.look.icons import Shape, draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.button import ENTER
from ui.widgets.label import label
from ui.widgets.layouts import STRETCH, Themed, fill, hbox, vbox
from ui.widgets.lists.table_model import DISPLAY, SPOKEN, Index
from ui.widgets.lists.timeline import LineModel
from ui.widgets.paint import LEFT, box, hairline, key_cap, key_width, selected_ground, text_width
from ui.widgets.speech import announce

FRAME = 3


class PaletteEntry(Struct, frozen=True):
    """One row: a shape or an icon, a name, a detail, a key, and the function to call. ``others``: what Tab offers on
    this row."""

    text: str
    run: Callable[[], object]
    detail: str = ""
    light: Shape | None = None
    icon: str = ""
    key: str = ""
    others: tuple["PaletteEntry", ...] = ()


class PaletteGroup(Struct, frozen=True):
    """Rows under one title: Prospects, Faire, Aller."""

    title: str
    gestures: tuple[PaletteEntry, ...]


Row = str | PaletteEntry
Provider = Callable[[str], Sequence[PaletteGroup]]


class PaletteModel(LineModel[Row]):
    """The titles and the gestures as one list; titles cannot be selected."""

    def show_groups(self, groups: Sequence[PaletteGroup]) -> None:
        """Show these groups, except the empty ones."""
        none = _("Rien ne porte ce nom. Cherchez une personne, une commune, un numéro ou une action.")
        rows: list[Row] = []
        for group in groups:
            if group.gestures:
                rows += [group.title, *group.gestures]
        self.show_lines(rows or [none])

    def replace(self, place: int, gesture: PaletteEntry) -> None:
        """Show another gesture on the same row."""
        self.lines = [*self.lines[:place], gesture, *self.lines[place + 1 :]]
        self.dataChanged.emit(self.index(place), self.index(place))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a row; a title cannot be selected."""
        if isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role not in (DISPLAY, SPOKEN):
            return None
        row = self.lines[index.row()]
        if isinstance(row, str):
            return row
        return ", ".join(part for part in (row.text, row.detail, row.key) if part)


class PaletteDelegate(QStyledItemDelegate):
    """Paints the titles and the rows."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row (38) or of a title (28)."""
        model = index.model()
        title = isinstance(model, PaletteModel) and isinstance(model.lines[index.row()], str)
        return QSize(200, self._theme.height(28 if title else 38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PaletteModel):
            return
        row = model.lines[index.row()]
        rect: QRect = option.rect
        if isinstance(row, str):
            painter.setFont(self._theme.font("caption", semibold=True))
            painter.setPen(self._theme.color("muted"))
            painter.drawText(rect.adjusted(16, 4, -16, 0), LEFT, row)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            selected_ground(painter, self._theme, rect)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.color("hover"))
        self._paint_row(painter, rect, row, current=bool(option.state & QStyle.StateFlag.State_Selected))

    def _paint_row(self, painter: QPainter, rect: QRect, row: PaletteEntry, *, current: bool) -> None:
        theme = self._theme
        side = theme.px(18)
        place = QRectF(rect.left() + 16, rect.center().y() - side / 2 + 1, side, side)
        if row.light:
            draw_light(painter, theme, row.light, rect=place)
        elif row.icon:
            draw_icon(painter, theme, row.icon, rect=place, ink="text")
        key = row.key or (_("Entrée") if current else "")
        wide = key_width(theme, key)
        left = rect.left() + 28 + side
        room = rect.right() - 16 - wide - 12 - left
        name = theme.font("body", semibold=current)
        painter.setFont(name)
        painter.setPen(theme.color("text"))
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), LEFT, text)
        used = text_width(name, text) + 12
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("muted"))
        detail = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, max(0, room - used))
        painter.drawText(QRect(left + used, rect.top(), max(0, room - used), rect.height()), LEFT, detail)
        if key:
            high = theme.px(20)
            key_cap(painter, theme, QRect(rect.right() - 16 - wide, rect.center().y() - high // 2, wide, high), key=key)


class PaletteFoot(Themed, QWidget):
    """The keys of the palette, in small text at its foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        row = hbox(on=self, margins=(16, 6, 16, 6), spacing=16)
        for words in (_("↑ ↓ choisir"), _("Entrée ouvrir"), _("Tab autres gestes")):
            row.addWidget(label(words, "caption", ink="muted"))
        fill(row, STRETCH, label(_("Tapez un numéro pour savoir s’il est opposé"), "caption", ink="muted"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        hairline(painter, self._theme, left=0, right=self.width(), y=0)


class Palette(Themed, QDialog):
    """The dialog. ``provider(text)`` is called at each keystroke and returns the groups to show; it must be quick."""

    def __init__(self, theme: Theme, provider: Provider, parent: QWidget) -> None:
        super().__init__(theme, parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint, name="palette")
        self._provider = provider
        self._window = parent.window()
        self._rows = PaletteModel(self)
        self.setAccessibleName(_("Chercher ou faire"))
        self.setModal(True)
        self._field = QLineEdit()
        self._field.setObjectName("palette-field")
        self._field.setAccessibleName(_("Chercher ou faire"))
        self._field.setProperty("bare", True)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list = QListView()
        self._list.setObjectName("palette-list")
        self._list.setAccessibleName(_("Réponses"))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(PaletteDelegate(theme, self))
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._run)
        vbox(self._field, (self._list, 1), PaletteFoot(theme), on=self, margins=FRAME + 1, spacing=0)

    def ask(self, text: str = "") -> None:
        """Open the palette over the top third of the window, with ``text`` already typed."""
        window = self._window
        wide = min(self._theme.px(606), window.width() - 40)
        high = min(self._theme.px(440), window.height() - 60)
        corner = window.mapToGlobal(QPoint((window.width() - wide) // 2, max(20, window.height() // 18)))
        self._field.setFixedHeight(self._theme.height(48))
        self._field.setTextMargins(self._theme.px(20) + 26, 0, 16, 0)
        self.setGeometry(QRect(corner, QSize(wide, high)))
        self._field.setText(text)
        self._search(text)
        self.open()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the keys that move in the list to it, while the focus stays in the field."""
        if watched is not self._field or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
            announce(self, self._current())
        elif key in ENTER:
            self._run(self._list.currentIndex())
        elif key == Qt.Key.Key_Tab:
            self._offer_other()
        else:
            return False
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.color("margin"))
        inner = self.rect().adjusted(FRAME, FRAME, -FRAME, -FRAME)
        box(painter, theme, inner, ground="surface", edge="border", radius=0)
        side = theme.px(20)
        field = self._field.geometry()
        mark = QRectF(field.left() + 14, field.center().y() - side / 2 + 1, side, side)
        draw_icon(painter, theme, "search", rect=mark, ink="muted")
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(inner.left(), field.bottom(), inner.right(), field.bottom())

    def _search(self, text: str) -> None:
        self._rows.show_groups(self._provider(text.strip()))
        self._list.setCurrentIndex(QModelIndex())
        self._move(1)
        if self.isVisible():
            announce(self, self._answers())

    def _answers(self) -> str:
        """Return how many answers there are, and the one that Entrée opens; or that there is none."""
        count = sum(isinstance(row, PaletteEntry) for row in self._rows.lines)
        if not count:
            return str(self._rows.lines[0])
        return n_("{n} réponse\u202f: {first}", "{n} réponses\u202f: {first}", count).format(
            n=count, first=self._current()
        )

    def _current(self) -> str:
        return str(self._rows.data(self._list.currentIndex()))

    def _move(self, step: int) -> None:
        place = self._list.currentIndex().row() + step
        while 0 <= place < len(self._rows.lines):
            if not isinstance(self._rows.lines[place], str):
                self._list.setCurrentIndex(self._rows.index(place))
                return
            place += step

    def _offer_other(self) -> None:
        place = self._list.currentIndex().row()
        row = self._rows.lines[place] if place >= 0 else None
        if isinstance(row, PaletteEntry) and row.others:
            first, *rest = row.others
            self._rows.replace(place, replace(first, others=(*rest, replace(row, others=()))))
        if place >= 0:
            announce(self, self._current())

    def _run(self, index: QModelIndex) -> None:
        row = self._rows.lines[index.row()] if index.isValid() else None
        if isinstance(row, PaletteEntry):
            self.accept()
            row.run()
