"""The menus of two filters that are not a list of words: towns, several of them and what is around, and a price between
two ends. A value is a text, so that a view keeps it as it is: « +Uzès|Nîmes », « 150000-460000 », « none »."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
    QWidgetAction,
)

from core.base.i18n import _, n_
from core.base.screen_shapes import NBSP, number
from core.base.text import fold
from core.store.lead_lists import TownCount, town_counts
from ui.common.office import Office
from ui.look.theme import Theme
from ui.widgets.button import ENTER, Button
from ui.widgets.fields import CheckBox, text_field
from ui.widgets.label import label
from ui.widgets.layouts import STRETCH, fill, hbox, vbox
from ui.widgets.lists.table_model import Index
from ui.widgets.lists.table_paint import BOX_ROOM, paint_tick
from ui.widgets.paint import LEFT, selected_ground

AROUND = "+"
UNPRICED = "none"
Choose = Callable[[str], object]
_WIDE, _HIGH = 280, 220


class TownFilter:
    """The towns of the leads, read when the menu is opened."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def say(self, value: str) -> str:
        """Return « Uzès et 3 autres »."""
        first, *rest = value.removeprefix(AROUND).split("|")
        words = n_("{town} et {n} autre", "{town} et {n} autres", len(rest)) if rest else "{town}"
        words = words.format(town=first, n=number(len(rest)))
        return _("{town}, et autour").format(town=words) if value.startswith(AROUND) else words

    def fill(self, menu: QMenu, value: str, choose: Choose) -> None:
        """Put the towns in a menu, those of ``value`` ticked; ``choose`` is given the ones ticked at the end."""
        with self._office.store.read() as r:
            towns = town_counts(r)
        form = TownForm(self._office.theme, towns, value)
        form.done = partial(_close, menu, choose)
        put(menu, form, form.field)


class TownLines(QStyledItemDelegate):
    """Paints a town with the box of the list, and ticks it wherever it is pressed."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size: 28 high at 100 %."""
        return QSize(self._theme.px(120), self._theme.height(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected and self._list.hasFocus():
            selected_ground(painter, self._theme, rect)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.color("hover"))
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        paint_tick(painter, self._theme, rect.adjusted(8, 0, 0, 0), ticked=on)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text"))
        painter.drawText(rect.adjusted(8 + self._theme.px(BOX_ROOM), 0, -8, 0), LEFT, str(index.data()))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick the town, or untick it, when it is pressed; Espace does too."""
        if event.type() is not QEvent.Type.MouseButtonRelease:
            return super().editorEvent(event, model, option, index)
        item = self._list.itemFromIndex(index)
        on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        return True


class TownForm(QWidget):
    """A field that shortens the list, the towns to tick, and whether the communes around count."""

    def __init__(self, theme: Theme, towns: Sequence[TownCount], value: str) -> None:
        super().__init__()
        self.done: Choose = lambda _value: None
        ticked = {fold(town) for town in value.removeprefix(AROUND).split("|") if town}
        self.field = text_field(theme, name="towns-field", title=_("Commune"), hint=_("Commune"))
        self.towns = QListWidget()
        self.towns.setObjectName("towns")
        self.towns.setAccessibleName(_("Communes"))
        self.towns.setItemDelegate(TownLines(theme, self.towns))
        self.towns.setMouseTracking(True)
        self.towns.setFixedHeight(theme.px(_HIGH))
        for town in sorted(towns, key=lambda one: fold(one.town) not in ticked):
            item = QListWidgetItem(f"{town.town}{NBSP}{NBSP}{number(town.leads)}", self.towns)
            item.setData(Qt.ItemDataRole.UserRole, town.town)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = fold(town.town) in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.around = CheckBox(theme, _("Et les communes du même code postal"), name="towns-around")
        self.around.setChecked(value.startswith(AROUND))
        go = Button(theme, _("Filtrer"), name="towns-go", kind="primary", key="Entrée", press=self.finish)
        self.field.textChanged.connect(self._shorten)
        self.setMinimumWidth(theme.px(_WIDE))
        vbox(self.field, self.towns, self.around, hbox(STRETCH, go), on=self, margins=(12, 8, 12, 8), spacing=8)

    def finish(self) -> None:
        """Filter by the towns ticked; by none, everybody is shown."""
        items = [self.towns.item(line) for line in range(self.towns.count())]
        ticked = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]
        self.done((AROUND if self.around.isChecked() else "") + "|".join(ticked) if ticked else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Filter on Entrée, from the field and the list alike."""
        if event.key() in ENTER:
            self._take()
            return
        super().keyPressEvent(event)

    def _shorten(self, typed: str) -> None:
        for line in range(self.towns.count()):
            item = self.towns.item(line)
            item.setHidden(fold(typed) not in fold(item.data(Qt.ItemDataRole.UserRole)))

    def _take(self) -> None:
        """Tick the town that is left of what was typed, then filter."""
        seen = [self.towns.item(line) for line in range(self.towns.count()) if not self.towns.item(line).isHidden()]
        if self.field.text().strip() and seen:
            exact = [item for item in seen if fold(item.data(Qt.ItemDataRole.UserRole)) == fold(self.field.text())]
            (exact or seen)[0].setCheckState(Qt.CheckState.Checked)
        self.finish()


class PriceFilter:
    """A price between two ends, either of which may be left open."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def say(self, value: str) -> str:
        """Return « 150 000 à 460 000 € »."""
        if value == UNPRICED:
            return _("sans prix")
        low, _dash, high = value.partition("-")
        ends = {"low": number(int(low or 0)), "high": number(int(high or 0))}
        if not low:
            return _("jusqu’à {high} €").format(**ends)
        return (_("{low} à {high} €") if high else _("à partir de {low} €")).format(**ends)

    def fill(self, menu: QMenu, value: str, choose: Choose) -> None:
        """Put two fields in a menu, and « Sans prix »."""
        form = PriceForm(self._theme, value)
        form.done = partial(_close, menu, choose)
        put(menu, form, form.low)
        menu.addSeparator()
        menu.addAction(_("Sans prix")).triggered.connect(lambda: choose(UNPRICED))


class PriceForm(QWidget):
    """The two ends, in euros."""

    def __init__(self, theme: Theme, value: str) -> None:
        super().__init__()
        self.done: Choose = lambda _value: None
        low, _dash, high = ("", "", "") if value == UNPRICED else value.partition("-")
        self.low = text_field(theme, name="price-low", title=_("Prix, de"))
        self.high = text_field(theme, name="price-high", title=_("Prix, à"))
        for field, euros in ((self.low, low), (self.high, high)):
            field.setValidator(QIntValidator(0, 999_999_999, field))
            field.setText(euros)
            field.setFixedWidth(theme.px(96))
        go = Button(theme, _("Filtrer"), name="price-go", kind="primary", key="Entrée", press=self.finish)
        ends = hbox(spacing=8)
        fill(ends, label(_("De")), self.low, label(_("à")), self.high, label("€"))
        vbox(ends, hbox(STRETCH, go), on=self, margins=(12, 8, 12, 8), spacing=8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Filter on Entrée, also where an end is left empty."""
        if event.key() in ENTER:
            self.finish()
            return
        super().keyPressEvent(event)

    def finish(self) -> None:
        """Filter between the two ends, the lower one first however they were typed; by none, everybody is shown."""
        low, high = (field.text().strip() for field in (self.low, self.high))
        if low and high and int(low) > int(high):
            low, high = high, low
        self.done(f"{low}-{high}" if low or high else "")


def _close(menu: QMenu, choose: Choose, value: str) -> None:
    menu.hide()
    choose(value)


def put(menu: QMenu, form: QWidget, first: QWidget) -> None:
    """Put a form in a menu, ``first`` having the keyboard."""
    action = QWidgetAction(menu)
    action.setDefaultWidget(form)
    menu.addAction(action)
    first.setFocus(Qt.FocusReason.PopupFocusReason)
