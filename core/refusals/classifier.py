"""A second ear: what sounds like a refusal though the grammar of :mod:`core.refusals.grammar` finds none in it.

It was taught by the phrases and the families of the tests (``python -m tests.ear``): each word, each run of letters in
a word, each pair of words and each run of concepts, once what is innocent is hidden, pulls towards a refusal or away
from it. What is surely one is heard as
such; what only may be one is a question to a person.
"""

import itertools
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from core.base.resources import resource
from core.refusals.grammar import GRAMMAR, LETTERS, coded, quote, said_plainly
from core.refusals.prefilter import AT_ONCE, hints
from core.refusals.reading import said_before

BUCKETS = 1 << 17
"""Traits are told apart by as many numbers, one weight each."""
SCALE = 16
"""A weight is kept as a small whole number, so many times larger."""
HEARD, HEARD_SHORT, HEARD_BARE, ASKED = 0.6, 1.0, 2.0, -0.5
"""Score from which it is a refusal, if some word is against something, of many words or of few, or if none is; from
which it is asked about."""
FEW, ASKED_SHORT, ASKED_BARE = 3, 0.25, 0.75
"""Words that may be a heading or a category, and the higher score from which they are asked about; that of words of
which none is against anything."""
_FEWEST, _MOST = 2, 40
"""Words of what is listened to at once; a longer text is heard sentence by sentence."""
_REMEMBERED = 20_000
_NEAR = 5
"""Words after one that may belong with it."""
_SPELT = (3, 5)
"""Letters of the shortest and the longest runs in a word."""
_NEGATION = frozenset(
    LETTERS[name]
    for name in (
        *("NOT", "NON", "STOP", "REFUSE", "UNWANTED", "ABSTAIN", "USELESS", "PUNISHED", "REMOVE", "OPPOSE"),
        *("WITHOUT", "LEAVE", "PEACEFUL", "FED_UP", "BANNED", "GONE", "LISTS", "NOBODY", "PEACE"),
        "POINT",
    )
)
_AGAINST = _NEGATION | {
    LETTERS[name] for name in ("NE", "ONLY", "SELF", "ALONE", "BAD", "LEGAL", "HEAR", "CANVASS", "PESTER")
}
_LITTLE = "OF THE BY POLITE MINE OUR BE ME SPEAKER ELIDED AND SURELY YOU"
_FILLING = str.maketrans(dict.fromkeys([",", *map(LETTERS.__getitem__, _LITTLE.split())]))
"""Letters of the words that decide nothing: what is said without them is heard as well."""


class Part(NamedTuple):
    """What is listened to at once: its folded words, and the ranks in the text of its first and last word, but for the
    numbers around them."""

    words: tuple[str, ...]
    first: int
    last: int


class Judgement(NamedTuple):
    """What some words are: surely a refusal, or perhaps one."""

    surely: bool
    perhaps: bool


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
    said = ["0" if word[0].isdigit() else word.replace(" ", "") for word in words[:_MOST]]
    pairs = map(str.encode, [f"{one} {other}" for one, other in itertools.pairwise(said)])
    found = {one % BUCKETS for one in map(crc32, pairs)}
    return found.union(_of_letters(tuple(GRAMMAR.codes(said))), *map(_spelt, said))


@lru_cache(maxsize=_REMEMBERED)
def _of_letters(codes: tuple[str, ...]) -> tuple[int, ...]:
    """Return the traits of words by their letters alone: many sentences say other words of the same concepts."""
    left = f"^{GRAMMAR.left(codes)}$"
    firsts = [code[:1] for code in codes]
    kinds = sorted({*"".join(codes)})
    found = _runs(left, 1, 4)
    found += ["=" + run for run in _runs(left.translate(_FILLING), 2, 4)]
    found += [f"&{one}{other}" for one, other in itertools.combinations(kinds, 2)]
    found += [f">{one}{other}" for at, one in enumerate(firsts) for other in firsts[at + 1 : at + _NEAR]]
    return tuple({crc32(one.encode()) % BUCKETS for one in found})


@lru_cache(maxsize=_REMEMBERED)
def _spelt(word: str) -> tuple[int, ...]:
    """Return the traits of a word and of the runs of letters in it, which a letter wrong leaves nearly all alike."""
    framed = f"<{word}>"
    return tuple({crc32(one.encode()) % BUCKETS for one in (word, *_runs(framed, *_SPELT))})


def _runs(letters: str, least: int, most: int) -> list[str]:
    """Return the runs of ``least`` to ``most`` of these letters."""
    return [letters[at : at + size] for size in range(least, most + 1) for at in range(len(letters) - size + 1)]


def words_refusing(text: str) -> str | None:
    """Return the words by which ``text`` refuses agencies or canvassing, as written but without the figures of a
    number; None when it surely does not, or only may."""
    if not text or not hints(text):
        return None
    found = said_plainly(text)
    if found is not None:
        return found
    return next((quote(text, part.first, part.last) for part in _listened(text) if _judged(part.words).surely), None)


def sounds_refusing(text: str) -> bool:
    """Tell whether a text in which no refusal was found sounds like one all the same, or tells of one that may be over:
    only a person knows whether somebody thinks otherwise by now."""
    if not hints(text):
        return False
    if any(_judged(part.words).perhaps for part in _listened(text)):
        return True
    return any(said_plainly(part) is not None for part in said_before(text))


@lru_cache(maxsize=AT_ONCE)
def _listened(text: str) -> tuple[Part, ...]:
    """Return what of a text is listened to: an ad has many sentences, and few that are against something."""
    words, codes = coded(text)
    ends = [-1, *(rank for rank, word in enumerate(words) if word[0] == "."), len(words)]
    sentences = [range(end + 1, other) for end, other in itertools.pairwise(ends) if other > end + 1]
    if sum(map(len, sentences)) <= _MOST or len([*itertools.islice(filter(_says(words), sentences), 2)]) < _FEWEST:
        found = parts(text)
        return tuple(part for part in found if len(found) == 1 or _is_against(part.words))
    against = [ranks for ranks in sentences if not _AGAINST.isdisjoint("".join(codes[ranks.start : ranks.stop]))]
    found = [_part(words, ranks) for ranks in against if _says(words)(ranks)]
    return tuple(part for part in found if hints(" ".join(part.words)))


@lru_cache(maxsize=_REMEMBERED)
def _judged(words: tuple[str, ...]) -> Judgement:
    """Return what some words are, by their score and by whether one is against something."""
    score = EAR.score(words)
    if score <= min(HEARD, ASKED):
        return Judgement(surely=False, perhaps=False)
    left, many = GRAMMAR.left(GRAMMAR.codes(list(words))), len(words) > FEW
    least = ASKED_BARE if _AGAINST.isdisjoint(left) else ASKED if many else ASKED_SHORT
    surely = score > (HEARD if many else HEARD_SHORT) and "_" not in left
    if _NEGATION.isdisjoint(left):
        surely = surely and many and score > HEARD_BARE
    return Judgement(surely, perhaps=score > least)


def _is_against(words: Sequence[str]) -> bool:
    return bool(hints(" ".join(words))) and not _AGAINST.isdisjoint("".join(GRAMMAR.codes(list(words))))


def parts(text: str) -> list[Part]:
    """Return what is listened to at once: all of a text when its words are few, then each of its sentences, since a
    refusal among many words of a house is one sentence."""
    words = coded(text).words
    sentences: list[list[int]] = [[]]
    for rank, word in enumerate(words):
        if word[0] != ".":
            sentences[-1].append(rank)
        elif sentences[-1]:
            sentences.append([])
    whole = [rank for sentence in sentences for rank in sentence]
    says = _says(words)
    apart = [ranks for ranks in sentences if says(ranks)]
    said = [whole, *apart] if len(apart) > 1 and len(whole) <= _MOST else apart if len(whole) > _MOST else [whole]
    return [_part(words, ranks) for ranks in said if says(ranks)]


def _says(words: Sequence[str]) -> Callable[[Sequence[int]], bool]:
    """Return what tells whether the words of some ranks are enough to say something."""

    def enough(ranks: Sequence[int]) -> bool:
        spelt = 0
        for rank in ranks:
            spelt += words[rank][0].isalpha()
            if spelt == _FEWEST:
                return True
        return False

    return enough


def _part(words: Sequence[str], ranks: Sequence[int]) -> Part:
    spelt = [rank for rank in ranks if words[rank][0].isalpha()]
    return Part(tuple([words[rank] for rank in ranks]), spelt[0], spelt[-1])
