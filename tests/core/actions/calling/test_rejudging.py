"""Old calls judged again: the law of their day, and only what was known at their minute."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling.rejudging import RejudgingPeriod, rejudge, rejudge_in
from core.actions.common import people
from core.actions.common.law import rulebooks
from core.actions.register.opposing import oppose
from core.base.errors import Cancelled
from core.base.moments import kept
from core.model.channel import TitleKind
from core.model.rejudged import Breach, Rejudged
from core.store.port import Store, Value
from core.words.verdicts import sentence
from tests.core.actions.conftest import BY, NOW, PARIS, add
from tests.failing import fails_with

YEAR = RejudgingPeriod(Path(), date(2026, 1, 1), date(2026, 12, 31))
JUNE = RejudgingPeriod(Path(), date(2026, 6, 1), date(2026, 6, 30), bloctel=(date(2026, 6, 1),))
PHONE = "06 39 98 12 41"


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def put(store: Store, table: str, **values: Value) -> int:
    with store.write("old log", by=BY, at=NOW) as w:
        return w.insert(table, values)


def called(store: Store, lead: int, at: str, outcome: str = "no_answer", direction: str = "out") -> int:
    """A call as an older log held it: nothing asked the law before it was made."""
    with store.read() as r:
        who = people.find(r, PHONE)
    return put(
        store, "call", lead_id=lead, hash=who.hash, phone=who.phone, direction=direction, started=kept(paris(at)),
        ended=kept(paris(at)), outcome=outcome, verdict="{}", by="Luc",
    )  # fmt: skip


def informed(store: Store, lead: int, day: str = "2026-04-10") -> int:
    posted = kept(paris(f"{day} 09:00"))
    return put(
        store, "notice", lead_id=lead, reference=f"L{lead}{day}", versions="1", sha256="0" * 64, file="l.pdf", day=day,
        at=posted, by=BY, posted_at=posted,
    )  # fmt: skip


def agreed(store: Store, lead: int, collected: str, **values: Value) -> int:
    proof = put(store, "proof", name="coupon.pdf", sha256="0" * 64, content="coupon")
    return put(
        store, "consent", lead_id=lead, channels="call", hash="", collected=kept(paris(collected)), wording="1",
        object="", proof_id=proof, at=kept(NOW), by=BY, **values,
    )  # fmt: skip


def obtained(store: Store, day: str = "2026-04-01") -> int:
    lead = add(store)
    with store.write("old log", by=BY, at=NOW) as w:
        w.update("lead", lead, {"obtained": day})
    return lead


def again(store: Store, asked: RejudgingPeriod = YEAR) -> Rejudged:
    with store.read() as r:
        return rejudge_in(r, asked)


def codes(found: Breach) -> list[str]:
    return [reason.code for reason in found.reasons]


def test_the_vector_of_the_law_file(store: Store) -> None:
    """Refusal on 1 May 2026, call on 20 June 2026: 50 days instead of 60, under the old law."""
    lead = obtained(store)
    informed(store, lead)
    called(store, lead, "2026-05-01 10:30", "not_interested")
    call = called(store, lead, "2026-06-20 10:30")
    [breach] = again(store, JUNE).breaches
    assert (breach.call, breach.lead, breach.by, breach.at) == (call, lead, "Luc", paris("2026-06-20 10:30"))
    # The 20th of June 2026 is a Saturday too.
    assert codes(breach) == ["REFUSAL_RECENT", "HOURS_WEEKEND"]
    first = breach.reasons[0]
    assert (first.rule, first.reference) == ("TEL-OLD-05", "C. consom., art.\u00a0D.223-9 (décret 2022-1313)")
    assert "60" in sentence(first)
    assert breach.law == rulebooks().books[0].title
    assert (breach.prudent, breach.name) == (False, "Moreau Hélène")


def test_a_lawful_call_is_counted_and_not_listed(store: Store) -> None:
    lead = obtained(store)
    informed(store, lead)
    called(store, lead, "2026-06-22 10:30")
    assert again(store, JUNE) == Rejudged(judged=1)
    [unchecked] = again(store).breaches
    assert codes(unchecked) == ["BLOCTEL_UNCHECKED"]
    called(store, lead, "2026-06-22 11:00", direction="in")
    assert again(store, JUNE).judged == 1


def test_what_came_later_counts_for_nothing(store: Store) -> None:
    lead = obtained(store, "2026-08-01")
    informed(store, lead, "2026-08-12")
    agreed(store, lead, "2026-10-05 10:00", withdrawn=kept(paris("2026-10-20 10:00")))
    before = called(store, lead, "2026-10-01 10:30")
    called(store, lead, "2026-10-06 10:30")
    after = called(store, lead, "2026-10-21 10:30")
    found = again(store)
    assert [(one.call, codes(one)) for one in found.breaches] == [
        (before, ["CONSENT_NONE"]),
        (after, ["CONSENT_WITHDRAWN"]),
    ]
    assert (found.judged, found.breaking, found.prudent, found.erased) == (3, 2, 0, 0)


def test_an_opposition_bears_on_the_calls_after_it(store: Store) -> None:
    lead = obtained(store, "2026-08-01")
    informed(store, lead, "2026-08-12")
    agreed(store, lead, "2026-08-20 10:00")
    called(store, lead, "2026-10-01 10:30")
    with store.read() as r:
        who = people.find(r, PHONE)
    oppose(store, who, how="letter", by=BY, at=paris("2026-10-15 10:00"))
    after = called(store, lead, "2026-10-16 10:30")
    assert [(one.call, codes(one)[0]) for one in again(store).breaches] == [(after, "OPPOSED_PERSON")]
    with store.write("lift", by=BY, at=NOW) as w:
        for entry in w.column(int, "SELECT id FROM opposition"):
            w.update("opposition", entry, {"lifted_at": kept(paris("2026-10-20 10:00"))})
        w.update("lead", lead, {"opposed_at": None})
    agreed(store, lead, "2026-10-20 11:00")
    called(store, lead, "2026-10-21 10:30")
    assert [one.call for one in again(store).breaches] == [after]


def test_a_title_closed_or_answered_since_opened_the_call(store: Store) -> None:
    lead = obtained(store, "2026-08-01")
    informed(store, lead, "2026-08-12")
    proof = put(store, "proof", name="mandat.pdf", sha256="0" * 64, content="mandat")
    closed: dict[str, Value] = {
        "at": kept(NOW),
        "by": BY,
        "closed_at": kept(paris("2026-11-01 10:00")),
        "proof_id": proof,
    }
    put(
        store, "title", lead_id=lead, kind=TitleKind.CONTRACT, number="12", object="vente", how="", starts="2026-09-01",
        ends="2026-12-31", **closed,
    )  # fmt: skip
    called(store, lead, "2026-10-01 10:30")
    late = called(store, lead, "2026-11-03 10:30")
    assert [one.call for one in again(store).breaches] == [late]


def test_the_information_known_then(store: Store) -> None:
    lead = obtained(store, "2026-08-01")
    agreed(store, lead, "2026-08-20 10:00")
    call = called(store, lead, "2026-10-01 10:30")
    informed(store, lead, "2026-10-02")
    assert [(one.call, codes(one)) for one in again(store).breaches] == [(call, ["NOTICE_OVERDUE"])]


def test_prudence_alone_is_told_apart(store: Store) -> None:
    lead = obtained(store, "2026-08-01")
    informed(store, lead, "2026-08-12")
    with store.write("old log", by=BY, at=NOW) as w:
        w.update("lead", lead, {"postcode": "67000"})
    agreed(store, lead, "2026-08-20 10:00")
    called(store, lead, "2027-03-26 10:30")
    found = again(store, RejudgingPeriod(Path(), date(2027, 1, 1), date(2027, 12, 31)))
    assert (found.breaking, found.prudent, found.breaches[0].prudent) == (0, 1, True)


def test_who_was_erased_is_counted_apart(store: Store) -> None:
    lead = obtained(store)
    called(store, lead, "2026-10-01 10:30")
    with store.write("erase", by=BY, at=NOW) as w:
        w.update("lead", lead, {"erased_at": kept(NOW)})
    assert again(store) == Rejudged(erased=1)


def test_a_long_log_is_read_piece_by_piece(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.actions.calling.rejudging.CHUNK", 2)
    monkeypatch.setattr("core.actions.calling.rejudging.MOST", 3)
    lead = obtained(store)
    for minute in range(5):
        called(store, lead, f"2026-10-01 10:3{minute}")
    seen: list[tuple[int, int]] = []
    with store.read() as r:
        found = rejudge_in(r, YEAR, lambda done, total: seen.append((done, total)))
    assert (found.judged, found.breaking, len(found.breaches)) == (5, 5, 3)
    assert seen == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_the_user_may_give_up(store: Store) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with store.read() as r, pytest.raises(Cancelled):
        rejudge_in(r, YEAR, stop)


def test_a_period_backwards_is_refused(store: Store) -> None:
    with fails_with("PERIOD_BACKWARDS"):
        again(store, RejudgingPeriod(Path(), date(2026, 2, 1), date(2026, 1, 1)))


def test_as_a_job_on_a_folder(store: Store, tmp_path: Path) -> None:
    called(store, obtained(store), "2026-10-01 10:30")
    store.close()
    found = rejudge(RejudgingPeriod(tmp_path / "base", date(2026, 10, 1), date(2026, 10, 1)))
    assert found.breaking == 1
    assert (
        rejudge(RejudgingPeriod(tmp_path / "base", date(2026, 10, 2), date(2026, 10, 2) + timedelta(days=1)))
        == Rejudged()
    )
