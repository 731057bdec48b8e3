"""Another window puts back a copy of the base while a file is taken in: the import stops with a sentence, and says no
count that is not."""

from pathlib import Path

import pytest

from core.actions.common import shared_values
from core.actions.intake import import_rows
from core.actions.intake.parse import prepared, read_rows
from core.actions.keeping import backing_up, restoring
from core.actions.keeping.verifying import verify
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW
from tests.failing import fails_with

ROWS, BLOCK = 60, 20


@pytest.mark.parametrize("at, restored", [(0, 2 * BLOCK), (1, 2 * BLOCK), (0, ROWS)])
def test_it_stops_with_a_sentence(store: Store, tmp_path: Path, at: int, restored: int) -> None:
    """``at``: the copy was made before the import, or after its first block, which it holds; ``restored``: how many
    rows were taken in when it was put back, the last ones included."""
    copies = [backing_up.back_up(store, tmp_path / "avant", by=BY, at=NOW).path]
    rows = [
        DRAFT._replace(line=n, last_name=f"Nom{chr(97 + n % 26)}{n // 26 * 'z'}", phones=(f"06 39 98 00 {n:02d}",),
                       emails=(), address=f"{n} rue Haute", reference=f"R{n}")
        for n in range(ROWS)
    ]  # fmt: skip
    shared = shared_values.remember(store, (), BATCH.supplier, by=BY, at=NOW)
    items = list(prepared(read_rows(rows, BATCH, NOW.date()), BATCH, store.keyed_hash, shared))

    def progress(done: int, _total: int) -> None:
        if done == BLOCK:
            copies.append(backing_up.back_up(store, tmp_path / "pendant", by=BY, at=NOW).path)
        if done == restored:
            restoring.restore(store.path.parent, copies[at], by="Paul", at=NOW)

    blocks = iter([items[first : first + BLOCK] for first in range(0, ROWS, BLOCK)])
    with fails_with("BASE_REPLACED_MIDWAY"):
        import_rows.load(store, BATCH, blocks, by=BY, now=NOW, progress=progress)
    store.news()
    assert verify(store).problems == ()
    with store.read() as r:
        assert len(leads.search(r)) == at * BLOCK
