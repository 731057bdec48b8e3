"""Days and hours for the oracle, computed from section 12 of the law file: no line is shared with the program."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

ONE_DAY = timedelta(days=1)
ZONES = frozenset(available_timezones())
FIXED = ("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25")
# Postcode beginnings, and the month and day of the abolition of slavery there (L3422-2).
ABOLITION = {"976": "04-27", "972": "05-22", "97150": "05-27", "973": "06-10", "97133": "10-09", "974": "12-20"}


def easter(year: int) -> date:
    """Return Easter Sunday, by the epact as Clavius teaches it."""
    golden = year % 19 + 1
    century = year // 100 + 1
    dropped = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - dropped - 10
    epact = (11 * golden + 20 + moon - dropped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = 44 - epact
    if full < 21:
        full += 30
    full = full + 7 - (sunday + full) % 7
    return date(year, 3, full) if full <= 31 else date(year, 4, full - 31)


def national(day: date) -> bool:
    """Tell whether L3133-1 makes that day a holiday."""
    if day.isoformat()[5:] in FIXED:
        return True
    return (day - easter(day.year)).days in (1, 39, 50)


# Where the number alone tells the island: its clock names it.
ABOLITION_BY_CLOCK = {
    "Indian/Mayotte": "04-27",
    "America/Martinique": "05-22",
    "America/Guadeloupe": "05-27",
    "America/Marigot": "05-27",
    "America/Cayenne": "06-10",
    "America/St_Barthelemy": "10-09",
    "Indian/Reunion": "12-20",
}


def local(day: date, postcode: str, clock: str | None = None) -> bool:
    """Tell whether that day is a holiday only where that postcode, or that clock, is: Alsace, Moselle, overseas."""
    month_day = day.isoformat()[5:]
    if clock in ABOLITION_BY_CLOCK and ABOLITION_BY_CLOCK[clock] == month_day:
        return True
    if postcode[:2] in ("57", "67", "68") and len(postcode) == 5:
        return month_day == "12-26" or (easter(day.year) - day).days == 2
    if postcode[:3] == "971":
        return month_day == ABOLITION.get(postcode, "05-27")
    return month_day == ABOLITION.get(postcode[:3])


def working_day_number(start: date, count: int) -> date:
    """Return the COUNT-th working day after START: Monday to Saturday, no holiday, the first day not counted."""
    day = start
    while count:
        day += ONE_DAY
        if day.weekday() != 6 and not national(day):
            count -= 1
    return day


def years_after(day: date, years: int) -> date:
    """Return the same day that many years later, 28 February for 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def month_after(day: date, months: int) -> date:
    """Return the same day that many months later (or before), the last of the month when there is none."""
    index = day.year * 12 + day.month - 1 + months
    for number in range(day.day, 0, -1):
        try:
            return date(index // 12, index % 12 + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def zone(name: str | None) -> ZoneInfo | None:
    """Return a time zone, None when the place is not known."""
    return ZoneInfo(name) if name in ZONES else None


def minutes(text: str) -> int | None:
    """Return the minutes since midnight of "HH:MM", None when it is no hour."""
    hours, _, rest = text.partition(":")
    if len(hours) != 2 or len(rest) != 2 or not (hours + rest).isdigit():
        return None
    found = int(hours) * 60 + int(rest)
    return found if int(hours) < 24 and int(rest) < 60 else None


def legal_hour(wall: datetime) -> bool:
    """Tell whether the hour is in 10 h to 13 h or 14 h to 20 h, the ends left out."""
    since_midnight = wall.hour * 3600 + wall.minute * 60 + wall.second
    return 36000 <= since_midnight < 46800 or 50400 <= since_midnight < 72000


def inside(wall: datetime, agreed: tuple[tuple[int, str, str], ...]) -> bool:
    """Tell whether a local moment is in one of the hours agreed; no hours agreed means any."""
    if not agreed:
        return True
    return any(wall.isoweekday() == day and _between(wall, start, end) for day, start, end in agreed)


def _between(wall: datetime, start: str, end: str) -> bool:
    first, last = minutes(start), minutes(end)
    return first is not None and last is not None and first <= wall.hour * 60 + wall.minute < last
