"""The names of the code: a word that says nothing of what stands there is not used for a local any more, and a class is
known by its name alone."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.tree import Code, program

VAGUE = frozenset(
    (
        *("held", "told", "said", "heard", "found", "kept", "made", "given", "asked", "shown", "left", "gone", "apart"),
        *("near", "whole", "one", "several", "again", "known", "own", "others", "done", "there", "fresh", "together"),
        *("lent", "named", "standing", "read", "plain", "closed"),
    )
)
"""Words that would suit any value."""
MOST = 1897
"""Locals of the program that still bear one of them: this number only falls."""


def vague_locals(sources: Iterable[Code]) -> Iterator[str]:
    """Yield the place of each local named by a vague word."""
    for code in sources:
        for node in ast.walk(code.tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in VAGUE:
                yield code.at(node, f"« {node.id} » says nothing of what it is")


def classes_named_twice(sources: Iterable[Code]) -> list[str]:
    """Return the names of classes that stand more than once, those of one file alone by their name without the dash."""
    names = Counter(node.name.lstrip("_") for code in sources for node in code.nodes if isinstance(node, ast.ClassDef))
    return sorted(name for name, count in names.items() if count > 1)


def test_fewer_and_fewer_locals_have_a_vague_name() -> None:
    places = list(vague_locals(program()))
    assert len(places) <= MOST, "\n".join(places[-20:])
    assert len(places) > MOST - 100, f"lower MOST to {len(places)}"


def test_a_vague_name_is_seen() -> None:
    source = Code(
        "core/a.py", "def f(rows):\n    found = [one for one in rows]\n    for row in rows:\n        print(found)"
    )
    assert [place.partition(":")[2].split(":")[0] for place in vague_locals([source])] == ["2", "2"]


def test_a_class_is_known_by_its_name() -> None:
    assert classes_named_twice(program()) == []
    assert classes_named_twice([Code("core/a.py", "class A: ..."), Code("ui/b.py", "class _A: ...")]) == ["A"]
