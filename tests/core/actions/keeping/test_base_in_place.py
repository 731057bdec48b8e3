"""The base in place when a backup is put back: what is wrong with it never costs a refusal, and a restoration that
cannot be done leaves it as it was."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common.agency import save_agency
from core.actions.keeping import backing_up, base_state, forgetting, restoring
from core.actions.keeping.base_in_place import begin_anew
from core.actions.keeping.verifying import verify
from core.actions.register import opposing, recipients
from core.base.errors import UserError
from core.store import registers
from core.store.engine.opening import NAME, opened
from core.store.engine.soundness import Soundness
from core.store.port import Store
from core.words.errors import error
from tests.bases import another_key, new_base, put_base
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

LATER = NOW + timedelta(hours=3)
REFUSED = "06 39 98 77 01"
BACKUP = "disque"


def a_day(store: Store) -> None:
    """A backup, then two refusals, one of somebody erased since, whose supplier was told of one thing out of two."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    backing_up.back_up(store, store.path.parent / BACKUP, by=BY, at=NOW)
    opposing.oppose_typed(store, REFUSED, how="call", by=BY, at=LATER, note="dit deux fois")
    who = who_is(store, lead)
    opposing.oppose(store, who, how="call", by=BY, at=LATER)
    forgetting.forget(store, lead, by=BY, at=LATER)
    with store.read() as r:
        [told, _waits] = recipients.to_send(r)
    recipients.mark_sent(store, told.id, proof="e-mail", by=BY, at=LATER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a base that knows more than its backup."""
    put_base(tmp_path / "base", a_day)
    return tmp_path / "base"


def backup_of(folder: Path) -> Path:
    [made] = (folder / BACKUP).glob("*.db")
    return made


def tampered(folder: Path, sql: str) -> None:
    """Change the closed file as no program of ours does."""
    with closing(sqlite3.connect(folder / NAME)) as base, base:
        assert base.execute(sql).rowcount > 0


def is_refused(folder: Path) -> bool:
    with opened(folder) as store, store.read() as r:
        return bool(registers.opposed(r, [r.keyed_hash("phone", "0639987701")]))


def messages(folder: Path) -> tuple[list[int], list[int]]:
    """Return those that wait, and those that left."""
    with opened(folder) as store, store.read() as r:
        return [one.id for one in recipients.to_send(r)], [one.id for one in recipients.sent(r)]


def headless(folder: Path) -> None:
    """Damage the base so that the engine cannot open it."""
    (folder / NAME).write_bytes(bytes(100) + (folder / NAME).read_bytes()[100:])


def test_letters_that_mean_nothing_are_a_damage(folder: Path) -> None:
    """Every page of the base is right, and one of its texts is no text."""
    tampered(folder, "UPDATE opposition SET note = CAST(x'ff41' AS TEXT)")
    before = (folder / NAME).read_bytes()
    assert base_state.look(folder).state is Soundness.DAMAGED
    with opened(folder) as store:
        assert verify(store).problems == (error("BASE_UNREADABLE", folder=str(folder)).text,)
    done = restoring.restore(folder, backup_of(folder), by=BY, at=LATER)
    assert done.aside is not None
    assert done.aside.read_bytes() == before
    assert is_refused(folder)


def test_a_journal_that_does_not_hold_keeps_the_base_as_it_is(folder: Path) -> None:
    """Its copy would not be a backup: it is set aside to the byte."""
    tampered(folder, "UPDATE journal SET by = 'Personne' WHERE id = 1")
    done = restoring.restore(folder, backup_of(folder), by=BY, at=LATER)
    assert done.aside is not None
    assert done.aside.name == "premier-contact-abimee-2026-11-24-134200.db"
    with closing(sqlite3.connect(done.aside)) as aside:
        assert aside.execute("SELECT by FROM journal WHERE id = 1").fetchall() == [("Personne",)]
    assert (done.oppositions, done.register_lost, is_refused(folder)) == (2, False, True)


def test_a_disk_without_room_for_its_copy_leaves_the_base(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(folder)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with fails_with("DISK_FULL"):
        restoring.restore(folder, backup_of(folder), by=BY, at=LATER)
    assert is_refused(folder)


def test_a_base_that_another_program_holds_keeps_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses the name of a file that an antivirus reads: neither the base nor its log has gone meanwhile, and
    later all that it knew is carried over, a message that says nothing of its person any more too."""
    before_it = messages(folder)
    assert list(map(len, before_it)) == [1, 1]
    headless(folder)
    (folder / f"{NAME}-wal").write_bytes(b"un vieux journal")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if path.parent != target.parent:
            raise PermissionError("held by another program")
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(UserError) as refused:
            restoring.restore(folder, backup_of(folder), by=BY, at=LATER)
    assert refused.value.code == "BASE_BUSY"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    restoring.restore(folder, backup_of(folder), by=BY, at=LATER)
    assert is_refused(folder)
    assert messages(folder) == before_it


def test_the_backup_of_another_base_is_refused_by_a_damaged_one(folder: Path, tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "autre")) as other:
        add(other)
        with other.write("settings", by=BY, at=NOW) as w:
            w.records("UPDATE safe SET secret = ? WHERE name = 'register' RETURNING name", "ab" * 32)
        other.read_key()
        strange = backing_up.back_up(other, tmp_path / "disque", by=BY, at=NOW).path
    headless(folder)
    before = (folder / NAME).read_bytes()
    with fails_with("BACKUP_OTHER_BASE"):
        restoring.restore(folder, strange, by=BY, at=LATER)
    assert (folder / NAME).read_bytes() == before


def test_a_sound_base_is_not_begun_anew(folder: Path) -> None:
    begin_anew(folder, at=LATER)
    assert base_state.look(folder).aside == ()
    assert is_refused(folder)


def test_a_newer_base_is_told_with_its_copies(folder: Path) -> None:
    tampered(folder, "UPDATE _sqlite_migrations SET name = 'm999' WHERE name = 'm005_counted_leads'")
    before = (folder / NAME).read_bytes()
    seen = base_state.look(folder, folder / BACKUP)
    assert (seen.state, len(seen.copies)) == (Soundness.NEWER, 1)
    assert (folder / NAME).read_bytes() == before


def test_another_base_in_the_same_folder_is_not_an_older_one(folder: Path) -> None:
    with opened(folder) as store:
        store.remember()
    shutil.rmtree(folder)
    with closing(new_base(folder, another_key)) as other:
        with other.write("settings", by=BY, at=NOW) as w:
            w.set_value("setting", "user", BY)
        assert verify(other).problems == ()
