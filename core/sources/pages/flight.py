"""Reads the stream of a server's components (React, « flight »): rows one after the other, each with its name, and
the references of one to another (``$1f``, ``$5:props:ad``)."""

import re
from collections.abc import Iterator

from core.sources.pages.state_json import Json, loads

_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$L?([0-9a-f]{1,8})((?::[^:]{1,80}){0,20})")
_ROWS, _DEPTH, _VALUES = 4000, 60, 300_000


def rows_of(stream: str) -> Iterator[Json]:
    """Yield the tree of each row of ``stream``, what it refers to put in its place."""
    rows = dict(_rows(stream.encode("utf-8", "replace")))
    filling = _Filling(rows)
    for row in list(rows.values()):
        if isinstance(row, dict | list):
            yield filling.whole(row, 0)


def _rows(stream: bytes) -> Iterator[tuple[str, Json]]:
    """Yield (name, value) of each row: JSON, or a text whose length in bytes is told."""
    start = 0
    for _ in range(_ROWS):
        found = _ROW.match(stream, start)
        if not found:
            start = stream.find(b"\n", start) + 1
            if start == 0:
                return
            continue
        name = found[1].decode()
        if found[2]:
            end = found.end() + int(found[2], 16)
            yield name, stream[found.end() : end].decode("utf-8", "replace")
            start = end
            continue
        end = stream.find(b"\n", found.end())
        end = len(stream) if end < 0 else end
        if stream[found.end() : found.end() + 1] in (b"[", b"{"):
            yield name, loads(stream[found.end() : end].decode("utf-8", "replace"))
        start = end + 1


class _Filling:
    """Puts rows in the place of their references. A row that refers to one above it leaves a hole there."""

    def __init__(self, rows: dict[str, Json]) -> None:
        self._rows = rows
        self._open: set[str] = set()
        self._left = _VALUES

    def whole(self, node: Json, depth: int) -> Json:
        """Return ``node`` with its references filled."""
        self._left -= 1
        if self._left < 0 or depth > _DEPTH:
            return None
        if isinstance(node, dict):
            return {name: self.whole(one, depth + 1) for name, one in node.items()}
        if isinstance(node, list):
            return [self.whole(one, depth + 1) for one in node]
        if isinstance(node, str) and node.startswith("$"):
            return self._referred(node, depth)
        return node

    def _referred(self, text: str, depth: int) -> Json:
        if text.startswith("$$"):  # A text that begins with a dollar.
            return text[1:]
        if text.startswith("$D"):  # A day.
            return text[2:]
        found = _REFERENCE.fullmatch(text)
        if not found or text.startswith("$L"):  # A component written elsewhere is read in its own row.
            return None
        if text in self._open:
            return None
        node = self._rows.get(found[1])
        for step in found[2].split(":")[1:]:
            node = _step(node, step)
        if not isinstance(node, dict | list):
            return node
        self._open.add(text)
        made = self.whole(node, depth + 1)
        self._open.discard(text)
        return made


def _step(node: Json, step: str) -> Json:
    if isinstance(node, list):
        # An element is ["$", type, key, props].
        if step == "props":
            return node[3] if len(node) > 3 else None
        return node[int(step)] if step.isdecimal() and int(step) < len(node) else None
    return node.get(step) if isinstance(node, dict) else None
