"""What every page needs, built once by the application: the base, the law, the clock, the message band, the jobs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from core.actions.common import agency
from core.actions.common.judging import Law, law_of
from core.actions.common.step_cache import StepTally
from core.actions.common.step_counts import StepTallies
from core.base import moments
from core.base.errors import UserError
from core.base.progress import Progress
from core.base.records import Struct, field, replace
from core.model.lead import LeadRow
from core.model.settings import Settings
from core.store.port import Changed, Reader, Store
from ui.common.jobs import Jobs
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.widgets.message_band import Act, BandMessage

RECENT = 8
"""People kept as opened last."""


class Say(Protocol):
    """Function that shows a message in the band: a kind (opposed, elsewhere, done, caution, error, note), a bold fact,
    a plain sentence, an action."""

    def __call__(self, kind: str, bold: str, sentence: str = "", *, act: Act | None = None) -> None: ...


class Go(Protocol):
    """Function that shows a page, on a person where it can. ``place``: the key of a page, alone or with what to do
    or show there: « leads/new_lead », « leads/light=forbidden »."""

    def __call__(self, place: str, lead_id: int | None = None) -> None: ...


class Meanwhile(Struct, frozen=True):
    """What is done to the base while no window holds it, in a process of its own: ``work(argument, progress)``, whose
    result ``told`` says. ``settle(folder, progress)``: run after a work that failed or was killed; ``title``,
    ``sentence``: shown as long as it lasts; ``place``: where the window opens again; ``unless_done``: what its page is
    given instead of a result."""

    work: Callable[[Any, Progress], Any]
    argument: Any
    settle: Callable[[Path, Progress], object]
    told: Callable[[Any], BandMessage]
    title: str
    sentence: str
    place: str
    unless_done: object = None


class Reopening(Struct, frozen=True):
    """Has a window that closes open again: in the language its seat has by then, after what is done meanwhile."""

    meanwhile: Meanwhile | None = None


class Arrival(Struct, frozen=True):
    """Where a window that opens again begins, what it says there, and the result of what was done meanwhile."""

    place: str = ""
    message: BandMessage | None = None
    result: object = None


class Office(Struct, weakref=True):
    """The object given to every page. ``by``: the name of the user. Signals hold its methods weakly."""

    store: Store
    theme: Theme
    jobs: Jobs
    seat: Seat
    by: str
    say: Say
    go: Go
    clock: Callable[[], datetime] = moments.now
    restores: bool = False
    """A restoration asked in this window is under way: the others are told of it, this one by its own page."""
    reads_only: bool = False
    """The key of the register is not on this computer: the base refuses whatever would be written."""
    on_call: bool = False
    """Somebody is on the telephone: nothing but an opposition takes the page away."""
    talking_with: int | None = None
    """The lead who is on the telephone."""
    recent: list[int] = field(default_factory=list)
    """Who was opened last in this window, the last one first."""
    close_for: Callable[[Meanwhile], object] = lambda _meanwhile: None
    """Closes the window, has something done to the base that no window may hold meanwhile, and opens it again."""
    result: object = None
    """What was done so before this window opened gave, for the page it opens on."""
    quiet: Callable[[], object] = lambda: None
    """Removes the message of the last gesture, when another begins that says nothing of its own."""
    _law: Law | None = None
    _settings: Settings | None = None
    _standings: StepTallies = field(default_factory=StepTallies)

    @property
    def folder(self) -> Path:
        """The folder of the base, from which a worker opens the base again."""
        return self.store.path.parent

    def now(self) -> datetime:
        """Return the present moment, aware, in the agency's zone."""
        return self.clock()

    @property
    def settings(self) -> Settings:
        """The present settings; read again after a change."""
        if self._settings is None:
            with self.store.read() as r:
                self._settings = agency.settings(r)
        return self._settings

    @property
    def law(self) -> Law:
        """The law as it applies to this agency."""
        if self._law is None:
            self._law = law_of(self.settings)
        return self._law

    def standing(self, r: Reader, *, at: datetime) -> StepTally:
        """Return where all leads stand at ``at`` (aware), read from the base once for all who ask."""
        return self._standings.told(r, self.law, at=at, state=self.store.state)

    def with_calls(self, rows: Iterable[LeadRow]) -> list[LeadRow]:
        """Return leads with who of another seat is calling them now."""
        calls = self.store.calls()
        return [replace(row, called=calls.get(row.id)) for row in rows] if calls else list(rows)

    def visited(self, lead_id: int) -> None:
        """Keep that somebody was opened."""
        self.recent = [lead_id, *(other for other in self.recent if other != lead_id)][:RECENT]

    def forget(self, changed: Changed) -> None:
        """Read the settings again at the next use, if they changed."""
        if {"setting", "rule_reference"} & changed:
            self._law = self._settings = None

    def complain(self, problem: UserError) -> None:
        """Show in the band an error the user can act on."""
        self.say("error", problem.text)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Run what the user asked; a UserError is shown in the band."""
        try:
            yield
        except UserError as problem:
            self.complain(problem)
