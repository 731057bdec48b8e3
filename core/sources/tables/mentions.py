"""What a whole file repeats of its ads (« particuliers uniquement » as their category) describes the file, and refuses
for none of its persons. Anything else said in every row is a list of persons who refuse, and is heard as such."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.base.i18n import _
from core.rules.refusal import is_between_private
from core.sources.tables.guessed import ColumnGuess

_ROWS = 20
_SHARE = 0.9
_LONG = 40
_FLAGS = ("refuses", "accepts")


def may_mention(guesses: Sequence[ColumnGuess]) -> dict[int, str]:
    """Return column → the words of its first rows that may be said of the file as a whole; nearly always nothing."""
    return {
        one.index: words
        for one in guesses
        for words in one.samples
        if one.field not in _FLAGS and len(words) <= _LONG and is_between_private(words)
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
            counts[index] += index < len(cells) and " ".join(cells[index].split()) == words
    whole = {index for index, count in counts.items() if read >= _ROWS and count >= _SHARE * read}
    remark = _("Dit de tout le fichier, pas d’une personne")
    return tuple(replace(one, mention=may[one.index], remark=remark) if one.index in whole else one for one in guesses)
