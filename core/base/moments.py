"""Moments and days: stored in UTC as ISO text, judged and shown in a time zone. Only this module reads the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.base.ids import milliseconds

AGENCY_ZONE = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """Return the present moment, in the agency's zone."""
    return datetime.now(AGENCY_ZONE)


def kept(moment: datetime) -> str:
    """Return ``moment`` as the text stored in the base: UTC, to the millisecond, ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def read(value: str | None) -> datetime | None:
    """Return the aware moment of a stored text, or None when the column is empty."""
    return datetime.fromisoformat(value) if value else None


def happened(value: str) -> datetime:
    """Return the aware moment of a stored text that is never empty (a NOT NULL column)."""
    return datetime.fromisoformat(value)


def local(value: str) -> datetime:
    """Return the moment of a stored text that is never empty, in the agency's zone."""
    return happened(value).astimezone(AGENCY_ZONE)


def made(row_id: int) -> datetime:
    """Return the moment at which a row was made, taken from its id, in the agency's zone."""
    return datetime.fromtimestamp(milliseconds(row_id) / 1000, AGENCY_ZONE)


def read_day(value: str | None) -> date | None:
    """Return the day of a stored ISO text, or None when the column is empty."""
    return date.fromisoformat(value) if value else None
