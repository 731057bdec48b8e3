"""The people of a row, of a page or of what is typed: one draft each, with the telephones, the e-mails, the address and
the refusal that are theirs, by the heading of the columns or by the name beside them (law file, OBJ-06). What nothing
tells of one of them is each one's."""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from core.base.contacts import read_contacts
from core.base.text import fold
from core.model.draft import Draft
from core.sources.columns.cell_values import emails, numbers_of
from core.sources.columns.cross_checks import is_name, person_of_each
from core.sources.columns.grammar import SECOND, read
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.names import civility, split_name
from core.sources.columns.people import may_tell_people, people_named

_PARTS = re.compile(r"[/;,|\n]|\s(?:et|ou)\s", re.IGNORECASE)
"""What parts « Paul : 06 39 98 00 01 / Anne : 06 39 98 00 02 »."""
_SENTENCES = re.compile(r"[/;,.|\n]")
_NAMES = ("name", "last_name", "first_name", "civility")
_TITLES: Mapping[str, frozenset[str]] = {
    "Madame": frozenset({"mme", "mlle", "madame", "mrs"}),
    "Monsieur": frozenset({"m", "mr", "monsieur"}),
}
_NOTHING = {"heard": "", "heard_in": "", "refuses": False, "doubt": "", "held": False, "extra": (), "refusals": (),
            "heard_too": (), "unsaid": ()}  # fmt: skip


class MorePerson(NamedTuple):
    """The ``columns`` of one more person, and ``fields``: column from 0 to what it holds, « name » for a heading that
    names somebody, of those where nothing is the first person's."""

    columns: AbstractSet[int]
    fields: Mapping[int, str]


class SharedOutColumns(NamedTuple):
    """How the columns of a file are shared out: ``more``, of each more person; ``first``: of the first person, by
    their heading; ``common``: telephones and e-mails of nobody in particular."""

    more: Sequence[MorePerson] = ()
    first: AbstractSet[int] = frozenset()
    common: AbstractSet[int] = frozenset()


_NO_COLUMNS = SharedOutColumns()


def with_people(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> Callable[[Draft], Draft]:
    """Return the function that gives a draft of a file the other people of its row. ``fields``: the columns read, from
    0; one that is read is the first person's, whatever its heading."""
    row = _shared_out(guesses, fields)
    return lambda draft: _parted(draft, row)


def columns_of_others(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> set[int]:
    """Return the columns, from 0, that are read for the more people of a row."""
    return {at for more in _shared_out(guesses, fields).more for at in more.fields}


def _shared_out(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> SharedOutColumns:
    people = [*zip(guesses, person_of_each(guesses), strict=True)]
    persons = sorted({person for _guess, person in people if person >= SECOND})
    columns = [_columns([guess for guess, person in people if person == each], fields) for each in persons]
    return SharedOutColumns(
        [more for more in columns if not {"name", "last_name"}.isdisjoint(more.fields.values())],
        {guess.index for guess, person in people if person < SECOND and _is_first(guess, fields)},
        {at for at, field in fields.items() if field in ("phone", "email") and not _is_numbered(guesses[at].header)},
    )


def contacts_of_others(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> dict[int, str]:
    """Return the columns, from 0, of the telephones and e-mails of the more people of a row → which of both."""
    people = zip(guesses, person_of_each(guesses), strict=True)
    more = {guess.index: _field(guess) for guess, person in people if person >= SECOND and guess.index not in fields}
    return {at: field for at, field in more.items() if field in ("phone", "email")}


def people_in(draft: Draft) -> Draft:
    """Return a draft of a page or of what was typed, with the other people that its name tells."""
    return draft if draft.others else _parted(draft, _NO_COLUMNS)


def _columns(own: Sequence[ColumnGuess], fields: Mapping[int, str]) -> MorePerson:
    return MorePerson(
        {guess.index for guess in own}, {guess.index: _field(guess) for guess in own if guess.index not in fields}
    )


def _field(guess: ColumnGuess) -> str:
    return read(guess.header).field or ("name" if is_name(guess) else "")


def _is_numbered(header: str) -> bool:
    heading = read(header)
    return bool(heading.person or heading.line)


def _is_first(guess: ColumnGuess, fields: Mapping[int, str]) -> bool:
    return fields.get(guess.index) in _NAMES or read(guess.header).person == 1 or read(guess.header).line == 1


def _parted(draft: Draft, row: SharedOutColumns) -> Draft:
    """Return a draft whose ``others`` are the more people of its row."""
    by_columns = [_column_person(draft, more.fields, row.common) for more in row.more]
    beside = [(more.columns, person) for more, person in zip(row.more, by_columns, strict=True) if person]
    may = may_tell_people(draft.name, draft.last_name, draft.first_name)
    # Nothing is asked of somebody alone who refuses.
    alone = draft._replace(doubt="", held=False) if draft.heard and draft.held else draft
    if not (beside or may) or draft.slid or draft.aside or draft.headings:
        return alone
    groups = [(row.first, _by_name(draft)), *((columns, _by_name(person)) for columns, person in beside)]
    people = [person for _columns, persons in groups for person in persons]
    if len(people) < 2:
        return alone
    first, *rest = _refusals_shared_out(draft, groups, people)
    return first._replace(others=tuple(person._replace(cells=()) for person in rest))


def _column_person(draft: Draft, fields: Mapping[int, str], common: AbstractSet[int]) -> Draft | None:
    """Return the person that the columns of one more person tell; None where they name nobody."""
    refused = dict(draft.refusals)
    cells = {
        at: _without(draft.cells[at], refused.get(at, "")) for at in fields if at < len(draft.cells) and draft.cells[at]
    }
    values = {field: cells[at] for at, field in reversed([*fields.items()]) if at in cells and field}
    name, last = values.get("name", ""), values.get("last_name", "")
    if "first_name" in values and not last:
        name, last = "", name
    if not (name or last):
        return None
    title, last = civility(last) if last else ("", "")
    split = split_name(name)
    phones = tuple(number for at, cell in cells.items() if fields[at] == "phone" for number in numbers_of(cell))
    mails = tuple(mail for cell in cells.values() if "@" in cell for mail in emails(cell))
    shared = [draft.cells[at] for at in common if at < len(draft.cells) and draft.cells[at]]
    home = {field: values.get(field, "") for field in ("address", "postcode", "town")}
    return draft._replace(
        name=name,
        last_name=last or split.last,
        first_name=values.get("first_name", "") or split.first,
        civility=civility(values.get("civility", ""))[0] or title or split.civility,
        phones=phones or tuple(number for cell in shared for number in numbers_of(cell)),
        emails=mails or tuple(mail for cell in shared if "@" in cell for mail in emails(cell)),
        cells=tuple(cells.values()),
        **(home if home["address"] else {}),  # type: ignore[arg-type] # three texts
        **_NOTHING,  # type: ignore[arg-type]
    )


def _without(cell: str, words: str) -> str:
    """Return a cell without the words of its refusal, nor what stands around them."""
    if not words:
        return cell
    before, _words, after = cell.partition(words.rstrip("…"))
    return f"{before.rstrip(' (:,-–—')} {after.lstrip(' ):,-–—')}".strip()


def _by_name(draft: Draft) -> list[Draft]:
    """Return a draft for each person that its name tells, the first one with all that is of the row."""
    called_here = people_named(draft.name, draft.last_name, draft.first_name)
    # « DURAND / UZES » is where they live.
    if not called_here or any(fold(person.last_name) == fold(draft.town) for person in called_here):
        return [draft]
    people = [
        draft._replace(**person._asdict(), **(_NOTHING if at else {}))  # type: ignore[arg-type]
        for at, person in enumerate(called_here)
    ]
    texts = draft.cells or (*draft.phones, *draft.emails, draft.name, draft.text)
    read_ones = read_contacts(draft.phones, draft.emails)
    whose = _bearers(texts, people)
    return [
        person._replace(
            phones=(
                *(e164 for key, e164 in read_ones.phones.items() if whose.get(key, at) == at),
                *(read_ones.unread if at == 0 else ()),
            ),
            emails=tuple(mail for mail in read_ones.emails if whose.get(mail, at) == at),
        )
        for at, person in enumerate(people)
    ]


def _bearers(texts: Sequence[str], people: Sequence[Draft]) -> dict[str, int]:
    """Return comparison key of a telephone, or e-mail → the one person whose name stands beside it."""
    bearers: dict[str, int] = {}
    for part in (part for text in texts for part in _PARTS.split(text)):
        contacts = read_contacts([part], [part])
        called_here = _named(re.sub(r"[._@-]", " ", part) if contacts.emails else part, people)
        if len(called_here) == 1:
            bearers |= dict.fromkeys((*contacts.phones, *contacts.emails), *called_here)
    return bearers


def _named(text: str, people: Sequence[Draft]) -> set[int]:
    """Return which of these people a text names, by what only one of them is called."""
    words = {*fold(text).split()}
    called = [{*fold(f"{person.name} {person.last_name} {person.first_name}").split()} for person in people]
    bearers = {
        at for at, names in enumerate(called) if words & names.difference(*called[:at], *called[at + 1 :], _EVERY_TITLE)
    }
    titles = [person.civility for person in people]
    return bearers or {
        at for at, title in enumerate(titles) if titles.count(title) == 1 and words & _TITLES.get(title, frozenset())
    }


_EVERY_TITLE = frozenset().union(*_TITLES.values())


def _refusals_shared_out(
    draft: Draft, groups: Sequence[tuple[AbstractSet[int], Sequence[Draft]]], people: Sequence[Draft]
) -> list[Draft]:
    """Return the people, each with the words of their own refusal: said in a column of theirs, beside their name in a
    cell of several, else of the whole row."""
    refusals = draft.refusals or (((-1, draft.heard),) if draft.heard or draft.refuses else ())
    words_of: dict[int, list[str]] = {}
    for column, words in refusals:
        of_column = next((persons for columns, persons in groups if column in columns), people)
        refusers = [id(person) for person in _refusers(_sentence(draft, column, words), of_column)]
        for at in (at for at, person in enumerate(people) if id(person) in refusers):
            words_of.setdefault(at, []).append(words)
    places = dict([*draft.heard_too, (draft.heard, draft.heard_in)])
    shares = [[(words, places.get(words, "")) for words in words_of.get(at, [""])] for at in range(len(people))]
    return [
        person._replace(
            heard=share[0][0],
            heard_in=share[0][1],
            heard_too=tuple(share[1:]),
            refuses=draft.refuses and at in words_of,
            listened=True,
        )
        for at, (person, share) in enumerate(zip(people, shares, strict=True))
    ]


def _refusers(sentence: str, people: Sequence[Draft]) -> list[Draft]:
    called_here = _named(sentence, people) if len(people) > 1 else set()
    return [person for at, person in enumerate(people) if not called_here or at in called_here]


def _sentence(draft: Draft, column: int, words: str) -> str:
    """Return what stands around the words of a refusal, up to the next name or sentence."""
    full_text = draft.cells[column] if 0 <= column < len(draft.cells) else "\n".join((draft.title, draft.text))
    at = full_text.find(words.rstrip("…")) if words else -1
    if at < 0:
        return words
    start = max((part.end() for part in _SENTENCES.finditer(full_text, 0, at)), default=0)
    end = _SENTENCES.search(full_text, at + len(words.rstrip("…")))
    return full_text[start : end.start() if end else len(full_text)]
