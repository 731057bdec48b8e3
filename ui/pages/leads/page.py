"""The page Prospects: the list, the sheet of one person at its right, and the form of a typed prospect."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property, partial
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.actions.common.step_cache import leading
from core.base.errors import UserError
from core.base.i18n import _
from core.model.batch import TypedOrigin
from core.model.draft import Draft
from core.model.joining import Joined
from core.model.step import Step
from core.store.port import Changed, Reader
from ui.common.lead_messages import next_sentence, oppose, say_joined
from ui.common.office import Office
from ui.common.page import Page, PageGesture
from ui.pages.leads.browser import Browser
from ui.pages.leads.decision_cards import forget_of_sheet, join_leads, restore, split, tell_apart, typed_here, withdraw
from ui.pages.leads.new_lead import NewLead
from ui.pages.leads.reading import read_whole, with_seats
from ui.pages.leads.sheet import WIDTH, PersonSheet
from ui.widgets.layouts import Fitted, hbox
from ui.widgets.lists.lead_table import LeadTable
from ui.widgets.pages import Pages, Upright
from ui.widgets.speech import announce

LOOKED = 50
"""Leads looked at, at most: what others lack is typed elsewhere, for all of them at once."""


class NextIncomplete:
    """Remembers the place in the list of the lead shown, which may leave the list once it lacks nothing."""

    def __init__(self, office: Office, table: LeadTable) -> None:
        self._office = office
        self._table = table
        self._lead = self._place = 0

    def hold(self, lead_id: int) -> None:
        """Remember the lead shown and, while the list holds it, its place."""
        self._lead = lead_id
        place = self._table.rows().place(lead_id)
        if place >= 0:
            self._place = place

    def after(self) -> int | None:
        """Return the next lead that lacks something that is typed on its sheet: of the list, from the place of the last
        one on; else the most pressing of the others; None when there is none."""
        office, now = self._office, self._office.now()
        with office.store.read() as r:
            for lead_id in islice(self._candidates(r), LOOKED):
                content = read_whole(r, lead_id, office.law, at=now)
                if content.step.step is Step.COMPLETE and typed_here(content.step, content.lacks):
                    return lead_id
        return None

    def _candidates(self, r: Reader) -> Iterator[int]:
        tally = self._office.standing(r, at=self._office.now())
        lacking = [number for number in leading(r, tally, [Step.COMPLETE]) if number != self._lead]
        wanted, ids = set(lacking), self._table.rows().ids
        listed = [number for number in (*ids[self._place :], *ids[: self._place]) if number in wanted]
        yield from listed
        yield from (number for number in lacking if number not in set(listed))


HEARS: Changed = frozenset(
    (
        *("lead", "contact", "opposition", "consent", "title", "notice", "call", "callback", "listing", "origin"),
        *("near_apart", "doubt", "doubt_mark", "request", "recipient_task", "supplier", "alike", "milestone"),
        *("setting", "step", "calling", "*"),
    )
)
NARROWEST_LIST = 700
"""Pixels at 100 %: a list narrower than this gives its place to the sheet."""


class LeadsPage(Fitted, Page):
    """A page of the rail."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="leads-page", title=_("Prospects"))
        self._office = office
        self.browser = Browser(office)
        self.gestures = {
            PageGesture.CALL: self.call,
            PageGesture.CALLBACK: partial(self.call, "calls/callback"),
            PageGesture.OPPOSE: self.oppose,
            PageGesture.PRINT: self.letter,
            PageGesture.SEARCH: self.focus_search,
            PageGesture.NEW_LEAD: self.still(self.new_lead),
            PageGesture.PRINT_LIST: self.browser.print_list,
            PageGesture.EXPORT_LIST: self.browser.export_list,
        }
        self.sheet = PersonSheet(office, self.browser.selection.together)
        self.sheet.hide()
        self._onward = NextIncomplete(office, self.browser.table)
        self._split = QWidget()
        self._stack = Pages(name="leads-stack")
        self._lay_out()
        self._connect()
        self._fit()

    @cached_property
    def form(self) -> NewLead:
        """The form of a typed prospect, made when it is first asked for."""
        lead = self._stack.late(self._office.theme, partial(NewLead, self._office))
        lead.left.connect(self._leave_form)
        lead.saved.connect(self._keep)
        return lead

    def refresh(self, changed: Changed) -> None:
        """Read the list again, and the sheet shown."""
        if not changed & HEARS:
            return
        self.browser.refresh(changed)
        self._reread()

    def in_sight(self) -> Collection[int]:
        """Return whom the list and the sheet show."""
        sheet_id = None if self.sheet.isHidden() else self.sheet.lead_id()
        return {*self.browser.table.ids_in_sight(), *((sheet_id,) if sheet_id else ())}

    def open_lead(self, lead_id: int) -> None:
        """Show a person's sheet beside their row."""
        self._stack.setCurrentWidget(self._split)
        self.browser.show_lead(lead_id)
        self._open_fully(lead_id)

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the list filtered by ``values``: ``{"light": "forbidden"}``."""
        self.close_sheet()
        self.browser.show_filters(values)

    def new_lead(self) -> None:
        """Show the form of a typed prospect."""
        self._stack.setCurrentWidget(self.form)
        self.form.begin()

    def take_focus(self) -> None:
        """Give the focus to what is shown: the form, the sheet alone, or the list."""
        if self._stack.currentWidget() is not self._split:
            self.form.origin.field("came").setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.browser.isHidden():
            self.sheet.take_focus()
        else:
            self.browser.focus_list()

    def focus_search(self) -> None:
        """Give the focus to the search (Ctrl+F)."""
        self._stack.setCurrentWidget(self._split)
        if self.browser.isHidden():
            self.close_sheet()
        self.browser.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.browser.search.selectAll()

    def call(self, place: str = "calls") -> None:
        """Show the current person on the call desk (F9), where they are judged again and a callback is asked (F7)."""
        lead_id = self._current()
        if lead_id is not None:
            self._office.go(place, lead_id)

    def letter(self) -> None:
        """Prepare the letters of those selected, or show the current person on the page of letters."""
        if self.browser.selection.several:
            self.browser.selection.write()
            return
        lead_id = self._current()
        if lead_id is not None:
            self._office.go("letters", lead_id)

    def oppose(self) -> None:
        """Record that the current person, or each of those selected, refuses canvassing (F8), on every channel; it is
        asked for many only."""
        if self.browser.selection.several:
            self.browser.selection.oppose()
            return
        lead_id = self._current()
        if lead_id is not None:
            oppose(self._office, lead_id)

    def answer(self, answered: Callable[[Office, int, int], None], other: object) -> None:
        """Do what was answered about the lead shown and another: they are one person, or two."""
        lead_id = self.sheet.lead_id()
        if lead_id is not None and isinstance(other, int):
            answered(self._office, lead_id, other)
            self.sheet.focus_cards()

    def split(self, joined: object) -> None:
        """Undo a join."""
        if isinstance(joined, Joined):
            split(self._office, joined)
            self.sheet.focus_cards()

    def close_sheet(self) -> None:
        """Close the sheet and give the focus back to the list."""
        self.sheet.hide()
        self._office.store.look(None)
        self.browser.show()
        self.browser.focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Refuse what is asked of many on Échap, or stop it; then drop the selection, then close the sheet."""
        if event.key() == Qt.Key.Key_Escape and self.browser.selection.for_many.escape():
            return
        if event.key() == Qt.Key.Key_Escape and self.browser.selection.several:
            self.browser.drop_selection()
            return
        if event.key() == Qt.Key.Key_Escape and not self.sheet.isHidden():
            self.still(self.close_sheet)()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell the other seats whose sheet is in sight."""
        super().showEvent(event)
        self._office.store.look(None if self.sheet.isHidden() else self.sheet.lead_id())

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell the other seats that no sheet is."""
        super().hideEvent(event)
        self._office.store.look(None)

    def _current(self) -> int | None:
        if self._stack.currentWidget() is not self._split:
            return None
        return self.browser.table.current_id() if self.sheet.isHidden() else self.sheet.lead_id()

    def _open(self, lead_id: object) -> None:
        if isinstance(lead_id, int):
            self._office.visited(lead_id)
            self._show_sheet(lead_id)
            if self.browser.isHidden():  # The list that had the focus gave its place to the sheet.
                self.sheet.focus_step()

    def _open_fully(self, lead_id: object) -> None:
        """Show a sheet; when it lacks something, the focus is already in its field. Else it is said to be there."""
        self._open(lead_id)
        if self.sheet.lacks():
            self.sheet.focus_step()
        elif not self.browser.isHidden():
            announce(self.sheet, f"{self.sheet.accessibleName()}.")

    def _reread(self) -> None:
        if not self.sheet.isHidden():
            self._show_sheet(self.sheet.lead_id())

    def _go_on(self) -> None:
        """Show the next person who lacks something, once this one lacks nothing that is typed here."""
        self._reread()
        if not self.sheet.lacks() and (after := self._onward.after()) is not None:
            self.browser.show_lead(after)
            self._show_sheet(after)
        self.sheet.focus_step()

    def _follow(self, lead_id: object) -> None:
        if not self.sheet.isHidden() and isinstance(lead_id, int):
            self._show_sheet(lead_id)

    def _show_sheet(self, lead_id: int | None) -> None:
        if lead_id is None:
            return
        office, now = self._office, self._office.now()
        # What is typed for somebody who is gone stays in sight: keeping it says why it cannot be.
        is_held = lead_id == self.sheet.lead_id() and self.sheet.typing()
        try:
            with office.store.read() as r:
                content = with_seats(office, read_whole(r, lead_id, office.law, at=now))
        except UserError as gone:
            if not is_held:
                office.complain(gone)
                self.close_sheet()
                # A gesture that was for them must not reach the row that takes their place.
                self.browser.table.selectionModel().clearCurrentIndex()
            return
        if content.sheet.row.id != lead_id and is_held:
            return
        if content.sheet.row.id != lead_id:
            say_joined(office)
        self._onward.hold(content.sheet.row.id)
        self.sheet.show_whole(content, now)
        self.sheet.show()
        self._fit()

    def width_wanted(self) -> int:
        """Return the width that keeps the list beside the sheet."""
        return 0 if self.sheet.isHidden() else self._office.theme.px(WIDTH) + self._office.theme.px(NARROWEST_LIST)

    def _fit(self) -> None:
        """Let the sheet cover the list when the list would be too narrow."""
        px = self._office.theme.px
        covered = self.width() < self.width_wanted()
        self.browser.setVisible(not covered)
        # Alone, it is as narrow as the window.
        self.sheet.setMinimumWidth(0 if covered else px(WIDTH))
        self.sheet.setMaximumWidth(self.width() if covered else px(WIDTH))

    def _keep(self, draft: Draft, came: str) -> None:
        from core.actions.intake.typed_lead import kept_lead, type_lead  # noqa: PLC0415 - the whole intake

        office = self._office
        with office.trying():
            report = type_lead(office.store, draft, came=TypedOrigin(came), by=office.by, now=office.now())
            with office.store.read() as r:
                lead_id = kept_lead(r, report)
            self._leave_form()
            if lead_id is None:
                office.say(
                    "opposed", _("Personne opposée\u202f: rien n’a été ajouté."), _("Ses coordonnées sont au registre.")
                )
                return
            if report.added:
                office.say("done", _("Prospect ajouté."), next_sentence(office, lead_id))
            else:
                office.say("note", _("Cette personne était déjà connue."), _("Sa fiche est complétée."))
            self.open_lead(lead_id)

    def _leave_form(self) -> None:
        self._stack.setCurrentWidget(self._split)
        self.browser.focus_list()

    def _connect(self) -> None:
        browser, table = self.browser, self.browser.table
        browser.new_asked.connect(self.still(self.new_lead))
        browser.import_asked.connect(lambda: self._office.go("imports/import_file"))
        browser.page_asked.connect(lambda: self._office.go("imports/capture_page"))
        table.opened.connect(self.still(self._open_fully))
        table.clicked.connect(lambda index: self._open(table.rows().ids[index.row()]))
        table.current_changed.connect(self._follow)
        self.sheet.closed.connect(self.still(self.close_sheet))
        self.sheet.letter_asked.connect(self.letter)
        self.sheet.opposed.connect(self.oppose)
        self.sheet.call_asked.connect(lambda: self.call())
        # Queued, because an answer, or what was kept, makes the cards again and deletes the control used.
        self.sheet.join_asked.connect(partial(self.answer, join_leads), Qt.ConnectionType.QueuedConnection)
        self.sheet.apart_asked.connect(partial(self.answer, tell_apart), Qt.ConnectionType.QueuedConnection)
        self.sheet.split_asked.connect(self.split, Qt.ConnectionType.QueuedConnection)
        self.sheet.reread_asked.connect(self._reread, Qt.ConnectionType.QueuedConnection)
        self.sheet.next_asked.connect(self.still(self._go_on), Qt.ConnectionType.QueuedConnection)
        self.sheet.forget_asked.connect(partial(forget_of_sheet, self._office))
        self.sheet.withdraw_asked.connect(partial(withdraw, self._office))
        self.sheet.online_asked.connect(partial(restore, self._office))
        table.selection_changed.connect(lambda: self.sheet.foot.give_keys(not browser.selection.several))
        self._office.theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        hbox((self.browser, 1), self.sheet, on=self._split, spacing=0)
        self._stack.addWidget(self._split)
        column = Upright(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
