"""The left of the page: search, filters, list. The base gives only ids; rows are fetched as they become visible."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from core.actions.common import agents
from core.actions.leads import lead_views, tags
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.lead import LeadRow
from core.records.lead import Alike
from core.store import batches, leads
from core.store.port import Changed
from ui.common.office import Office
from ui.pages.leads.bulk_actions import ask_print, copy_leads
from ui.pages.leads.filter_menus import PriceFilter, TownFilter
from ui.pages.leads.filters import FilterChoices, filters_of, list_filters
from ui.pages.leads.selection import SelectionBar
from ui.pages.leads.views import View, ViewsRow, fresh_base, no_match, no_match_words, packed, unpacked
from ui.widgets.button import Button
from ui.widgets.calm_timer import CalmTimer
from ui.widgets.filter_chips import FilterChips, SearchBar
from ui.widgets.header import PageHeader
from ui.widgets.layouts import Named, hbox, vbox
from ui.widgets.lists.lead_table import LeadTable
from ui.widgets.lists.table import NARROWEST, shared_widths, wanted_widths
from ui.widgets.lists.table_paint import FIRST_PADDING
from ui.widgets.pages import Pages, scrolled
from ui.widgets.paint import hairline
from ui.widgets.speech import announce

TABLE = "leads-property"
"""The name the columns are kept under; it changes with the columns of the list."""
SAVE_AFTER_MS = 400
KEPT = 6
"""Columns shown before the others: the light, the name, the town, the next step, the telephone, the source."""
YIELDING = (5, 3, 1, 2)
"""Those of them that give room when there is too little, the first first: the source, the next step, the name, the
town; never the telephone."""
LEAVING, LAST = (5, 2), 4
"""Those that are then left out: who has little room needs the name, the next step and the telephone, which goes when
the light has its shape alone and there is still too little."""
SHAPE = 44
"""Width of the box and of the light's shape alone: what stays of the light at last, after the padding of the edge."""


class ColumnKeeper(QObject):
    """Shares the width of the list among its columns until the user sets them, then keeps what they set, with the text
    size they were chosen at."""

    def __init__(self, office: Office, table: LeadTable) -> None:
        super().__init__(table)
        self._office = office
        self._table = table
        self._saving = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save)
        header = table.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._resized)
        self._wanted: list[int] = []
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._reading.timeout.connect(self._read)
        table.model().modelReset.connect(self._reading.start)
        table.viewport().installEventFilter(self)
        office.theme.follow(self.restore)

    def menu(self) -> QMenu:
        """Return the menu that shows or hides the columns after the light and the name."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("columns-menu")
        for place, column in enumerate(self._table.rows().columns[2:], start=2):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(place))
            action.toggled.connect(partial(self._show, place))
            menu.addAction(action)
        return menu

    def save(self) -> None:
        """Keep the columns as they are."""
        self._office.seat.save_columns(self._place(), self._table.save_columns())

    def restore(self) -> None:
        """Show the columns that were kept at this text size, or share the width."""
        kept = self._office.seat.columns(self._place())
        if not kept.isEmpty():
            self._table.restore_columns(kept)
        self._wanted = []
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width among the columns when the width of the list changes."""
        if event.type() == QEvent.Type.Resize:
            self._spread()
        return super().eventFilter(watched, event)

    def _show(self, place: int, shown: bool) -> None:
        self._table.setColumnHidden(place, not shown)
        self.save()

    def _read(self) -> None:
        """Widen the columns for what the list shows now; none becomes narrower for other rows, nothing jumps."""
        asked_ids = wanted_widths(self._office.theme, self._table.rows())
        wanted = [max(pair) for pair in zip(asked_ids, self._wanted or asked_ids, strict=True)]
        if wanted != self._wanted:
            self._wanted = wanted
            self._spread()

    def _spread(self) -> None:
        """Share the width among the columns, until the user sets their widths."""
        if not self._wanted or not self._office.seat.columns(self._place()).isEmpty():
            return
        theme, columns = self._office.theme, self._table.rows().columns
        least = [
            theme.px(SHAPE) + FIRST_PADDING,
            *(round(theme.px(column.width) * NARROWEST) for column in columns[1:]),
        ]
        room = self._table.viewport().width()
        widths = shared_widths(self._wanted, least, room, kept=KEPT, yielding=YIELDING, leaving=LEAVING, last=LAST)
        for n, wide in enumerate(widths):
            self._table.setColumnHidden(n, not wide)
            if wide:
                self._table.setColumnWidth(n, wide)

    def _place(self) -> str:
        return f"{TABLE}-{self._office.theme.scale}"

    def _resized(self, *_which: int) -> None:
        # The layout of the window resizes columns too, also while a row is clicked, which opens the sheet: only what is
        # dragged among the titles is the user's choice.
        if QGuiApplication.mouseButtons() and self._table.horizontalHeader().viewport().underMouse():
            self._saving.start()


SEARCH = 240
MINUTE_MS = 60_000
ORDERING: Changed = frozenset({"lead", "opposition", "consent", "title", "alike", "milestone", "agent", "notice", "*"})
"""Tables whose change may change who is listed, or the order; the others change what rows show."""


class Browser(Named, QWidget):
    """Search, filters and list. Signals ``new_asked``, ``import_asked``, ``page_asked``: ways to bring leads in.
    ``table`` emits who is opened."""

    new_asked = Signal()
    import_asked = Signal()
    page_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="leads-browser")
        self._office = office
        self._words: list[str] = []
        self._sort = ("name", False)
        self._held = self._lot = 0
        self._counting, self._viewed_text = False, ""
        self._twins = self._reached = self._step = False
        theme = office.theme
        self._towns, self._prices = TownFilter(office), PriceFilter(theme)
        self._filters = list_filters(FilterChoices(self._towns, self._prices))
        self._header = PageHeader(theme, _("Prospects"), name="leads-header")
        self._columns = Button(theme, _("Colonnes"), name="leads-columns", icon="columns", press=self._open_columns)
        self._add = Button(theme, _("Ajouter"), name="leads-add", kind="primary", icon="plus", press=self.new_asked)
        self._header.add_button(self._columns)
        self._header.add_button(self._add)
        hint, title = _("Nom, commune, téléphone"), _("Chercher un prospect")
        self.search = SearchBar(theme, hint, name="leads-search", title=title)
        self.search.textChanged.connect(self._typed)
        theme.follow(self._fit)
        self.search.left.connect(self.focus_list)
        self.views = ViewsRow(office)
        self.chips = FilterChips(theme, self._filters, name="leads-filters")
        self.chips.changed.connect(self._filtered)
        self.table = LeadTable(theme, self._fetch, clock=office.now)
        self.table.sorted.connect(self._sorted)
        self.table.show_sort(self._sort[0], descending=False)
        self.selection = SelectionBar(office)
        self.selection.closed.connect(self.drop_selection)
        self.selection.left.connect(self.focus_list)
        self.table.selection_changed.connect(self._selected)
        self.table.menu_asked.connect(self._open_menu)
        self._fresh = fresh_base(
            theme, import_file=self.import_asked, new_lead=self.new_asked, read_page=self.page_asked
        )
        self._none = no_match(theme, clear=self.clear)
        self._lay_out()
        self.columns = ColumnKeeper(office, self.table)
        self._minute = CalmTimer(self._pass_time, self, every=MINUTE_MS)

    def refresh(self, changed: Changed) -> None:
        """Read again what ``changed`` concerns."""
        if changed & ORDERING or self._sort[0] in changed or self._asked():
            self._read_sources()
            self._find()
        else:
            self.table.reread()
        self.selection.tell_again()
        self.views.tell()

    def clear(self) -> None:
        """Remove the search and the filters, and go back to everybody."""
        self.views.show_step("")
        self.search.clear()
        self.chips.clear()

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the leads these filters keep; the batch they name is then offered as a filter."""
        name = next((key for key in ("batch", "alike") if values.get(key, "").isdecimal()), "")
        if name:
            self._lot, self._twins = int(values[name]), name == "alike"
        viewed = self.views.show_step(values.get("step", ""))
        if not viewed:
            self.views.show_step("")
        values = {key: value for key, value in values.items() if key != "step" or not viewed}
        self._reached, self._step = "reached" in values, "step" in values
        self._read_sources()
        self.search.clear()
        self.chips.show_values(values)
        self._find()

    def show_lead(self, lead_id: int) -> None:
        """Make a person the current row, without the filters if they hide that person."""
        if self.table.rows().place(lead_id) < 0:
            self.clear()
        place = self.table.rows().place(lead_id)
        if place >= 0:
            self.table.go_to(place)

    def drop_selection(self) -> None:
        """Select the current row only, the first when there is none."""
        self.table.go_to(max(self.table.currentIndex().row(), 0))
        self.focus_list()

    def print_list(self) -> None:
        """Print those selected, or else all that the list shows, in its order."""
        ask_print(self.selection.for_many, self._listed())

    def export_list(self) -> None:
        """Write the same to a file."""
        self.selection.export(self._listed())

    def _listed(self) -> list[int]:
        return self.table.selected_ids() if self.selection.several else list(self.table.rows().ids)

    def focus_list(self) -> None:
        """Give the focus to the list, or to the button of what stands in its place when it is empty."""
        widget = self._body.currentWidget()
        (self.table if widget in (self.table, None) else widget.findChildren(Button)[0]).setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hairline(QPainter(self), self._office.theme, left=0, right=self.width(), y=self._body.geometry().top() - 1)

    def _fit(self) -> None:
        """Give the search its width: it never shrinks for the filters."""
        self.search.setFixedWidth(self._office.theme.px(SEARCH))

    def _find(self) -> None:
        sort, descending = self._sort
        with self._office.store.read() as r:
            self._held = leads.count_leads(r)
            tally = self._office.standing(r, at=self._office.now())
            self._counting = not tally.counts_all(self._held)
            ids = lead_views.find(
                r, self._office.law, at=self._office.now(), text=" ".join(self._words),
                filters=self._asked(), sort=sort, descending=descending,
                tally=tally,
            )  # fmt: skip
        if ids == self.table.rows().ids:
            self.table.reread()
        else:
            self.table.show_ids(ids)
        self._show_state(ids)

    def _asked(self) -> dict[str, str]:
        """Return the filters of the chips, and of the view where no chip says it."""
        return filters_of(self.views.view.step, self.chips.values(), self._office.now().date())

    def _viewed(self) -> None:
        """Show what the view chosen asks."""
        view = self.views.view
        # A view of the program shows as many as it says: the filters of what was shown before go.
        self.chips.show_values(view.filters)
        if view.name or self.search.text() == self._viewed_text:
            self._viewed_text = view.text
            with QSignalBlocker(self.search):
                self.search.show_text(view.text)
            self._words = leads.search_words(view.text)
        if view.name:
            self._sort = (view.sort, view.descending)
            self.table.show_sort(view.sort, descending=view.descending)
            if view.columns:
                self.table.restore_columns(unpacked(view.columns))
        self._find()

    def save_view(self, name: str) -> None:
        sort, descending = self._sort
        step, columns = self.views.view.step, packed(self.table.save_columns())
        text = self._viewed_text = self.search.text()
        self.views.keep(View(name, step, self.chips.values(), sort, descending, columns, text))

    def _fetch(self, ids: Sequence[int]) -> dict[int, LeadRow]:
        with self._office.store.read() as r:
            rows = lead_views.lead_rows(r, ids, self._office.law, at=self._office.now())
        return {row.id: row for row in self._office.with_calls(rows)}

    def _read_sources(self) -> None:
        with self._office.store.read() as r:
            row = batches.batch(r, self._lot) if self._lot else None
            lot = (self._lot, row.name) if row else None
            followed = [agent.name for agent in agents.everybody(r) if agent.active or agents.follows(r, agent.id)]
            choices = FilterChoices(
                self._towns, self._prices, leads.sources(r), r.one(Alike, apart_at=None) is not None, lot, self._twins,
                followed, list(tags.known(r)), self._reached, self._step,
            )  # fmt: skip
            filters = list_filters(choices)
        if filters != self._filters:
            self._filters = filters
            self.chips.show_filters(filters)

    def _show_state(self, ids: "array[int]") -> None:
        empty = not self._held
        self._bar.setVisible(not empty)
        self.views.setVisible(not empty)
        self._columns.setVisible(not empty)
        self._add.setVisible(not empty)
        is_asked = bool(self._words or self.chips.values())
        self._none.reword(*no_match_words(asked=is_asked, counting=self._counting and "step" in self._asked()))
        self._body.setCurrentWidget(self.table if ids else self._scrolled[self._fresh if empty else self._none])
        self._header.show_count("" if empty else self._count(len(ids)))

    def _count(self, shown: int) -> str:
        held = number(self._held)
        if self._words and not self.chips.values() and shown == leads.FOUND_LIMIT:
            return _("les {n} plus récents, sur {held}").format(n=number(shown), held=held)
        if self._words or self._asked():
            return _("{n} sur {held}").format(n=number(shown), held=held)
        return held

    def _typed(self, text: str) -> None:
        # Searched at each keystroke, without waiting for a pause: the base answers in a few milliseconds.
        words = leads.search_words(text)
        if words != self._words:
            self._words = words
            self._find()
            self._tell_found()

    def _open_menu(self, place: QPoint) -> None:
        self.selection.menu(self.table.selected_ids()).popup(place)

    def _selected(self) -> None:
        ids = self.table.selected_ids()
        self.selection.show_selection(ids if self.table.ticking else [])
        # One filled button in sight: that of the selection, while there is one.
        self._add.kind = "secondary" if self.selection.several else "primary"
        self._add.update()

    def _filtered(self, _values: object) -> None:
        self._find()
        self._tell_found()

    def _tell_found(self) -> None:
        """Say how many people are found: nothing else tells whoever does not see the list."""
        found = self.table.rows().rowCount()
        words = n_("{n} prospect trouvé.", "{n} prospects trouvés.", found).format(n=number(found))
        announce(self, words if found else _("Aucun prospect ne correspond."))

    def _sorted(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self._find()

    def _pass_time(self) -> None:
        """Read the lights again, since they depend on the hour."""
        if self.isVisible():
            self.table.reread()

    def _open_columns(self) -> None:
        self.columns.menu().popup(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _lay_out(self) -> None:
        for_many = self.selection.for_many
        self.selection.below = self.table.selected_below
        for_many.left.connect(self.focus_list)
        for_many.line_at = lambda: self.table.horizontalHeader().sectionSize(0) - 1
        self.table.copy_asked.connect(lambda: copy_leads(self._office, self.table.selected_ids()))
        self._none.findChildren(Button)[0].clicked.connect(self.focus_list)
        self.views.chosen.connect(self._viewed)
        self.views.changed.connect(self.views.tell)
        self.views.save_asked.connect(self.save_view)
        self._bar = QWidget()
        self._bar.setObjectName("leads-bar")
        hbox(self.search, (self.chips, 1), on=self._bar, margins=(20, 8, 20, 10), spacing=8)
        self._scrolled = {
            state: scrolled(state, name=f"{state.objectName()}-scroll") for state in (self._fresh, self._none)
        }
        self._body = Pages(self.table, *self._scrolled.values(), name="leads-body")
        vbox(self._header, self.views, self._bar, (self._body, 1), for_many, self.selection, on=self, spacing=1)
