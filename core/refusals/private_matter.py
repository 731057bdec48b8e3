"""Tells whether the text of an ad speaks of the person's life: a death, a separation, health, debts, a departure (law
file, SCR-09). The words are neither kept nor repeated: what they decide is which letter is sent, the neutral one.

In doubt the answer is yes: the neutral letter says nothing wrong to anybody. What is said of a house, of a street or of
a tax (« WC séparés », « droits de mutation », « au départ des sentiers ») is taken out first.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache

from core.base.resources import resource
from core.base.text import fold

_EITHER = re.compile(r"\[(\w+)\]")


def any_of(stems: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of ``stems``, literal but for « [eé] », one of two letters, and « + », which is left out."""
    tree: _Tree = {}
    for stem in stems:
        for spelling in _spellings(stem.replace("+", "")):
            node = tree
            for letter in spelling:
                node = node.setdefault(letter, {})
            node[""] = {}
    return re.compile(_written(tree))


_Tree = dict[str, "_Tree"]


def _spellings(stem: str) -> Iterator[str]:
    either = _EITHER.search(stem)
    if either is None:
        yield stem
    else:
        for letter in either[1]:
            yield from _spellings(stem[: either.start()] + letter + stem[either.end() :])


def _written(tree: _Tree) -> str:
    """Return the pattern of a tree; where a stem ends, what goes on says no more."""
    if "" in tree:
        return ""
    parts = [re.escape(letter) + _written(rest) for letter, rest in sorted(tree.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


_WORDS = tomllib.loads(resource("refusals", "private.toml").read_text("utf-8"))
STEMS: str = _WORDS["stems"]
"""Without one of these nothing is told. Asked first, of letters in small."""
MAY_TELL = any_of(STEMS.split())
_SURE = any_of(_WORDS["sure"].split())
"""Said of nothing but a life."""
_WITH = {stem: frozenset(words.split()) for stem, words in _WORDS["with"].items()} | {
    stem: frozenset(f"{_WORDS['why']} {_WORDS['whose']} {words}".split()) for stem, words in _WORDS["with_why"].items()
}
"""Stems that houses share, and the words without one of which they say nothing."""
_AROUND = 70
"""Letters read on each side of a stem."""


def tells_private(text: str) -> bool:
    """Tell whether ``text`` speaks of somebody's life."""
    lowered = text.lower()
    return _SURE.search(lowered) is not None or any(_read(lowered, stem) for stem in MAY_TELL.finditer(lowered))


def _read(lowered: str, stem: re.Match[str]) -> bool:
    """Tell whether a stem is said of a life, by the words around it."""
    near = fold(lowered[max(0, stem.start() - _AROUND) : stem.end() + _AROUND])
    partners = _WITH.get(fold(stem[0]))
    if partners is not None and partners.isdisjoint(near.split()):
        return False
    return _any("tells").search(_any("elsewhere").sub(" | ", near)) is not None


@cache
def _any(name: str) -> re.Pattern[str]:
    """Return the pattern of any of the words of that name."""
    return re.compile(rf"\b(?:{'|'.join(_WORDS[name])})\b")
