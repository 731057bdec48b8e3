"""Tells in the band that the computer's clock is behind what the base recorded: once, until it is set right."""

from core.actions.common.clock import clock_words
from ui.common.office import Office


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
