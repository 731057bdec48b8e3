"""A second ear: what sounds like a refusal though the grammar of :mod:`core.refusals.grammar` finds none in it.

It was taught by the phrases and the families of the tests (``python -m tests.ear``): each word, each run of letters in
a word, each pair of words and each run of concepts, once what is innocent is hidden, pulls towards a refusal or away
from it. What is surely one is heard as
such; what only may be one is a question to a person.
"""

import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from core.base.resources import resource
from core.refusals.grammar import GRAMMAR, LETTERS, coded
from core.refusals.prefilter import AT_ONCE, hints_among

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
_RUN = 4
"""Concepts of the longest runs."""
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


class WordSpan(NamedTuple):
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
    def weights(self) -> list[int]:
        """The weight of each trait, then the score of a text without any; a list is asked twice as fast as bytes."""
        return memoryview(resource("refusals", "ear.bin").read_bytes())[: BUCKETS + 1].cast("b").tolist()

    def score(self, words: Sequence[str]) -> float:
        """Return how much some folded words sound like a refusal: 0 is as much as not."""
        weights, ids = self.weights, traits(words)
        return (weights[BUCKETS] + sum(map(weights.__getitem__, ids)) / sqrt(len(ids))) / SCALE


EAR = _Ear()


def traits(words: Sequence[str]) -> set[int]:
    """Return the traits of some folded words, as numbers below ``BUCKETS``."""
    sentences = ["0" if word[0].isdigit() else word.replace(" ", "") for word in words[:_MOST]]
    codes = GRAMMAR.codes(sentences)
    rest = f"^{GRAMMAR.left(codes)}$"
    bare = rest.translate(_FILLING)
    firsts = "".join([code[:1] or " " for code in codes])
    pairs = map(str.encode, [f"{one} {other}" for one, other in itertools.pairwise(sentences)])
    return {number % BUCKETS for number in map(crc32, pairs)}.union(
        _together("".join(sorted({*"".join(codes)}))),
        *[_begun(rest[at : at + _RUN]) for at in range(len(rest))],
        *[_begun_bare(bare[at : at + _RUN]) for at in range(len(bare))],
        *[_followed(firsts[at : at + _NEAR]) for at in range(len(firsts))],
        *map(_spelt, sentences),
    )


@lru_cache(maxsize=_REMEMBERED)
def _begun(letters: str) -> tuple[int, ...]:
    """Return the traits of the runs that begin some letters."""
    return _numbers([letters[:size] for size in range(1, len(letters) + 1)])


@lru_cache(maxsize=_REMEMBERED)
def _begun_bare(letters: str) -> tuple[int, ...]:
    """Return those of what is left without the words that decide nothing."""
    return _numbers([f"={letters[:size]}" for size in range(2, len(letters) + 1)])


@lru_cache(maxsize=_REMEMBERED)
def _followed(firsts: str) -> tuple[int, ...]:
    """Return the traits of a word's concept with those of the words after it; a space is a word without any."""
    return _numbers([f">{firsts[0]}{other}".replace(" ", "") for other in firsts[1:]])


@lru_cache(maxsize=_REMEMBERED)
def _together(kinds: str) -> tuple[int, ...]:
    """Return the traits of each two concepts of some words."""
    return _numbers([f"&{one}{other}" for one, other in itertools.combinations(kinds, 2)])


def _numbers(found: Iterable[str]) -> tuple[int, ...]:
    return tuple({crc32(text.encode()) % BUCKETS for text in found})


@lru_cache(maxsize=_REMEMBERED)
def _spelt(word: str) -> tuple[int, ...]:
    """Return the traits of a word and of the runs of letters in it, which a letter wrong leaves nearly all alike."""
    framed, (least, most) = f"<{word}>", _SPELT
    ends = [(at, at + size) for size in range(least, most + 1) for at in range(len(framed) - size + 1)]
    return _numbers([word, *(framed[start:end] for start, end in ends)])


def sure_part(text: str) -> WordSpan | None:
    """Return the first part of a text, in which the grammar finds nothing, that surely refuses."""
    return next((part for part in _listened(text) if _judged(part.words).surely), None)


def may_refuse(text: str) -> bool:
    """Tell whether a part of a text may refuse."""
    return any(_judged(part.words).perhaps for part in _listened(text))


@lru_cache(maxsize=AT_ONCE)
def _listened(text: str) -> tuple[WordSpan, ...]:
    """Return what of a text is listened to: an ad has many sentences, and few that are against something."""
    words, codes = coded(text)
    ends = [-1, *[rank for rank, code in enumerate(codes) if code == "."], len(words)]
    if len(words) - len(ends) + 2 <= _MOST or not _says_twice(words, ends):
        spans = parts(text)
        return tuple([part for part in spans if len(spans) == 1 or _is_against(part.words)])
    sentences = [(end + 1, after) for end, after in itertools.pairwise(ends)]
    against = [range(*ranks) for ranks in sentences if not _AGAINST.isdisjoint("".join(codes[slice(*ranks)]))]
    spans = [_part(words, ranks) for ranks in against if _says(words, ranks)]
    return tuple([part for part in spans if hints_among(part.words)])


def _says_twice(words: Sequence[str], ends: Sequence[int]) -> bool:
    """Tell whether two sentences at least, between the ends of all, say something."""
    saying = (1 for end, after in itertools.pairwise(ends) if _says(words, range(end + 1, after)))
    return sum(itertools.islice(saying, 2)) == 2


@lru_cache(maxsize=_REMEMBERED)
def _judged(words: tuple[str, ...]) -> Judgement:
    """Return what some words are, by their score and by whether one is against something."""
    score = EAR.score(words)
    if score <= min(HEARD, ASKED):
        return Judgement(surely=False, perhaps=False)
    rest, many = GRAMMAR.left(GRAMMAR.codes(list(words))), len(words) > FEW
    least = ASKED_BARE if _AGAINST.isdisjoint(rest) else ASKED if many else ASKED_SHORT
    surely = score > (HEARD if many else HEARD_SHORT) and "_" not in rest
    if _NEGATION.isdisjoint(rest):
        surely = surely and many and score > HEARD_BARE
    return Judgement(surely, perhaps=score > least)


def _is_against(words: Sequence[str]) -> bool:
    return hints_among(words) and not _AGAINST.isdisjoint("".join(GRAMMAR.codes(list(words))))


def parts(text: str) -> list[WordSpan]:
    """Return what is listened to at once: all of a text when its words are few, then each of its sentences, since a
    refusal among many words of a house is one sentence."""
    words = coded(text).words
    sentences: list[list[int]] = [[]]
    for rank, word in enumerate(words):
        if word[0] != ".":
            sentences[-1].append(rank)
        elif sentences[-1]:
            sentences.append([])
    whole_ids = [rank for sentence in sentences for rank in sentence]
    apart = [ranks for ranks in sentences if _says(words, ranks)]
    said = (
        [whole_ids, *apart]
        if len(apart) > 1 and len(whole_ids) <= _MOST
        else apart
        if len(whole_ids) > _MOST
        else [whole_ids]
    )
    return [_part(words, ranks) for ranks in said if _says(words, ranks)]


def _says(words: Sequence[str], ranks: Iterable[int]) -> bool:
    """Tell whether the words of some ranks are enough to say something."""
    spelt = (1 for rank in ranks if words[rank][0].isalpha())
    return sum(itertools.islice(spelt, _FEWEST)) == _FEWEST


def _part(words: Sequence[str], ranks: Sequence[int]) -> WordSpan:
    spelt = [rank for rank in ranks if words[rank][0].isalpha()]
    return WordSpan(tuple([words[rank] for rank in ranks]), spelt[0], spelt[-1])
