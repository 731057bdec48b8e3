"""The main window: makes pages when they are first shown, handles keys, passes changes on to the pages, updates the
status bar."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from core.base.french import hour, long_day
from core.base.i18n import N_, _
from core.base.version import VERSION
from core.store.port import ALTERED, Changed
from ui.common.at_seat import AGENT, name_at, stay, user_word
from ui.common.office import Office
from ui.common.page import Gesture, Page
from ui.look.theme import Theme
from ui.shell import rooms
from ui.shell.backup_age import tell_backup
from ui.shell.clock_told import ClockTold
from ui.shell.counts import Counts
from ui.shell.frame import Frame, fill_small_screen
from ui.shell.live import Live
from ui.shell.menus import acts_of, build_menus
from ui.shell.resting import Resting
from ui.shell.step_keeper import StepKeeper

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
ELSEWHERE = {
    Gesture.OPPOSE: "oppositions",
    Gesture.CALL: "calls",
    Gesture.CALLER: "calls/caller",
    Gesture.CALLBACK: "calls",
    Gesture.PRINT: "letters",
}
"""Where a key leads from a page that does not take its gesture; who calls is asked at once."""


class Place(QWidget):
    """The place of a page, which is made when it is first needed."""

    def __init__(self, key: str, theme: Theme, make: Callable[[], Page]) -> None:
        super().__init__()
        self.setObjectName(f"place-{key}")
        self._theme = theme
        self.page: Page | None = None
        self._stale = EVERYTHING
        self._make = make
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

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
        """``make_office(say=…, go=…, quiet=…)``: makes the office, which speaks and goes through this window."""
        super().__init__(theme)
        office = self.office = make_office(say=self.say, go=self.go_to, quiet=self.band.pass_on)
        self._places: dict[str, Place] = {}
        self.setWindowTitle(self._title(demo))
        for key, text in RAIL:
            place = self._places[key] = Place(key, theme, partial(rooms.PAGES[key], office))
            self.add_page(key, key, _(text), place)
        build_menus(self, office, do=self.do, find=self.open_palette)
        self._build_status()
        self.page_shown.connect(self._shown)
        self.find_asked.connect(self.open_palette)
        self._clock = ClockTold(office)
        self._counts = Counts(self, office)
        self._steps = StepKeeper(office, self)
        self._live = Live(office.store, self._hear, self)
        self._steps.kept.connect(partial(self._live.hear, STEPS))
        self._resting = Resting(office.store, office.complain, self)
        self._minute = QTimer(self)
        self._minute.setInterval(20_000)
        self._minute.timeout.connect(self._tick)
        self._minute.start()
        self._tick(EVERYTHING)
        self._counts.show()  # At once: a base that cannot be read is told before there is a window.
        self._take_place()
        self._begin(demo)
        self._clock.look()

    def page_of(self, key: str) -> Page:
        """Return the page of a rail key, made now if it was not."""
        return self._places[key].made()

    def go_to(self, place: str, lead_id: int | None = None) -> None:
        """Show a page, on a person when ``lead_id`` is given and the page can. ``place``: a rail key, alone or with
        what to do there, with that person: « leads/new_lead », « calls/callback », « leads/light=forbidden »."""
        key, _slash, rest = place.partition("/")
        with self.going(key):
            self.go(key)
            page = self.page_of(key)
            name, equal, value = rest.partition("=")
            if equal:
                page.show_filters({name: value})
            if lead_id is not None:
                page.open_lead(lead_id)
            if rest and not equal:
                self.do(Gesture(rest))

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

    def do(self, gesture: Gesture) -> None:
        """Perform a gesture on the visible page. When that page does not handle it, show the page that does, and do
        nothing there yet."""
        run = self.page_of(self.current()).gestures.get(gesture)
        if run is not None:
            run()
        elif gesture is Gesture.SEARCH:
            self.open_palette()
        elif gesture in ELSEWHERE:
            self.go_to(ELSEWHERE[gesture])

    def open_palette(self) -> None:
        """Open « Chercher ou faire » (Ctrl+K)."""
        rooms.palette(self, self.office, acts_of(self, self.office))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, as by any other way of leaving it; save the geometry of the window, stop listening
        and stop the jobs."""
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
            self.say("note", _("Base d’essai."), _("Tout est inventé et disparaîtra : essayez sans crainte."))
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
        self._tell(changed)
        if changed & EVERYTHING:
            self._tell_restored()
        if ALTERED in changed:
            rooms.tell_altered(self.office)
        self._clock.look()
        self._steps.look()

    def _tell_restored(self) -> None:
        """Say why the whole base was read again: it was let go, or another window put a backup in its place; the one
        that did says so on its page."""
        if self.office.store.regained():
            said = _(
                "Un autre programme a pu le libérer. Tout ce qui était confirmé y est : vérifiez votre dernier geste."
            )
            self.say("caution", _("Le fichier de la base a été rouvert."), said)
        elif not self.office.restores:
            said = _("Ce qui est affiché vient d’être relu. Vérifiez votre dernier geste.")
            self.say("caution", _("Une autre fenêtre a restauré une sauvegarde."), said)
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
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        self.status.add("backup", "", pressed=partial(self.go_to, "settings/section=backups"))
        self.status.add("leads", "", pressed=partial(self.go_to, "leads"))
        self.status.add("user", user_word(self.office), pressed=partial(self.go_to, "settings/section=user"))
        self.status.add("promise", _("Aucune donnée ne quitte ce poste"), right=True)
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
        self._clock.look()
        self._counts.look(changed)
        self._steps.look()
