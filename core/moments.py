"""Moments and days: kept in UTC as ISO text, judged and shown in a zone. The clock itself is read only here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core import text
from core.wording import error

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


def read_day(value: object) -> date | None:
    """Return the day kept as ISO text, or None when nothing is kept."""
    return date.fromisoformat(str(value)) if value else None


def typed(raw: str, zone: ZoneInfo = AGENCY_ZONE) -> datetime:
    """Return the moment a user typed in ISO 8601, in ``zone`` where no zone is given. Raises UserError when it is
    none."""
    moment = text.moment(raw)
    if moment is None:
        raise error("BAD_MOMENT", value=raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
