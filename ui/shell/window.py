"""The main window: makes pages when they are first shown, handles keys, passes changes on to the pages, updates the
status bar."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.actions.common.clock import clock_words
from core.base.i18n import N_, _, n_
from core.base.screen_shapes import hour, long_day, number
from core.base.version import VERSION
from core.model.step import Step
from core.store import leads, registers, requests
from core.store.port import ALTERED, Changed, Store
from core.store.safe.homes import TEAM
from ui.common.at_seat import AGENT, name_at, stay, user_word
from ui.common.file_dialogs import may_be_read
from ui.common.office import Arrival, Meanwhile, Office, Reopening
from ui.common.page import Page, PageGesture
from ui.look.theme import Theme
from ui.shell import rooms
from ui.shell.backup_age import seal_restored, tell_backup, tell_key
from ui.shell.frame import Frame, fill_small_screen
from ui.shell.menus import acts_of, build_menus
from ui.shell.step_keeper import Resting, StepKeeper
from ui.widgets.calm_timer import CalmTimer, is_clicking
from ui.widgets.layouts import Themed, vbox


class ClockTold:
    """What was said of the clock so far."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._told = False

    def look(self) -> None:
        """Say that the clock is behind, unless it was said since it went wrong."""
        with self._office.store.read() as r:
            late = clock_words(r, self._office.now())
        if late and not self._told:
            fact, _, rest = late.partition(". ")
            self._office.say("caution", f"{fact}.", rest)
        self._told = bool(late)


HELD: Changed = frozenset({"lead", "*"})
"""What changes how many leads there are."""


class RailCounts(QObject):
    """Call :meth:`look` when something changed or time has passed."""

    def __init__(self, window: Frame, office: Office) -> None:
        super().__init__(window)
        self.setObjectName("counts")
        self._window = window
        self._office = office
        self._changed: Changed = frozenset()
        self._soon = CalmTimer(self.show, self)

    def look(self, changed: Changed) -> None:
        """Count soon."""
        self._changed |= changed
        self._soon.start()

    def stop(self) -> None:
        """Count nothing more, because the window closes."""
        self._soon.stop()

    def show(self) -> None:
        """Count, and show the numbers."""
        self._soon.stop()
        window, office = self._window, self._office
        changed, self._changed = self._changed, frozenset()
        with office.store.read() as r:
            held = leads.count_leads(r) if changed & HELD else None
            tally = office.standing(r, at=office.now())
            asked_count = len(requests.open_requests(r))
        if held is not None:
            window.status.item("leads").show_text(n_("{n} prospect", "{n} prospects", held).format(n=number(held)))
        due, people = (
            sum(map(tally.count, steps)) if office.store.away is None else 0
            for steps in ((Step.WRITE, Step.WRITE_AGAIN), (Step.CALL, Step.CALL_PROMISED))
        )
        window.badge("letters", due, n_("{n} à préparer", "{n} à préparer", due).format(n=number(due)))
        window.badge("calls", people, n_("{n} à appeler", "{n} à appeler", people).format(n=number(people)))
        window.badge(
            "requests", asked_count, n_("{n} en cours", "{n} en cours", asked_count).format(n=number(asked_count))
        )


EVERY_MS = 250


class LiveUpdates(QObject):
    """Calls ``heard(changed)``: at once for the first change, then at most four times a second, between gestures."""

    def __init__(self, store: Store, heard: Callable[[Changed], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live")
        self._store = store
        self._heard = heard
        self._waiting: Changed = frozenset()
        self._resting = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._resting.timeout.connect(self._tell)
        self._looking = QTimer(self, interval=EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self._deaf = store.listen(self.hear)

    def follow(self, store: Store) -> None:
        """Listen to another store, in place of the one so far."""
        self._deaf()
        self._store, self._deaf = store, store.listen(self.hear)

    def stop(self) -> None:
        """Stop calling, because the window closes."""
        deaf, self._deaf = self._deaf, _nothing
        deaf()
        self._looking.stop()
        self._resting.stop()

    def hear(self, changed: Changed) -> None:
        """Tell what changed, now or soon."""
        if not changed:
            return
        self._waiting |= changed
        if not self._resting.isActive():
            self._tell()

    def _look(self) -> None:
        self.hear(self._store.news())

    def _tell(self) -> None:
        if not self._waiting:
            return
        self._resting.start()
        if is_clicking() or QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return
        changed, self._waiting = self._waiting, frozenset()
        self._heard(changed)


def _nothing() -> None:
    """Stop nothing: a window may be closed twice."""


RAIL = (
    ("today", N_("Au&jourd’hui")),
    ("leads", N_("&Prospects")),
    ("calls", N_("Appe&ls")),
    ("letters", N_("&Courriers")),
    ("oppositions", N_("&Oppositions")),
    ("imports", N_("&Imports")),
    ("requests", N_("Demande&s")),
    ("settings", N_("&Réglages")),
)
"""Key and label of each page, whose icon has the name of its key."""

EVERYTHING: Changed = frozenset({"*"})
STEPS: Changed = frozenset({"step"})
"""What is told when the steps were made again: nothing else changed."""
KEEP_AFTER_MS = 5000
TICK_MS = 20_000
ELSEWHERE = {
    PageGesture.OPPOSE: "oppositions",
    PageGesture.CALL: "calls",
    PageGesture.CALLER: "calls/caller",
    PageGesture.CALLBACK: "calls",
    PageGesture.PRINT: "letters",
}
"""Where a key leads from a page that does not take its gesture; who calls is asked at once."""


class PagePlace(Themed, QWidget):
    """The place of a page, which is made when it is first needed."""

    def __init__(self, key: str, theme: Theme, make: Callable[[], Page]) -> None:
        super().__init__(theme, name=f"place-{key}")
        self.page: Page | None = None
        self._stale = EVERYTHING
        self._make = make
        vbox(on=self)

    def made(self) -> Page:
        """Return the page, made now if it was not."""
        if self.page is None:
            layout = self.layout()
            assert layout is not None  # noqa: S101 - set in __init__
            with self._theme.undressed():
                self.page = self._make()
                layout.addWidget(self.page)
        return self.page

    def hear(self, changed: Changed) -> None:
        """Remember what changed, for the next :meth:`catch_up`."""
        self._stale |= changed

    def catch_up(self) -> None:
        """Let the page read again what changed since it last did."""
        changed, self._stale = self._stale, frozenset()
        if changed:
            self.made().refresh(changed)

    def hasHeightForWidth(self) -> bool:
        """Return False: a page takes the height of the window and scrolls inside it."""
        return False


class Window(Frame):
    """One window on one base. ``go_to(key, lead_id)`` shows a page, on a person where it can."""

    def __init__(self, theme: Theme, make_office: Callable[..., Office], *, demo: bool = False) -> None:
        """``make_office(say=…, go=…, quiet=…, close_for=…)``: makes the office, which speaks, goes and
        closes through this window."""
        super().__init__(theme)
        self._demo = demo
        office = self.office = make_office(
            say=self.say, go=self.go_to, quiet=self.band.pass_on, close_for=self.close_for
        )
        self._places: dict[str, PagePlace] = {}
        self.setWindowTitle(self._title(demo))
        self.setAcceptDrops(True)
        for key, text in RAIL:
            place = self._places[key] = PagePlace(key, theme, partial(rooms.PAGES[key], office))
            self.add_page(key, key, _(text), place)
        build_menus(self, office, do=self.do, find=self.open_palette)
        self._build_status()
        self.page_shown.connect(self._shown)
        self.find_asked.connect(self.open_palette)
        self._clock = ClockTold(office)
        self._journal_row = 0
        self._server_hears: Callable[[Changed], object] = lambda _changed: None
        self._counts = RailCounts(self, office)
        self._steps = StepKeeper(office, self)
        self._live = LiveUpdates(office.store, self._hear, self)
        self._steps.kept.connect(partial(self._live.hear, STEPS))
        self._resting = Resting(office, self)
        self._minute = CalmTimer(self._tick, self, every=TICK_MS)
        self._tick(EVERYTHING)
        self._counts.show()  # At once: a base that cannot be read is told before there is a window.
        self._take_place()
        self._begin(demo)
        self._clock.look()
        self._tell_refused(EVERYTHING)
        if office.store.outbox is not None:
            self._server_hears = rooms.follow_server(self, office, self._change_store)

    def _change_store(self, store: Store) -> None:
        """Read from the copy of this seat while the server of its team is away, or from the server again. What is
        shown and typed stays, as the call under way does."""
        before, self.office.store = self.office.store, store
        self._live.follow(store)
        before.close()
        self.office.forget(frozenset({"setting"}))
        self._tell_refused(EVERYTHING)
        self._tell(EVERYTHING)

    def page_of(self, key: str) -> Page:
        """Return the page of a rail key, made now if it was not."""
        return self._places[key].made()

    def go_to(self, place: str, lead_id: int | None = None) -> None:
        """Show a page, on a person when ``lead_id`` is given and the page can. ``place``: a rail key, alone or with
        what to do there, with that person: « leads/new_lead », « calls/callback », « leads/light=forbidden »."""
        key, _slash, rest = place.partition("/")
        if lead_id is not None:
            self.office.visited(lead_id)
        with self.going(key):
            self.go(key)
            page = self.page_of(key)
            name, equal, value = rest.partition("=")
            if equal:
                page.show_filters({name: value})
            if lead_id is not None:
                page.open_lead(lead_id)
            if rest and not equal:
                self.do(PageGesture(rest))

    def close_for(self, meanwhile: Meanwhile) -> None:
        """Close, have done to the base what no window may hold it for, and open again; not for invented leads."""
        if self._demo:
            self.say("caution", _("Base d’essai\u202f: elle ne se partage pas."))
        elif self.office.on_call or self.office.jobs.awaited:
            self.say("caution", _("Un appel ou un travail est en cours\u202f: réessayez dans un instant."))
        else:
            self.reopens = Reopening(meanwhile)
            self.close()

    def arrive(self, arrival: Arrival) -> None:
        """Begin where a window that opens again does."""
        self.office.result = arrival.result
        self.go_to(arrival.place)
        if arrival.message is not None:
            self.say(arrival.message.kind, arrival.message.bold, arrival.message.sentence)

    def focus_page(self, key: str) -> None:
        """Give the focus to the first control of a page; a page that is not made yet takes it later."""
        page = self._places[key].page
        if page is not None:
            page.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the page the keys that nobody used: its digits work when the rail has the focus."""
        self.page_of(self.current()).keyPressEvent(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what Imports reads, wherever no page takes it, once the agency has begun."""
        if self.office.settings.started and may_be_read(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read in Imports what was dropped."""
        event.acceptProposedAction()
        self.go_to("imports")
        self.page_of("imports").take_drop(event.mimeData())

    def do(self, gesture: PageGesture) -> None:
        """Perform a gesture on the visible page. When that page does not handle it, show the page that does, and do
        nothing there yet."""
        run = self.page_of(self.current()).gestures.get(gesture)
        if run is not None:
            run()
        elif gesture is PageGesture.SEARCH:
            self.open_palette()
        elif gesture in ELSEWHERE:
            self.go_to(ELSEWHERE[gesture])

    def open_palette(self) -> None:
        """Open « Chercher ou faire » (Ctrl+K)."""
        rooms.palette(self, self.office, acts_of(self, self.office))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, as by any other way of leaving it; save the geometry of the window, stop listening
        and stop the jobs; not while the user stays, because others work on this computer's base."""
        if not rooms.lets_close(self, self.office):
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.office.seat.geometry = self.saveGeometry()
        self.office.seat.save()
        self._minute.stop()
        self._keeping.stop()
        self._steps.stop()
        self._counts.stop()
        self._live.stop()
        self._resting.stop()
        self.office.jobs.stop()
        super().closeEvent(event)

    def _take_place(self) -> None:
        """Restore the geometry of the window; the first time, fill a small screen so that nothing is below its edge."""
        if not self.restoreGeometry(self.office.seat.geometry):
            fill_small_screen(self)

    def _title(self, demo: bool) -> str:
        name = _("base d’essai") if demo else self.office.settings.agency.name
        return f"Premier Contact — {name}" if name else "Premier Contact"

    def _begin(self, demo: bool) -> None:
        """Show the first page: the assistant on a new base, else today; then offer calls that never ended."""
        if demo:
            self.show_strip(rooms.demo_strip(self, self.office))
        if not self.office.settings.started:
            rooms.first_start(self, self.office)
            return
        self.go_to(self.current())
        rooms.unfinished_call(self.office)
        if not demo:
            self._keeping.start()

    def _keep(self) -> None:
        rooms.keep(self.office, self.status.item("backup"))

    def _shown(self, key: str) -> None:
        place = self._places.get(key)
        if place is None:
            return
        if place.page is None:
            place.made()
            self._status_last()
        place.catch_up()

    def _hear(self, changed: Changed) -> None:
        self.office.forget(changed)
        if changed & EVERYTHING:
            stay(self.office)
        if changed & {"agent", "setting", "*"}:
            self._name_user()
        self._tell_refused(changed)
        self._tell(changed)
        if changed & EVERYTHING:
            seal_restored(self.office)
            self._tell_restored()
        self._server_hears(changed)
        if ALTERED in changed:
            rooms.tell_altered(self.office)
        tell_key(self.office, self.status.item("key"))
        self._clock.look()
        self._steps.look()

    def _tell_refused(self, changed: Changed) -> None:
        """Say that somebody else noted a refusal, before the person leaves the pages; a base put back holds no news."""
        if changed & EVERYTHING:
            with self.office.store.read() as r:
                self._journal_row = registers.last_row(r)
        elif "opposition" in changed:
            in_sight, queued = (self._people_on(key) for key in (self.current(), "calls"))
            self._journal_row = rooms.tell_refused(self.office, self._journal_row, in_sight, queued)

    def _people_on(self, key: str) -> Collection[int]:
        page = self._places[key].page if key in self._places else None
        return page.in_sight() if page is not None else ()

    def _tell_restored(self) -> None:
        """Say why the whole base was read again: it was let go, or another window put a backup in its place; the one
        that did says so on its page."""
        if self.office.store.regained():
            words = _(
                "Un autre programme a pu le libérer. Tout ce qui était confirmé y est : vérifiez votre dernier geste."
            )
            self.say("caution", _("Le fichier de la base a été rouvert."), words)
        elif not self.office.restores:
            words = _("Ce qui est affiché vient d’être relu. Vérifiez votre dernier geste.")
            self.say("caution", _("Une autre fenêtre a restauré une sauvegarde."), words)
        self.office.restores = False

    def _tell(self, changed: Changed) -> None:
        """Let the pages and the badges read again what changed."""
        for place in self._places.values():
            place.hear(changed)
        shown = self._places.get(self.current())
        if shown is not None and shown.page is not None:
            shown.catch_up()
        self._counts.look(changed)

    def _name_user(self) -> None:
        if self.office.seat.text(AGENT):
            self.office.by = name_at(self.office.store, self.office.seat)
        self.status.item("user").show_text(user_word(self.office))

    def _build_status(self) -> None:
        # Begun later, once the window is idle: the user does not wait for the daily copy.
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        self.status.add("backup", "", press=partial(self.go_to, "settings/section=backups"))
        self.status.add("key", "", press=partial(self.go_to, "settings/section=register"))
        self.status.add("leads", "", press=partial(self.go_to, "leads"))
        self.status.add("user", user_word(self.office), press=partial(self.go_to, "settings/section=user"))
        is_team = (self.office.folder / TEAM).exists()
        if is_team:
            self.status.add("team", _("Équipe"), press=partial(self.go_to, "settings/section=team"))
        here, agency = _("Aucune donnée ne quitte ce poste"), _("Aucune donnée ne quitte l’agence")
        self.status.add("promise", agency if is_team else here, right=True)
        self.status.add("version", _("Version {version}").format(version=VERSION), right=True)

    def _status_last(self) -> None:
        """Put the status bar after the pages in the tab order, though it was made before them."""
        items = self.status.findChildren(QAbstractButton)
        last = self.previousInFocusChain()
        while last and last is not self and (last in items or last.focusPolicy() == Qt.FocusPolicy.NoFocus):
            last = last.previousInFocusChain()
        # During the first start there are no pages and no bar to order.
        if last is None or last is self or last.window() is not items[0].window():
            return
        for item in items:
            QWidget.setTabOrder(last, item)
            last = item

    def _tick(self, changed: Changed = frozenset()) -> None:
        now = self.office.now()
        self.show_date(f"{long_day(now.date())}, {hour(now)}")
        tell_backup(self.office, self.status.item("backup"))
        tell_key(self.office, self.status.item("key"))
        self._clock.look()
        self._counts.look(changed)
        self._steps.look()
