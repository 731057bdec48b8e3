"""What the agency's own words may not say in a letter, each with the reason shown beside them: nothing is rewritten.
The list is ``resources/law/words/own.toml``."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from core.base import text
from core.base.resources import resource
from core.words.cautions import any_of, private_words
from core.words.terms import term

_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n")
_PRICE = re.compile(r"\d[\d\s.,]*(?:€|euros?\b|k€|%)|€\s*\d|\bpour ?cents?\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"\+?\d(?:[\s.-]?\d){8,}|\b3\d(?:\s?\d){2}\b(?!\s*(?:rue|logements|biens))|[\w.+-]+@[\w-]+|https?://|\bwww\."
    r"|\b[\w-]+\.(?:fr|com|immo|net|org|eu|example)\b",
    re.IGNORECASE,
)


class RefusedWords(NamedTuple):
    """Words that a letter may not hold, and their family."""

    words: str
    family: str

    @property
    def reason(self) -> str:
        """Why, in the language of the screen."""
        return term("unprinted", self.family)


def refused_words(typed: str, names: Iterable[str] = ()) -> RefusedWords | None:
    """Return the first words of a text that a letter may not hold, None when it may be printed. ``names``: of sites,
    suppliers and agencies, that it does not name."""
    return next(_refused(typed, tuple(names)), None)


def _refused(typed: str, names: tuple[str, ...]) -> Iterator[RefusedWords]:
    yield from _listed(typed)
    folded = f" {text.fold(typed)} "
    for sentence in filter(None, map(_free_of_nothing, map(text.fold, _SENTENCE.split(typed)))):
        yield RefusedWords(sentence, "free")
    for words, _theme in private_words(typed):
        yield RefusedWords(words, "private")
    for name in names:
        if (key := text.fold(name)) and f" {key} " in folded:
            yield RefusedWords(name, "names")


def _listed(typed: str) -> Iterator[RefusedWords]:
    """Yield a price, a way to reach somebody, then the words of each family."""
    shapes, folded = (("price", _PRICE), ("contact", _CONTACT)), text.fold(typed)
    for words, families in ((typed, shapes), (folded, _families())):
        for family, pattern in families:
            if match := pattern.search(words):
                yield RefusedWords(match[0].strip(), family)


def _free_of_nothing(sentence: str) -> str:
    """Return the word that says something is free, in a folded sentence where nothing that may be stands near."""
    free, of, within = _free()
    words = sentence.split()
    near = [at for at, word in enumerate(words) if of.fullmatch(word)]
    for match in free.finditer(sentence):
        at = sentence.count(" ", 0, match.start())
        if not any(abs(at - place) <= within for place in near):
            return match[0]
    return ""


@cache
def _table() -> Mapping[str, Any]:
    with resource("law", "words", "own.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family["name"], any_of(family["says"])) for family in _table()["family"])


@cache
def _free() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    row = _table()["free"]
    return any_of(row["says"]), any_of(row["of"]), int(row["within"])
