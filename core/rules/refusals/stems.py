"""One pattern that finds any of many stems, as a tree of their letters: some ten times as quick as a list of them."""

import re
from collections.abc import Iterable, Iterator

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
