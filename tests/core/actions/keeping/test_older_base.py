"""An older base put back by hand is seen, and what it lacks of refusals and erasures is written into it again."""

import random
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.calling import consenting
from core.actions.common.people import find, of_lead
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.keeping.current_base import open_current
from core.actions.keeping.verifying import verify
from core.actions.register import opposing
from core.actions.register.key_phrase import set_apart
from core.model.backup import CaughtUp
from core.model.channel import Channel
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import registers, safe
from core.store.backups import last_moment
from core.store.engine import witness
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from core.store.safe import homes
from tests.bases import bytes_of, copy_elsewhere
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.failing import fails_with

LATER = NOW + timedelta(hours=2)
TYPED = "06 39 98 99 99"


def other(store: Store, n: int) -> int:
    return add(store, last_name=f"Autre{n}", phones=(f"063998{n:04d}",), emails=(f"a{n}@exemple.fr",),
               address=f"{n} rue du Port", reference=f"R{n}")  # fmt: skip


class Lived:
    """A base of five persons, copied as it was, then: one opposed, one opposed by mistake, one erased, an agreement
    taken back, a number opposed by a letter; and one of whom nothing was said."""

    def __init__(self, store: Store, place: Path) -> None:
        self.folder, self.copy = store.path.parent, place / "copie"
        self.opposed, self.mistaken, self.erased, self.agreed, self.free = (other(store, n) for n in range(1, 6))
        proof = place / "coupon.pdf"
        proof.write_bytes(b"%PDF")
        with store.read() as r:
            who = of_lead(r, self.agreed)
            key = safe.key_id(r)
        calls = [Channel.CALL]
        self.consent = consenting.record(
            store, who, channels=calls, collected=NOW, wording="v1", proof=proof, by=BY, at=NOW
        )
        self.memory = witness.path_of(self.folder, key)
        store.empty_log()
        self.copy.mkdir()
        copy_elsewhere(self.folder / NAME, self.copy / NAME)
        self.speak(store)
        store.close()

    def speak(self, store: Store) -> None:
        """Record what the persons said."""
        with store.read() as r:
            opposed, mistaken, typed = of_lead(r, self.opposed), of_lead(r, self.mistaken), find(r, TYPED)
        opposing.oppose(store, opposed, how="call", by=BY, at=LATER)
        undone = opposing.oppose(store, mistaken, how="call", by=BY, at=LATER)
        opposing.undo(store, undone.gesture, by=BY, at=LATER)
        opposing.oppose(store, typed, how="letter", by=BY, at=LATER)
        forgetting.forget(store, self.erased, by=BY, at=LATER)
        consenting.withdraw(store, self.consent, by=BY, at=LATER)

    def put_back(self) -> None:
        """Put the older copy in the place of the base, as somebody would by hand."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.copy, self.folder)

    def holds(self, store: Store) -> tuple[bool, bool, bool, bool, bool, bool]:
        """Return (opposed, number refused, erased, agreement taken back, opposed by mistake, free) as the base says."""
        with store.read() as r:
            return (
                r.row(Lead, self.opposed).opposed_at is not None,
                bool(registers.opposed(r, [find(r, TYPED).hash])),
                r.of(Contact, lead_id=self.erased) == [],
                r.value(str, "SELECT withdrawn FROM consent") is not None,
                r.row(Lead, self.mistaken).opposed_at is not None,
                r.row(Lead, self.free).opposed_at is None and r.count(Contact, lead_id=self.free) > 0,
            )


WHOLE = (True, True, True, True, False, True)
NOTHING = (False, False, False, False, False, True)


@pytest.fixture
def lived(store: Store, tmp_path: Path) -> Lived:
    return Lived(store, tmp_path)


def current(folder: Path) -> tuple[Store, CaughtUp | None]:
    return open_current(folder, at=LATER + timedelta(minutes=1))


def test_what_an_older_base_lacks_is_written_into_it_before_anything_is_read(lived: Lived) -> None:
    lived.put_back()
    with fails_with("BASE_OLDER"):
        open_store(lived.folder)
    store, caught = current(lived.folder)
    with closing(store):
        assert caught and (caught.opposed, caught.erased, caught.withdrawn, caught.unread) == (2, 1, 1, 0)
        assert lived.holds(store) == WHOLE
        assert "cette fin n’y est plus" in verify(store).problems[0], "what is gone besides stays told"
    again, caught = current(lived.folder)
    again.close()
    assert caught is None


def test_the_careless_opening_shows_what_is_lost(lived: Lived) -> None:
    lived.put_back()
    with closing(open_store(lived.folder, older=True)) as store:
        assert lived.holds(store) == NOTHING


def test_the_log_lost_after_a_crash_is_an_older_base(tmp_path: Path) -> None:
    """Its refusals stood in the log alone, and the file as it was made holds the key."""
    folder = tmp_path / "neuve"
    with closing(open_store(folder)) as store:
        opposing.oppose_typed(store, TYPED, how="counter", by=BY, at=NOW)
        file = bytes_of(folder / NAME)
    (folder / NAME).write_bytes(file)
    (folder / f"{NAME}-wal").unlink(missing_ok=True)
    reopened, caught = current(folder)
    with closing(reopened), reopened.read() as r:
        assert caught and caught.opposed == 1
        assert registers.opposed(r, [find(r, TYPED).hash])


def test_a_file_of_one_page_whose_log_is_lost_is_no_new_base(lived: Lived) -> None:
    (lived.folder / NAME).write_bytes((lived.folder / NAME).read_bytes()[:4096])
    with fails_with("BASE_LOST"):
        open_store(lived.folder)


def test_a_base_that_only_lived_on_raises_no_alarm(lived: Lived) -> None:
    for n in range(3):
        store, caught = current(lived.folder)
        with closing(store):
            assert caught is None and lived.holds(store) == WHOLE
            other(store, 10 + n)
            store.remember()


def test_the_memory_survives_its_loss_its_damage_and_an_older_one(lived: Lived) -> None:
    whole = lived.memory.read_bytes()
    draws = random.Random(28)
    for _round in range(12):
        cut = draws.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[draws.randrange(len(whole))] ^= 1 << draws.randrange(8)
        for left in (whole[:cut], whole[cut:], bytes(flipped), b""):
            lived.memory.write_bytes(left)
            with closing(current(lived.folder)[0]) as store:
                assert lived.holds(store) == WHOLE, "a base that is no older one is never touched"
    lived.memory.unlink()
    with closing(open_store(lived.folder)) as store:
        store.remember()
    lived.put_back()
    store, caught = current(lived.folder)
    with closing(store):
        assert caught and lived.holds(store) == WHOLE, "it was written anew from the base"


def test_a_line_that_the_key_did_not_sign_erases_and_opposes_nobody(lived: Lived) -> None:
    lines = lived.memory.read_bytes().split(b"\n")
    forged = [line.replace(str(lived.erased).encode(), str(lived.free).encode()) for line in lines]
    lived.memory.write_bytes(b"\n".join(forged))
    lived.put_back()
    store, caught = current(lived.folder)
    with closing(store):
        assert caught and caught.unread > 0
        assert lived.holds(store)[5]


def test_what_could_not_be_written_is_with_the_next_refusal(lived: Lived) -> None:
    with closing(open_store(lived.folder)) as store:
        before = lived.memory.read_bytes()
        opposing.oppose_typed(store, "0199001234", how="counter", by=BY, at=LATER)
        lived.memory.write_bytes(before)
        opposing.oppose_typed(store, "0199005678", how="counter", by=BY, at=LATER)
    lived.put_back()
    store, caught = current(lived.folder)
    with closing(store):
        assert caught and caught.opposed == 4


def test_an_older_base_put_under_an_open_one_is_not_written(lived: Lived) -> None:
    """Another program restores it through the engine: the file is the same one."""
    with closing(open_store(lived.folder)) as store:
        with (
            closing(sqlite3.connect(lived.copy / NAME)) as older,
            closing(sqlite3.connect(lived.folder / NAME)) as base,
        ):
            older.backup(base)
        assert store.news() == {"*"}
        with fails_with("BASE_MOVED"):
            opposing.oppose_typed(store, "0199001234", how="counter", by=BY, at=LATER)
        store.remember()
    store, caught = current(lived.folder)
    with closing(store):
        assert caught and lived.holds(store) == WHOLE


def test_a_base_without_its_key_is_left_without_a_word(
    lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another window has it open: the base is not sealed yet.
    with closing(open_store(lived.folder)) as store, closing(open_store(lived.folder)):
        set_apart(store, by=BY, at=LATER)
    monkeypatch.setenv(homes.FOLDER, str(tmp_path / "ailleurs"))
    with closing(open_store(lived.folder)) as store:
        store.remember()
        with store.read() as r:
            assert r.keyless and not witness.path_of(lived.folder, safe.key_id(r)).exists()


def test_a_wrong_clock_hides_no_refusal(lived: Lived) -> None:
    lived.put_back()
    store, caught = open_current(lived.folder, at=NOW - timedelta(days=4000))
    with closing(store):
        assert caught and lived.holds(store) == WHOLE


def test_a_restoration_dated_by_a_clock_in_advance_excuses_no_older_base(lived: Lived, tmp_path: Path) -> None:
    with closing(open_store(lived.folder)) as store:
        backup = backing_up.back_up(store, tmp_path / "disque", by=BY, at=LATER).path
    restoring.restore(lived.folder, backup, by=BY, at=LATER + timedelta(days=400))
    shutil.rmtree(lived.copy)
    shutil.copytree(lived.folder, lived.copy)
    with closing(open_store(lived.folder)) as store:
        opposing.oppose_typed(store, "0199001234", how="counter", by=BY, at=LATER)
    lived.put_back()
    store, caught = current(lived.folder)
    with closing(store), store.read() as r:
        assert caught and caught.opposed == 1
        assert registers.opposed(r, [find(r, "0199001234").hash])


def test_a_restoration_cut_before_it_was_noted_raises_no_alarm(lived: Lived, tmp_path: Path) -> None:
    with closing(open_store(lived.folder)) as store:
        backup = backing_up.back_up(store, tmp_path / "disque", by=BY, at=LATER).path
        opposing.oppose_typed(store, "0199001234", how="counter", by=BY, at=LATER)
    before = lived.memory.read_bytes()
    restoring.restore(lived.folder, backup, by=BY, at=LATER + timedelta(hours=1))
    lived.memory.write_bytes(before)
    store, caught = current(lived.folder)
    with closing(store), store.read() as r:
        assert caught is None and registers.opposed(r, [find(r, "0199001234").hash])


def test_a_refusal_whose_retention_ended_leaves_the_memory(lived: Lived) -> None:
    with closing(open_store(lived.folder)) as store:
        with store.read() as r:
            [hashed] = [find(r, TYPED).hash]
            ids = r.column(int, "SELECT id FROM opposition WHERE hash = ?", hashed)
        assert hashed.encode() in lived.memory.read_bytes()
        with store.write("retention", by=BY, at=LATER) as w:
            w.wipe("opposition", ids)
        assert hashed.encode() not in lived.memory.read_bytes()


def test_an_older_backup_on_a_new_computer_asks_the_memory_beside_it(
    lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disque"
    with closing(open_store(lived.copy, older=True)) as store:
        old = backing_up.back_up(store, tmp_path / "vieux", by=BY, at=NOW).path
    with closing(open_store(lived.folder)) as store:
        backing_up.back_up(store, disk, by=BY, at=LATER)
    monkeypatch.setenv(homes.FOLDER, str(tmp_path / "neuf"))
    restored = tmp_path / "poste neuf"
    done = restoring.restore(restored, Path(shutil.copy(old, disk)), by=BY, at=LATER)
    assert (done.oppositions, done.erased) == (2, 1)
    with closing(open_store(restored)) as store:
        assert lived.holds(store) == WHOLE


def test_a_base_lost_is_restored_with_what_this_computer_remembers(lived: Lived, tmp_path: Path) -> None:
    with closing(open_store(lived.copy, older=True)) as store:
        old = backing_up.back_up(store, tmp_path / "vieux", by=BY, at=NOW).path
    (lived.folder / NAME).unlink()
    done = restoring.restore(lived.folder, old, by=BY, at=LATER)
    assert (done.oppositions, done.erased) == (2, 1)
    with closing(open_store(lived.folder)) as store, store.read() as r:
        assert r.row(Lead, lived.opposed).opposed_at and last_moment(r)


def test_a_configuration_that_takes_no_note_refuses_no_gesture(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(homes.FOLDER, "/proc/1/mem/sous")
    lead = add(store)
    who = who_is(store, lead)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    store.remember()
    with store.read() as r:
        assert r.row(Lead, lead).opposed_at
