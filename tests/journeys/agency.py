"""An agency under test: a base, and the windows open on it one day or another."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.base.moments import AGENCY_ZONE
from core.base.records import Struct, field
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.journeys.window import Screen, Shots
from ui.app import build

FRIDAY = datetime(2026, 11, 20, 10, 42, tzinfo=AGENCY_ZONE)


class Agency(Struct):
    """A base, the windows open on it and their stores; ``now`` is the hour on every clock."""

    app: QApplication
    folder: Path
    shots: Shots
    now: datetime = FRIDAY
    open: list[tuple[Screen, Store]] = field(default_factory=list)

    def start(self) -> Screen:
        """Start the program once more on the base."""
        store = open_store(self.folder)
        window = build(self.app, store, clock=lambda: self.now)
        window.resize(1366, 768)
        # The pretended screen is small, and a small screen is filled.
        window.showNormal()
        screen = Screen(window, self.shots)
        screen.come_forward()
        self.open.append((screen, store))
        return screen

    def stop(self) -> None:
        """Close every window, as at the end of a day."""
        for screen, store in reversed(self.open):
            screen.close()
            store.close()
        self.open.clear()
