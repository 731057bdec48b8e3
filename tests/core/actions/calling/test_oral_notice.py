"""The information said on the telephone counts once its first layer is whole, and never before."""

from datetime import timedelta

from core.actions.calling import calling, oral_notice
from core.actions.calling.oral_notice import FIRST_LAYER
from core.actions.common.agency import settings
from core.actions.common.judging import law_of, verdict
from core.actions.desk import recent
from core.actions.leads import lead_views
from core.model.channel import Channel
from core.records.call import OralNotice
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.failing import fails_with

LATE = NOW + timedelta(days=60)


def received(store: Store, lead: int) -> int:
    who = who_is(store, lead)
    return calling.receive(store, who, by=BY, at=NOW)


def letter_codes(store: Store, lead: int) -> list[str]:
    with store.read() as r:
        said = verdict(r, lead, law_of(settings(r)), channel=Channel.CALL, at=LATE)
    return [reason.code for reason in said.reasons]


def test_the_information_is_given_when_nothing_of_the_first_layer_is_left_out(store: Store) -> None:
    lead = add(store)
    call = received(store, lead)
    assert "NOTICE_OVERDUE" in letter_codes(store, lead)
    for count in range(1, len(FIRST_LAYER)):
        assert not oral_notice.say(store, call, FIRST_LAYER[:count], by=BY, at=NOW + timedelta(seconds=count))
        assert "NOTICE_OVERDUE" in letter_codes(store, lead)
    assert oral_notice.say(store, call, FIRST_LAYER, by=BY, at=NOW + timedelta(seconds=20))
    assert "NOTICE_OVERDUE" not in letter_codes(store, lead)
    with store.read() as r:
        assert oral_notice.said(r, call) == FIRST_LAYER
        told = r.one(OralNotice, call_id=call)
        assert told is not None
        assert (told.version, told.complete, told.by) == ("script-2", True, BY)
        events = lead_views.lead_sheet(r, lead, law_of(settings(r)), at=NOW).events
        day = [one.text for one in recent.recent(r, at=NOW + timedelta(hours=1))]
    assert "Information donnée de vive voix, entière (script-2, 6 points dits)" in [one.text for one in events]
    assert "Information donnée de vive voix à Moreau Hélène" in day


def test_a_tick_taken_back_is_taken_back(store: Store) -> None:
    lead = add(store)
    call = received(store, lead)
    oral_notice.say(store, call, FIRST_LAYER, by=BY, at=NOW)
    assert not oral_notice.say(store, call, ["who"], by=BY, at=NOW)
    assert not oral_notice.say(store, call, ["who"], by=BY, at=NOW + timedelta(minutes=1))
    assert "NOTICE_OVERDUE" in letter_codes(store, lead)
    with store.read() as r:
        events = lead_views.lead_sheet(r, lead, law_of(settings(r)), at=NOW).events
        assert not [one for one in recent.recent(r, at=NOW) if "vive voix" in one.text]
    assert "Information commencée de vive voix (script-2, 1 point dit)" in [one.text for one in events]
    oral_notice.say(store, call, [], by=BY, at=NOW)
    with store.read() as r:
        events = lead_views.lead_sheet(r, lead, law_of(settings(r)), at=NOW).events
        assert oral_notice.said(r, call) == ()
    assert not [one for one in events if "vive voix" in one.text]


def test_asking_to_go_on_is_no_information(store: Store) -> None:
    call = received(store, add(store))
    assert not oral_notice.say(store, call, ["agreement", *FIRST_LAYER[1:]], by=BY, at=NOW)


def test_what_does_not_exist_is_refused(store: Store) -> None:
    call = received(store, add(store))
    for number, points, code in ((1, ["who"], "LEAD_UNKNOWN"), (call, ["price"], "FIELD_VALUE")):
        with fails_with(code):
            oral_notice.say(store, number, points, by=BY, at=NOW)
    with store.read() as r:
        assert oral_notice.said(r, call) == ()
