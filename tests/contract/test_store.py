"""What any engine must do: whole transactions, turns, news, a journal nobody can forget or forge."""

import hmac
import multiprocessing
import threading
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.base.errors import Stale
from core.records.listing import Listing
from core.store import leads
from core.store.engine import journal
from core.store.engine.opening import open_store, tried
from core.store.port import PRESENT, Above, Below, Changed, Store, Wanted
from tests.contract.conftest import LEAD, NOW, Open, Outside, add, name_of, news_of

BASE_ERRORS = (sqlite3.DatabaseError, psycopg.DatabaseError)
"""What the engines raise for a mistake of ours."""


def test_a_write_is_seen_by_another_window(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    lead_id = add(mine)
    with other.read() as r:
        assert name_of(r, lead_id) == "Moreau Hélène"


def test_an_exception_undoes_everything_and_journals_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write("test", by="Claire", at=NOW) as w:
        w.insert("lead", LEAD)
        w.note("about to fail")
        _ = 1 // 0
    with store.read() as r:
        assert r.records("SELECT * FROM lead") == []
        assert r.records("SELECT * FROM journal") == []


def test_a_reader_keeps_one_view(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    lead_id = add(mine)
    with other.read() as r:
        assert name_of(r, lead_id) == "Moreau Hélène"
        with mine.write("test", by="Claire", at=NOW) as w:
            w.update("lead", lead_id, {"name": "Moreau H."})
        assert name_of(r, lead_id) == "Moreau Hélène"
    with other.read() as r:
        assert name_of(r, lead_id) == "Moreau H."


def test_the_state_of_a_base_is_another_after_any_write(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    states = [mine.state]
    add(mine)
    states.append(mine.state)
    add(other)
    states.append(mine.state)
    with mine.read():
        states.append(mine.state)
        add(other)
        assert mine.state == states.pop(), "of the view that is open"
    states.append(mine.state)
    with suppress(ZeroDivisionError), mine.write("test", by="Claire", at=NOW) as w:
        w.insert("lead", LEAD)
        states.append(mine.state)
        _ = 1 // 0
    states.append(mine.state)
    mine.read_key()
    states.append(mine.state)
    assert not [one for place, one in enumerate(states) if one in states[:place]]
    with mine.read() as r:
        leads.count_leads(r)
    assert mine.state == states[-1], "a read changes nothing"


def test_ids_are_ordered_and_unique_across_windows(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    ids = [add(store) for _ in range(20) for store in (mine, other)]
    assert len(set(ids)) == 40
    assert all(0 < one < 1 << 63 for one in ids)


def _add_once(folder: Path) -> None:
    with closing(open_store(folder)) as store:
        add(store)


def test_a_writer_hears_that_another_waits(open_one: Open, tmp_path: Path) -> None:
    waiting = threading.Thread(target=_add_once, args=(tmp_path,))
    with open_one().write("test", by="Claire", at=NOW) as w:
        assert not w.awaited()
        waiting.start()
        while waiting.is_alive() and not w.awaited():
            time.sleep(0.001)
        assert w.awaited()
    waiting.join()


def test_the_keyed_hash_is_the_standard_one(store: Store) -> None:
    with store.read() as r:
        secret = bytes.fromhex(r.value(str, "SELECT secret FROM safe WHERE name = 'register'") or "")
        for kind, key in (
            ("phone", "0639980001"),
            ("address", "moreau|12 rue des mûriers 30700"),
            ("listing", "x" * 99),
        ):
            assert r.keyed_hash(kind, key) == hmac.new(secret, f"{kind}:{key}".encode(), "sha256").hexdigest()[:32]
            assert store.keyed_hash(kind, key) == r.keyed_hash(kind, key)


def test_a_seat_taken_by_an_undone_write_is_not_kept(open_one: Open) -> None:
    """Two windows with one seat would give the same ids in the same millisecond."""
    mine, other = open_one(), open_one()
    with pytest.raises(ZeroDivisionError), mine.write("test", by="Claire", at=NOW) as w:
        w.new_id()
        _ = 1 // 0
    seats = {add(store) >> 12 & 1023 for store in (other, mine)}
    assert len(seats) == 2


def test_a_conflicting_edit_is_stale(store: Store) -> None:
    lead_id = add(store)
    with store.write("test", by="Claire", at=NOW) as w:
        w.update("lead", lead_id, {"name": "Moreau H."}, version=0)
    with pytest.raises(Stale), store.write("test", by="Hugo", at=NOW) as w:
        w.update("lead", lead_id, {"name": "Autre"}, version=0)
    with store.read() as r:
        assert name_of(r, lead_id) == "Moreau H."


def test_a_commit_is_told_once_with_its_tables(store: Store) -> None:
    heard: list[Changed] = []
    stop = store.listen(heard.append)
    add(store)
    stop()
    add(store)
    assert heard == [frozenset({"lead"})]


def test_a_rollback_is_not_told(store: Store) -> None:
    heard: list[Changed] = []
    store.listen(heard.append)
    with pytest.raises(ZeroDivisionError), store.write("test", by="Claire", at=NOW) as w:
        w.insert("lead", LEAD)
        _ = 1 // 0
    assert heard == []


def test_news_come_from_other_windows_only(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    add(mine)
    assert news_of(other) == frozenset({"lead"})
    assert other.news() == frozenset()
    assert mine.news() == frozenset()


def test_news_are_not_lost_when_both_write(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    add(other)
    with mine.write("settings", by="Claire", at=NOW) as w:
        w.set_value("setting", "user", "Claire")
    assert "lead" in news_of(mine)
    assert "setting" in news_of(other)


def test_news_are_not_lost_after_a_write_that_failed(open_one: Open) -> None:
    mine, other = open_one(), open_one()
    with pytest.raises(BASE_ERRORS), mine.write("test", by="Claire", at=NOW) as w:
        w.insert("lead", LEAD)
        w.insert("contact", {"lead_id": 12, "kind": "phone", "value": "+33639981241"})
    add(other)
    assert news_of(mine) == frozenset({"lead"})


def test_a_write_is_not_started_inside_another(store: Store) -> None:
    with store.write("outer", by="Claire", at=NOW) as w:
        lead_id = w.insert("lead", LEAD)
        with pytest.raises(RuntimeError), store.write("inner", by="Claire", at=NOW):
            pytest.fail("the inner write began")
        with store.read() as r:
            assert name_of(r, lead_id) == "Moreau Hélène"


def test_another_program_s_change_without_a_journal_is_no_news(store: Store) -> None:
    with Outside(store) as outside:
        outside.execute("INSERT INTO setting VALUES ('user', 'Hugo')")
    assert store.news() == frozenset()


def test_a_mistake_of_ours_is_no_sentence(store: Store) -> None:
    with pytest.raises(BASE_ERRORS), store.read() as r:
        r.records("SELECT nothing FROM nowhere")
    with store.read() as r:
        assert r.column(int, "SELECT 1") == [1]


def test_rows_of_one_table_are_asked_by_their_columns(store: Store) -> None:
    mine, other = add(store), add(store)
    with store.write("test", by="Claire", at=NOW) as w:
        houses = [w.insert("listing", Listing(lead_id=mine, kind="maison", rooms=rooms)._asdict()) for rooms in (4, 3)]
        flat = w.insert("listing", Listing(lead_id=other, kind="appartement")._asdict())
    with store.read() as r:

        def ids(order: str = "id", **equal: Wanted) -> list[int]:
            return [row.id for row in r.of(Listing, order, None, **equal)]

        assert ids(lead_id=mine) == houses
        assert ids("-id", lead_id=mine, kind="maison") == houses[::-1]
        assert ids("rooms", lead_id=mine) == houses[::-1]
        assert ids(rooms=None) == [flat]
        assert ids(rooms=PRESENT) == houses
        assert ids(lead_id={mine, other}) == [*houses, flat]
        assert ids(lead_id=[]) == []
        assert ids(id=Above(houses[1])) == [flat]
        assert ids("rooms, -id", id=Below(flat)) == houses[::-1]
        assert r.of(Listing, limit=1) == [r.get(Listing, houses[0])]
        assert (r.row(Listing, flat).kind, r.row(Listing, 1)) == ("appartement", Listing())
        assert r.get(Listing, flat) == r.one(Listing, "-id")
        assert r.get(Listing, 1) is r.one(Listing, kind="château") is None
        assert r.count(Listing) == r.count(Listing, price=None) == 3
        for wrong in (partial(r.of, Listing, storeys=3), partial(r.of, Listing, "storeys")):
            with pytest.raises(TypeError, match="storeys is no field of Listing"):
                wrong()


def test_the_search_finds_words_and_the_start_of_the_last(store: Store) -> None:
    lead_id = add(store)
    with store.write("index", by="Claire", at=NOW) as w:
        w.index([(lead_id, "moreau helene uzes 0639981241 39981241")])
    with store.read() as r:
        assert r.search(["moreau", "uz"], 10) == [lead_id]
        assert r.search(["3998"], 10) == [lead_id]
        assert r.search(["uz", "moreau"], 10) == []
        assert r.search(['a"b'], 10) == []
        assert r.search([], 10) == []
    with store.write("index", by="Claire", at=NOW) as w:
        w.unindex([lead_id])
    with store.read() as r:
        assert r.search(["moreau"], 10) == []


def test_what_another_window_indexed_is_no_problem(open_one: Open) -> None:
    """SQLite checks the index of words against what this connection remembered of it."""
    one, other = open_one(), open_one()
    for turn, store in enumerate((one, other, one, other)):
        with store.write("import", by="Claire", at=NOW) as w:
            w.index([(100 * turn + place, f"nom{turn} rue{place} uzes") for place in range(1, 60)])
        assert one.problems() == other.problems() == []
    with other.write("erase", by="Claire", at=NOW) as w:
        w.unindex(range(1, 60))
    assert one.problems() == []


def test_the_keyed_hash_depends_on_the_base(store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other")
    with store.read() as r, other.read() as o:
        assert r.keyed_hash("phone", "0639981241") == r.keyed_hash("phone", "0639981241")
        assert r.keyed_hash("phone", "0639981241") != r.keyed_hash("email", "0639981241")
        assert r.keyed_hash("phone", "0639981241") != o.keyed_hash("phone", "0639981241")
    other.close()


def _write_many(folder: Path, name: str) -> None:
    store = open_store(folder)
    for _ in range(25):
        with store.write(name, by=name, at=NOW) as w:
            w.insert("lead", LEAD)
    store.close()


def test_two_processes_write_at_once(store: Store) -> None:
    spawning = multiprocessing.get_context("spawn")
    processes = [spawning.Process(target=_write_many, args=(store.path.parent, name)) for name in ("import", "call")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert news_of(store) == frozenset({"lead"})
    with store.read() as r:
        assert r.column(int, "SELECT count(DISTINCT id) FROM lead UNION ALL SELECT count(*) FROM lead") == [50, 50]
        assert journal.check(r).problems == ()


def test_writers_take_turns(open_one: Open, tmp_path: Path) -> None:
    """Two threads, each with its own store, write by turns: no error, nothing lost, nobody starved."""
    open_one()
    order: list[str] = []
    errors: list[Exception] = []

    def work(name: str) -> None:
        store = open_store(tmp_path)
        try:
            for _ in range(25):
                with store.write(name, by=name, at=NOW) as w:
                    w.insert("lead", LEAD)
                    order.append(name)
        except Exception as problem:  # told to the main thread
            errors.append(problem)
        finally:
            store.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("import", "call")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(order) == 50
    checker = open_one()
    with checker.read() as r:
        assert r.column(int, "SELECT count(*) FROM lead") == [50]
        assert journal.check(r).problems == ()


def test_the_number_of_leads_is_kept_whatever_brings_and_takes_them(open_one: Open) -> None:
    """It stands beside the leads, so that nobody counts a million of them."""
    mine, other = open_one(), open_one()
    first = add(mine)
    with other.write("test", by="Claire", at=NOW) as w:
        ids = list(w.new_ids(5))
        w.insert_many("lead", ("id", *LEAD), [(lead_id, *LEAD.values()) for lead_id in ids])
    with mine.write("test", by="Claire", at=NOW) as w:
        w.delete("lead", ids[0])
        w.delete_many("lead", ("id",), [(ids[1],), (1,)])
        w.wipe("lead", [ids[2], 1])
        w.blank("lead", [ids[3]], {"name": ""})
        w.update("lead", first, {"name": "Moreau H."})
    with pytest.raises(ZeroDivisionError), mine.write("test", by="Claire", at=NOW) as w:
        w.insert("lead", LEAD)
        _ = 1 // 0
    with other.read() as r:
        assert leads.count_leads(r) == len(r.column(int, "SELECT id FROM lead")) == 3


def test_a_trial_sees_what_it_wrote_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    """Its writes follow each other as those of the base would, and one that fails takes back itself alone."""
    lead_id = add(store)
    state = store.state
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def work(trial: Store) -> None:
        with trial.write("trial", by="Claire", at=NOW) as w:
            w.update("lead", lead_id, {"name": "Moreau H."})
            w.index([(lead_id, "moreau uzes")])
            w.update(
                "contact", w.insert("contact", {"lead_id": lead_id, "kind": "phone", "value": "1"}), {"value": "2"}
            )
        with suppress(ZeroDivisionError), trial.write("trial", by="Claire", at=NOW) as w:
            w.insert("lead", LEAD)
            _ = 1 // 0
        with trial.read() as r:
            assert name_of(r, lead_id) == "Moreau H."
            assert r.search(["more"], 5) == [lead_id]
            assert r.value(int, "SELECT count(*) FROM lead") == 1
        add(store)  # Nobody waits for it.

    tried(store, scratch, work)
    with store.read() as r:
        assert name_of(r, lead_id) == "Moreau Hélène"
        assert r.search(["more"], 5) == []
    assert store.state != state
