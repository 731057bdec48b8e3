"""A seat whose server goes away: what was confirmed stays, what was not is said, and it is found again by itself."""

import threading
from collections.abc import Iterator
from contextlib import closing, nullcontext, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from core.actions.common.clock import skew_words
from core.actions.common.scratch import scratch
from core.base import moments
from core.base.errors import UserError
from core.base.records import replace
from core.store.engine.journal import check
from core.store.engine.opening import open_store, tried
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Store
from core.store.postgres.address import keep_team_address, team_address
from tests.bases import put_team
from tests.contract.conftest import LEAD, NOW, add, name_of, news_of
from tests.failing import fails_with
from tests.servers import server


@pytest.fixture
def seat(tmp_path: Path) -> Path:
    """The folder of a seat whose team has an empty base."""
    put_team(tmp_path)
    return tmp_path


@pytest.fixture
def store(seat: Path) -> Iterator[Store]:
    """The base of a team, opened by one of its seats."""
    opened = open_store(seat)
    yield opened
    opened.close()


def cut_all(store: Store) -> None:
    """End every connection to the base, as a server that stops does."""
    address = team_address(store.path.parent)
    assert address is not None
    cutting = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    with closing(server().connect()) as connection:
        connection.execute(cutting, [address.database])


def count(store: Store) -> int:
    with store.read() as r:
        return r.value(int, "SELECT count(*) FROM lead") or 0


def test_a_seat_finds_its_server_again(store: Store, seat: Path) -> None:
    add(store)
    cut_all(store)
    with closing(open_store(seat)) as other:
        add(other)
    assert store.news() == frozenset()
    with suppress(UserError):
        count(store)  # The first to ask may only learn that the line is cut.
    assert count(store) == 2
    assert news_of(store) == frozenset({"lead"})
    add(store)
    with store.read() as r:
        assert check(r).problems == ()


def test_a_write_cut_in_the_middle_leaves_nothing(store: Store) -> None:
    with fails_with("TEAM_AWAY"), store.write("test", by="Claire", at=NOW) as w:
        w.insert("lead", LEAD)
        cut_all(store)
        w.insert("lead", LEAD)
    assert count(store) == 0
    lead_id = add(store)
    with store.read() as r:
        assert name_of(r, lead_id) == "Moreau Hélène"
        assert r.value(int, "SELECT rows FROM journal_head") == 1


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_confirmation_lost_on_the_way_is_asked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, confirmed: bool
) -> None:
    """The line is cut while a transaction is being confirmed, after the server did it or before."""
    execute, leave = psycopg.Cursor.execute, psycopg.Pipeline.__exit__
    ending: list[bool] = []

    def cut_before(cursor: Any, statement: Any, *values: Any, **options: Any) -> object:
        if statement == b"COMMIT":
            ending.append(True)
            if not confirmed:
                monkeypatch.undo()
                cut_all(store)
        return execute(cursor, statement, *values, **options)

    def cut_after(pipeline: Any, *raised: Any) -> None:
        leave(pipeline, *raised)
        if ending:
            monkeypatch.undo()
            cut_all(store)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(psycopg.Cursor, "execute", cut_before)
    monkeypatch.setattr(psycopg.Pipeline, "__exit__", cut_after)
    with nullcontext() if confirmed else fails_with("TEAM_AWAY"):
        add(store)
    assert count(store) == int(confirmed)
    add(store)
    with store.read() as r:
        assert check(r).problems == ()


def _now(ahead: timedelta) -> datetime:
    return moments.now() + ahead


def test_a_clock_that_is_not_the_server_s_is_told(store: Store) -> None:
    for minutes, told in ((0, ""), (10, "diffèrent de 10\u00a0min"), (-61, "diffèrent de 61\u00a0min")):
        words = skew_words(store, partial(_now, timedelta(minutes=minutes)))
        assert bool(words) == bool(told)
        assert told in words


def test_who_is_refused_and_who_is_away_is_told(seat: Path) -> None:
    address = team_address(seat)
    assert address is not None
    for wrong, code in (
        (replace(address, password="faux"), "TEAM_REFUSED"),
        (replace(address, role="personne"), "TEAM_REFUSED"),
        (replace(address, database="ailleurs"), "TEAM_REFUSED"),
        (replace(address, port=1), "TEAM_AWAY"),
    ):
        keep_team_address(seat, wrong)
        with fails_with(code):
            open_store(seat)


def test_the_folder_of_a_seat_is_sound_without_a_file(seat: Path) -> None:
    assert state_of(seat) is Soundness.SOUND


def test_what_was_erased_is_in_no_file_after_a_scrub(store: Store) -> None:
    lead_id = add(store, name="Zzwq Lefort")
    with store.write("erase", by="Claire", at=NOW) as w:
        w.blank("lead", [lead_id], {"name": ""})
    assert store.scrub()
    address = team_address(store.path.parent)
    assert address is not None
    with closing(server().connect(address.database)) as connection:
        row = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert row is not None
    folders = (server().data / "base" / str(row[0]), server().data / "pg_wal")
    files = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    assert len(files) > 100
    assert not [path.name for path in files if b"Zzwq Lefort" in _bytes_of(path)]


def _bytes_of(path: Path) -> bytes:
    """Return what a file of the server holds; nothing once it is gone, as its caches come and go."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def renamed(trial: Store, lead_id: int) -> str | None:
    """Give a lead another name, and return it as it is then read."""
    with trial.write("trial", by="Claire", at=NOW) as w:
        w.update("lead", lead_id, {"name": "Moreau H."})
    with trial.read() as r:
        return name_of(r, lead_id)


def test_a_trial_gives_way_to_who_waits_for_it(store: Store, seat: Path) -> None:
    lead_id, bases = add(store), list[Path]()

    def oppose() -> None:
        with closing(open_store(seat)) as other, other.write("oppose", by="Rose", at=NOW) as w:
            w.update("lead", lead_id, {"opposed_at": "2026-11-24"})

    def work(trial: Store) -> str | None:
        bases.append(trial.path)
        name = renamed(trial, lead_id)
        if len(bases) == 1:
            other.start()
            while other.is_alive():  # The trial would go on for as long as that.
                with trial.read() as r:
                    name = name_of(r, lead_id)
        return name

    other = threading.Thread(target=oppose)
    with scratch() as folder:
        assert tried(store, folder, work) == "Moreau H."
    other.join()
    assert bases[0] == store.path != bases[1]
    with store.read() as r:
        assert (name_of(r, lead_id), r.value(str, "SELECT opposed_at FROM lead")) == ("Moreau Hélène", "2026-11-24")


def test_a_trial_that_would_wait_begins_again_on_a_copy(store: Store, seat: Path) -> None:
    lead_id, bases = add(store), list[Path]()

    def work(trial: Store) -> str | None:
        bases.append(trial.path)
        return renamed(trial, lead_id)

    with closing(open_store(seat)) as other, other.write("edit", by="Rose", at=NOW) as w, scratch() as folder:
        w.update("lead", lead_id, {"town": "Nîmes"})
        assert tried(store, folder, work) == "Moreau H."
    assert bases[0] == store.path != bases[1]
    with store.read() as r:
        assert (name_of(r, lead_id), r.value(str, "SELECT town FROM lead")) == ("Moreau Hélène", "Nîmes")


def test_a_view_goes_on_where_the_base_has_no_team(store: Store) -> None:
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM lead") == 0
        assert (r.manages, r.person) == (True, "")
        assert r.value(int, "SELECT count(*) FROM contact") == 0
