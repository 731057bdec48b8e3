"""Prints how a checkout is kept, one column for each folder given: sizes, arrows, circles, reads by position, casts.

``python -m tests.bench.house [FOLDER...]`` (this checkout without one); an older state is had by
``git worktree add --detach FOLDER COMMIT``. Nothing of the checkouts is run or imported: their sources are parsed.
"""

import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from tests.test_architecture import FILE_LINES
from tests.tree import ROOT, Code

FORWARDED = ("getattr", "hasattr", "setattr", "import_module")
CASTS = ("str", "int", "float", "bool")


class House:
    """The sources of one checkout, below ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def product(self) -> tuple[Code, ...]:
        """What is shipped: ``main.py``, ``core`` and ``ui``."""
        return self._sources("main.py", "core/**/*.py", "ui/**/*.py")

    @cached_property
    def tests(self) -> tuple[Code, ...]:
        """The tests and their tools."""
        return self._sources("tests/**/*.py")

    @cached_property
    def files(self) -> Mapping[str, frozenset[str]]:
        """Module → the modules of ours it names, by an import wherever it stands, or by a text."""
        ours = {code.module for code in self.product}
        return {code.module: frozenset(_named(code, ours)) for code in self.product}

    @cached_property
    def folders(self) -> Mapping[str, frozenset[str]]:
        """Folder → the other folders that its files name."""
        inside = {code.module: code.name.rpartition("/")[0] for code in self.product}
        found: dict[str, set[str]] = {folder: set() for folder in inside.values()}
        for module, named in self.files.items():
            found[inside[module]] |= {inside[one] for one in named} - {inside[module]}
        return {folder: frozenset(named) for folder, named in found.items()}

    def _sources(self, *patterns: str) -> tuple[Code, ...]:
        paths = sorted(path for pattern in patterns for path in self._root.glob(pattern))
        return tuple(Code(path.relative_to(self._root).as_posix(), path.read_text("utf-8")) for path in paths)


def lines(sources: tuple[Code, ...]) -> str:
    """Return « lines in files »: ``56 204 in 893``."""
    return f"{sum(len(code.text.splitlines()) for code in sources)} in {len(sources)}"


def rings(reaches: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Return the groups of two or more whose members all reach one another (Tarjan's strong components)."""
    return [frozenset(one) for one in _components(reaches) if len(one) > 1]


def by_position(house: House) -> int:
    """Count what is read by a number (``row[3]``, ``call(…)[0]``), above the store, in files that know the store."""
    above = [code for code in house.product if "core.store" in code.text and not code.name.startswith("core/store")]
    return sum(_is_by_number(node) for code in above for node in code.nodes)


def around_columns(house: House) -> int:
    """Count ``str(…)``, ``int(…)`` and the like around what is read by a number or by a key, in the same files."""
    above = [code for code in house.product if "core.store" in code.text and not code.name.startswith("core/store")]
    return sum(
        isinstance(node, ast.Call) and ast.unparse(node.func) in CASTS and len(node.args) == 1
        and isinstance(node.args[0], ast.Subscript)
        for code in above
        for node in code.nodes
    )  # fmt: skip


def called(house: House, *names: str) -> int:
    """Count the calls of functions by their last name."""
    calls = (node for code in house.product for node in code.nodes if isinstance(node, ast.Call))
    return sum(ast.unparse(call.func).rpartition(".")[2] in names for call in calls)


def type_casts(house: House) -> int:
    """Count the calls of ``typing.cast``; the ``cast`` of a view of bytes is another."""
    calls = (node for code in house.product for node in code.nodes if isinstance(node, ast.Call))
    return sum(ast.unparse(call.func) in ("cast", "typing.cast") for call in calls)


def type_only(house: House) -> int:
    """Count the imports that only the type checker sees: ``if TYPE_CHECKING``."""
    tests = (node.test for code in house.product for node in code.nodes if isinstance(node, ast.If))
    return sum("TYPE_CHECKING" in ast.unparse(test) for test in tests)


def longest_function(house: House) -> str:
    """Return the lines of the longest function, its signature and docstring included, and where it is."""
    functions = (
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{code.name}:{node.name}")
        for code in house.product
        for node in code.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return "{} {}".format(*max(functions))


def largest_folder(house: House) -> str:
    """Return how many files the largest folder has, and its name."""
    files = Counter(code.name.rpartition("/")[0] for code in house.product)
    return "{1} {0}".format(*files.most_common(1)[0])


def shared_names(house: House) -> int:
    """Count the public functions and classes whose name another file of their folder gives too."""
    names = Counter(
        (code.name.rpartition("/")[0], node.name)
        for code in house.product
        for node in code.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    )
    return sum(count for count in names.values() if count > 1)


def standard_names(house: House) -> int:
    """Count the modules of core named as one of the standard library."""
    core = [code.module for code in house.product if code.name.startswith("core/")]
    return sum(module.rpartition(".")[2] in sys.stdlib_module_names for module in core)


FIGURES: dict[str, Callable[[House], object]] = {
    "product, lines in files": lambda house: lines(house.product),
    "tests, lines in files": lambda house: lines(house.tests),
    "largest folder": largest_folder,
    "folders": lambda house: len(house.folders),
    "arrows between folders": lambda house: sum(map(len, house.folders.values())),
    "circles of files": lambda house: len(rings(house.files)),
    "files in the circles": lambda house: sum(map(len, rings(house.files))),
    "circles of folders": lambda house: len(rings(house.folders)),
    "folders in the circles": lambda house: sum(map(len, rings(house.folders))),
    "read by a number above the store": by_position,
    "str() or int() around a column": around_columns,
    "typing.cast": type_casts,
    "TYPE_CHECKING": type_only,
    "getattr, hasattr, setattr, import_module": lambda house: called(house, *FORWARDED),
    f"files over {FILE_LINES} lines": lambda house: sum(
        len(code.text.splitlines()) > FILE_LINES for code in house.product
    ),
    "longest function": longest_function,
    "public names shared in a folder": shared_names,
    "modules with a standard name": standard_names,
}


def _named(code: Code, ours: set[str]) -> Iterator[str]:
    for _node, name in code.mentions:
        module = name if name in ours else name.rpartition(".")[0]
        if module in ours and module != code.module:
            yield module


def _is_by_number(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Load)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, int)
    )


def _components(reaches: Mapping[str, frozenset[str]]) -> Iterator[list[str]]:
    seen: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []

    def visit(one: str) -> Iterator[list[str]]:
        seen[one] = low[one] = len(seen)
        open_.append(one)
        for other in sorted(reaches.get(one, ())):
            if other not in seen:
                yield from visit(other)
            if other in open_:
                low[one] = min(low[one], low[other])
        if low[one] == seen[one]:
            at = open_.index(one)
            yield open_[at:]
            del open_[at:]

    for one in reaches:
        if one not in seen:
            yield from visit(one)


def main(folders: list[str]) -> None:
    """Print one line a figure, one column a checkout."""
    sys.setrecursionlimit(10_000)
    houses = [House(Path(folder)) for folder in folders] or [House(ROOT)]
    for name, figure in FIGURES.items():
        print(f"{name:42}", *(f"{figure(house)!s:>40}" for house in houses))


if __name__ == "__main__":
    main(sys.argv[1:])
