"""The undoing of a batch taken back: everything is as if it had never been undone, but for what happened meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common.people import find
from core.actions.intake import batch_undo
from core.actions.intake.batch_undo import standing
from core.actions.intake.removed_rows import let_go_of_old
from core.actions.keeping import forgetting
from core.actions.keeping.verifying import verify
from core.actions.leads import batch_back
from core.actions.leads.batch_back import bring_back
from core.actions.register.opposing import oppose_typed
from core.base.errors import Cancelled, UserError
from core.base.records import replace
from core.model.batch import Report
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import open_file
from core.store.port import Store, Value
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, take

UNDONE = NOW + timedelta(hours=1)
SOON = UNDONE + timedelta(minutes=5)
OTHER = replace(BATCH, name="autre.csv", supplier="Autre pige", collected="2026-11-22")
TABLES = ("lead", "contact", "listing", "origin", "mark", "merging", "stated", "alike", "reject", "shared_value")
SHARED = "06 39 98 55 55"


def whole(store: Store, *left_out: str) -> dict[str, list[dict[str, Value]]]:
    """Return every row that an import writes, and what the search finds."""
    with store.read() as r:
        found = {name: sorted(r.records(f"SELECT * FROM {name}"), key=repr) for name in TABLES if name not in left_out}
        found["search"] = [{word: str(leads.search(r, text=word))} for word in ("moreau", "petit", "06", "rennes")]
    return found


@pytest.fixture
def second(store: Store) -> Report:
    """A file over a known lead: a merge that fills and adds, new persons of which two are to be told apart and some
    share a number, a rejected row."""
    take(store, DRAFT._replace(civility="", emails=(), price="", url=""))
    report = take(
        store,
        DRAFT._replace(price="300 000", phones=("0639981241", "0639981299"), url="https://td.exemple/1"),
        DRAFT._replace(line=3, reference="TD9", emails=("autre@exemple.fr",)),
        *(
            DRAFT._replace(line=4 + n, reference=f"Z{n}", url="", name="", last_name=name, first_name="", emails=(),
                    phones=(SHARED, f"06399870{n:02}"), address=f"{n + 1} rue des Lilas")
            for n, name in enumerate(("Petit", "Grand", "Legrand", "Roux"))
        ),
        DRAFT._replace(line=9, seller="pro"), batch=OTHER,
    )  # fmt: skip
    assert (report.merged, report.added, report.rejected) == (2, 4, 1)
    return report


def undo(store: Store, report: Report) -> int:
    return batch_undo.undo(store, report.batch, by=BY, at=UNDONE).removed


def back(store: Store, report: Report) -> tuple[int, int]:
    done = bring_back(store, report.batch, by=BY, at=SOON)
    return done.back, done.left


def can_come_back(store: Store, report: Report) -> bool:
    with store.read() as r:
        return standing(r, report.batch, SOON).back


def test_a_batch_undone_comes_back_whole(store: Store, second: Report) -> None:
    before = whole(store)
    assert before["shared_value"] and before["merging"]
    assert not can_come_back(store, second)
    undo(store, second)
    assert whole(store) != before
    assert can_come_back(store, second)
    assert back(store, second) == (5, 0)
    assert whole(store) == before
    with store.read() as r:
        stands = standing(r, second.batch, SOON)
        assert r.value(int, "SELECT count(*) FROM removed") == 0
    assert (stands.open, stands.begun, stands.undone, stands.back) == (True, False, None, False)
    assert verify(store).ok
    assert undo(store, second) == 4
    assert back(store, second) == (5, 0)
    assert whole(store) == before


def refused(store: Store) -> None:
    oppose_typed(store, "0639987000", how="call", by=BY, at=UNDONE + timedelta(minutes=1))


def again(store: Store) -> None:
    take(store, DRAFT._replace(reference="N1", url="", last_name="Petit", first_name="", emails=(),
                        phones=("0639987000",), address="1 rue des Lilas"), batch=OTHER)  # fmt: skip


def refused_known(store: Store) -> None:
    oppose_typed(store, "0639981241", how="call", by=BY, at=UNDONE + timedelta(minutes=1))


def changed_known(store: Store) -> None:
    with store.write("test", by=BY, at=UNDONE) as w:
        [lead_id] = w.column(int, "SELECT id FROM lead LIMIT 1")
        w.update("listing", w.column(int, "SELECT id FROM listing WHERE lead_id = ?", lead_id)[0], {"price": 1})


@pytest.mark.parametrize(
    ("happened", "told"),
    [(None, (5, 0)), (refused, (5, 0)), (again, (4, 1)), (refused_known, (4, 1)), (changed_known, (4, 1))],
)
def test_what_happened_meanwhile_stays(
    store: Store, second: Report, happened: Callable[[Store], None] | None, told: tuple[int, int]
) -> None:
    undo(store, second)
    if happened:
        happened(store)
    assert back(store, second) == told
    with store.read() as r:
        petit = find(r, "0639987000").lead_id
        assert petit is not None
        assert (r.row(Lead, petit).opposed_at is not None) == (happened is refused)
        assert r.value(int, "SELECT count(*) FROM mark m JOIN lead l ON l.id = m.lead_id WHERE m.kind = 'phone' "
                            "AND l.last_name = 'Petit'") == 1  # fmt: skip
    assert verify(store).ok


def test_a_number_that_told_nobody_apart_is_its_owners_once_refused(store: Store, second: Report) -> None:
    before = len(whole(store)["shared_value"])
    undo(store, second)
    oppose_typed(store, SHARED, how="call", by=BY, at=UNDONE + timedelta(minutes=1))
    assert back(store, second) == (5, 0)
    assert len(whole(store)["shared_value"]) == before - 1


def test_an_erasure_leaves_nothing_to_bring_back(store: Store, second: Report) -> None:
    undo(store, second)
    with store.read() as r:
        known = find(r, "0639981241").lead_id
    assert known is not None
    forgetting.forget(store, known, by=BY, at=SOON)
    assert not can_come_back(store, second)
    with pytest.raises(UserError, match="ne revient plus"):
        back(store, second)
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM removed") == 0


def test_it_can_be_taken_back_for_an_hour(store: Store, second: Report) -> None:
    undo(store, second)
    late = UNDONE + timedelta(hours=1, seconds=1)
    let_go_of_old(store, by=BY, at=UNDONE + timedelta(hours=1))
    assert can_come_back(store, second)
    with pytest.raises(UserError, match="ne revient plus"):
        bring_back(store, second.batch, by=BY, at=late)
    let_go_of_old(store, by=BY, at=late)
    assert not can_come_back(store, second)


def test_a_stop_in_the_middle_is_finished_either_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_back, "SLICES", 1)
    rows = [
        DRAFT._replace(line=n + 2, reference=f"R{n}", last_name=f"Nom{n}x", first_name="", emails=(), address="",
                url="", phones=(f"06399{n:05}",)) for n in range(150)
    ]  # fmt: skip
    report = take(store, *rows)
    before = whole(store)
    undo(store, report)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bring_back(store, report.batch, by=BY, at=SOON, progress=stop)
    with store.read() as r:
        stands = standing(r, report.batch, SOON)
    assert (stands.begun, stands.back) == (True, True)
    assert back(store, report)[0] < 150
    assert whole(store) == before


def test_another_program_opens_a_base_that_holds_some(store: Store, second: Report) -> None:
    undo(store, second)
    path: Path = store.path
    store.close()
    reopened = open_file(path)
    assert bring_back(reopened, second.batch, by=BY, at=SOON).back == 5
    reopened.close()
