"""A second ear: what sounds like a refusal though the grammar of :mod:`core.rules.refusal` finds none in it.

It was taught by the phrases and the families of the tests (``python -m tests.ear``): each word, each run of letters in
a word, each pair of words and run of concepts pulls towards a refusal or away from it. What is surely one is heard as
such; what only may be one is a question to a person.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from core.base.resources import resource
from core.rules.refusal import GRAMMAR, LETTERS, WORD, quoted, read_as_shown, said_plainly
from core.rules.refusal_hints import AT_ONCE, hints

BUCKETS = 1 << 16
"""Traits are told apart by as many numbers, one weight each."""
SCALE = 16
"""A weight is kept as a small whole number, so many times larger."""
HEARD, HEARD_BARE, ASKED = 1.0, 2.0, -0.75
"""Score from which it is a refusal, if some word is against something or if none is; from which it is asked about."""
FEW, ASKED_SHORT, ASKED_BARE = 3, 0.0, 0.5
"""Words that may be a heading or a category, and the higher score from which they are asked about; that of words of
which none is against anything."""
_FEWEST, _MOST = 2, 40
"""Words of what is listened to at once; a longer text is heard sentence by sentence."""
_REMEMBERED = 20_000
_NEAR = 5
"""Words after one that may belong with it."""
_RUNS = (3, 4, 5)
"""Letters of the runs in a word."""
_NEGATION = frozenset(
    LETTERS[name]
    for name in (
        *("NOT", "NON", "STOP", "REFUSE", "UNWANTED", "ABSTAIN", "USELESS", "PUNISHED", "REMOVE", "OPPOSE"),
        *("WITHOUT", "LEAVE", "PEACEFUL", "FED_UP", "BANNED", "GONE", "LISTS", "NOBODY", "PEACE"),
        "POINT",
    )
)
_AGAINST = _NEGATION | {LETTERS[name] for name in ("NE", "ONLY", "SELF", "BAD", "LEGAL", "HEAR", "CANVASS", "PESTER")}
_MEANT = {letter: crc32(name.encode()) for name, letter in LETTERS.items()} | {
    sign: crc32(sign.encode()) for sign in "~0.,!^$"
}


class Part(NamedTuple):
    """What is listened to at once: its folded words, and the words as written, but for the numbers around them."""

    words: tuple[str, ...]
    written: str

    @property
    def shown(self) -> str:
        """The words as they are quoted."""
        return quoted(self.written)


class _Ear:
    @cached_property
    def weights(self) -> memoryview:
        """One signed byte per trait, then the score of a text without any."""
        return memoryview(resource("refusals", "ear.bin").read_bytes()).cast("b")

    def score(self, words: Sequence[str]) -> float:
        """Return how much some folded words sound like a refusal: 0 is as much as not."""
        weights, found = self.weights, traits(words)
        return (weights[BUCKETS] + sum(map(weights.__getitem__, found)) / sqrt(len(found))) / SCALE


EAR = _Ear()


def traits(words: Sequence[str]) -> set[int]:
    """Return the traits of some folded words, as numbers below ``BUCKETS``."""
    said = ["0" if word[0].isdigit() else word for word in words[:_MOST]]
    whole = [crc32(word.encode()) for word in said]
    codes = GRAMMAR.codes(said)
    meant = [_MEANT.get(letter, 0) for letter in f"^{''.join(codes)}$"]
    firsts = [_MEANT.get(code[:1], 0) for code in codes]
    kinds = sorted({*meant[1:-1]})
    found = {_joined(run, 2) for size in (1, 2, 3, 4) for run in _runs(meant, size)}
    found.update(_joined(pair, 1) for pair in itertools.pairwise(whole))
    found.update(_joined((one, other), 4) for at, one in enumerate(kinds) for other in kinds[at + 1 :])
    found.update(_joined((one, other), 5) for at, one in enumerate(firsts) for other in firsts[at + 1 : at + _NEAR])
    return {one % BUCKETS for one in found}.union(*map(_spelt, said))


@lru_cache(maxsize=_REMEMBERED)
def _spelt(word: str) -> tuple[int, ...]:
    """Return the traits of a word and of the runs of letters in it, which a letter wrong leaves nearly all alike."""
    framed = f"<{word}>"
    runs = (framed[at : at + size] for size in _RUNS for at in range(len(framed) - size + 1))
    return tuple({crc32(one.encode()) % BUCKETS for one in (word, *runs)})


def _runs(all_of: list[int], size: int) -> Iterator[tuple[int, ...]]:
    return zip(*(all_of[at:] for at in range(size)), strict=False)


def _joined(run: tuple[int, ...], seed: int) -> int:
    for one in run:
        seed = (seed * 1_000_003 ^ one) & 0xFFFFFFFF
    return seed ^ seed >> 15


def words_refusing(text: str) -> str | None:
    """Return the words by which ``text`` refuses agencies or canvassing, as written but without the figures of a
    number; None when it surely does not, or only may."""
    if not text or not hints(text):
        return None
    found = said_plainly(text)
    if found is not None:
        return found
    return next((part.shown for part in _listened(text) if _surely(part.words)), None)


def sounds_refusing(text: str) -> bool:
    """Tell whether a text in which no refusal was found sounds like one all the same."""
    if not hints(text):
        return False
    return any(_score(part.words) > _least(part.words) for part in _listened(text))


@lru_cache(maxsize=AT_ONCE)
def _listened(text: str) -> tuple[Part, ...]:
    """Return what of a text is listened to: an ad has many sentences, and few that are against something."""
    found = parts(text)
    return tuple(part for part in found if len(found) == 1 or _is_against(part.words))


@lru_cache(maxsize=_REMEMBERED)
def _score(words: tuple[str, ...]) -> float:
    return EAR.score(words)


def _least(words: Sequence[str]) -> float:
    """Return the score from which some words are asked about."""
    if _AGAINST.isdisjoint(GRAMMAR.left(GRAMMAR.codes(list(words)))):
        return ASKED_BARE
    return ASKED if len(words) > FEW else ASKED_SHORT


def _surely(words: tuple[str, ...]) -> bool:
    if _score(words) <= HEARD:
        return False
    left = GRAMMAR.left(GRAMMAR.codes(list(words)))
    if "_" in left or not _NEGATION.isdisjoint(left):
        return "_" not in left
    return len(words) > FEW and _score(words) > HEARD_BARE


def _is_against(words: Sequence[str]) -> bool:
    return bool(hints(" ".join(words))) and not _AGAINST.isdisjoint("".join(GRAMMAR.codes(list(words))))


def parts(text: str) -> list[Part]:
    """Return what is listened to at once: all of a text when its words are few, else sentence by sentence."""
    written, plain = read_as_shown(text)
    sentences: list[list[re.Match[str]]] = [[]]
    for word in WORD.finditer(plain):
        if word[0][0] != ".":
            sentences[-1].append(word)
        elif sentences[-1]:
            sentences.append([])
    whole = [word for sentence in sentences for word in sentence]
    said = [whole] if len(whole) <= _MOST else sentences
    return [_part(written, words) for words in said if sum(word[0][0].isalpha() for word in words) >= _FEWEST]


def _part(written: str, words: Sequence[re.Match[str]]) -> Part:
    first = next((word for word in words if word[0][0].isalpha()), words[0])
    last = next((word for word in reversed(words) if word[0][0].isalpha()), words[-1])
    return Part(tuple([word[0] for word in words]), written[first.start() : last.end()])
