"""The days of a file: written, counted by a spreadsheet, or the zero of a program that knows none."""

from datetime import date, timedelta

_COUNTED = 5
_DAY_ZERO, _FIRST_COUNTED, _LAST_COUNTED = date(1899, 12, 30), 36526, 73050
"""Day 0 of spreadsheets, the counts of 1 January 2000 and of 31 December 2099."""
_DAY = 10
NO_DAY = frozenset(
    {"1970-01-01", "01/01/1970", "0000-00-00", "00/00/0000", "1900-01-01", "01/01/1900", "1900-01-00", "00/01/1900"}
    | {"1899-12-30", "30/12/1899", "1899-12-31", "31/12/1899"}
)
"""The zero of each way to count the days: no listing was read then."""


def is_to_be_dated(value: str) -> bool:
    """Tell whether a cell is a count of days, or no day at all."""
    return (len(value) == _COUNTED and value.isdigit()) or value[:_DAY] in NO_DAY


def counted_day(value: str) -> str:
    """Return the ISO day of « 46329 », the number of days by which a spreadsheet stores a date; anything else as it
    is."""
    if len(value) != _COUNTED or not value.isdecimal() or not _FIRST_COUNTED <= int(value) <= _LAST_COUNTED:
        return value
    return (_DAY_ZERO + timedelta(days=int(value))).isoformat()


def dated(value: str) -> str:
    """Return a date cell, or an empty text for a day that programs write when they know none."""
    return "" if value[:_DAY] in NO_DAY else counted_day(value)
