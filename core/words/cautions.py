"""Warns of words that touch somebody's private life, before a note or a label is kept: a caution, never a refusal. The
list and where it comes from are in ``resources/law/words/private.toml``."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from core.base import text
from core.base.i18n import _
from core.base.resources import resource

INSULT = "insulte"
_EDGES = " .,;:!?…«»\"'()[]"


def private_words(typed: str) -> list[tuple[str, str]]:
    """Return the words of a text that touch the private life of a person, each once, in order: (as typed, what it
    touches, in French, or :data:`INSULT`)."""
    parts = [(raw, word) for raw in typed.split() for word in text.fold(raw).split()]
    folded = " ".join(word for _raw, word in parts)
    taken = [False] * len(parts)
    found: list[tuple[int, tuple[str, str]]] = []
    for theme, says, but in _themes():
        free = list(taken)
        for match in but.finditer(folded) if but else ():
            _take(free, folded, match)
        for match in says.finditer(folded):
            first, last = _places(folded, match)
            if any(free[first : last + 1]):
                continue
            _take(taken, folded, match)
            raws = dict.fromkeys(raw for raw, _word in parts[first : last + 1])
            found.append((first, (" ".join(raws).strip(_EDGES), theme)))
    return list(dict.fromkeys(one for _place, one in sorted(found, key=lambda one: one[0])))


def note_caution(word: str, theme: str) -> str:
    """Return what is said beside a note."""
    if theme == INSULT:
        return _("«\u202f{value}\u202f» peut blesser. La personne peut demander à lire cette note.").format(value=word)
    words = _("«\u202f{value}\u202f» touche à {theme}. La note dit ce qui est convenu, pas la vie de la personne.")
    return words.format(value=word, theme=theme)


def tag_caution(word: str, _theme: str) -> str:
    """Return what is said beside a label."""
    words = _("«\u202f{value}\u202f» touche à la vie privée\u202f: choisissez un mot sur le bien ou le suivi.")
    return words.format(value=word)


@cache
def _themes() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    with resource("law", "words", "private.toml").open("rb") as file:
        read = tomllib.load(file)
    return tuple(
        (one["name"], any_of(one["says"]), any_of(one["but"]) if one.get("but") else None) for one in read["theme"]
    )


def any_of(entries: Iterable[str]) -> re.Pattern[str]:
    """Return what finds these words in a folded text, the longest first."""
    parts = [
        " ".join(text.fold(word) + (r"[a-z0-9]*" if word.endswith("*") else "") for word in entry.split())
        for entry in sorted(entries, key=len, reverse=True)
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def _places(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the ranks of the first and last words of a match."""
    return folded.count(" ", 0, match.start()), folded.count(" ", 0, match.end())


def _take(taken: list[bool], folded: str, match: re.Match[str]) -> None:
    first, last = _places(folded, match)
    taken[first : last + 1] = [True] * (last + 1 - first)
