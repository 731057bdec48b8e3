"""An office that nobody has used, for the tests of a first start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tests.bases import new_base
from tests.ui.office_fixture import NOW, Desk
from ui.common.jobs import Jobs
from ui.common.office import Office
from ui.common.seat import Seat
from ui.look.theme import Theme


@pytest.fixture
def fresh(tmp_path: Path, qapp: QApplication, theme: Theme, desk: Desk) -> Iterator[Office]:
    """An office on a base nobody has used."""
    store = new_base(tmp_path / "neuve")
    seat = Seat(QSettings(str(tmp_path / "neuf.ini"), QSettings.Format.IniFormat))
    jobs = Jobs(qapp)
    yield Office(
        store=store, theme=theme, jobs=jobs, seat=seat, by="poste", say=desk.say, go=desk.go, clock=lambda: NOW
    )
    jobs.stop()
    store.close()
