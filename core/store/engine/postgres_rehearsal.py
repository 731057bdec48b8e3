"""Foresees what a gesture is about to read, from what it read the last times: one message then brings many answers.

A reading that must be sent brings with it those that followed it twice, where their values are the same as then or
those of this reading; what is then not wanted is asked ahead no more. Within one view a question has one answer, so
that whatever was foreseen wrongly costs a little of the server's time and changes nothing."""

import contextlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from core.store.port import Parameter, ValueList, several

_SURE = 2
"""How many times in a row a reading followed before it is asked ahead."""
_MOST = 80
"""Readings that one may bring with it, and how far after it they are looked for."""
_LONGEST = 1000
"""Readings of a view that are looked at."""
_TRIGGERS = 1000
"""Readings of which it is remembered what follows."""
_PLAIN = 1000
"""A number below is no id: it is the same for everybody."""


_INSIDE = (str(Path(__file__).parent), contextlib.__file__)
"""What stands between the program and a view."""


class Question(NamedTuple):
    """A reading: a statement and its values."""

    sql: str
    values: tuple[Parameter, ...]


class Same(NamedTuple):
    """Stands for a value of another reading: its rank there, and its rank in a list where that value is one."""

    rank: int
    inside: int = -1


class ReadingShape(NamedTuple):
    """A reading in which the values of another are replaced by where they stand there; lists are tuples."""

    sql: str
    values: tuple[object, ...]


class Rehearsal:
    """What followed each reading, in the views of one store."""

    def __init__(self) -> None:
        self._followers: dict[tuple[str, str, str], dict[ReadingShape, int]] = {}
        """(A gesture, a reading, the one before it) → what followed, and how many times in a row."""
        self._gesture = ""
        self._sent: list[tuple[int, Question, list[ReadingShape]]] = []
        self._asked: list[Question] = []

    def begin(self, gesture: str = "") -> None:
        """Begin a view for a gesture, whatever names it: many begin alike and go on otherwise."""
        self._gesture = gesture
        self._sent, self._asked = [], []

    def note(self, question: Question) -> None:
        """Note a reading of this view that was answered ahead."""
        if len(self._asked) < _LONGEST:
            self._asked.append(question)

    def foreseen(self, question: Question) -> list[Question]:
        """Note a reading of this view that is sent, and return those to be asked with it."""
        if len(self._asked) >= _LONGEST:  # It reads the base from one end to the other: nothing to foresee.
            return []
        followers = self._followers.get(self._trigger(len(self._asked), question), {})
        sure = [shape for shape, times in followers.items() if times >= _SURE]
        self._sent.append((len(self._asked), question, sure))
        self._asked.append(question)
        return [_filled(shape, question.values) for shape in sure if _fits(shape.values, question.values)]

    def learn(self) -> None:
        """End a view: remember what followed each reading that was sent."""
        covered = set[Question]()
        is_cut = len(self._asked) >= _LONGEST
        for place, sent, sure in self._sent:
            window = self._asked[place + 1 : place + 1 + _MOST]
            # Until it is asked of the next person.
            end = next((rank for rank, later in enumerate(window) if later.sql == sent.sql and later != sent), None)
            if is_cut and end is None and len(window) < _MOST:  # What followed is not known.
                break
            trigger, places = self._trigger(place, sent), _places(sent.values)
            former = self._followers.pop(trigger, {})
            after = {_shape(later, places): later for later in window[:end] if later not in covered}
            times = {shape: former.get(shape, 0) + 1 for shape in after}
            covered.update(later for shape, later in after.items() if times[shape] >= _SURE)
            wanted = [shape for shape in sure if shape in after]
            self._followers[trigger] = dict([*((shape, _SURE) for shape in wanted), *times.items()][:_MOST])
        while len(self._followers) > _TRIGGERS:
            del self._followers[next(iter(self._followers))]

    def _trigger(self, place: int, question: Question) -> tuple[str, str, str]:
        return self._gesture, question.sql, self._asked[place - 1].sql if place else ""


def _places(known: Sequence[Parameter]) -> dict[object, Same]:
    """Return where each value of a reading stands."""
    places: dict[object, Same] = {}
    for rank, value in enumerate(known):
        places.setdefault(value, Same(rank))
        if isinstance(value, ValueList):
            for inside, element in enumerate(value.values):
                places.setdefault(element, Same(rank, inside))
    return places


def _shape(question: Question, places: Mapping[object, Same]) -> ReadingShape:
    values = (
        tuple(_placed(element, places) for element in value.values)
        if isinstance(value, ValueList) and value not in places
        else _placed(value, places)
        for value in question.values
    )
    return ReadingShape(question.sql, tuple(values))


def _placed(value: Parameter, places: Mapping[object, Same]) -> object:
    is_plain = not value or (isinstance(value, int) and abs(value) < _PLAIN)
    return value if is_plain else places.get(value, value)


def _fits(values: Sequence[object], known: Sequence[Parameter]) -> bool:
    """Tell whether another reading has a value at each place that a shape names: its lists may be shorter."""
    for value in values:
        if isinstance(value, Same):
            current = known[value.rank]
            if value.inside >= 0 and (not isinstance(current, ValueList) or value.inside >= len(current.values)):
                return False
        elif isinstance(value, tuple) and not isinstance(value, ValueList) and not _fits(value, known):
            return False
    return True


def _filled(shape: ReadingShape, known: Sequence[Parameter]) -> Question:
    """Return the reading that a shape is for the values of the one that is sent."""

    def fill(value: object) -> Parameter:
        if not isinstance(value, Same):
            return value  # type: ignore[return-value]
        current = known[value.rank]
        return current.values[value.inside] if isinstance(current, ValueList) and value.inside >= 0 else current

    def whole(value: object) -> Parameter:
        if isinstance(value, tuple) and not isinstance(value, Same | ValueList):
            return several(fill(element) for element in value)  # type: ignore[misc]
        return fill(value)

    return Question(shape.sql, tuple(map(whole, shape.values)))


def caller() -> str:
    """Return the line of the program that opens a view: it tells one gesture from another."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and frame.f_code.co_filename.startswith(_INSIDE):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else ""
