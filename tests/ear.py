"""Teaches the second ear: ``python -m tests.ear`` reads the phrases of the tests and writes resources/refusals/ear.bin.

A logistic regression over the traits of :mod:`core.refusals.classifier`, by gradient steps that grow shorter for
traits often seen. The same phrases give the same file, which ends with digests of what it was taught.
"""

import hashlib
import math
import random
import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

from core.base.mojibake import mended
from core.base.resources import resource
from core.refusals.classifier import BUCKETS, SCALE, WordSpan, parts, traits
from core.refusals.grammar import GRAMMAR

FILES = Path(__file__).parent / "files"
ROUNDS, STEP, SHRINK, BIAS_STEP = 40, 0.3, 1e-5, 0.02
FIRST = 1e-2
"""What a trait was moved by before it was seen: the first steps are bounded."""
Phrase = tuple[str, int]
"""What is said, and 1 for a refusal."""
Lesson = tuple[tuple[int, ...], int]
"""The traits of a phrase, and 1 for a refusal."""
ONE_OF = 12
"""Among so many phrases, one by which a change of the grammar or of the traits is soon seen."""


@cache
def lists() -> list[dict[str, list[str]]]:
    """Return the lists of phrases of the tests: the refusals and the look-alikes, heard as they should or not."""
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted((FILES / "phrases").glob("*.toml"))]


def phrases() -> list[Phrase]:
    """Return each phrase to learn from."""
    said = chain.from_iterable((*one["refusals"], *one.get("unheard", ())) for one in lists())
    plain = tomllib.loads((FILES / "ordinary.toml").read_text("utf-8"))["learned"]
    more = families()
    said = chain(said, more["refusals"])
    unsaid = chain(
        chain.from_iterable((*one["look_alikes"], *one.get("misheard", ())) for one in lists()),
        plain,
        more["look_alikes"],
    )
    # In an order of their own: which list a refusal stands in changes nothing.
    return sorted({(text, label) for texts, label in ((said, 1), (unsaid, 0)) for text in texts})


def taught(given: list[Phrase]) -> list[Lesson]:
    """Return what some phrases teach."""
    found = list[tuple[tuple[str, ...], int]]()
    for text, label in given:
        heard = parts(mended(text))
        found += [(part.words, label) for part in (refusing(heard) if label else heard)]
    return sorted({(tuple(sorted(traits(words))), label) for words, label in found})


def refusing(heard: list[WordSpan]) -> list[WordSpan]:
    """Return which parts of a refusal refuse: those where the grammar finds it, or all that is said at once."""
    known = [part for part in heard if GRAMMAR.find(list(part.words))]
    first = [part for part in heard[:1] if len(part.words) >= sum(len(one.words) for one in heard[1:])]
    return known or first


def families() -> dict[str, list[str]]:
    """Return the sentences of the families: of each, as many as are asked for, with words drawn for its places."""
    held, dice = tomllib.loads((FILES / "families.toml").read_text("utf-8")), random.Random(1)

    def drawn(place: re.Match[str]) -> str:
        return str(dice.choice(held["words"][place[1]]))

    kinds = ("refusals", "look_alikes")
    return {kind: [re.sub(r"{(\w+)}", drawn, one) for one in held[kind] for _ in range(held["each"])] for kind in kinds}


def digest(given: list[Phrase] | list[Lesson]) -> bytes:
    """Return what tells these phrases or lessons from others."""
    return hashlib.sha256(repr(given).encode()).digest()


def digests(given: list[Phrase], *, whole: bool) -> bytes:
    """Return the digest of the phrases, that of what one of ``ONE_OF`` teaches, and where the ``whole`` is asked for,
    which takes seconds, that of all their lessons."""
    lessons = digest(taught(given)) if whole else b""
    return digest(given) + digest(taught(given[::ONE_OF])) + lessons


def learn(lessons: list[Lesson]) -> bytes:
    """Return the weights, as the file holds them before the digests."""
    dice = random.Random(1)
    rows = [*lessons]
    weights, moved, bias = [0.0] * BUCKETS, [FIRST] * BUCKETS, 0.0
    for _round in range(ROUNDS):
        dice.shuffle(rows)
        for found, label in rows:
            share = 1 / math.sqrt(len(found))
            score = bias + share * sum(weights[one] for one in found)
            wrong = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - label
            bias -= BIAS_STEP * wrong
            for one in found:
                slope = wrong * share + SHRINK * weights[one]
                moved[one] += slope * slope
                weights[one] -= STEP * slope / math.sqrt(moved[one])
    return bytes(max(-127, min(127, round(weight * SCALE))) & 0xFF for weight in (*weights, bias))


if __name__ == "__main__":
    every = phrases()
    resource("refusals", "ear.bin").write_bytes(learn(taught(every)) + digests(every, whole=True))
