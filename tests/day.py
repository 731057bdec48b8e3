"""When, and by whom, what the tests do is done: apart from what pytest loads, for the programs that tests start."""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=PARIS)
BY = "Claire"
