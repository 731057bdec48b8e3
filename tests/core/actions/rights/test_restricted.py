"""Data frozen at the person's wish (RGPD, art. 18): every way is closed, and says why."""

from datetime import timedelta

import pytest

from core.actions.common.agency import settings
from core.actions.common.judging import law_of, verdict
from core.base.moments import kept
from core.model.channel import Channel
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.LETTER, Channel.EMAIL])
def test_a_freeze_closes_every_way(store: Store, channel: Channel) -> None:
    lead_id = add(store)
    with store.write("restriction", by=BY, at=NOW) as w:
        w.update("lead", lead_id, {"restricted_at": kept(NOW)})
    with store.read() as r:
        said = verdict(r, lead_id, law_of(settings(r)), channel=channel, at=NOW + timedelta(hours=4))
    assert not said.allowed
    [reason] = [one for one in said.reasons if one.code == "RESTRICTED"]
    assert reason.values == {"date": NOW.date()}
