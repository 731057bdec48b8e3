"""The words of a heading that are cut short, as suppliers' programs write them: « Opp. démarchage », « TYP_BIEN »,
« NB_PCES », « TEL_ACQ »; and the ways a listed heading is turned round: « transaction_type », « listing price EUR ».
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

LEAST, _CONTRACTED = 3, 4
"""Letters of a word that ends too soon (« transac »); of one that lost vowels inside (« pces »)."""
_VOWELS = str.maketrans("", "", "aeiouy")
_MOST_WORDS, _MOST_READINGS = 3, 32
"""Words cut short in one heading; readings tried."""


def readings(words: Sequence[str], known: frozenset[str]) -> Iterator[list[str]]:
    """Yield the heading with each word that is not ``known`` written out in each way it may be; nothing when all are
    known, or when one of them is no known word cut short."""
    short = [word for word in words if word not in known and not word.isdecimal()]
    if not short or len(short) > _MOST_WORDS:
        return
    choices = [_written_out(word, known) if word in short else (word,) for word in words]
    for chosen in islice(product(*choices), _MOST_READINGS):
        yield list(chosen)


@lru_cache(maxsize=4096)
def _written_out(word: str, known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(text for text in known if _is_short_for(word, text)))


def _is_short_for(word: str, whole: str) -> bool:
    """Tell whether ``word`` is ``whole`` without its end, or without some of the vowels inside it."""
    if not LEAST <= len(word) < len(whole):
        return False
    if whole.startswith(word):
        return True
    letters = iter(whole)
    return (
        len(word) >= _CONTRACTED
        and (word[0], word[-1]) == (whole[0], whole[-1])
        and word.translate(_VOWELS) == whole.translate(_VOWELS)
        and all(letter in letters for letter in word)
    )


def glued(word: str, phrases: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the phrases of several words that ``word`` is, written in one, each of their words whole or without its
    end: « prixvente », « surfhab »."""
    return [phrase for phrase in phrases if len(phrase) > 1 and _is_made_of(word, phrase)]


def _is_made_of(word: str, phrase: Sequence[str]) -> bool:
    if not phrase:
        return not word
    first, *rest = phrase
    ends = range(min(len(first), len(word)), min(LEAST, len(first)) - 1, -1)
    return any(word.startswith(first[:end]) and _is_made_of(word[end:], rest) for end in ends)
