"""Gathers what was heard as a refusal in the rows of a file, or may be one, for the check: the words, what stands
around them and the people of the row, in plain values that can come from another process."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.base import phones
from core.base.french import phone_pairs
from core.base.mojibake import mended
from core.base.records import replace
from core.model.checking import HeardRefusal, PersonOfRow, RefusalStanding
from core.model.draft import WHO_REFUSES, Draft
from core.refusals.grammar import quoted

AROUND = 200
"""Letters of a cell shown around the words."""
SHOWN = 1000
HeardWords = tuple[str, str, int, str, str, tuple[tuple[str, str, bool], ...]]
"""Words, heading (empty where the column tells it), column from 0, what stands around, standing, people of the row."""


def heard_words(draft: Draft) -> Iterator[HeardWords]:
    """Yield what a row says: its refusals, what is asked of it, and what was said to refuse nothing."""
    everyone = (draft, *draft.others)
    refusals = {(words, place) for person in everyone for words, place in _refusals(person)}
    doubts = {
        person.doubt: person.doubt_at
        for person in everyone
        if person.held and not person.everywhere and person.doubt_at != WHO_REFUSES
    }
    if not (refusals or doubts or draft.unsaid):
        return
    columns = {refusal.words: (*refusal.columns, -1)[0] for refusal in reversed(draft.refusals)}
    columns = {words: column for column, words in draft.unsaid} | columns
    for words, place in sorted(refusals, key=lambda one: columns.get(one[0], -1)):
        people = tuple(_person(person, words=words) for person in everyone)
        yield (words, place, columns.get(words, -1), *_standing(draft, columns, words, RefusalStanding.SURE), people)
    people = tuple(_person(person, words="") for person in everyone)
    for words, at in doubts.items():
        doubt = quoted(words)
        yield (doubt, "", at, *_standing(draft, {doubt: at}, words, RefusalStanding.ASKED), people)
    for column, words in draft.unsaid:
        yield (words, "", column, *_standing(draft, columns, words, RefusalStanding.NONE), people)


def _refusals(person: Draft) -> Iterable[tuple[str, str]]:
    return ((person.heard, person.heard_in), *person.heard_too) if person.heard else person.heard_too


def _person(person: Draft, *, words: str) -> tuple[str, str, bool]:
    name = person.name or f"{person.last_name} {person.first_name}".strip()
    phone = next((number for raw in person.phones if (number := phones.parse(raw))), None)
    refuses = bool(words) and words in [refusal for refusal, _place in _refusals(person)]
    return name, phone_pairs(phone.e164) if phone else "", refuses


def _standing(
    draft: Draft, columns: Mapping[str, int], words: str, standing: RefusalStanding
) -> tuple[str, str]:  # fmt: skip
    column = columns.get(words, columns.get(quoted(words), -1))
    cell = draft.cells[column] if 0 <= column < len(draft.cells) else ""
    return around(mended(cell), words), standing.value


def around(cell: str, words: str) -> str:
    """Return at most :data:`AROUND` letters of a cell with the words among them, cut between words; empty where the
    cell does not hold them."""
    line, exactly = " ".join(cell.split()), " ".join(words.rstrip("…").split())
    at = line.find(exactly)
    if at < 0 or len(line) <= AROUND:
        return line if at >= 0 else ""
    start = max(0, min(at - (AROUND - len(exactly)) // 2, len(line) - AROUND))
    part = line[start : start + AROUND]
    part = part if start == 0 else f"… {part.partition(' ')[2]}"
    return part if start + AROUND >= len(line) else f"{part.rpartition(' ')[0]} …"


class HeardRows:
    """Keeps the first of them as rows are read, and what becomes of each row."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, HeardWords]] = []
        self._opposed: set[int] = set()

    def see(self, line: int, heard: Sequence[HeardWords]) -> None:
        """Keep what a row says."""
        self._rows += [(line, words) for words in heard[: SHOWN - len(self._rows)]]

    def told(self, line: int, fate: str) -> None:
        """Keep that somebody refuses in a row."""
        if fate == "opposed":
            self._opposed.add(line)

    def shown(self, headers: Sequence[str], known: Iterable[int]) -> tuple[HeardRefusal, ...]:
        """Return them in the order of the file. ``known``: lines of whoever the register had before."""
        before = set(known)
        return tuple(self._one(line, words, headers, before) for line, words in self._rows)

    def _one(self, line: int, heard: HeardWords, headers: Sequence[str], known: set[int]) -> HeardRefusal:
        words, place, column, cell, state, people = heard
        heading = place or (headers[column] if 0 <= column < len(headers) else "")
        row = HeardRefusal(
            line, words, heading, cell, RefusalStanding(state), tuple(PersonOfRow(*person) for person in people)
        )
        asked_of_known = row.state is not RefusalStanding.SURE and line in self._opposed
        return replace(row, in_register=line in known or asked_of_known)
