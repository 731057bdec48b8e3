"""Shares out what a row of several people refuses: to whoever bears the cell where it stands or is named by the words,
« Odile ne veut pas d'agence », or meant by them, « ma femme ne veut pas », where the row tells who that is; else it is
of all. Where it is of one and nothing tells of whom, each of them is asked about, and nobody is noted as refusing (law
file, OBJ-06)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from core.base.text import fold
from core.model.draft import WHO_REFUSES, Draft, RefusalOfRow
from core.sources.columns.cross_checks import first_names, first_names_of
from core.sources.columns.names import MADAM, SIR

TITLES: Mapping[str, frozenset[str]] = {
    MADAM: frozenset({"mme", "mlle", "madame", "mrs"}),
    SIR: frozenset({"m", "mr", "monsieur"}),
}
Denies = Callable[[int, str], bool]
_WHOSE = {MADAM: "women", SIR: "men"}
_EVERY_TITLE = frozenset().union(*TITLES.values())
_ENDS = re.compile(
    r"[/;,|\n]|(?<!\bm)(?<!\bmr)\.|\s(?:mais|alors que|tandis que|par contre|en revanche)\s"
    r"|\set\s(?=\S+\s+(?:ne\s+\w+(?<!ent)\s|refuse\b))",
    re.IGNORECASE,
)
"""What ends the words about one person: « Marc d'accord, Odile ne veut pas »."""
_SAYS = r"(?:ne|n|refuse|dit|est)\b"
_MEANT = {
    MADAM: re.compile(rf"\b(?:madame|mme|mlle|femme|epouse|compagne|dame|vendeuse|cliente|elle(?= {_SAYS}))\b"),
    SIR: re.compile(rf"\b(?:monsieur|mr|mari|(?<!les )epoux|compagnon|(?:m|il(?! ne faut| n y))(?= {_SAYS}))\b"),
}
_SOMEBODY = re.compile(
    r"\b(?:fille|fils|mere|pere|soeur|frere|conjointe?|heritiere?|indivisaire|coproprietaire|une? des|l une?|l autre)\b"
)
"""One of them, or somebody else: which one, the words do not tell."""
_TITLED = re.compile(r"\b(?:madame|mme|mlle|monsieur|mr|m(?= \w{3,} (?:ne|n|refuse)\b)) (\w+)")
_NO_SURNAME = frozenset(
    {"ne", "n", "refuse", "dit", "est", "a", "et", "qui", "seule", "seul", "souhaite", "veut", "ou"}
)
_BARE = re.compile(r"(?:.+ (?:ne veut (?:pas|plus)|refuse|dit non|est contre|n est pas d accord)|refus (?:de )?.+)")
"""« Madame refuse »: said of one of several, it is a refusal; of somebody alone, it may be of anything."""
_MAY_BE_BARE = re.compile(r"refus|ne veut p|dit non|est contre|pas d.accord", re.IGNORECASE)
_BARE_LETTERS = 60


class PeopleOfColumns(NamedTuple):
    """The ``columns`` of a row, from 0, that are those of these ``people`` (ranks in the row)."""

    columns: AbstractSet[int]
    people: AbstractSet[int]


class Bearers(NamedTuple):
    """Whose a refusal is: who ``refuse``, who ``wait`` for an answer (ranks in the row); ``surely``: by their name, or
    by a cell of theirs."""

    refuse: AbstractSet[int]
    wait: AbstractSet[int] = frozenset()
    surely: bool = True


def named(text: str, people: Sequence[Draft]) -> set[int]:
    """Return which of these people a text names, by what only one of them is called."""
    words = {*fold(text).split()}
    called = [_called(person) for person in people]
    return {
        at for at, names in enumerate(called) if words & names.difference(*called[:at], *called[at + 1 :], _EVERY_TITLE)
    }


def _called(person: Draft) -> set[str]:
    return {*fold(f"{person.name} {person.last_name} {person.first_name}").split()}


def share_out(
    draft: Draft, groups: Sequence[PeopleOfColumns], people: Sequence[Draft], denies: Denies
) -> list[Draft]:  # fmt: skip
    """Return the people of a row, each with the words of their own refusals and with what is doubted of them;
    ``denies``: tells whether somebody said that words of a line refuse nothing."""
    row, doubted = _RowOfPeople(groups, people), draft.doubt
    refusals: dict[int, list[RefusalOfRow]] = {}
    waiting: dict[int, str] = {}
    bare = [refusal for refusal in _bare(draft, people) if not denies(draft.line, refusal.words)]
    if any(draft.doubt_at in refusal.columns for refusal in bare):
        doubted = ""
    of_row = draft.refusals or _whole(draft)
    for refusal in sorted((*of_row, *bare), key=lambda one: one.loose):
        bearers = row.bearers(refusal, among=[at for at in refusals if row.is_sure(at)])
        row.note(bearers)
        for at in bearers.refuse:
            refusals.setdefault(at, []).append(refusal)
        for at in bearers.wait:
            waiting.setdefault(at, f"{_clause(refusal).strip() or refusal.words} · {_name(people[at])}")
    asked_ones = row.bearers(RefusalOfRow(doubted, (draft.doubt_at,), doubted)) if doubted else Bearers(frozenset())
    return [
        _told(
            draft, person, refusals.get(at, ()), waiting.get(at, ""), is_asked=at in asked_ones.refuse | asked_ones.wait
        )
        for at, person in enumerate(people)
    ]


def _whole(draft: Draft) -> tuple[RefusalOfRow, ...]:
    if not (draft.heard or draft.refuses):
        return ()
    return (RefusalOfRow(draft.heard, (), "\n".join((draft.title, draft.text)), draft.heard_in),)


def _told(draft: Draft, person: Draft, refusals: Sequence[RefusalOfRow], waits: str, *, is_asked: bool) -> Draft:
    """Return one person with what they refuse, else with what is asked of them."""
    (words, place), *too = [(refusal.words, refusal.place) for refusal in refusals] or [("", "")]
    is_refusing = bool(refusals)
    person = person._replace(
        heard=words, heard_in=place, heard_too=tuple(too), refuses=draft.refuses and is_refusing, listened=True
    )
    if is_asked and (draft.held or not waits):
        return person._replace(
            doubt=draft.doubt, doubt_at=draft.doubt_at, held=draft.held and not is_refusing, everywhere=draft.everywhere
        )
    if waits and not is_refusing:
        return person._replace(doubt=waits, doubt_at=WHO_REFUSES, held=True)
    return person._replace(doubt="", held=False)


def _name(person: Draft) -> str:
    return person.name or f"{person.first_name} {person.last_name}".strip()


class _RowOfPeople:
    """The people of a row, as its words and its columns tell them apart."""

    def __init__(self, groups: Sequence[PeopleOfColumns], people: Sequence[Draft]) -> None:
        self._groups, self._people = groups, people
        self._everybody, self._sure = frozenset(range(len(people))), set[int]()

    def note(self, bearers: Bearers) -> None:
        """Remember who surely refuses."""
        self._sure |= bearers.refuse if bearers.surely else frozenset()

    def is_sure(self, at: int) -> bool:
        """Tell whether somebody surely refuses, by their name or by a cell of theirs."""
        return at in self._sure

    def bearers(self, refusal: RefusalOfRow, among: Collection[int] = ()) -> Bearers:
        """Return whose a refusal is; ``among``: those who surely refuse already, whom what marks the whole row may
        mark alone."""
        clause = _clause(refusal)
        bearing = [group for group in self._groups if not group.columns.isdisjoint(refusal.columns)]
        if called_here := named(clause, self._people):
            return Bearers(called_here)
        of_columns = frozenset().union(*(group.people for group in bearing))
        is_shared = len(of_columns) != 1
        if is_shared and (meant := self._meant(clause, refusal)) is not None:
            return Bearers(meant) if meant else Bearers(frozenset(), of_columns or self._everybody)
        if refusal.loose and among and is_shared:
            return Bearers(frozenset(), self._everybody, surely=False)
        if not bearing:
            return Bearers(self._everybody, surely=False)
        everywhere = frozenset().union(*(group.columns for group in bearing)).issuperset(refusal.columns)
        return Bearers(of_columns, frozenset() if everywhere else self._everybody - of_columns)

    def _meant(self, clause: str, refusal: RefusalOfRow) -> set[int] | None:
        """Return the one person that the words mean, « Madame », « ma femme »; nobody where it is one of them and
        nothing tells which; None where they mean no one."""
        words = fold(clause)
        titled = [match[1] for match in _TITLED.finditer(words) if match[1] not in _NO_SURNAME]
        before = fold(clause.partition(refusal.words)[0]).split()[-1:]
        if titled or _SOMEBODY.search(words) or (before and first_names().issuperset(before)):
            return set()
        meant = [title for title, pattern in _MEANT.items() if pattern.search(words)]
        return self._of(meant[0]) if len(meant) == 1 else None

    def _of(self, title: str) -> set[int]:
        """Return the one person of a civility, or the only one who may be."""
        titles = [person.civility or _title_of(person.first_name or person.name) for person in self._people]
        for civilities in ((title,), ("",)):
            ranks = {at for at, civility in enumerate(titles) if civility in civilities}
            if ranks:
                return ranks if len(ranks) == 1 else set()
        return set()


def _title_of(name: str) -> str:
    """Return the civility that a first name tells, empty for one of women and men, or for none."""
    words = set(fold(name).split())
    titles = [title for title, whose in _WHOSE.items() if words & first_names_of(whose)]
    return titles[0] if len(titles) == 1 else ""


def _clause(refusal: RefusalOfRow) -> str:
    """Return what stands around the words of a refusal, up to the next sentence or the next person."""
    at = refusal.text.find(refusal.words.rstrip("…")) if refusal.words else -1
    if at < 0:
        return refusal.words if refusal.text else ""
    start = max((part.end() for part in _ENDS.finditer(refusal.text) if part.end() <= at), default=0)
    end = _ENDS.search(refusal.text, at + len(refusal.words.rstrip("…")))
    return refusal.text[start : end.start() if end else len(refusal.text)]


def _bare(draft: Draft, people: Sequence[Draft]) -> Iterator[RefusalOfRow]:
    """Yield what a cell of a row says of one of its people in few words, where nothing was heard in it."""
    heard_in = {at for refusal in draft.refusals for at in refusal.columns if not refusal.loose}
    settled = {draft.doubt_at} if draft.doubt and not draft.held else set()
    for at, cell in enumerate(draft.cells):
        if at in heard_in | settled or not _MAY_BE_BARE.search(cell):
            continue
        for clause in _ENDS.split(cell):
            words = fold(clause) if len(clause) <= _BARE_LETTERS else ""
            if _BARE.fullmatch(words) and _is_of_one(words, people):
                yield RefusalOfRow(clause.strip(), (at,), clause.strip())


def _is_of_one(words: str, people: Sequence[Draft]) -> bool:
    return bool(named(words, people) or any(pattern.search(words) for pattern in _MEANT.values()))
