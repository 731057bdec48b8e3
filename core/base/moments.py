"""Moments and days: kept in UTC as ISO text, judged and shown in a zone. The clock itself is read only here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.base.ids import milliseconds

AGENCY_ZONE = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """Return the present moment, aware, in the agency's zone."""
    return datetime.now(AGENCY_ZONE)


def kept(moment: datetime) -> str:
    """Return ``moment`` as kept in the base: UTC, to the millisecond, ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def read(value: object) -> datetime | None:
    """Return the aware moment kept as text, or None when nothing is kept."""
    return datetime.fromisoformat(str(value)) if value else None


def happened(value: object) -> datetime:
    """Return the aware moment kept of what did happen, which the base never lacks (NOT NULL)."""
    return datetime.fromisoformat(str(value))


def local(value: object) -> datetime:
    """Return :func:`happened` in the agency's zone."""
    return happened(value).astimezone(AGENCY_ZONE)


def made(row_id: object) -> datetime:
    """Return when a row was made, which its id holds, in the agency's zone."""
    return datetime.fromtimestamp(milliseconds(int(str(row_id))) / 1000, AGENCY_ZONE)


def read_day(value: object) -> date | None:
    """Return the day kept as ISO text, or None when nothing is kept."""
    return date.fromisoformat(str(value)) if value else None
