"""Above a list: the search field, which searches while the user types, and the row of filters, the active ones first,
then the available ones, then « Tout effacer ». Those without room are under « Autres filtres »."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from core.base.i18n import _
from core.base.records import Struct
from core.base.screen_shapes import labelled
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import ENTER, Button, IconButton
from ui.widgets.layouts import STRETCH, Firm, Fitted, Themed, drop, fill, hbox
from ui.widgets.paint import LEFT, box, text_width
from ui.widgets.speech import AS

PAUSE_MS = 120
WORDS = 240
"""Pixels at 100 % of the words of a chip at most: a longer value is cut, and read whole by a screen reader."""


class SearchBar(Themed, QLineEdit):
    """``searched(text)`` is emitted when typing pauses, and at once on Entrée or when the field is cleared; never twice
    in a row for one text. ``left``: ↓ leads into the list."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, hint: str, *, name: str, title: str) -> None:
        super().__init__(theme, name=name, title=title)
        self._told = ""
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._clear = IconButton(theme, "clear", _("Effacer la recherche"), name=f"{name}-clear", side=24)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._tell)
        theme.follow(self._fit)

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


class FilterMenu(Protocol):
    """The menu of a filter whose values are no list of words."""

    def say(self, value: str) -> str:
        """Return the words of a value."""

    def fill(self, menu: QMenu, value: str, choose: Callable[[str], object]) -> None:
        """Fill the menu when it is opened; ``choose`` takes the value chosen, empty for none."""


class Filter(Struct, frozen=True):
    """One filter. ``options``: (value, words); there may be many (suppliers). ``menu``: makes its menu instead."""

    key: str
    title: str
    options: tuple[tuple[str, str], ...] = ()
    names: bool = False
    """The words are names, always written as they come: « leboncoin »."""
    menu: FilterMenu | None = None

    def words(self, value: str) -> str:
        """Return the words of ``value``."""
        return self.menu.say(value) if self.menu else dict(self.options).get(value, value)


class Chip(Themed, Firm, QToolButton):
    """One filter, as a button 28 high with round ends. Espace or Entrée opens its menu; Suppr or the cross removes the
    choice."""

    chosen = Signal(str)
    removed = Signal()

    def __init__(self, theme: Theme, shown: Filter) -> None:
        super().__init__(theme)
        self.setProperty(AS, "menu")
        self._filter = shown
        self._value = ""
        self._menu = QMenu(self)
        self._menu.setAccessibleName(shown.title)
        for value, words in shown.options:
            shown_as = words if shown.names else words[:1].upper() + words[1:]
            self._menu.addAction(shown_as.replace("&", "&&")).triggered.connect(partial(self.chosen.emit, value))
        if shown.menu is not None:
            self._menu.aboutToShow.connect(self._fill)
        self.setObjectName(f"filter-{shown.key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_value("")
        # ``toggled`` rather than ``clicked``: a screen reader toggles a checkable button without a click.
        self.toggled.connect(self._asked)

    @property
    def value(self) -> str:
        """The value chosen; empty when the filter is off."""
        return self._value

    def show_value(self, value: str) -> None:
        """Show ``value`` as chosen; empty turns the filter off."""
        self._value = value
        title = self._filter.title
        self.setText(labelled(title, self._filter.words(value)) if value else title)
        self.setChecked(bool(value))
        state = _("filtre actif") if value else _("filtre")
        self.setAccessibleName(f"{self.text()}, {state}")
        self.updateGeometry()
        self.update()

    def _asked(self, on: bool) -> None:
        if on != bool(self._value):
            self.open()

    def _fill(self) -> None:
        if self._filter.menu is not None:
            self._menu.clear()
            self._filter.menu.fill(self._menu, self._value, self.chosen.emit)

    @property
    def menu_of_values(self) -> QMenu:
        """The menu of what may be chosen."""
        return self._menu

    def open(self) -> None:
        """Open the menu under the chip."""
        self.setChecked(bool(self._value))
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def sizeHint(self) -> QSize:
        font = self._theme.font("body", semibold=bool(self._value))
        wide = min(text_width(font, self.text()), self._theme.px(WORDS))
        return QSize(wide + self._theme.px(14) + 30, self._theme.height(28))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove the choice when the cross is pressed."""
        in_cross = event.position().x() > self.width() - self._theme.px(14) - 16
        if self._value and in_cross and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the choice on Suppr; move between chips with ← →."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self.removed.emit()
        elif key in ENTER:
            self.open()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        on = bool(self._value)
        ground = "accent-tint" if on or self.isDown() else "hover" if self.underMouse() else "surface"
        box(painter, theme, self.rect(), ground=ground, edge="accent" if on else "border", radius=self.height() / 2)
        ink = "accent" if on else "text"
        painter.setFont(theme.font("body", semibold=on))
        painter.setPen(theme.color(ink))
        side = theme.px(14)
        place = self.rect().adjusted(11, 0, -side - 15, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, LEFT, words)
        rect = QRectF(self.width() - side - 11, (self.height() - side) / 2, side, side)
        draw_icon(painter, theme, "clear" if on else "chevron-down", rect=rect, ink=ink)


class FilterChips(Themed, Fitted, QWidget):
    """The filters of a list. ``changed(values)`` gives the value of each active filter by key."""

    changed = Signal(dict)

    def __init__(self, theme: Theme, filters: Sequence[Filter], *, name: str = "filters") -> None:
        super().__init__(theme, name=name, title=_("Filtres"))
        self._chips: dict[str, Chip] = {}
        self._row = hbox(on=self, spacing=8)
        self._clear = Button(theme, _("Tout effacer"), name=f"{name}-clear", kind="link", press=self.clear)
        self._more = Button(theme, _("Autres filtres"), name=f"{name}-more", kind="link", icon="chevron-down")
        self._more.clicked.connect(self._open_more)
        self._others = QMenu(self)
        self._others.setAccessibleName(_("Autres filtres"))
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        theme.changed.connect(self._fit)
        self.show_filters(filters)

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Show these filters; those that were already there keep their values."""
        kept, old = self.values(), list(self._chips.values())
        self._chips = {}
        for shown in filters:
            chip = Chip(self._theme, shown)
            chip.chosen.connect(partial(self._set, shown.key))
            chip.removed.connect(partial(self._set, shown.key, ""))
            self._chips[shown.key] = chip
        self.show_values(kept)
        if old and self._chips:
            # New chips take the place of the old ones in the tab order; by default they would come last in the window.
            for before, after in pairwise((old[-1], *self._chips.values(), self._clear)):
                QWidget.setTabOrder(before, after)
        for chip in old:
            drop(chip)

    def values(self) -> dict[str, str]:
        """Return the values of the active filters by key."""
        return {key: chip.value for key, chip in self._chips.items() if chip.value}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show ``values`` as chosen, without emitting ``changed``."""
        for key, chip in self._chips.items():
            chip.show_value(values.get(key, ""))
        self._arrange()

    def clear(self) -> None:
        """Remove every choice and emit ``changed``."""
        self.show_values({})
        self.changed.emit({})

    def minimumSizeHint(self) -> QSize:
        """Return the width of « Autres filtres » alone: the row never widens its page."""
        return QSize(self._more.sizeHint().width(), super().minimumSizeHint().height())

    def chip(self, key: str) -> Chip:
        """Return the chip of filter ``key``."""
        return self._chips[key]

    def _set(self, key: str, value: str) -> None:
        self._chips[key].show_value(value)
        self._arrange()
        self.changed.emit(self.values())

    def _arrange(self) -> None:
        while self._row.count():
            self._row.takeAt(0)
        chips = sorted(self._chips.values(), key=lambda chip: not chip.value)
        for widget in chips:
            self._row.addWidget(widget)
        fill(self._row, self._more, STRETCH, self._clear)
        for before, after in pairwise((*chips, self._more, self._clear)):
            QWidget.setTabOrder(before, after)
        self._clear.setVisible(bool(self.values()))
        self._fit()

    def _fit(self) -> None:
        """Put under « Autres filtres » those that have no room."""
        chips = sorted(self._chips.values(), key=lambda chip: not chip.value)
        gap = self._row.spacing()
        room = self.width() - (self._clear.sizeHint().width() + gap if self.values() else 0)
        whole = sum(chip.sizeHint().width() + gap for chip in chips)
        room -= 0 if whole <= room else self._more.sizeHint().width() + gap
        hidden = 0
        for chip in chips:
            room -= chip.sizeHint().width() + gap
            hidden += room < 0
            chip.setVisible(room >= 0)
        self._more.setVisible(bool(hidden))

    def _open_more(self) -> None:
        self._others.clear()
        for chip in self._chips.values():
            if chip.isHidden():
                self._others.addMenu(chip.menu_of_values).setText(chip.text())
        self._others.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))
