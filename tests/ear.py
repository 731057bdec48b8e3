"""Teaches the second ear: ``python -m tests.ear`` reads the phrases of the tests and writes resources/refusals/ear.bin.

A logistic regression over the traits of :mod:`core.sources.tables.second_ear`, by gradient steps that grow shorter for
traits often seen. The same phrases give the same file.
"""

import math
import random
import tomllib
from itertools import chain
from pathlib import Path

from core.base.resources import resource
from core.rules.refusal import GRAMMAR, spoken
from core.sources.tables.mojibake import mended
from core.sources.tables.second_ear import BUCKETS, SCALE, parts, traits

FILES = Path(__file__).parent / "files"
ROUNDS, STEP, SHRINK, BIAS_STEP = 12, 0.3, 1e-5, 0.02
FIRST = 1e-2
"""What a trait was moved by before it was seen: the first steps are bounded."""


def taught() -> list[tuple[list[str], int]]:
    """Return (words, 1 for a refusal) of each phrase to learn from."""
    lists = [tomllib.loads(file.read_text("utf-8")) for file in sorted((FILES / "phrases").glob("*.toml"))]
    said = chain.from_iterable((*one["refusals"], *one.get("unheard", ())) for one in lists)
    plain = tomllib.loads((FILES / "ordinary.toml").read_text("utf-8"))["learned"]
    unsaid = chain(chain.from_iterable(one["look_alikes"] for one in lists), plain)
    found = [(part, 0) for text in unsaid for part in parts(spoken(mended(text)))]
    for text in said:
        heard = parts(spoken(mended(text)))
        found += [(part, 1) for part in heard if len(heard) == 1 or GRAMMAR.find(part)]
    return found


def learn(phrases: list[tuple[list[str], int]]) -> bytes:
    """Return the weights, as the file holds them."""
    dice = random.Random(1)
    rows = [(sorted(traits(words)), label) for words, label in phrases]
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
    resource("refusals", "ear.bin").write_bytes(learn(taught()))
