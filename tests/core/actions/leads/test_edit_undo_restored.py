"""An edit taken back after a restoration took away what its values came from."""

import pytest

from core.actions.leads.edit_undo import undo_edit
from core.base.errors import Stale
from core.model.editing import Edited, Written
from core.store.port import Store, Value
from tests.core.actions.conftest import BY, NOW, add


def test_what_came_from_an_origin_that_is_gone_is_not_put_back(store: Store) -> None:
    lead = add(store)
    gone: dict[str, Value] = {
        "id": 11,
        "lead_id": lead,
        "origin_id": 12,
        "table": "lead",
        "row_id": lead,
        "field": "name",
        "fresh": 1,
    }
    with pytest.raises(Stale) as refused:
        undo_edit(store, Edited(lead, written=(Written("stated", 11, gone, None),)), by=BY, at=NOW)
    assert refused.value.code == "UNDO_SINCE"
    with store.read() as r:
        assert r.records("SELECT * FROM stated WHERE id = 11") == []
