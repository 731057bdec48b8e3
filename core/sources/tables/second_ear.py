"""A second ear: what sounds like a refusal though the grammar of ``core.rules.refusal`` finds none in it.

It was taught by the phrases of the tests (``python -m tests.ear``): each word, pair of words and run of concepts pulls
towards a refusal or away from it. Its yes is a question to a person, never a refusal.
"""

import itertools
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from math import sqrt
from zlib import crc32

from core.base.resources import resource
from core.rules.refusal import GRAMMAR, LETTERS, spoken
from core.rules.refusal_hints import hints

BUCKETS = 1 << 15
"""Traits are told apart by as many numbers, one weight each."""
SCALE = 24
"""A weight is kept as a small whole number, so many times larger."""
ASKED, ASKED_SHORT, SHORT = -0.5, 0.5, 3
"""Score from which the question is asked, and the higher one of a few words, which may be a heading or a category."""
_FEWEST, _MOST = 2, 40
"""Words of what is listened to at once; a longer text is heard sentence by sentence."""
_REMEMBERED = 20_000
_EMPTY = frozenset(LETTERS[name] for name in ("OF", "THE", "ELIDED", "BE", "ME")) | {"~"}
_AGAINST = frozenset(
    LETTERS[name]
    for name in (
        *("NOT", "NON", "NE", "STOP", "REFUSE", "UNWANTED", "ABSTAIN", "USELESS", "PUNISHED", "REMOVE", "OPPOSE"),
        *("ONLY", "SELF", "WITHOUT", "LEAVE", "PEACEFUL", "FED_UP", "BANNED", "GONE", "LISTS", "BAD", "NOBODY"),
        *("CANVASS", "PESTER", "LEGAL", "PEACE", "HEAR", "POINT"),
    )
)
_MEANT = {letter: crc32(name.encode()) for name, letter in LETTERS.items()} | {
    sign: crc32(sign.encode()) for sign in "~0.,!^$"
}


class _Ear:
    @cached_property
    def weights(self) -> memoryview:
        """One signed byte per trait, then the score of a text without any."""
        return memoryview(resource("refusals", "ear.bin").read_bytes()).cast("b")

    def score(self, words: Sequence[str]) -> float:
        """Return how much some folded words sound like a refusal: 0 is as much as not."""
        weights, found = self.weights, traits(words)
        return (weights[BUCKETS] + sum(weights[one] for one in found) / sqrt(len(found))) / SCALE

    def sounds(self, words: Sequence[str]) -> bool:
        """Tell whether some folded words sound like a refusal enough to ask."""
        return self.score(words) > (ASKED if len(words) > SHORT else ASKED_SHORT)


EAR = _Ear()


def traits(words: Sequence[str]) -> set[int]:
    """Return the traits of some folded words, as numbers below ``BUCKETS``."""
    said = ["0" if word[0].isdigit() else word for word in words[:_MOST]]
    whole = [crc32(word.encode()) for word in said]
    letters = "".join(GRAMMAR.codes(said))
    meant = [_MEANT.get(letter, 0) for letter in f"^{letters}$"]
    full = [_MEANT.get(letter, 0) for letter in letters if letter not in _EMPTY]
    kinds = sorted({_MEANT.get(letter, 0) for letter in letters})
    found = {*whole, *(_joined(pair, 1) for pair in itertools.pairwise(whole))}
    found.update(_joined(run, 2) for size in (1, 2, 3, 4) for run in _runs(meant, size))
    found.update(_joined(run, 3) for size in (2, 3) for run in _runs(full, size))
    found.update(_joined((one, other), 4) for at, one in enumerate(kinds) for other in kinds[at + 1 :])
    return {one % BUCKETS for one in found}


def _runs(all_of: list[int], size: int) -> Iterator[tuple[int, ...]]:
    return zip(*(all_of[at:] for at in range(size)), strict=False)


def _joined(run: tuple[int, ...], seed: int) -> int:
    for one in run:
        seed = (seed * 1_000_003 ^ one) & 0xFFFFFFFF
    return seed ^ seed >> 15


@lru_cache(maxsize=_REMEMBERED)
def sounds_refusing(text: str) -> bool:
    """Tell whether a text in which no refusal was found sounds like one all the same."""
    if not hints(text):
        return False
    said = parts(spoken(text))
    # An ad has many sentences, and few that are against something.
    return any(_sounds(tuple(part)) for part in said if len(said) == 1 or _is_against(part))


@lru_cache(maxsize=_REMEMBERED)
def _sounds(words: tuple[str, ...]) -> bool:
    return EAR.sounds(words)


def _is_against(words: list[str]) -> bool:
    return bool(hints(" ".join(words))) and not _AGAINST.isdisjoint("".join(GRAMMAR.codes(words)))


def parts(words: Sequence[str]) -> list[list[str]]:
    """Return what is listened to at once: all the words when they are few, else sentence by sentence."""
    sentences: list[list[str]] = [[]]
    for word in words:
        if word[0] != ".":
            sentences[-1].append(word)
        elif sentences[-1]:
            sentences.append([])
    whole = [word for sentence in sentences for word in sentence]
    return [part for part in ([whole] if len(whole) <= _MOST else sentences) if len(part) >= _FEWEST]
