"""The real window at the call desk, offscreen: keys are pressed, and what the base shows as done is acknowledged.

Run as ``python -m tests.faults.power_window ROOT``, to be cut by a loss of power.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.records.call import Call
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.faults.power_worker import acknowledge
from tests.journeys.program import MORNING
from ui.app import build
from ui.common.page import PageGesture

TURNS = 5


def work(folder: Path) -> None:
    """Call and leave a message, call the next person and hear a refusal."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    store, minutes = open_store(folder), 0
    said = _done(store)
    with store.read() as r:
        people = iter(sorted(lead for lead in leads.search(r) if not r.row(Lead, lead).opposed_at))

    def tell() -> None:
        app.processEvents()
        for one in sorted(_done(store) - said):
            acknowledge(*one)
            said.add(one)

    window = build(app, store, clock=lambda: MORNING + timedelta(minutes=minutes))
    window.show()
    for _turn in range(TURNS):
        for heard in ("1", "F8"):
            window.go_to("calls", next(people))
            window.do(PageGesture.CALL)
            tell()
            if heard == "1":
                QTest.keyClick(window.page_of("calls"), Qt.Key.Key_1)
            else:
                window.do(PageGesture.OPPOSE)
            minutes += 1
            tell()
    window.close()
    store.close()


def _done(store: Store) -> set[tuple[str, ...]]:
    """Return the calls that ended, and the refusals in force."""
    with store.read() as r:
        told = [one for lead in leads.search(r) for one in r.of(Call, "started", lead_id=lead) if one.outcome]
        opposed = [str(lead) for lead in leads.search(r) if r.row(Lead, lead).opposed_at]
    return {("call", str(one.id), one.outcome) for one in told} | {("refused", lead) for lead in opposed}


if __name__ == "__main__":
    work(Path(sys.argv[1]) / "base")
