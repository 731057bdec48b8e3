from contextlib import closing
from datetime import datetime
from pathlib import Path

from core.base.moments import AGENCY_ZONE
from core.cli import demo
from tests.bases import new_base
from tests.lengths import LONG, some
from tests.tables import table

TOLD = "2027-03-28 02:30"
"""The day when the demonstration is told in the terminal as well."""


@table(
    "day, callback",
    some(
        [
            ("2027-03-28 02:30", "2027-03-30T09:30"),  # Easter, in the hour that does not exist.
            ("2026-11-29 23:59", "2026-11-30T10:30"),
            ("2027-01-02 10:00", "2027-01-04T10:30"),
            ("2026-11-27 11:00", "2026-11-30T10:30"),  # A Friday, once the hour is past.
            ("2026-11-24 10:42", "2026-11-24T10:30"),
            ("2026-11-30 08:00", "2026-11-30T10:30"),
        ],
        of=3,
    ),
)
def test_the_day_is_lawful_whenever_it_is_shown(tmp_path: Path, day: str, callback: str) -> None:
    now = datetime.fromisoformat(day).replace(tzinfo=AGENCY_ZONE)
    with closing(new_base(tmp_path / day / "shown")) as store:
        demo.build(store, now=now)
        with store.read() as r:
            assert r.column(int, "SELECT json_extract(verdict, '$.allowed') FROM call") == [1]
            [due] = r.column(str, "SELECT due FROM callback")
    assert due.startswith(callback)
    if day != TOLD and not LONG:
        return
    said: list[str] = []
    with closing(new_base(tmp_path / day / "told")) as store:
        demo.play(store, said.append, now=now)
    assert "  Appelable" in said
