"""A batch undone: what it brought goes, what happened since stays, and the base is as if it had never come."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.common.people import find, of_lead
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.actions.keeping.verifying import verify
from core.actions.leads import lead_views
from core.actions.leads.joining import join
from core.actions.letters import noticing
from core.actions.register.opposing import oppose_typed
from core.base.errors import Cancelled, UserError
from core.base.moments import kept
from core.base.moments import made as made_at
from core.base.records import replace
from core.model.batch import Report, Source
from core.model.draft import Draft
from core.model.undoing import UNDO_FOR
from core.records.batch import Reject
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import batches, leads, registers
from core.store.engine import journal
from core.store.port import Store, Value
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.lengths import length

OTHER = replace(BATCH, name="autre.csv", supplier="Autre pige", collected="2026-11-22")
STATE = {
    "lead": "id, name, first_name, last_name, civility, sort_key, town, town_key, postcode, batch_id, opposed_at",
    "contact": "id, lead_id, kind, value, postcode, town",
    "mark": "lead_id, head, kind, hash",
    "listing": "id, lead_id, site, reference, url, title, kind, deal, price, area, rooms, town, postcode, seen",
    "origin": "id, lead_id, source, supplier_id, site, reference, url, seen, obtained, batch_id, line, by",
}


def state(store: Store) -> dict[str, list[object]]:
    """Return all that is known of people, table by table, and what the search finds."""
    with store.read() as r:
        found: dict[str, list[object]] = {
            table: list(r.records(f"SELECT {columns} FROM {table} ORDER BY {columns}"))
            for table, columns in STATE.items()
        }
        found["search"] = [(word, *leads.search(r, text=word)) for word in ("moreau", "petit", "uz", "06", "1", "exem")]
        found["search"] += [(f"td{n}", *leads.search(r, text=f"td{n}")) for n in range(10)]
    return found


def undo(store: Store, report: Report) -> tuple[int, int, list[tuple[bool, str]]]:
    """Undo a batch and return how many leads went, how many merges, and why the others stay."""
    done = batch_undo.undo(store, report.batch, by=BY, at=NOW + timedelta(hours=1))
    assert done.kept_count == len(done.kept)
    return done.removed, done.unmerged, [(one.merged, one.why) for one in done.kept]


def lead_of(store: Store, phone: str) -> int:
    with store.read() as r:
        found = find(r, phone).lead_id
    assert found is not None
    return found


def test_a_batch_alone_goes_whole(store: Store) -> None:
    before = state(store)
    report = take(store, DRAFT, DRAFT._replace(line=3, phones=(), emails=("h.moreau@exemple.fr",), reference="TD2"),
                  DRAFT._replace(line=4, seller="pro"))  # fmt: skip
    assert (report.added, report.merged, report.rejected) == (1, 1, 1)
    with store.read() as r:
        expected = batch_undo.undoable(r, report.batch, NOW)
    assert (expected.leads, expected.merges, expected.rejects, expected.kept_count) == (1, 0, 1, 0)
    assert (expected.open, expected.begun, expected.undone, str(expected.until)) == (True, False, None, "2026-12-24")
    assert undo(store, report) == (1, 0, [])
    assert state(store) == before
    with store.read() as r:
        assert r.of(Reject, limit=1000, batch_id=report.batch) == []
        assert batches.batch(r, report.batch) is not None
        assert journal.check(r).problems == ()
        after = batch_undo.undoable(r, report.batch, NOW)
    assert (after.leads, after.rejects, after.begun, after.unrecorded) == (0, 0, False, 0)
    assert after.undone == NOW + timedelta(hours=1)
    assert verify(store).ok


def test_undoing_twice_changes_nothing_more(store: Store) -> None:
    report = take(store, DRAFT)
    undo(store, report)
    before = state(store)
    assert batch_undo.undo(store, report.batch, by="Paul", at=NOW + timedelta(days=60)).removed == 0
    assert state(store) == before
    with store.read() as r:
        assert batch_undo.undoable(r, report.batch, NOW).undone == NOW + timedelta(hours=1)


def test_what_a_row_changed_on_a_known_lead_is_taken_back(store: Store) -> None:
    take(store, DRAFT._replace(name="", last_name="", first_name="", civility="", postcode="", town="", emails=(),
                        price="", url=""))  # fmt: skip
    before = state(store)
    second = take(
        store, DRAFT._replace(price="300 000", phones=("0639981241", "0639981299"), url="https://td.exemple/1"),
        DRAFT._replace(line=3, reference="TD9", emails=("autre@exemple.fr",)), batch=OTHER,
    )  # fmt: skip
    assert second.merged == 2
    assert state(store) != before
    assert undo(store, second) == (0, 2, [])
    assert state(store) == before


def _written(store: Store, lead_id: int, folder: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    assert noticing.make(store, [lead_id], folder, by=BY, at=NOW).made


def _called(store: Store, lead_id: int, folder: Path) -> None:
    with store.read() as r:
        who = of_lead(r, lead_id)
    calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW)


def _opposed(store: Store, lead_id: int, folder: Path) -> None:
    oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)


def _callback(store: Store, lead_id: int, folder: Path) -> None:
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=2), by=BY, at=NOW)


def _completed(store: Store, lead_id: int, folder: Path) -> None:
    assert take(store, DRAFT._replace(reference="TD7"), batch=replace(BATCH, source=Source.TYPED)).merged == 1


@pytest.mark.parametrize(
    ("happen", "why"),
    [(_written, "written"), (_called, "called"), (_opposed, "opposed"), (_callback, "callback"),
     (_completed, "completed")],
)  # fmt: skip
def test_a_lead_to_which_something_happened_stays(
    store: Store, tmp_path: Path, happen: Callable[[Store, int, Path], None], why: str
) -> None:
    report = take(store, DRAFT, DRAFT._replace(line=3, phones=("0639981242",), emails=(), address="", reference="TD2"))
    happen(store, lead_of(store, "0639981241"), tmp_path)
    with store.read() as r:
        expected = batch_undo.undoable(r, report.batch, NOW)
    assert [(one.merged, one.why) for one in expected.kept] == [(False, why)]
    assert batch_undo.why_word(why)
    assert (expected.leads, expected.kept_count) == (1, 1)
    assert undo(store, report) == (1, 0, [(False, why)])
    with store.read() as r:
        assert leads.count_leads(r) == 1
        assert journal.check(r).problems == ()


@pytest.mark.parametrize(
    ("happen", "why"),
    [(_written, "written"), (_called, "called"), (_opposed, "opposed"), (_completed, "completed")],
)
def test_a_completed_lead_to_which_something_happened_since_stays(
    store: Store, tmp_path: Path, happen: Callable[[Store, int, Path], None], why: str
) -> None:
    lead_id = add(store)
    report = take(store, DRAFT._replace(phones=("0639981241", "0639981299")), batch=OTHER)
    happen(store, lead_id, tmp_path)
    before = state(store)
    with store.read() as r:
        assert batch_undo.undoable(r, report.batch, NOW).kept_count == 1
    assert undo(store, report) == (0, 0, [(True, why)])
    assert state(store) == before


@pytest.mark.parametrize("kept_first", [True, False])
def test_leads_that_a_person_made_one_stay(store: Store, kept_first: bool) -> None:
    mine = add(store)
    report = take(store, DRAFT._replace(name="Moreau", phones=("0639981299",), emails=(), address="", reference="TD5"),
                  batch=OTHER)  # fmt: skip
    pair = [mine, lead_of(store, "0639981299")]
    join(store, *(pair if kept_first else reversed(pair)), by=BY, at=NOW)
    with store.read() as r:
        expected = batch_undo.undoable(r, report.batch, NOW)
    assert [(one.merged, one.why) for one in expected.kept] == [(kept_first, "joined")]
    assert undo(store, report) == (0, 0, [(kept_first, "joined")])


def test_what_a_row_changed_stays_once_a_person_joined_the_lead(store: Store) -> None:
    mine = add(store)
    other = add(store, phones=("0639981298",), emails=(), address="", reference="TD6")
    report = take(store, DRAFT._replace(phones=("0639981241", "0639981299")), batch=OTHER)
    join(store, mine, other, by=BY, at=NOW)
    assert undo(store, report) == (0, 0, [(True, "joined")])


def test_a_letter_sent_before_does_not_hold_what_a_later_file_added(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    _written(store, lead_id, tmp_path)
    before = state(store)
    report = take(store, DRAFT._replace(phones=("0639981241", "0639981299")), batch=OTHER)
    assert undo(store, report) == (0, 1, [])
    assert state(store) == before


def test_a_refusal_read_in_an_undone_file_stays(store: Store) -> None:
    report = take(store, DRAFT._replace(text="Agences s’abstenir"), DRAFT._replace(line=3, phones=("0639981242",),
                  emails=(), address="", reference="TD2"))  # fmt: skip
    assert undo(store, report) == (1, 0, [(False, "refused")])
    with store.read() as r:
        assert registers.opposed(r, [r.keyed_hash("phone", "0639981241")])
    assert take(store, DRAFT).opposed == 1


def test_undoing_in_either_order_empties_the_base(store: Store) -> None:
    empty = state(store)
    first = take(store, DRAFT)
    second = take(store, DRAFT._replace(phones=("0639981241", "0639981299")), batch=OTHER)
    assert undo(store, first) == (0, 0, [(False, "completed")])
    assert undo(store, second) == (0, 1, [])
    assert undo(store, first) == (1, 0, [])
    assert state(store) == empty


def test_only_what_still_says_what_the_row_wrote_is_restored(store: Store) -> None:
    lead_id = add(store, name="", last_name="", first_name="", town="", postcode="")
    report = take(store, DRAFT, batch=OTHER)
    with store.write("form", by=BY, at=NOW) as w:
        w.update("lead", lead_id, {"last_name": "Morau", "town": "Uzès-le-Haut"})
    undo(store, report)
    with store.read() as r:
        person = r.get(Lead, lead_id)
        assert person is not None
        assert (person.name, person.first_name, person.last_name) == ("Moreau Hélène", "Hélène", "Morau")
        assert (person.civility, person.postcode, person.town) == ("Madame", "", "Uzès-le-Haut")


def test_a_price_changed_since_stays(store: Store) -> None:
    lead_id = add(store)
    report = take(store, DRAFT._replace(price="300 000"), batch=OTHER)
    with store.read() as r:
        [listing] = r.of(Listing, "-id", lead_id=lead_id)
    with store.write("form", by=BY, at=NOW) as w:
        w.update("listing", listing.id, {"price": 1})
    assert undo(store, report) == (0, 1, [])
    with store.read() as r:
        assert r.of(Listing, "-id", lead_id=lead_id)[0].price == 1


def test_a_listing_gone_since_is_left_alone(store: Store) -> None:
    lead_id = add(store)
    report = take(store, DRAFT._replace(price="300 000"), batch=OTHER)
    with store.write("form", by=BY, at=NOW) as w:
        w.delete_many("listing", ("lead_id",), [(lead_id,)])
    assert undo(store, report) == (0, 1, [])


def test_a_batch_too_old_or_unknown_or_running_is_refused(store: Store) -> None:
    report = take(store, DRAFT)
    late = NOW + UNDO_FOR + timedelta(seconds=1)
    with store.read() as r:
        assert not batch_undo.undoable(r, report.batch, late).open
    with pytest.raises(UserError) as refused:
        batch_undo.undo(store, report.batch, by=BY, at=late)
    assert (refused.value.code, "décembre 2026" in refused.value.text) == ("BATCH_UNDO_LATE", True)
    with fails_with("BATCH_UNKNOWN"):
        batch_undo.undo(store, 12, by=BY, at=NOW)


def test_a_batch_being_read_is_refused_and_one_cut_short_is_not(store: Store) -> None:
    report = take(store, DRAFT)
    with store.write("crash", by=BY, at=NOW) as w:
        w.update("batch", report.batch, {"ended": None})
    begun = made_at(report.batch)
    with store.write("dates", by=BY, at=NOW) as w:
        w.update("batch", report.batch, {"at": kept(begun)})
    with fails_with("BATCH_RUNNING"):
        batch_undo.undo(store, report.batch, by=BY, at=begun + timedelta(seconds=5))
    assert batch_undo.undo(store, report.batch, by=BY, at=begun + timedelta(minutes=5)).removed == 1


def test_a_file_of_known_people_being_read_is_refused_too(store: Store) -> None:
    """It makes no lead: what it last wrote is a merge, long after the batch began."""
    take(store, DRAFT)
    report = take(store, DRAFT._replace(price="330 000 €"))
    merged = made_at(report.batch) + timedelta(minutes=3)
    with store.write("a merge of the third minute", by=BY, at=NOW) as w:
        [merge_id] = w.column(int, "SELECT id FROM merging WHERE batch_id = ?", report.batch)
        [lead_id] = w.column(int, "SELECT lead_id FROM merging WHERE batch_id = ?", report.batch)
        w.delete("merging", merge_id)
        values: dict[str, Value] = {"batch_id": report.batch, "lead_id": lead_id, "line": 2, "changes": "[]"}
        w.insert("merging", {"id": merge_id + (3 * 60_000 << 22), **values})
        w.update("batch", report.batch, {"ended": None, "at": kept(made_at(report.batch))})
    with fails_with("BATCH_RUNNING"):
        batch_undo.undo(store, report.batch, by=BY, at=merged + timedelta(seconds=5))


def test_stopped_in_the_middle_it_says_so_and_is_finished_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for bound, size in (("SLICE", 2), ("SLICES", 1)):
        monkeypatch.setattr(batch_undo, bound, size)
    empty = state(store)
    rows = [DRAFT._replace(line=n, phones=(f"06399812{n:02d}",), emails=(), address="", reference=f"TD{n}")
            for n in range(6)]  # fmt: skip
    report = take(store, *rows)

    def stop(done: int, total: int) -> None:
        assert total == 6
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        batch_undo.undo(store, report.batch, by=BY, at=NOW, progress=stop)
    with store.read() as r:
        assert leads.count_leads(r) == 2
        half = batch_undo.undoable(r, report.batch, NOW)
        assert (half.begun, half.undone, half.leads) == (True, None, 2)
        assert batch_undo.undoable(r, report.batch, NOW + timedelta(days=90)).open
    assert batch_undo.undo(store, report.batch, by=BY, at=NOW + timedelta(days=90)).removed == 2
    assert state(store) == empty


def test_merges_of_an_older_program_are_told(store: Store) -> None:
    add(store)
    report = take(store, DRAFT, batch=OTHER)
    with store.write("old", by=BY, at=NOW) as w:
        w.delete_many("merging", ("batch_id",), [(report.batch,)])
    with store.read() as r:
        assert batch_undo.undoable(r, report.batch, NOW).unrecorded == 1
        assert batch_undo.standing(r, report.batch, NOW).unrecorded == 1


def test_nobody_is_lost_with_a_merge_of_an_older_program(store: Store) -> None:
    first = take(store, DRAFT)
    second = take(store, DRAFT, batch=OTHER)
    with store.write("old", by=BY, at=NOW) as w:
        w.delete_many("merging", ("batch_id",), [(second.batch,)])
    before = state(store)
    assert (second.merged, undo(store, second)) == (1, (0, 0, []))
    assert state(store) == before, "what it changed was not noted: it stays, and is told"
    removed, _unmerged, kept = undo(store, first)
    assert (removed, len(kept)) == (0, 1), "the person of the second file is not removed with the first"


FIELDS = ("name", "town", "postcode", "emails", "price", "address", "reference")


def _rows(chance: random.Random, count: int) -> list[Draft]:
    """Return rows about eight people, each saying some things and not others, some of them refusing agencies."""
    rows = []
    for line in range(2, count + 2):
        n = chance.randrange(8)
        draft = DRAFT._replace(
            line=line, phones=(f"06399812{n:02d}",), emails=(f"p{n}@exemple.fr",), price=f"{n + line}000",
            name="Petit", last_name="", first_name="", civility="", reference=f"TD{chance.randrange(10)}",
            address=f"{n} rue Haute",
        )  # fmt: skip
        blank: dict[str, object] = {name: () if name == "emails" else "" for name in FIELDS if chance.random() < 0.4}
        if chance.random() < 0.1:
            blank["phones"] = (f"06399812{n:02d}", f"06399812{chance.randrange(8):02d}")
        rows.append(draft._replace(**blank))  # type: ignore[arg-type]
    return rows


@pytest.mark.parametrize("seed", range(length(6, long=25)))
def test_after_two_files_undoing_the_second_gives_back_the_first(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    empty = state(store)
    first = take(store, *_rows(chance, 12))
    before = state(store)
    second = take_in(store, _rows(chance, 12), OTHER, by=BY, now=NOW)
    removed, _unmerged, stay = undo(store, second)
    assert (removed, stay) == (second.added, [])
    assert state(store) == before
    third = take(store, *_rows(chance, 6), batch=OTHER)
    undo(store, first)
    undo(store, third)
    undo(store, first)
    assert state(store) == empty
    with store.read() as r:
        assert journal.check(r).problems == ()


def test_the_sheet_of_a_kept_lead_still_opens(store: Store) -> None:
    report = take(store, DRAFT)
    lead_id = lead_of(store, "0639981241")
    _opposed(store, lead_id, Path())
    undo(store, report)
    with store.read() as r:
        sheet = lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)
    assert sheet.row.name == "Moreau Hélène"


def test_where_an_undoing_stands(store: Store) -> None:
    first = take(store, DRAFT)
    second = take(store, DRAFT, batch=OTHER)

    def stands(report: Report, after: timedelta = timedelta(0)) -> tuple[bool, bool, int]:
        with store.read() as r:
            found = batch_undo.standing(r, report.batch, NOW + after)
        assert str(found.until) == "2026-12-24"
        return found.open, found.begun, found.kept_count

    assert stands(first) == (True, False, 0)
    assert stands(first, timedelta(days=31)) == (False, False, 0)
    undo(store, first)
    assert stands(first) == (False, False, 1), "undone, and the lead another batch holds stays"
    undo(store, second)
    assert stands(first) == (True, False, 0), "nothing holds the lead any more: it can be finished"
    undo(store, first)
    assert stands(first) == (False, False, 0)
    with store.read() as r:
        done = batch_undo.standing(r, first.batch, NOW)
    assert (done.undone, done.by, done.kept) == (NOW + timedelta(hours=1), BY, ())
