"""Reads the dated rulebooks, one data file per law. Every key is checked, so that a new law needs only a new file."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import NoReturn

from core.base.records import Struct, fields
from core.model.channel import Channel, TitleKind
from core.rules import oppositions
from core.rules.conditions import CONDITIONS
from core.rules.rulebook_data import ChannelLaw, Kind, Numbers, Rule, Rulebook

GRADES = ("A", "B", "C", "D")
BOOK_KEYS = frozenset({"id", "title", "from", "sources", "numbers", "channels", "rules"})
CHANNEL_KEYS = frozenset({"opens", "forbids", "allows", "cautions"})
RULE_KEYS = frozenset({"rule", "reference", "grade"})
NOT_COUNTS = frozenset({"days", "slots", "consent_waives_hours", "consent_law_since"})
Table = Mapping[str, object]


class Rulebooks(Struct, frozen=True, eq=False):
    """Every rulebook, the oldest first, with no day between them left without a law. Told apart by which one it is, not
    by what it says: what is worked out of it can be kept beside it."""

    books: tuple[Rulebook, ...]

    def on(self, day: date) -> Rulebook:
        """Return the law of ``day``. A day before the first rulebook is judged by the first; a day after the last, by
        the last."""
        for book in self.books[:0:-1]:
            if book.start <= day:
                return book
        return self.books[0]


def load_rulebooks(texts: Mapping[str, str]) -> Rulebooks:
    """Return the rulebooks written in TOML, given as file name → text. Raises ValueError, which names the file and the
    key that is wrong."""
    if not texts:
        raise ValueError("no rulebook")
    books = {name: _RulebookReader(name).book(text) for name, text in texts.items()}
    order = sorted(books.items(), key=lambda named: named[1].start)
    for (name, book), (_following, successor) in pairwise(order):
        if book.end is None or book.end + timedelta(days=1) != successor.start:
            raise ValueError(f"{name}: to: must be the day before {successor.start}, when {successor.id} begins")
    return Rulebooks(tuple(book for _name, book in order))


class _RulebookReader:
    """Checks one file; every error message names it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def book(self, text: str) -> Rulebook:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as wrong:
            raise ValueError(f"{self.name}: {wrong}") from wrong
        self._keys(data, "", BOOK_KEYS, optional=frozenset({"to"}))
        rules = self._rules(self._table(data, "rules"))
        start = self._day(data, "from")
        end = self._day(data, "to") if "to" in data else None
        if end is not None and end < start:
            self._wrong("to", "is before from")
        return Rulebook(
            id=self._text(data, "id", ""),
            title=self._text(data, "title", ""),
            start=start,
            end=end,
            sources=self._texts(data, "sources", ""),
            numbers=self._numbers(self._table(data, "numbers")),
            channels=self._channels(self._table(data, "channels"), rules),
            rules=rules,
        )

    def _rules(self, table: Table) -> Mapping[str, Rule]:
        rules = {}
        for code in table:
            where = f"rules.{code}"
            entry = self._table(table, code, "rules.")
            self._keys(entry, f"{where}.", RULE_KEYS, optional=frozenset({"kind"}))
            rule, reference, grade = (self._text(entry, key, f"{where}.") for key in ("rule", "reference", "grade"))
            if grade not in GRADES:
                self._wrong(f"{where}.grade", f"must be one of {', '.join(GRADES)}")
            kind = entry.get("kind", Kind.STOP)
            if kind not in tuple(Kind):
                self._wrong(f"{where}.kind", f"must be one of {', '.join(Kind)}")
            rules[code] = Rule(code, rule, reference, grade, Kind(str(kind)))
        return MappingProxyType(rules)

    def _channels(self, table: Table, rules: Mapping[str, Rule]) -> Mapping[Channel, ChannelLaw]:
        self._keys(table, "channels.", frozenset(Channel))
        return MappingProxyType({channel: self._channel(table, channel, rules) for channel in Channel})

    def _channel(self, table: Table, channel: Channel, rules: Mapping[str, Rule]) -> ChannelLaw:
        where = f"channels.{channel}."
        entry = self._table(table, channel, "channels.")
        self._keys(entry, where, CHANNEL_KEYS)
        opens = self._texts(entry, "opens", where)
        unknown = [title for title in opens if title not in tuple(TitleKind)]
        if unknown:
            self._wrong(f"{where}opens", f"unknown title {unknown[0]}")
        forbids, allows, cautions = (self._asked(entry, key, where, rules) for key in ("forbids", "allows", "cautions"))
        for code in sorted({"ERASED", "RESTRICTED", *oppositions.codes(channel)} - {rule.code for rule in forbids}):
            self._wrong(f"{where}forbids", f"{code} is missing: a refusal would not be heard")
        return ChannelLaw(tuple(TitleKind(title) for title in opens), forbids, allows, cautions)

    def _asked(self, entry: Table, key: str, where: str, rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
        codes = self._texts(entry, key, where)
        for code in codes:
            if code not in CONDITIONS:
                self._wrong(f"{where}{key}", f"no condition is called {code}")
            if code not in rules:
                self._wrong(f"{where}{key}", f"{code} has no entry in rules")
        return tuple(rules[code] for code in codes)

    def _numbers(self, table: Table) -> Numbers:
        names = frozenset(number.name for number in fields(Numbers))
        self._keys(table, "numbers.", names)
        counts = {name: self._count(table, name) for name in names - NOT_COUNTS}
        return Numbers(
            days=self._days(table),
            slots=self._slots(table),
            consent_law_since=self._day(table, "consent_law_since", "numbers."),
            consent_waives_hours=self._yes_or_no(table, "consent_waives_hours"),
            **counts,
        )

    def _count(self, table: Table, name: str) -> int:
        value = table[name]
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self._wrong(f"numbers.{name}", "must be a positive number")
        return value

    def _yes_or_no(self, table: Table, name: str) -> bool:
        value = table[name]
        if not isinstance(value, bool):
            self._wrong(f"numbers.{name}", "must be true or false")
        return value

    def _days(self, table: Table) -> tuple[int, ...]:
        days = table["days"]
        if not isinstance(days, list) or not all(day in range(1, 8) for day in days):
            self._wrong("numbers.days", "must be ISO weekdays, 1 to 7")
        return tuple(days)

    def _slots(self, table: Table) -> tuple[tuple[time, time], ...]:
        slots = table["slots"]
        if not isinstance(slots, list) or not all(self._is_slot(slot) for slot in slots):
            self._wrong("numbers.slots", "must be pairs of hours, the end after the start")
        return tuple((start, end) for start, end in slots)

    @staticmethod
    def _is_slot(slot: object) -> bool:
        if not isinstance(slot, list) or len(slot) != 2:
            return False
        start, end = slot
        return isinstance(start, time) and isinstance(end, time) and start < end

    def _day(self, table: Table, key: str, where: str = "") -> date:
        value = table[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            self._wrong(f"{where}{key}", "must be a date")
        return value

    def _text(self, table: Table, key: str, where: str) -> str:
        value = table[key]
        if not isinstance(value, str) or not value.strip():
            self._wrong(f"{where}{key}", "must be a text")
        return value

    def _texts(self, table: Table, key: str, where: str) -> tuple[str, ...]:
        value = table[key]
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self._wrong(f"{where}{key}", "must be a list of texts")
        return tuple(value)

    def _table(self, table: Table, key: str, where: str = "") -> Table:
        value = table[key]
        if not isinstance(value, dict):
            self._wrong(f"{where}{key}", "must be a table")
        return value

    def _keys(self, table: Table, where: str, keys: frozenset[str], *, optional: frozenset[str] = frozenset()) -> None:
        for missing in sorted(keys - table.keys()):
            self._wrong(f"{where}{missing}", "is missing")
        for unknown in sorted(table.keys() - keys - optional):
            self._wrong(f"{where}{unknown}", "is not a known key")

    def _wrong(self, key: str, why: str) -> NoReturn:
        raise ValueError(f"{self.name}: {key}: {why}")
