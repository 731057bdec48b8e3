"""What the first page reads in steps, a few hundred persons at a time: each must be judged, and the whole would take
longer than one frame."""

from collections.abc import Callable, Generator, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer

from core.actions.desk import today
from core.actions.desk.steps_due import Due
from ui.common.office import Office
from ui.widgets.calm_timer import AGAIN_MS, is_clicking

AT_A_STEP = 300
"""Persons judged in one step: 30 ms."""


class WorkInSteps(QTimer):
    """Runs the generator ``make()`` one step per turn of the event loop, so that keys and painting come between; a
    step ends at the next ``yield``, and none is run while the mouse is held. When it is begun again while running, it
    first finishes, then runs once more."""

    def __init__(self, make: Callable[[], Iterator[None]], parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._left: Iterator[None] | None = None
        self._again = False
        self.timeout.connect(self._step)

    def begin(self) -> None:
        """Run the work from the next turn of the event loop on."""
        self._again = self._left is not None
        self._left = self._left or self._make()
        self.start(0)

    def drop(self) -> None:
        """Stop the running work."""
        self.stop()
        self._left = None

    def _step(self) -> None:
        if self._left is None:
            return
        self.setInterval(AGAIN_MS if is_clicking() else 0)
        if self.interval():
            return
        try:
            next(self._left)
        except StopIteration:
            self._left = None
            self.stop()
            if self._again:
                self.begin()


def erasures(office: Office) -> Generator[None, None, list[Due]]:
    """Return the line about persons to erase whose next step does not say it."""
    from core.actions.keeping import kept_too_long  # noqa: PLC0415 - read, and so loaded, once the page is painted

    now = office.now()
    with office.store.read() as r:
        ids = today.closed(r, office.standing(r, at=now))
    yield
    over = 0
    for part in _parts(ids):
        with office.store.read() as r:
            over += kept_too_long.closed(r, part, now)
        yield
    return today.to_erase(over, at=now)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_A_STEP] for start in range(0, len(ids), AT_A_STEP))
