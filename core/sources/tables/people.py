"""The people of a row, of a page or of what is typed: one draft each, with the telephones, the e-mails, the address and
the refusal that are theirs, by the heading of the columns or by the name beside them (law file, OBJ-06). What nothing
tells of one of them is each one's."""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count, islice
from typing import NamedTuple

from core.base.contacts import read_contacts
from core.base.phones import plain, written
from core.base.text import fold
from core.model.draft import Draft
from core.sources.columns.cell_values import emails, numbers_of
from core.sources.columns.cross_checks import is_name, is_remark, person_of_each
from core.sources.columns.grammar import SECOND, read
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.names import SIR, civility, split_name
from core.sources.columns.people import may_tell_people, people_named, role_in
from core.sources.tables.refusing_people import TITLES, Denies, PeopleOfColumns, named, share_out

_PARTS = re.compile(r"[/;,|\n]|\s(?:et|ou)\s", re.IGNORECASE)
"""What parts « Paul : 06 39 98 00 01 / Anne : 06 39 98 00 02 »."""
_BORN = re.compile(r"\bnom (?:de )?(?:naissance|jeune fille)|\bmaiden name|\bbirth name")
_NAMES = ("name", "last_name", "first_name", "civility")
_NOTHING = {"heard": "", "heard_in": "", "refuses": False, "doubt": "", "held": False, "extra": (), "refusals": (),
            "heard_too": (), "unsaid": ()}  # fmt: skip


class MorePerson(NamedTuple):
    """The ``columns`` of one more person, and ``fields``: column from 0 to what it holds, « name » for a heading that
    names somebody, of those where nothing is the first person's; ``role``: what their headings say they have."""

    columns: AbstractSet[int]
    fields: Mapping[int, str]
    role: str = ""


class SharedOutColumns(NamedTuple):
    """How the columns of a file are shared out: ``more``, of each more person; ``first``: of the first person, by
    their heading; ``common``: telephones and e-mails of nobody in particular; ``born``: names of birth; ``role``: what
    the headings of the first person say they have."""

    more: Sequence[MorePerson] = ()
    first: AbstractSet[int] = frozenset()
    common: AbstractSet[int] = frozenset()
    born: AbstractSet[int] = frozenset()
    role: str = ""

    @property
    def theirs(self) -> AbstractSet[int]:
        """The columns of the more people."""
        return frozenset().union(*(more.columns for more in self.more))


_NO_COLUMNS = SharedOutColumns()


def with_people(
    guesses: Sequence[ColumnGuess], fields: Mapping[int, str], denies: Denies
) -> Callable[[Draft], Draft]:  # fmt: skip
    """Return the function that gives a draft of a file the other people of its row. ``fields``: the columns read, from
    0; one that is read is the first person's, whatever its heading. ``denies``: as of :func:`share_out`."""
    row = _shared_out(guesses, fields)
    return lambda draft: _parted(draft, row, denies)


def columns_of_others(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> set[int]:
    """Return the columns, from 0, that are read for the more people of a row."""
    return {at for more in _shared_out(guesses, fields).more for at in more.fields}


def _shared_out(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> SharedOutColumns:
    people = [*zip(guesses, person_of_each(guesses), strict=True)]
    persons = sorted({person for _guess, person in people if person >= SECOND})
    numbered = any(is_name(guess) and read(guess.header).line >= SECOND for guess in guesses)
    columns = [_columns([guess for guess, person in people if person == each], fields) for each in persons]
    return SharedOutColumns(
        [more for more in columns if not {"name", "last_name"}.isdisjoint(more.fields.values())],
        {guess.index for guess, person in people if person < SECOND and _is_first(guess, fields, numbered=numbered)},
        {at for at, field in fields.items() if field in ("phone", "email") and not _is_numbered(guesses[at].header)},
        {guess.index for guess in guesses if _BORN.search(fold(guess.header)) and guess.index not in fields},
        _role_of([guess for guess, person in people if person < SECOND and fields.get(guess.index) in _NAMES]),
    )


def contacts_of_others(guesses: Sequence[ColumnGuess], fields: Mapping[int, str]) -> dict[int, str]:
    """Return the columns, from 0, of the telephones and e-mails of the more people of a row → which of both."""
    people = zip(guesses, person_of_each(guesses), strict=True)
    more = {guess.index: _field(guess) for guess, person in people if person >= SECOND and guess.index not in fields}
    return {at: field for at, field in more.items() if field in ("phone", "email")}


def people_in(draft: Draft) -> Draft:
    """Return a draft of a page or of what was typed, with the other people that its name tells."""
    return draft if draft.others else _parted(draft, _NO_COLUMNS, lambda _line, _words: False)


def _columns(own: Sequence[ColumnGuess], fields: Mapping[int, str]) -> MorePerson:
    return MorePerson(
        {guess.index for guess in own},
        {guess.index: _field(guess) for guess in own if guess.index not in fields},
        _role_of(own),
    )


def _role_of(columns: Sequence[ColumnGuess]) -> str:
    return next(filter(None, (role_in(guess.header) for guess in columns)), "")


def _field(guess: ColumnGuess) -> str:
    return read(guess.header).field or ("name" if is_name(guess) else "")


def _is_numbered(header: str) -> bool:
    heading = read(header)
    return bool(heading.person or heading.line)


def _is_first(guess: ColumnGuess, fields: Mapping[int, str], *, numbered: bool) -> bool:
    """Tell whether a column is the first person's; « Note 1 » beside names without a number is a note of the row."""
    heading = read(guess.header)
    is_counted = heading.line == 1 and (numbered or not is_remark(guess))
    return fields.get(guess.index) in _NAMES or heading.person == 1 or is_counted


def _parted(draft: Draft, row: SharedOutColumns, denies: Denies) -> Draft:
    """Return a draft whose ``others`` are the more people of its row."""
    may = may_tell_people(draft.name, draft.last_name, draft.first_name)
    if not (row.more or row.born or may):
        return draft
    by_columns = [_column_person(draft, more, row) for more in row.more]
    draft = _with_birth(draft, draft.cells, row.born - row.theirs) if row.born else draft
    draft = draft._replace(role=row.role) if row.role else draft
    beside = [(more.columns, person) for more, person in zip(row.more, by_columns, strict=True) if person]
    if not (beside or may) or draft.slid or draft.aside or draft.headings:
        return draft
    groups = [(row.first, _by_name(draft)), *((columns, _by_name(person)) for columns, person in beside)]
    people = [person for _columns, persons in groups for person in persons]
    if len(people) < 2:
        return draft
    first, *rest = share_out(draft, _ranks(groups), people, denies)
    return first._replace(others=tuple(person._replace(cells=()) for person in rest))


def _ranks(groups: Sequence[tuple[AbstractSet[int], Sequence[Draft]]]) -> list[PeopleOfColumns]:
    ranks = count()
    return [PeopleOfColumns(columns, frozenset(islice(ranks, len(persons)))) for columns, persons in groups]


def _with_birth(draft: Draft, cells: Sequence[str], columns: AbstractSet[int]) -> Draft:
    """Return somebody with the name of their birth, where one of these columns tells another one."""
    born = next((cells[at] for at in columns if at < len(cells) and cells[at]), "")
    if not born or fold(born) in fold(f"{draft.name} {draft.last_name}"):
        return draft
    beside = f"{'né' if draft.civility == SIR else 'née'} {born}"
    name, last = draft.name and f"{draft.name} {beside}", draft.last_name and f"{draft.last_name} {beside}"
    return draft._replace(name=name, last_name=last)


def _column_person(draft: Draft, more: MorePerson, row: SharedOutColumns) -> Draft | None:
    """Return the person that the columns of one more person tell; None where they name nobody."""
    fields = {at: field for at, field in more.fields.items() if at not in row.born}
    refused = {at: refusal.words for refusal in draft.refusals if not refusal.loose for at in refusal.columns}
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
    shared = [draft.cells[at] for at in row.common if at < len(draft.cells) and draft.cells[at]]
    home = {field: values.get(field, "") for field in ("address", "postcode", "town")}
    person = draft._replace(
        name=name,
        last_name=last or split.last,
        first_name=values.get("first_name", "") or split.first,
        civility=civility(values.get("civility", ""))[0] or title or split.civility,
        phones=phones or tuple(number for cell in shared for number in numbers_of(cell)),
        emails=mails or tuple(mail for cell in shared if "@" in cell for mail in emails(cell)),
        cells=tuple(cells.values()),
        role=more.role,
        **(home if home["address"] else {}),  # type: ignore[arg-type] # three texts
        **_NOTHING,  # type: ignore[arg-type]
    )
    return _with_birth(person, draft.cells, row.born & more.columns) if row.born else person


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
        draft._replace(**person._asdict() | {"role": person.role or draft.role}, **(_NOTHING if at else {}))  # type: ignore[arg-type]
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
    for part in (part for text in texts for cell in _PARTS.split(text) for part in _each_number(cell, people)):
        contacts = read_contacts([part], [part])
        called_here = _called_in(re.sub(r"[._@-]", " ", part) if contacts.emails else part, people)
        if len(called_here) == 1:
            bearers |= dict.fromkeys((*contacts.phones, *contacts.emails), *called_here)
    return bearers


def _each_number(text: str, people: Sequence[Draft]) -> Sequence[str]:
    """Return each telephone of a text with the name on its side, « 06… (Luc) - 06… (Irène) », where every one has its
    name after it, or before it; else the text whole, where it begins by a name or has one telephone."""
    written_ones = written(text)
    if len(written_ones) < 2:
        return (text,)
    around, rest = list[str](), plain(text)
    for number in written_ones:
        before, _number, rest = rest.partition(number)
        around.append(before)
    around.append(rest)
    for names in (around[1:], around[:-1]):
        if all(len(_called_in(name, people)) == 1 for name in names):
            return [f"{number} {name}" for number, name in zip(written_ones, names, strict=True)]
    return (text,) if _called_in(around[0], people) else ()


def _called_in(text: str, people: Sequence[Draft]) -> set[int]:
    """Return which of these people a text names, by their civility where that alone tells them."""
    titles, words = [person.civility for person in people], {*fold(text).split()}
    return named(text, people) or {
        at for at, title in enumerate(titles) if titles.count(title) == 1 and words & TITLES.get(title, frozenset())
    }
