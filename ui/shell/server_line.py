"""Follows whether the server of a team answers: the window reads the copy of this seat meanwhile, and comes back by
itself. The server is asked in a thread: a connection that does not come takes five seconds, and one that stands says
nothing where the server hangs."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from core.actions.keeping import waiting
from core.actions.keeping.current_base import OpenedBase, current_copy
from core.actions.keeping.keeping_jobs import Keeping, reach_job, renew_job
from core.base.errors import UserError
from core.base.i18n import _
from core.store.engine.outbox import SealedOutbox
from core.store.port import Changed, Store
from core.words import away
from ui.common.office import Office, Reopening
from ui.shell.backup_age import tell_backup
from ui.shell.frame import Frame
from ui.widgets.message_band import Act

_OVER = ("TEAM_REFUSED", "TEAM_COPY_OLD", "TEAM_COPY_CLOCK")
LOOK_MS = 250
TRY_S, RENEW_S = 20, 6 * 3600
_SEND_LOOKS = TRY_S * 1000 // LOOK_MS


class ServerLine(QObject):
    """Looks four times a second whether the line was cut; asks every twenty seconds whether the server is back.
    ``asking``: a try is under way."""

    def __init__(self, window: Frame, office: Office, change: Callable[[Store], object]) -> None:
        super().__init__(window)
        self.setObjectName("server-line")
        self._window, self._office, self._change = window, office, change
        self._title = window.windowTitle()
        self._since: datetime | None = None
        self.asking = self._told = self._lacks_copy = False
        self._looks_left = RENEW_S * 1000 // LOOK_MS
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.told_otherwise = ("TEAM_AWAY",)
        office.store.calls()  # From now on a thread hears whether the server lives.
        if (copy := office.store.away) is not None:
            self._begin(copy.contact)
            self._silent(None)

    def look(self) -> None:
        """Go over to the copy where the line was cut; count down to the next try."""
        if self._window.isHidden() or self.asking:
            return
        self._looks_left -= 1
        is_cut = self._since is None and self._office.store.is_cut()
        self._lacks_copy = self._lacks_copy and is_cut
        if is_cut and not self._lacks_copy:
            self._go_away()
        elif is_cut:
            return  # There is nothing to go over to: whoever reads or writes is told, and tries the line.
        elif self._since is None and self._looks_left <= 0:
            self._renew()
        elif (
            self._since is None and self._looks_left % _SEND_LOOKS == 0 and SealedOutbox(self._office.folder).pending()
        ) or self._looks_left <= 0:
            self.ask()
        elif self._since is not None and self._looks_left * LOOK_MS % 1000 == 0:
            self._window.band.tell_again(away.tries_again(self._looks_left * LOOK_MS // 1000))

    def ask(self) -> None:
        """Ask whether the server answers, and send it what waits."""
        if self.asking:
            return
        self.asking = True
        office = self._office
        errand = Keeping(office.folder, office.by, office.now())
        office.jobs.run(reach_job, errand, done=self._answered, failed=self._silent, lane="thread")

    def _ask_again(self) -> None:
        self._told = False
        self.ask()

    def hear(self, changed: Changed) -> None:
        """Make the copy again where somebody was erased, who is still in it."""
        if self._since is None and "erased" in changed:
            self._renew()

    def _renew(self) -> None:
        """Make the copy of the day, which the next look may have to go over to: nobody waits for its end."""
        self._looks_left = RENEW_S * 1000 // LOOK_MS
        jobs = self._office.jobs
        jobs.run(renew_job, self._office.folder, done=lambda _none: None, failed=lambda _problem: None, lane="quiet")

    def _go_away(self) -> None:
        with self._office.trying():
            self._lacks_copy, self._window.told_otherwise = True, ()
            if (copy := current_copy(self._office.folder)) is None:
                return
            self._lacks_copy, self._window.told_otherwise = False, ("TEAM_AWAY",)
            self._begin(self._office.now())
            self._change(copy)
            self._tell_status()
            self.ask()

    def _begin(self, since: datetime) -> None:
        self._since, self._office.reads_only, self._told = since, True, False
        self._window.setWindowTitle(_("{title} (lecture seule)").format(title=self._title))

    def _silent(self, problem: UserError | None) -> None:
        """Tell that the server does not answer; a seat that it refuses, or leaves for a week, has nothing to read."""
        self.asking = False
        if problem is not None and problem.code in _OVER:
            self._window.reopens = Reopening()
            self._window.close()
            return
        self._looks_left = TRY_S * 1000 // LOOK_MS
        copy = self._office.store.away
        if copy is None or self._since is None:
            return
        self._tell_status()
        fact = away.silent_since(copy.host, away.since(self._since, self._office.now()))
        if not self._told:
            self._told = True
            self._office.say("caution", fact, away.tries_again(TRY_S), act=Act(_("Réessayer"), self._ask_again, key=""))
        else:
            self._window.band.tell_again(away.tries_again(TRY_S), fact)

    def _tell_status(self) -> None:
        copy = self._office.store.away
        if copy is not None and self._since is not None:
            words = _("{seat} injoignable depuis {hour}")
            hour = away.since(self._since, self._office.now())
            item = self._window.status.item("backup")
            item.show_text(words.format(seat=copy.host, hour=hour), icon="warning", ink="wait")

    def _answered(self, reached: OpenedBase) -> None:
        self.asking = False
        copy, office = self._office.store.away, self._office
        store, sent_count = reached.store, reached.gestures
        with office.trying():
            sent_count += waiting.send(store)  # What was kept since that thread sent the rest.
            self._since, office.reads_only = None, False
            self._looks_left = 0  # The copy is of another day, perhaps.
            store.calls()
            self._change(store)
            self._window.setWindowTitle(self._title)
            tell_backup(office, self._window.status.item("backup"))
            fact, sent_words = away.answers_again(copy.host if copy else "", sent_count)
            office.say("done", *((fact, sent_words) if copy else (sent_words,)))
