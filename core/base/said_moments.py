"""Reads a day and an hour to come as people say them: « jeudi 15 h », « demain matin », « dans 2 semaines », « le 3 à
10h30 ». What may mean two things is asked, never guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from core.base.french import WEEKDAYS
from core.base.records import Struct

HALF_A_YEAR = timedelta(days=183)
"""A date without its year that lies so far back at most is said to be past, not of next year."""
EARLY = range(1, 7)
"""Hours that nobody says of the night: « 3 h » may be of the afternoon."""
PARTS: Mapping[str, tuple[int, int]] = {"matin": (0, 12), "apres-midi": (12, 19), "soir": (17, 24)}
"""Part of a day → its first hour, and the first one after it."""
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
           "decembre")  # fmt: skip
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10,
            "quinze": 15}  # fmt: skip
_SPOKEN_WEEKS = (8, 15)
"""« Dans huit jours » is said for a week, « dans quinze jours » for two."""
_QUARTERS = {None: 0, "et quart": 15, "et demi": 30, "et demie": 30, "moins le quart": -15}
_WEEKDAY = "(?P<weekday>" + "|".join(WEEKDAYS) + ")"
_COUNT = rf"(?P<count>[1-9]\d{{0,2}}|{'|'.join(_NUMBERS)})"
_HOUR = re.compile(
    r"(?:\b(?:a|vers|des)\s+)?(?:\b(?P<hour>\d{1,2})\s*(?:heures?\b|h(?![a-z])|:(?=\d\d))(?:\s*(?P<minute>\d{2}\b))?"
    r"|(?<!-)\b(?P<noon>midi)\b)(?:\s+(?P<more>et quart|et demie?|moins le quart)\b)?"
    r"(?:\s+d[ue]\s+(?:l')?(?=matin|apres|soir))?"
)
_PART = re.compile(r"\b(?P<this>cet? )?(?:dans )?(?:l'|la |le |en )?(?P<part>matin|apres-midi|soir)(?:ee)?\b")
_SOON = re.compile(
    rf"dans (?:{_COUNT} ?(?P<unit>minutes?|min|heures?|h)|(?P<quarters>un quart|une demi|trois quarts)[ -](?:d')?heure)"
)
_MINUTES = {"un quart": 15, "une demi": 30, "trois quarts": 45}


class MomentDoubt(StrEnum):
    """Why a moment is not known: not understood, which day, which hour, past, or a weekday that its date has not."""

    UNREAD = "unread"
    DAY = "day"
    HOUR = "hour"
    PAST = "past"
    WEEKDAY = "weekday"


class SaidMoment(Struct, frozen=True):
    """What was said. ``day``, ``hour``: None where nothing is said of them, or nothing sure; ``part``: matin,
    apres-midi or soir, empty when not said. ``doubt``: what must be asked, with the ``days`` that it may be."""

    day: date | None = None
    hour: time | None = None
    part: str = ""
    doubt: MomentDoubt | None = None
    days: tuple[date, ...] = ()


class _DoubtError(Exception):
    """Ends a reading that is not sure."""

    def __init__(self, doubt: MomentDoubt, *days: date) -> None:
        super().__init__(doubt)
        self.doubt, self.days = doubt, days


def read_moment(raw: str, now: datetime) -> SaidMoment:
    """Return the day and the hour that ``raw`` says at ``now`` (aware, at the clock of who types)."""
    text = _plain(raw)
    try:
        if (soon := _SOON.fullmatch(text)) is not None:
            minutes = _MINUTES.get(soon["quarters"]) or _count(soon) * (1 if soon["unit"].startswith("min") else 60)
            moment = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
            return SaidMoment(moment.date(), moment.time().replace(second=0, microsecond=0))
        if text.isdecimal():  # « 10 » may be of the month, or 10 h.
            raise _DoubtError(MomentDoubt.DAY)
        hour, text = _hour_in(text)
        part, text = _part_in(text)
        today = now.date() if part.startswith("cet") or part.startswith("ce ") else None
        part = part.rpartition(" ")[2]
        day = today if today and not text else _day_in(text, now.date())
        said = SaidMoment(day, _in_part(hour, part) if hour else None, part)
        _refuse_past(said, now)
    except _DoubtError as problem:
        return SaidMoment(doubt=problem.doubt, days=problem.days)
    return said


def is_in(hour: time, part: str) -> bool:
    """Tell whether an hour is in a part of the day; any is when no part was said."""
    first, after = PARTS.get(part, (0, 24))
    return first <= hour.hour < after


def _plain(raw: str) -> str:
    """Return lower-case words without accents, with one way of writing what has several."""
    letters = unicodedata.normalize("NFD", raw.lower().replace("’", "'").replace("‑", "-"))
    text = " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
    for pattern, written in (
        (r"\bapres (?=midi|demain)", "apres-"), (r"\bavant (?=hier)", "avant-"), (r"\b1er\b", "1"),
        (r"\baujourd ?'? ?hui\b", "aujourd'hui"),
        *((rf"\b{name[:3]}\.? ?(?=\d|$)", f"{name} ") for name in WEEKDAYS),
    ):  # fmt: skip
        text = re.sub(pattern, written, text)
    return text.strip(" ,.;")


def _count(match: re.Match[str]) -> int:
    return _NUMBERS.get(match["count"]) or int(match["count"])


def _hour_in(text: str) -> tuple[time | None, str]:
    """Return the hour said, and the text without it."""
    matches = list(_HOUR.finditer(text))
    if not matches:
        return None, text
    match = matches[0]
    hour = 12 if match["noon"] else int(match["hour"])
    minutes = hour * 60 + int(match["minute"] or 0) + _QUARTERS[match["more"]]
    if len(matches) > 1:
        raise _DoubtError(MomentDoubt.HOUR)
    if hour > 23 or int(match["minute"] or 0) > 59 or (match["minute"] and match["more"]):
        raise _DoubtError(MomentDoubt.UNREAD)
    return time(minutes // 60, minutes % 60), f"{text[: match.start()]} {text[match.end() :]}"


def _part_in(text: str) -> tuple[str, str]:
    """Return the part of the day said (« ce matin », « soir »), and the text without it."""
    match = _PART.search(text)
    if match is None:
        return "", _trimmed(text)
    this = "ce " if match["this"] else ""
    return f"{this}{match['part']}", _trimmed(f"{text[: match.start()]} {text[match.end() :]}")


def _trimmed(text: str) -> str:
    """Return the text without the small words around what says the day."""
    return re.sub(
        r"^(?:(?:pour|le|la|du|au|a)\s+)+|(?:\s+(?:a|vers|le|au|du|de))+$", "", " ".join(text.split()).strip(" ,.;")
    )


def _in_part(hour: time, part: str) -> time:
    """Return an hour at the clock of 24 hours: « 3 h de l’après-midi » is 15 h."""
    if part in ("apres-midi", "soir") and 1 <= hour.hour < 12 and not is_in(hour, part):
        hour = hour.replace(hour=hour.hour + 12)
    if not is_in(hour, part) or (not part and hour.hour in EARLY):
        raise _DoubtError(MomentDoubt.HOUR)
    return hour


def _day_in(text: str, today: date) -> date | None:
    """Return the day said, None for no word of one."""
    if not text:
        return None
    for pattern, day_of in _DAYS:
        if (match := re.fullmatch(pattern, text)) is not None:
            return day_of(match, today)
    raise _DoubtError(MomentDoubt.UNREAD)


def _in_days(match: re.Match[str], today: date) -> date:
    count = _count(match)
    if match["unit"].startswith("semaine"):
        return today + timedelta(weeks=count)
    if count in _SPOKEN_WEEKS:
        raise _DoubtError(MomentDoubt.DAY, today + timedelta(days=count - 1), today + timedelta(days=count))
    return today + timedelta(days=count)


def _in_months(match: re.Match[str], today: date) -> date:
    years, month = divmod(today.month - 1 + _count(match), 12)
    first = date(today.year + years, month + 1, 1)
    day = first + timedelta(days=today.day - 1)
    if day.month != first.month:
        raise _DoubtError(MomentDoubt.DAY, day - timedelta(days=day.day), day)
    return day


def _weekday(match: re.Match[str], today: date) -> date:
    """Return the next day of that name; the same one as today may be today, and « prochain » may skip this week's."""
    ahead = (WEEKDAYS.index(match["weekday"]) - today.weekday()) % 7
    coming, which = today + timedelta(days=ahead or 7), match["which"] or ""
    this_week = coming.isocalendar()[:2] == today.isocalendar()[:2]
    if "semaine" in which:
        return today + timedelta(days=7 - today.weekday() + WEEKDAYS.index(match["weekday"]))
    if which.startswith("en "):
        return today + timedelta(days=ahead + (7 if which == "en huit" else 14))
    if which == "prochain" and this_week:
        raise _DoubtError(MomentDoubt.DAY, coming, coming + timedelta(days=7))
    if not which and not ahead:
        raise _DoubtError(MomentDoubt.DAY, today, coming)
    return coming


def _this_weekday(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=WEEKDAYS.index(match["weekday"]) - today.weekday())


def _dated(match: re.Match[str], today: date) -> date:
    """Return a date of figures or words, with or without its month and its year."""
    groups = match.groupdict()
    number, month, year = int(match["number"]), groups.get("month"), groups.get("year")
    if month is None:
        day = _of_month(number, today)
    else:
        months = (
            int(month) if month.isdecimal() else 1 + next(n for n, name in enumerate(_MONTHS) if name.startswith(month))
        )
        whole_year = today.year if year is None else int(year) + (2000 if len(year) == 2 else 0)
        day = _date(whole_year, months, number)
        if year is None and today - day > HALF_A_YEAR:
            day = _date(whole_year + 1, months, number)
    if (weekday := groups.get("weekday")) and WEEKDAYS[day.weekday()] != weekday:
        raise _DoubtError(MomentDoubt.WEEKDAY, day)
    return day


def _of_month(number: int, today: date) -> date:
    """Return the next day of that number; one that this month or the next has not, or today's, is asked."""
    first = today.replace(day=1) if number >= today.day else (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    day = _date(first.year, first.month, number) if number <= 28 else first + timedelta(days=number - 1)
    if day.month != first.month:
        raise _DoubtError(MomentDoubt.DAY)
    if day == today:
        raise _DoubtError(MomentDoubt.DAY, today)
    return day


def _date(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise _DoubtError(MomentDoubt.UNREAD) from None


def _which_week(_match: re.Match[str], _today: date) -> date:
    raise _DoubtError(MomentDoubt.DAY)


_AS_WRITTEN = {name[:letters] for name in _MONTHS for letters in (3, 4, len(name))} - {"jui"}  # June, or July.
_MONTH = rf"(?P<month>{'|'.join(_AS_WRITTEN)})\.?"
_DAYS: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    ("aujourd'hui|ce jour", lambda _match, today: today),
    ("demain", lambda _match, today: today + timedelta(days=1)),
    ("apres-demain", lambda _match, today: today + timedelta(days=2)),
    ("hier", lambda _match, today: today - timedelta(days=1)),
    ("avant-hier", lambda _match, today: today - timedelta(days=2)),
    (rf"dans {_COUNT} (?P<unit>jours?|semaines?)", _in_days),
    (rf"dans {_COUNT} mois", _in_months),
    (rf"ce {_WEEKDAY}", _this_weekday),
    (rf"{_WEEKDAY}(?: (?P<which>prochain|en huit|en quinze|de la semaine prochaine))?", _weekday),
    (rf"(?:{_WEEKDAY} )?(?:le )?(?P<number>\d{{1,2}})", _dated),
    (rf"(?:{_WEEKDAY} )?(?:le )?(?P<number>\d{{1,2}}) {_MONTH}(?: (?P<year>\d{{4}}))?", _dated),
    (
        rf"(?:{_WEEKDAY} )?(?:le )?(?P<number>\d{{1,2}})[/.-](?P<month>\d{{1,2}})(?:[/.-](?P<year>\d{{4}}|\d\d))?",
        _dated,
    ),
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<number>\d\d)", _dated),
    ("semaine prochaine|mois prochain|week-?end", _which_week),
)
"""How a day is said, whole, and what it is."""


def _refuse_past(said: SaidMoment, now: datetime) -> None:
    if said.day is None:
        return
    if said.hour is None:
        over = said.day == now.date() and bool(said.part) and PARTS[said.part][1] <= now.hour
        if over or said.day < now.date():
            raise _DoubtError(MomentDoubt.PAST, said.day)
        return
    moment = datetime.combine(said.day, said.hour, now.tzinfo)
    if (
        moment.astimezone(UTC).astimezone(now.tzinfo) != moment
        or moment.utcoffset() != moment.replace(fold=1).utcoffset()
    ):
        raise _DoubtError(MomentDoubt.HOUR)  # The clocks change: there is no such hour, or there are two.
    if moment <= now:
        raise _DoubtError(MomentDoubt.PAST, said.day)
