"""Learns from a file as a whole which of its values several persons share: the supplier's own telephone or e-mail, a
reference that names the delivery, the address of a home page. Such a value tells nobody apart.

A value is shared when three persons who are certainly not one bear it, or when rows without a name bear it almost all.
Memory is bounded: in a very long file a value seen once is forgotten after many others.
"""

from collections import Counter
from collections.abc import Sequence

from core.base.typo_distance import Match
from core.rules.comparators import name_of, same_name
from core.rules.discriminating_values import NAMELESS, telling_name

HELD = 40_000
"""Values of one kind held at once: 25 MiB in all for a million rows."""
_PERSONS = 3
_BARE_ROWS = 4
_NINE = 9
_PACE = 1000
_SHORT = 2
_BETWEEN = str.maketrans(dict.fromkeys(" .-/()+\u00a0\u202f"))
KINDS = ("phone", "email", "reference", "url", "place")

Shared = tuple[str, str]
"""A kind of :data:`KINDS` and the value as it was written."""


class Learner:
    """Looks at every row once, then tells the values that are shared."""

    def __init__(self, held: int = HELD) -> None:
        self._limit = held
        self._bearers: dict[str, dict[str, str | list[str]]] = {kind: {} for kind in KINDS}
        self._bare: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self._found: dict[Shared, str] = {}
        self._rows = 0

    def see(
        self, name: str, phones: Sequence[str], emails: Sequence[str], *, place: str, reference: str, url: str
    ) -> None:
        """Look at a row; every text as written."""
        self._rows += 1
        if not self._rows % _PACE:
            self._prune()
        who = name if len(name) > _SHORT and name.casefold() not in NAMELESS else ""
        first = ""
        for raw in phones:
            digits = raw.translate(_BETWEEN)[-_NINE:]
            if len(digits) == _NINE:
                first = first or digits
                self._borne("phone", digits, raw, who)
        for raw in filter(None, emails):
            self._borne("email", raw.lower(), raw, who or first)
            first = first or raw
        bearer = who or first or place
        for kind, value in (("reference", reference), ("url", url)):
            if value:
                self._borne(kind, value, value, bearer)
        if not who:
            self._bare_row(phones, emails, place, reference, url)

    def shared(self) -> list[Shared]:
        """Return the values that are shared, as they were first written."""
        constant = {
            (kind, value): value
            for kind in KINDS
            for value, rows in self._bare[kind].items()
            if value and rows >= _BARE_ROWS and 2 * rows >= self._rows
        }
        return [(kind, raw) for (kind, _value), raw in (constant | self._found).items()]

    def _bare_row(self, phones: Sequence[str], emails: Sequence[str], place: str, reference: str, url: str) -> None:
        """Count what a row without a name says."""
        for raw in phones:
            self._bare["phone"][raw.translate(_BETWEEN)[-_NINE:]] += 1
        for kind, values in (("email", emails), ("reference", (reference,)), ("url", (url,)), ("place", (place,))):
            self._bare[kind].update(filter(None, values))

    def _borne(self, kind: str, value: str, raw: str, who: str) -> None:
        if not who:
            return
        known = self._bearers[kind].setdefault(value, who)
        if known != who:
            self._another(kind, value, raw, who)

    def _another(self, kind: str, value: str, raw: str, who: str) -> None:
        """Note one more bearer of a value, when they are certainly not one of those known."""
        held = self._bearers[kind]
        known = held[value]
        bearers = [known] if isinstance(known, str) else known
        if len(bearers) < _PERSONS and all(are_two(who, bearer) for bearer in bearers):
            held[value] = bearers = [*bearers, who]
            if len(bearers) == _PERSONS:
                self._found[kind, value] = raw

    def _prune(self) -> None:
        for kind, held in self._bearers.items():
            if len(held) > self._limit:
                self._bearers[kind] = {one: who for one, who in held.items() if isinstance(who, list)}
        for kind, counted in self._bare.items():
            if len(counted) > self._limit:
                self._bare[kind] = Counter({one: rows for one, rows in counted.items() if rows > 1})


def _is_figures(who: str) -> bool:
    return "@" in who or any(map(str.isdecimal, who))


def are_two(one: str, other: str) -> bool:
    """Tell whether two bearers are certainly two persons: two other names, or two telephones, e-mails or places where
    neither row has a name."""
    figures = [_is_figures(who) for who in (one, other)]
    if any(figures):
        return all(figures) and one != other
    if not (telling_name(one) and telling_name(other)):
        return False
    return same_name(name_of(one), name_of(other)) is Match.OTHER
