"""Dates computed as the law counts them: one month, one year less a day, working days."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from core.model.facts import NoticeFact
from core.rules.holidays import national_holiday

SUNDAY = 7
_EVERY_MONTH = 28
"""Days every month has: the calendar is asked for the others only, six times as slow."""


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, the month's last day when it is shorter (31 January + 1 = 28 February),
    the last day of the calendar beyond it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    short = day.day > _EVERY_MONTH and day.day > monthrange(year, month + 1)[1]
    return date(year, month + 1, monthrange(year, month + 1)[1] if short else day.day)


def notice_due(notice: NoticeFact, *, months: int = 1) -> date:
    """Return the last day to inform the person: a month after the data were obtained, the day of the first contact or
    that of the first disclosure, whichever comes first (GDPR art. 14(3))."""
    limit = add_months(notice.obtained, months)
    return min(day for day in (limit, notice.first_contact, notice.first_disclosure) if day is not None)


def consent_last_day(collected: date, until: date | None, *, years: int = 1) -> date:
    """Return the last day, included, on which a consent allows calls: a year less a day after collection, sooner if the
    form says so (C. consom., art. R223-1, I, 3°, read on the safe side)."""
    limit = add_months(collected, 12 * years) - timedelta(days=1)
    return limit if until is None else min(limit, until)


def working_days_after(day: date, count: int) -> date:
    """Return the last of ``count`` working days (jours ouvrables: Monday to Saturday, holidays out), ``day`` not
    counted."""
    while count > 0 and day < date.max:
        day += timedelta(days=1)
        if day.isoweekday() != SUNDAY and national_holiday(day) is None:
            count -= 1
    return day


def request_due(received: date, *, extended: bool = False) -> date:
    """Return the last day to answer a person's request: a month after its receipt, two more when the person was told
    why within that month (GDPR art. 12(3))."""
    return add_months(received, 3 if extended else 1)
