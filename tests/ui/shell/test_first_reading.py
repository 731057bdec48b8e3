"""The window reads the base once for all that the first picture shows. Calls are counted, which depend on no
machine."""

import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from types import FrameType

from PySide6.QtWidgets import QApplication

from core.actions.calling import calling
from core.actions.common import agency, step_cache
from core.rules.next_step import next_step
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import add, law_today
from tests.ui.office_fixture import AGENCY, BY, NOW
from ui.app import build

COUNTED = {step_cache.standing.__code__: "where all stand", next_step.__code__: "judged"}


def lived_in(store: Store) -> None:
    """An agency, and people to call back today, whose steps are kept."""
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    agency.save_settings(store, {"user": BY, "started": True}, by=BY, at=NOW)
    for n in range(3):
        phones, address = (f"06 39 98 12 {n:02d}",), f"{n + 1} rue Neuve"
        one = add(store, last_name=f"Nom{n}", phones=phones, emails=(), address=address, reference=f"R{n}")
        calling.plan_callback(store, one, due=NOW + timedelta(hours=4), by=BY, at=NOW)
    law = law_today(store)
    step_cache.keep(store, law, by=BY, at=NOW)


def test_where_everybody_stands_is_read_once_and_the_most_pressing_alone_is_judged(
    tmp_path: Path, qapp: QApplication
) -> None:
    store = new_base(tmp_path / "base", lived_in)
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code in COUNTED:
            calls[COUNTED[frame.f_code]] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        window = build(qapp, store, clock=lambda: NOW)
        window.show()
        for _turn in range(10):  # The erasures and the lights are read once the page is painted.
            qapp.processEvents()
    finally:
        sys.setprofile(before)
    window.close()
    store.close()
    assert calls == {"where all stand": 1, "judged": 1}
