"""The references corrected by the agency's counsel: shown everywhere, the rulebook's kept beside, the change
journaled."""

import json
from datetime import timedelta

import pytest

from core.actions.common import agency
from core.actions.common.judging import law_of, verdict
from core.actions.common.law import rulebooks
from core.actions.papers import references
from core.model.channel import Channel
from core.store.port import Store
from core.words.verdicts import original, reference
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with

D9 = "C. consom., art.\u00a0D.223-9 (décret 2026-662)"
D8 = "C. consom., art.\u00a0D.223-8 (décret 2026-662)"
EVENING = NOW.replace(hour=21)


def change(store: Store, rule: str, typed: str, by: str = "Me Duval") -> references.RuleText:
    return references.change(store, rule, typed, by=by, at=NOW)


def shown(store: Store, lead: int) -> dict[str, tuple[str, str]]:
    with store.read() as r:
        said = verdict(r, lead, law_of(agency.settings(r)), channel=Channel.CALL, at=EVENING)
    return {reason.code: (reference(reason), original(reason)) for reason in said.reasons}


def test_a_correction_is_shown_on_every_reason_that_bore_the_article(store: Store) -> None:
    lead = add(store)
    assert shown(store, lead)["HOURS_OUTSIDE"] == (D9, "")
    found = change(store, "hours_outside", "  C. consom.,  art. D.223-8 (décret 2026-662) ")
    assert (found.reference, found.original, found.changed, found.by, found.at) == (D8, D9, True, "Me Duval", NOW)
    assert {"HOURS_OUTSIDE", "HOURS_WEEKEND", "FREQUENCY"} <= set(found.codes)
    reasons = shown(store, lead)
    assert reasons["HOURS_OUTSIDE"] == (D8, D9)
    assert reasons["CONSENT_NONE"] == ("C. consom., art.\u00a0L223-1", "")
    assert rulebooks().books[-1].rules["HOURS_OUTSIDE"].reference == D9


def test_the_journal_says_who_when_before_and_after(store: Store) -> None:
    change(store, "HOURS_OUTSIDE", "art. 1", by="Me Duval")
    references.change(store, "HOURS_OUTSIDE", "art. 2", by="Me Lenoir", at=NOW + timedelta(hours=1))
    with store.read() as r:
        first, second = (
            r.records("""SELECT j.by, j.at, v.before, v.after FROM journal j JOIN journal_value v ON v.journal_id = j.id
            WHERE j.what = 'reference' ORDER BY j.id""")
        )
    assert (first["by"], second["by"]) == ("Me Duval", "Me Lenoir")
    assert first["before"] is None
    assert json.loads(str(second["before"]))["text"] == "art.\u00a01"
    assert json.loads(str(second["after"]))["text"] == "art.\u00a02"
    assert str(second["at"]) > str(first["at"])


def test_the_rulebooks_own_reference_takes_the_correction_away(store: Store) -> None:
    for typed in ("", D9, "C. consom., art. D.223-9 (décret 2026-662)"):
        change(store, "HOURS_OUTSIDE", "art. 1")
        back = change(store, "HOURS_OUTSIDE", typed)
        assert (back.changed, back.at, back.by) == (False, None, "")
    assert not change(store, "HOURS_OUTSIDE", "").changed
    kept = change(store, "HOURS_OUTSIDE", "art. 1")
    again = references.change(store, "HOURS_OUTSIDE", "art. 1", by="Claire", at=NOW + timedelta(days=1))
    assert again == kept


def test_a_rule_with_one_reference_is_named_by_its_id(store: Store) -> None:
    assert change(store, "TEL-26-01", "art. 1").codes == ("CONSENT_NONE", "CALL_CONSENT")


@pytest.mark.parametrize(
    ("rule", "typed", "code"),
    [
        ("TEL-99", "art. 1", "REFERENCE_UNKNOWN"),
        ("TEL-26-08", "art. 1", "REFERENCE_SEVERAL"),
        ("REQUEST_OLD", "art. 1", "REFERENCE_PRUDENCE"),
        ("HOURS_OUTSIDE", "x" * 121, "REFERENCE_LONG"),
    ],
)
def test_what_cannot_be_corrected(store: Store, rule: str, typed: str, code: str) -> None:
    with fails_with(code):
        change(store, rule, typed)
    with store.read() as r:
        assert not agency.settings(r).references


def test_every_rule_is_listed_with_its_dates_and_sources(store: Store) -> None:
    with store.read() as r:
        found = references.listed(r)
    codes = {code for one in found for code in one.codes}
    assert codes == {code for book in rulebooks().books for code in book.rules}
    old = next(one for one in found if one.rule == "TEL-OLD-05")
    assert [period.end is None for period in old.periods] == [False]
    both = next(one for one in found if one.rule == "GDPR-04")
    assert len(both.periods) == 2
    assert all(period.sources and period.title for one in found for period in one.periods)
    assert all((references.shown_as(one) == "Prudence") == one.prudent for one in found)


def test_a_correction_no_rule_bears_any_more_changes_nothing(store: Store) -> None:
    with store.write("reference", by=BY, at=NOW) as w:
        w.insert("rule_reference", {"rule": "OLD", "original": "a", "text": "b", "at": "2026-01-01", "by": BY})
    lead = add(store)
    assert shown(store, lead)["HOURS_OUTSIDE"] == (D9, "")
