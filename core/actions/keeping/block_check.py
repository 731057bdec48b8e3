"""Compares the rows that are sealed many at a time (:mod:`core.store.engine.blocks`) with what the journal says."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from core.base.moments import made
from core.store.engine.blocks import BLOCKED, BROKEN, SealedBlock, kept_blocks, strange_blocks
from core.store.port import Reader
from core.words import proving as words

Roots = Mapping[str, Mapping[int, str | None]]


class BlockReplay:
    """What the journal says of the blocks, one transaction after the other: the ``roots`` of each table, by block;
    ``altered``: those that a transaction found other than the one before had left them."""

    def __init__(self) -> None:
        self.roots: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self.altered: defaultdict[str, set[int]] = defaultdict(set)

    @property
    def begun(self) -> bool:
        """Whether the journal holds a root."""
        return any(self.roots.values())

    def take(self, left: Roots, were: Roots, *, taken: bool) -> None:
        """Take the roots that a transaction left, and those it found; ``taken``: it took the rows as they were."""
        for table, roots in left.items():
            last, before = self.roots[table], were.get(table, {})
            for block, root in roots.items():
                if not taken and (last.get(block) != before.get(block) or root == BROKEN):
                    self.altered[table].add(block)
                if root is None:
                    last.pop(block, None)
                else:
                    last[block] = root


def unproven_blocks(r: Reader, replay: BlockReplay, named: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each kind of rows whose blocks are not as the journal left them, but for the tables
    ``named`` already."""
    sealed: defaultdict[str, dict[int, SealedBlock]] = defaultdict(dict)
    for block in kept_blocks(r):
        sealed[block.table][block.block] = block
    for table in BLOCKED:
        wrong = _wrong_blocks(replay, table, sealed[table]) | strange_blocks(r, table, sealed[table])
        if wrong and table not in named:
            moments = [made(block << BLOCKED[table].shift) for block in sorted(wrong)]
            yield words.block_words(table, moments if BLOCKED[table].is_dated else [])


def _wrong_blocks(replay: BlockReplay, table: str, kept: Mapping[int, SealedBlock]) -> set[int]:
    """Return the blocks whose root is not that of the journal, or that were found changed; one whose rows are all gone
    since has nothing more to be told."""
    roots = replay.roots[table]
    wrong = {block for block in {*roots, *kept} if block not in kept or roots.get(block) != kept[block].root}
    return wrong | (replay.altered[table] & kept.keys())
