"""Builds the objects of the program and hands them over: no global, no singleton; one place knows how all fits
together."""

import faulthandler
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from core.actions.common import scratch
from core.actions.common.agency import author
from core.actions.keeping.current_base import OpenedBase, open_current
from core.actions.register.older_refusals import complete
from core.base import moments
from core.base.errors import UserError
from core.base.i18n import N_, SEAT, SOURCE, _, choose_as_seat, language
from core.base.resources import resource
from core.model.agent import UNNAMED
from core.model.backup import CaughtUp
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine.folders import refuse_shared_folder
from core.store.engine.soundness import Soundness, damage, has_torn_end, state_of
from core.store.port import Changed, Store
from core.store.safe.homes import TEAM
from core.words.backups import older_base_words
from core.words.errors import error
from ui.common.at_seat import name_at
from ui.common.jobs import Jobs
from ui.common.office import Arrival, Office, Reopening
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.shell.errors import CRASH_LOG, Next, turn_log, watch
from ui.shell.frame import Frame
from ui.shell.rooms import (
    attend_team,
    do_meanwhile,
    let_go_of_former_base,
    listen,
    open_team,
    remind,
    rescue,
    tell_news,
)
from ui.shell.window import Window
from ui.widgets.message_band import BandMessage
from ui.widgets.speech import speak_choices

MISSING = {
    "QFileDialog": {
        **dict.fromkeys(("Look in:", "&Look in:"), N_("&Dans\u202f:")),
        **dict.fromkeys(("Files of type:", "Files of &type:"), N_("&Type de fichiers\u202f:")),
    },
}
"""Words of the file dialog that Qt's own catalogue lacks, by the class that says them."""


class Missing(QTranslator):
    """Says what Qt's catalogue leaves in English."""

    def isEmpty(self) -> bool:
        """Return False: it has words."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        """Return a word of ours, None to ask the catalogue of Qt."""
        words = MISSING.get(context, {}).get(source)
        return _(words) if words else None


def speak(app: QApplication, folder: Path) -> None:
    """Speak the language that the seat of a base chose: the words of the program, and those of Qt."""
    choose_as_seat(folder)
    if language() == SOURCE:
        QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
        speak_french(app)
    else:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        for translator in app.findChildren(QTranslator):
            app.removeTranslator(translator)


def _seat(folder: Path) -> Seat:
    return Seat(QSettings(str(folder / SEAT), QSettings.Format.IniFormat))


def _theme(folder: Path) -> Theme:
    """Return the look that the seat of a base chose, applied."""
    seat = _seat(folder)
    theme = Theme(seat.scheme, seat.text_scale)
    theme.apply()
    return theme


def speak_french(app: QApplication) -> tuple[QTranslator, ...]:
    """Make Qt speak French, and return what does it; ``app`` owns it."""
    catalogue, missing = QTranslator(app), Missing(app)
    catalogue.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (catalogue, missing):
        app.installTranslator(translator)
    return catalogue, missing


def tell_reading(window: Frame, office: Office) -> None:
    """Say, where the key is absent, that nothing is written; until something is, because the key came back."""
    with office.store.read() as r:
        keyless = safe.place(r) is KeyPlace.ABSENT
    office.reads_only = keyless or office.store.away is not None
    if not keyless:
        return
    title = window.windowTitle()

    def written(_changed: Changed) -> None:
        office.reads_only = False
        window.setWindowTitle(title)

    window.setWindowTitle(_("{title} (lecture seule)").format(title=title))
    words = _(
        "La clé du registre manque\u202f: rien ne s’enregistre. Remettez-la dans Réglages, Registre d’opposition."
    )
    window.say("caution", _("Lecture seule."), words)
    office.store.listen(written)


LISTEN_MS = 50
"""Once the window is painted: other processes wait longer for it."""


Clock = Callable[[], datetime]
"""Gives the present moment, aware, in the agency's zone."""


def run(folder: Path, *, demo: bool, clock: Clock = moments.now, file: Path | None = None) -> int:
    """Open the window on the base of ``folder`` and return the exit code when it closes: 2 when the base could not be
    opened. A window then says why, and offers to put a copy back. ``demo``: say that the base is for trying; ``file``:
    to be read in Imports."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Premier Contact")
    app.setOrganizationName("premier-contact")
    app.setDesktopFileName("premier-contact")
    app.setWindowIcon(QIcon(str(resource("theme", "premier-contact.svg"))))
    speak(app, folder)
    follows: Next = "open"
    arrival = Arrival(f"imports/file={file}" if file is not None else "")
    while follows != "leave":
        told = _tried(app, folder, arrival, demo=demo, clock=clock, reads=follows == "read")
        if isinstance(told, Reopening):
            speak(app, folder)
            arrival = do_meanwhile(app, _theme(folder), folder, told.meanwhile) if told.meanwhile else Arrival()
            continue
        if isinstance(told, int):
            return told
        follows = _rescued(app, folder, told, clock)
    return 2


def _tried(
    app: QApplication, folder: Path, arrival: Arrival, *, demo: bool, clock: Clock, reads: bool
) -> int | Reopening | UserError:  # fmt: skip
    """Open the base and its window; return the exit code, why the window is to open again, or why the base could not
    be opened. Nothing half made is left."""
    try:
        opens = partial(open_team, app, _theme(folder)) if (folder / TEAM).exists() else _opened_here
        base = opened_base(folder, clock, reads=reads, opens=opens)
        store, caught = base.store, base.caught
        if base.served_again and not arrival.place:
            words = _("La base de l’équipe, arrêtée, est de nouveau servie.")
            arrival = Arrival("today", BandMessage("note", words))
        try:
            return _run(app, store, caught, arrival, demo=demo, clock=clock)
        finally:
            store.close()
    # What the first pages read may be what is damaged.
    except UserError as problem:
        return _bare(problem)
    except Exception:
        if (damaged := damage(folder)) is None:
            raise
        return damaged


def _bare(problem: UserError) -> UserError:
    """Return a problem without the calls that led to it, which hold all that they made."""
    problem.__cause__ = problem.__context__ = None
    return problem.with_traceback(None)


def _opened_here(folder: Path, at: datetime) -> OpenedBase:
    return OpenedBase(*open_current(folder, at=at))


def opened_base(
    folder: Path, clock: Clock, *, reads: bool = False, opens: Callable[[Path, datetime], OpenedBase] = _opened_here
) -> OpenedBase:
    """Open the base, once it is known to hold together: opening one that does not would write to it. ``reads``: without
    its key too, since the base then refuses by itself whatever would be written; ``opens``: how."""
    refuse_shared_folder(folder)
    let_go_of_former_base(folder)
    if folder.is_dir() and state_of(folder, whole=False) in (Soundness.DAMAGED, Soundness.UNREADABLE):
        raise error("BASE_UNREADABLE", folder=str(folder))
    torn = folder.is_dir() and has_torn_end(folder)
    base = opens(folder, clock())
    store = base.store
    try:
        if torn:
            # A restoration asked while this window is open would take what is left in the log for damage.
            store.empty_log()
        with store.read() as r:
            keyless, by = safe.place(r) is KeyPlace.ABSENT, author(r)
        if keyless and not reads:
            raise error("KEY_ABSENT")
        if not keyless and store.away is None:
            complete(store, by=by, at=clock())
    except BaseException:
        store.close()
        raise
    return base


def _rescued(app: QApplication, folder: Path, problem: UserError, clock: Clock) -> Next:
    """Show why the base does not open; return what comes next."""
    sys.stderr.write(f"{problem.text}\n")
    return rescue(app, _theme(folder), folder, problem, by=UNNAMED, clock=clock)


def _run(
    app: QApplication, store: Store, caught: CaughtUp | None, arrival: Arrival, *, demo: bool, clock: Clock
) -> int | Reopening:  # fmt: skip
    folder = store.path.parent
    turn_log(folder / CRASH_LOG)
    with (folder / CRASH_LOG).open("a", encoding="utf-8") as crash_log:
        faulthandler.enable(crash_log)
        try:
            window = build(app, store, demo=demo, clock=clock)
            watch(window, folder / CRASH_LOG)
            tell_reading(window, window.office)
            if caught:
                window.say("caution", *older_base_words(caught.opposed, caught.erased, caught.withdrawn, caught.since))
            window.show()
            tell_news(window, window.office)
            if arrival.place and window.office.settings.started:
                window.arrive(arrival)
            set_aside()
            for later in (listen, remind, attend_team):
                QTimer.singleShot(LISTEN_MS, window, partial(later, window, window.office))
            code = app.exec()
            ended = window.reopens or code
            last = window.office.store
            part(window)
            gc.unfreeze()
            scratch.sweep(seen=True)
            # A base damaged meanwhile is told at the next start.
            with suppress(UserError):
                last.remember()
            last.close()
        finally:
            faulthandler.disable()
    return ended


def build(app: QApplication, store: Store, *, demo: bool = False, clock: Clock = moments.now) -> Window:
    """Return the window on ``store``, not yet shown; tests build the real one with this. When it cannot be made, what
    was made of it is deleted: its timers would go on asking a base that is closed."""
    seat, theme = _seat(store.path.parent), _theme(store.path.parent)
    speak_choices()
    there, jobs = app.topLevelWidgets(), Jobs(app)
    try:
        made = partial(Office, store=store, theme=theme, jobs=jobs, seat=seat, by=name_at(store, seat), clock=clock)
        with theme.undressed():
            return Window(theme, made, demo=demo)
    except BaseException:
        jobs.stop()
        # A menu is a window too, and goes with the one it belongs to.
        for half in [
            toplevelwidget
            for toplevelwidget in app.topLevelWidgets()
            if toplevelwidget not in there and toplevelwidget.parent() is None
        ]:
            delete(half)
        delete(jobs)
        raise


def part(window: Window) -> None:
    """Delete the closed window while everything it calls still exists. Left to the garbage collector, its parts would
    go in any order, and the focus, which leaves each deleted control, would be told to parts half gone (SIGSEGV, one
    close in five)."""
    widget = QApplication.focusWidget()
    if widget is not None:
        widget.clearFocus()
    sys.excepthook = sys.__excepthook__
    delete(window)


def set_aside() -> None:
    """Set aside what was made for the start and lives as long as the program: the collector, which stops everything
    when many rows are read, has only what came since to look through (40 ms to 16). It rested since the start began."""
    gc.freeze()
    gc.enable()
