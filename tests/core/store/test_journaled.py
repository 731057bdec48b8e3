"""What the journal keeps of a gesture, read back."""

from core.actions.leads import tags
from core.store import journaled
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.core.actions.conftest import store as store


def test_a_gesture_is_read_back_with_what_it_changed(store: Store) -> None:
    lead_id = add(store)
    tags.tag_several(store, [lead_id], add="vu", by=BY, at=NOW)
    with store.read() as r:
        [line] = journaled.gesture_lines(r, ["tag"], since="2026", limit=9)
        [change] = journaled.changes(r, [line.id], ["lead"])
        assert (change.row_id, change.before, change.after) == (lead_id, '{"tags":""}', '{"tags":"vu"}')
        assert journaled.rows_written(r, [line.id], "lead") == [lead_id]
        assert journaled.gesture_lines(r, ["tag"], since="2027", limit=9) == []
        assert journaled.changes(r, [line.id], ["contact"]) == []
