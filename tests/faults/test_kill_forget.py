"""``kill -9`` in the middle of an erasure, a backup, a restoration: nothing half done claims to be done, and the base
verifies."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.keeping import backing_up, backup_list, base_state, forgetting
from core.actions.keeping.current_base import open_current
from core.actions.keeping.verifying import verify, whole
from core.actions.register import key_phrase, opposing
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.request import Erased
from core.store import registers, safe
from core.store.engine.opening import NAME, open_store, opened
from core.store.engine.packing import lay_out
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.core.actions.keeping.test_forgetting import left, neighbours, sow
from tests.failing import fails_with
from tests.lengths import length

ROOT = Path(__file__).resolve().parents[2]
LATER = NOW + timedelta(hours=1)
SEEDS = range(length(1, long=20))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")


def kill(folder: Path, work: str, what: str, after: float) -> bool:
    """Kill a work ``after`` seconds past its beginning; tell whether it said that it was done."""
    command = [sys.executable, "-m", "tests.faults.forget_worker", str(folder), work, what]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "begun\n"
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)
        return worker.stdout.read() == "done\n"


def moment(seed: int, longest: float) -> float:
    """Return when to kill, in seconds."""
    return random.Random(seed).uniform(0.0, longest)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_erasure_is_whole_or_says_that_it_is_not(tmp_path: Path, seed: int) -> None:
    folder, proof = tmp_path / "base", tmp_path / "nom-de-preuve-marqueur.pdf"
    proof.write_bytes(b"%PDF preuve-ancienne-marqueur")
    with closing(new_base(folder)) as store:
        lead_id = sow(store, proof)
    done = kill(folder, "forget", str(lead_id), moment(seed, 0.25))
    with closing(open_store(folder)) as store:
        assert whole(store).problems == ()
        with store.read() as r:
            entry = r.one(Erased, "-id", lead_id=lead_id)
            state = r.get(Lead, lead_id)
        swept = entry is not None and entry.swept_at is not None
        assert swept or not done
        # In the list if and only if the sheet is emptied.
        assert (entry is None) == (state is not None and state.erased_at is None)
        if not swept:
            forgetting.forget(store, lead_id, by=BY, at=NOW)
            assert verify(store).problems == ()
    assert {one for hits in left(folder).values() for one in hits} <= {"REFMARQ17"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_key_that_leaves_the_base_is_somewhere(tmp_path: Path, seed: int) -> None:
    """In the base or on the computer, whenever it is cut; and a copy is there, sealed or not."""
    folder = tmp_path / "base"
    with closing(new_base(folder)) as store:
        neighbours(store, 100)
        hashed = store.keyed_hash("phone", "0639981299")
        backing_up.daily(store, at=NOW)
    done = kill(folder, "confirm", "", moment(seed, 0.4))
    with closing(open_store(folder)) as store:
        assert store.keyed_hash("phone", "0639981299") == hashed
        assert verify(store).problems == ()
        assert [one.sound for one in base_state.look(folder).copies[:1]] == [True]
        key_phrase.set_apart(store, by=BY, at=NOW)
        key_phrase.clean(store, by=BY, at=NOW)
        backing_up.seal_older(store)
        with store.read() as r:
            secret = safe.key(r).encode()
            assert safe.is_apart(r) or not done
    assert not [path for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_a_key_that_leaves_before_it_is_kept_is_caught(tmp_path: Path) -> None:
    with closing(new_base(tmp_path)) as store, store.write("careless", by=BY, at=NOW) as w:
        safe.let_go_of_key(w, safe.key_id(w))
    with closing(open_store(tmp_path)) as store, fails_with("KEY_ABSENT"):
        store.keyed_hash("phone", "0639981299")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sealed_copy_is_whole_before_and_after_an_erasure(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "base"
    with closing(new_base(folder)) as store:
        neighbours(store, 100)
        lead = add(store, last_name="Zwingelbert")
        key_phrase.set_apart(store, by=BY, at=NOW)
        made = backing_up.daily(store, at=NOW)
    assert made is not None
    kill(folder, "forget", str(lead), moment(seed, 0.6))
    with closing(open_store(folder)) as store:
        assert [one.sound for one in base_state.look(folder).copies] == [True]
        forgetting.forget(store, lead, by=BY, at=NOW)
    place = tmp_path / "ouverte"
    place.mkdir()
    lay_out(made.path, place)
    assert b"Zwingelbert" not in (place / NAME).read_bytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_backup_that_bears_its_name_is_whole(tmp_path: Path, seed: int) -> None:
    folder, disk = tmp_path / "base", tmp_path / "disque"
    with closing(new_base(folder)) as store:
        neighbours(store, length(100, long=300))
        if seed % 2:
            key_phrase.set_apart(store, by=BY, at=NOW)
    done = kill(folder, "backup", str(disk), moment(seed, 0.6 if seed % 2 else 0.25))
    with closing(open_store(folder)) as store:
        assert verify(store).problems == ()
        made = backup_list.backups(disk)
        assert made or not done
        for one in made:
            there = tmp_path / "copie"
            there.mkdir()
            lay_out(one.path, there)
            with opened(there) as copy:
                assert verify(copy).problems == ()
        backing_up.back_up(store, disk, by=BY, at=LATER)
        assert all(one.suffix in (".db", ".age", ".json", ".memoire") for one in disk.iterdir())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_restoration_is_whole_or_did_not_happen(tmp_path: Path, seed: int) -> None:
    folder, disk = tmp_path / "base", tmp_path / "disque"
    with closing(new_base(folder)) as store:
        neighbours(store, length(60, long=200))
        if seed % 2:
            key_phrase.set_apart(store, by=BY, at=NOW)
        erased = add(store)
        refusing = add(store, last_name="Refus", phones=("0639981299",), emails=(), reference="R", address="1 rue Y")
        who = who_is(store, refusing)
        file = backing_up.back_up(store, disk, by=BY, at=NOW).path
        opposing.oppose(store, who, how="call", by=BY, at=LATER)
        forgetting.forget(store, erased, by=BY, at=LATER)
        later = add(store, last_name="Depuis", phones=("0639981288",), emails=(), reference="D", address="2 rue Y")
    done = kill(folder, "restore", str(file), moment(seed, 0.7))
    # Stopped before this computer heard of the restoration, the base is first brought up to date.
    with closing(open_current(folder, at=LATER)[0]) as store:
        assert verify(store).problems == ()
        forgetting.sweep(store, by=BY, at=LATER)
        with store.read() as r:
            restored = r.get(Lead, later) is None
            assert restored or not done
            assert registers.opposed(r, [who.hash])
            assert r.row(Lead, refusing).opposed_at
            assert r.of(Contact, lead_id=erased) == []
