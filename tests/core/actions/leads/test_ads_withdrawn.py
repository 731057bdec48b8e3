"""The ad is withdrawn: said on the sheet or by a call, judged, erased by its rule, taken back within ten minutes."""

from collections.abc import Callable
from datetime import date, timedelta

from core.actions.calling import calling
from core.actions.calling.rejudging import RejudgingPeriod, rejudge_in
from core.actions.common import agency
from core.actions.common.judging import law_of, verdict
from core.actions.common.people import of_lead
from core.actions.desk.recent import recent
from core.actions.keeping import kept_too_long, retaining
from core.actions.leads import ads_withdrawn
from core.actions.leads.timeline import events
from core.base.records import replace
from core.model.channel import Channel
from core.records.contact import Contact
from core.records.listing import Listing
from core.store import leads
from core.store.port import Store
from tests.core.actions.calling.test_rejudging import called, informed
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take, who_is
from tests.failing import fails_with

TODAY = NOW.date()


def forbidden(store: Store, lead_id: int) -> bool:
    """Tell whether a letter is forbidden because the ad is gone."""
    with store.read() as r:
        said = verdict(r, lead_id, law_of(agency.settings(r)), channel=Channel.LETTER, at=NOW)
    return "RETENTION_LISTING" in [reason.code for reason in said.reasons if reason.blocks]


def is_gone(store: Store, lead_id: int) -> bool:
    with store.read() as r:
        return ads_withdrawn.gone(r, lead_id, at=NOW) is not None


def refused(code: str, gesture: Callable[[], object]) -> None:
    with fails_with(code):
        gesture()


def test_an_ad_withdrawn_closes_the_sheet_and_is_proposed_to_be_erased(store: Store) -> None:
    lead_id = add(store)
    assert not forbidden(store, lead_id)
    assert ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW, day=date(2026, 11, 20)) == date(2026, 11, 20)
    assert forbidden(store, lead_id)
    with store.read() as r:
        [rule] = kept_too_long.preview(r, NOW).rules
        assert (rule.key, rule.count, rule.since) == ("listing_gone", 1, date(2026, 11, 20))
        assert "Annonce notée retirée ou vendue, le 20/11/2026" in [one.text for one in events(r, lead_id)]
        assert recent(r, at=NOW)[0].text == "Annonce de Moreau Hélène notée retirée"
        assert ads_withdrawn.gone(r, lead_id, at=NOW) == ads_withdrawn.AdsWithdrawal(
            date(2026, 11, 20), NOW, BY, undoable=True
        )
    assert retaining.run(store, by=BY, at=NOW).people == 1
    with store.read() as r:
        assert r.of(Contact, lead_id=lead_id) == []
        assert r.count(Listing, lead_id=lead_id) == 1


def test_a_mistake_is_taken_back_within_ten_minutes(store: Store) -> None:
    lead_id = add(store)
    refused("UNDO_LATE", lambda: ads_withdrawn.restore(store, lead_id, by=BY, at=NOW))
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW)
    late = NOW + timedelta(minutes=11)
    refused("UNDO_LATE", lambda: ads_withdrawn.restore(store, lead_id, by=BY, at=late))
    ads_withdrawn.restore(store, lead_id, by=BY, at=NOW + timedelta(minutes=9))
    assert not is_gone(store, lead_id)
    assert not forbidden(store, lead_id)
    with store.read() as r:
        assert recent(r, at=late)[0].text == "Annonce de Moreau Hélène de nouveau en ligne"


def test_the_day_fits_what_was_seen(store: Store) -> None:
    lead_id = add(store)
    for day in (TODAY + timedelta(days=1), date(2026, 10, 25)):
        refused("GONE_DAY", lambda day=day: ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW, day=day))  # type: ignore[misc]
    refused("LEAD_UNKNOWN", lambda: ads_withdrawn.withdraw(store, 5, by=BY, at=NOW))
    with store.write("test", by=BY, at=NOW) as w:
        w.delete("listing", w.of(Listing, "-id", lead_id=lead_id)[0].id)
    refused("LISTING_NONE", lambda: ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW))
    assert not is_gone(store, lead_id)


def test_several_at_once_without_those_who_have_none_online(store: Store) -> None:
    one, gone = add(store), add(store, last_name="Besson", phones=("06 39 98 12 48",), emails=(), reference="TD2")
    ads_withdrawn.withdraw(store, gone, by=BY, at=NOW)
    done = ads_withdrawn.withdraw_several(store, [one, gone], by=BY, at=NOW)
    assert (done.ids, done.same) == ((one,), 1)
    assert is_gone(store, one)
    refused("LISTING_NONE", lambda: ads_withdrawn.withdraw_several(store, [one, gone], by=BY, at=NOW))


def test_an_ad_seen_again_later_is_back(store: Store) -> None:
    lead_id = add(store)
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW, day=date(2026, 11, 20))
    again = replace(BATCH, name="suite.csv", sha256="1" * 64)
    take(store, DRAFT._replace(seen="20/11/2026"), batch=again)
    assert is_gone(store, lead_id)
    take(store, DRAFT._replace(seen="22/11/2026"), batch=replace(again, sha256="2" * 64))
    assert not is_gone(store, lead_id)
    assert not forbidden(store, lead_id)
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW)
    take(store, DRAFT._replace(reference="TD2", seen=""), batch=replace(again, sha256="3" * 64))
    assert not is_gone(store, lead_id)
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW + timedelta(minutes=1))
    with store.read() as r:
        assert len(ads_withdrawn.said(r, lead_id)) == 2


def test_a_call_that_hears_of_the_sale_says_it_too(store: Store) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    call = calling.receive(store, who, by=BY, at=NOW)
    calling.finish(store, call, outcome="talked", by=BY, at=NOW)
    assert not is_gone(store, lead_id)
    calling.finish(store, call, outcome="sold", by=BY, at=NOW)
    assert is_gone(store, lead_id)
    calling.finish(store, call, outcome="callback", by=BY, at=NOW)
    assert not is_gone(store, lead_id)


def test_a_stranger_has_nothing_to_withdraw(store: Store) -> None:
    add(store)
    with store.read() as r:
        who = of_lead(r, next(iter(leads.search(r))))
    call = calling.receive(store, replace(who, lead_id=None), by=BY, at=NOW)
    calling.finish(store, call, outcome="sold", by=BY, at=NOW)
    calling.finish(store, call, outcome="talked", by=BY, at=NOW)


def test_an_old_call_is_judged_by_what_was_known_of_the_ad(store: Store) -> None:
    lead_id = add(store)
    informed(store, lead_id, "2026-11-20")
    called(store, lead_id, "2026-11-23 11:00")
    called(store, lead_id, "2026-11-25 11:00")
    ads_withdrawn.withdraw(store, lead_id, by=BY, at=NOW)
    with store.read() as r:
        found = rejudge_in(r, RejudgingPeriod(store.path.parent, date(2026, 11, 1), date(2026, 11, 30)))
    codes = [{reason.code for reason in one.reasons} for one in found.breaches]
    assert ["RETENTION_LISTING" in said for said in codes] == [False, True]
