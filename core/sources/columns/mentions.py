"""What a whole file repeats. « particuliers uniquement » as the category of every ad describes the file, and refuses
for none of its persons; words that only sound like a refusal are asked about once, for the column. Anything else said
in every row is a list of persons who refuse, and is heard as such."""

from collections.abc import Iterable, Sequence

from core.base.i18n import _
from core.base.records import replace
from core.refusals.detection import OptOut, PossibleOptOut, heard
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.headings import FACTS

_ROWS, _FEW = 20, 5
"""Rows from which a file is known by what it repeats, and those of a question asked once."""
_SHARE = 0.9
_LONG = 40
_SHOWN = 60
_FLAGS = ("refuses", "accepts")


def shown(cell: str) -> str:
    """Return a cell on one line, cut where it is long."""
    words = " ".join(cell.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def may_mention(guesses: Sequence[ColumnGuess]) -> dict[int, str]:
    """Return column → the words of its first rows that may be said of the file as a whole; nearly always nothing."""
    return {
        guess.index: words
        for guess in guesses
        for words in guess.samples
        if guess.field not in _FLAGS and (_is_mention(words) or (guess.field not in FACTS and _is_doubt(words)))
    }


def mentioned(
    guesses: Sequence[ColumnGuess], rows: Iterable[tuple[int, Sequence[str]]]
) -> tuple[ColumnGuess, ...]:  # fmt: skip
    """Return the guesses with, of each column, what nearly all of the ``rows`` say of the file; they are read once."""
    may = may_mention(guesses)
    counts, read = dict.fromkeys(may, 0), 0
    for _line, cells in rows:
        read += any(cells)
        for index, words in may.items():
            counts[index] += index < len(cells) and shown(cells[index]) == words
    whole = {index: may[index] for index, count in counts.items() if read >= _FEW and count >= _SHARE * read}
    return tuple(_told(guess, whole[guess.index], read) if guess.index in whole else guess for guess in guesses)


def _told(one: ColumnGuess, words: str, rows: int) -> ColumnGuess:
    if not _is_mention(words):
        return replace(one, doubted=words, remark=_("Les mêmes mots partout\u202f: un refus\u202f?"))
    return replace(one, mention=words, remark=_("Dit de tout le fichier, pas d’une personne")) if rows >= _ROWS else one


def _is_mention(words: str) -> bool:
    refusal = heard(words) if len(words) <= _LONG else None
    return isinstance(refusal, OptOut) and refusal.private


def _is_doubt(words: str) -> bool:
    return isinstance(heard(words), PossibleOptOut)
