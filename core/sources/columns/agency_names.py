"""Tells a column of the agency's own people from one of sellers: « Vendeur : Julie Durand » on every row, over
telephones and addresses that all differ. Such a name never becomes that of a person."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from core.base.text import fold
from core.model.finding import AGENCY_NAME, FileFinding
from core.sources.columns.grammar import read, words
from core.sources.columns.guessed import TAKEN, ColumnGuess
from core.sources.columns.headings import IGNORE, field_of, headings, key

_FEWEST, _MOST = 4, 0.6
_TEAM, _EACH = 12, 3
"""People of an agency, and rows of each: surnames come again too in a long list."""
_SEVERAL = 2
"""Telephones, and addresses, under one name from which it is not that of who bears them."""
_NAMES = ("name", "last_name")
_NOBODY = frozenset({"inconnu", "inconnue", "anonyme", "nc", "n c", "proprietaire", "vendeur", "vendeuse", "monsieur"})
Rows = Sequence[Sequence[str]]


def agency_names(guesses: Sequence[ColumnGuess], rows: Rows) -> tuple[FileFinding, ...]:
    """Return the question about the column of names, when most of its rows bear names that come again over several
    telephones and addresses; nothing for the owner of several properties, whose telephone comes again too."""
    has_first_names = any("first_name" in (guess.field, field_of(guess.header)[0]) for guess in guesses)
    names = [guess for guess in guesses if guess.field in _NAMES and guess.confidence >= TAKEN]
    if not names or (names[0].field == "last_name" and has_first_names):
        return ()
    name = next((guess for guess in names if guess.field == "name"), names[0])
    ways = [guess.index for guess in guesses if guess.field in ("phone", "email")]
    homes = [guess.index for guess in guesses if guess.field == "address"]
    counts = _repeated(rows, name.index, ways, homes)
    bearers = [cell for row in rows if (cell := _cell(row, name.index))]
    is_few = len(set(bearers)) <= min(_TEAM, len(bearers) // _EACH)
    if len(bearers) < _FEWEST or not is_few or sum(counts.values()) < _MOST * len(bearers):
        return ()
    other = _instead(guesses, rows, name)
    return (
        FileFinding(
            AGENCY_NAME, key(name.header), name.header, name.index, sum(counts.values()),
            tuple(counts.most_common()), other.header if other else "",
        ),
    )  # fmt: skip


def _repeated(rows: Rows, name: int, ways: Sequence[int], homes: Sequence[int]) -> Counter[str]:
    """Return name → rows, of the names that several telephones or e-mails, and several addresses, bear."""
    counts: Counter[str] = Counter()
    reached: dict[str, set[str]] = defaultdict(set)
    placed: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if bearer := _cell(row, name):
            counts[bearer] += 1
            reached[bearer].add("".join(_cell(row, at) for at in ways))
            placed[bearer].add(" ".join(_cell(row, at) for at in homes))
    nobody = _NOBODY | headings().values["seller"]
    repeated = {
        bearer
        for bearer in counts
        if len(reached[bearer] - {""}) >= _SEVERAL
        and (not homes or len(placed[bearer] - {""}) >= _SEVERAL)
        and fold(bearer) not in nobody
    }
    return Counter({bearer: count for bearer, count in counts.items() if bearer in repeated})


def _instead(guesses: Sequence[ColumnGuess], rows: Rows, name: ColumnGuess) -> ColumnGuess | None:
    """Return the column of the sellers: another heading of names, whose cells seldom come again."""
    for guess in guesses:
        field, heading = field_of(guess.header)[0], read(guess.header)
        is_owner = guess.field in _NAMES or (guess.field == IGNORE and (field in _NAMES or heading.whose == "owner"))
        if guess.index == name.index or not is_owner or heading.about:
            continue
        cells = [cell for row in rows if (cell := _cell(row, guess.index))]
        if cells and len(set(cells)) >= _MOST * len(cells) and not set(heading.unknown) & words().second:
            return guess
    return None


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
