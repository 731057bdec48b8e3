"""A pile recorded, or taken back, as one job: a coupon that cannot be stops no other, a stop keeps what was done."""

from functools import partial
from pathlib import Path

from core.actions.replies import several
from core.actions.replies.several import CouponReply
from core.base.errors import Cancelled
from core.model.reply import Box
from core.records.reply import Reply
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.replies.test_recording import said, sent


def boxes(store: Store, lead_id: int) -> list[str]:
    with store.read() as r:
        return [one.boxes for one in r.of(Reply, lead_id=lead_id) if not one.undone_at]


def test_a_pile_is_recorded_and_taken_back_as_a_job(ready: Store, tmp_path: Path) -> None:
    page = tmp_path / "page.jpg"
    page.write_bytes(b"\xff\xd8 page")
    people = [
        sent(ready, tmp_path / "out", last_name=name, phones=(), emails=(), reference=name) for name in ("Un", "Deux")
    ]
    coupons = [CouponReply(said(reference, Box.ESTIMATE), str(page)) for _lead, reference in people]
    unknown = CouponReply(said("ZZZ-ZZZ", Box.OPPOSE), "")
    record = partial(several.record_coupons, ready, by=BY, at=NOW)
    take_back = partial(several.take_coupons_back, ready, by=BY, at=NOW)
    told: list[tuple[int, int]] = []
    first, wrong, last = record(
        (coupons[0], unknown, coupons[1]), progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert wrong.done is None and "ZZZ-ZZZ" in wrong.problem
    assert [boxes(ready, lead) for lead, _reference in people] == [["estimate"], ["estimate"]]
    assert first.done is not None and last.done is not None

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    back = (first.done, last.done)
    [only] = take_back(back, progress=stop)
    assert only.done == last.done
    assert [boxes(ready, lead) for lead, _reference in people] == [["estimate"], []]
    late, gone = take_back(back)
    assert late.problem and gone.done == first.done, "what was taken back before cannot be twice"
    assert [boxes(ready, lead) for lead, _reference in people] == [[], []]
    again = record(tuple(coupons), progress=stop)
    assert len(again) == 1
    twice = record(tuple(coupons[:1]))[0].done
    assert twice is not None and twice.already
    assert take_back((twice,))[0].problem == ""
    assert boxes(ready, people[0][0]) == ["estimate"], "it was recorded before, by another gesture"
