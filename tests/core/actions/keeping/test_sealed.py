"""Sealed backups: opened without a question where the key is, with the phrase elsewhere, nobody erased left in them."""

import json
import shutil
import stat
import sys
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency
from core.actions.keeping import backing_up, backup_list, base_state, forgetting, restoring
from core.actions.keeping.verifying import verify
from core.actions.letters import noticing
from core.actions.register import key_phrase, opposing
from core.base.errors import UserError
from core.records.lead import Lead
from core.store import registers, safe
from core.store.engine import packing, witness
from core.store.engine.copies import holding
from core.store.engine.opening import NAME, open_store, opened
from core.store.engine.soundness import Soundness
from core.store.port import Store
from core.store.safe import homes, sealing, sheets
from core.words.keeping import sealed_words
from tests.bases import another_key, bytes_of, new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.core.actions.register.test_key_apart import forget_computer, taken_out
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

LATER = NOW + timedelta(hours=3)
ENDS = "premier-contact-2026-11-24-104200"


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Another disk."""
    return tmp_path / "disque"


def test_a_backup_is_sealed_once_the_phrase_is_on_paper(store: Store, disk: Path) -> None:
    add(store, last_name="Zwingelbert")
    opposing.oppose_typed(store, "0639980777", how="counter", by=BY, at=NOW)
    assert not backing_up.back_up(store, disk / "avant", by=BY, at=NOW).sealed
    taken_out(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    assert made.sealed
    assert sorted(path.name for path in disk.glob(f"{ENDS}*")) == [f"{ENDS}.json", f"{ENDS}.zip.age"]
    written = [path for path in disk.iterdir() if path.is_file()]
    assert sys.platform == "win32" or all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in written)
    assert b"Zwingelbert" not in made.path.read_bytes()
    read = sheets.read_sheet(disk / f"{ENDS}.json")
    assert read is not None
    sheet, signature = read
    proof = verify(store)
    assert (sheet.leads, sheet.oppositions, sheet.letters) == (1, 1, 0)
    assert datetime.fromisoformat(sheet.last) == datetime.fromisoformat(sheet.made) == NOW
    assert sheet.rows < proof.rows
    with store.read() as r:
        assert r.value(str, "SELECT hash FROM journal WHERE id = ?", sheet.rows) == sheet.head
        assert sheets.is_signed(sheet, signature, safe.key(r))
        assert not sheets.is_signed(sheet._replace(leads=2), signature, safe.key(r))
    assert holding(made.path)[:3] == (True, 1, 1)
    assert backup_list.known_backups(store) == [made]


def test_a_known_computer_opens_it_without_a_question(store: Store, disk: Path) -> None:
    lead = add(store)
    taken_out(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    opposing.oppose_typed(store, "0639980001", how="counter", by=BY, at=LATER)
    loss = restoring.losing(store, made.path)
    assert loss.leads == 0
    done = restoring.restore(store.path.parent, made.path, by=BY, at=LATER)
    assert done.oppositions
    with store.read() as r:
        assert r.get(Lead, lead) is not None
        assert registers.opposed(r, [r.keyed_hash("phone", "0639980001")])
        assert safe.is_apart(r)
    assert len(base_state.look(store.path.parent).copies) == 2
    store.close()
    (store.path.parent / NAME).write_bytes(b"SQLite format 3\0" + bytes(9000))
    # The copy on the other disk is found by what the sheet of the one beside the base says.
    seen = base_state.look(store.path.parent)
    assert seen.state is Soundness.UNREADABLE
    assert [(one.sound, one.leads) for one in seen.copies] == [(True, 1), (True, 1)]
    assert done.aside in [one.path for one in seen.copies]
    restoring.restore(store.path.parent, seen.copies[0].path, by=BY, at=LATER)
    with opened(store.path.parent) as again, again.read() as r:
        assert r.get(Lead, lead) is not None


@pytest.fixture
def one_sealed(store: Store) -> Store:
    """A base of one lead, whose key is out of it."""
    add(store)
    taken_out(store)
    return store


def contents(store: Store) -> dict[Path, bytes]:
    """Everything in the folder of a base, but what its engine shares between programs."""
    found = (path for path in store.path.parent.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path: bytes_of(path) for path in found}


def letter_of(store: Store, lead: int) -> Path:
    """Make the letter of a lead."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    made = noticing.make(store, [lead], store.path.parent / "lettres", by=BY, at=NOW)
    assert not made.refused
    return Path(made.made[0].file)


def test_changing_computer_is_one_file_and_the_phrase(store: Store, disk: Path, tmp_path: Path) -> None:
    """All that is left of the old computer is a sealed backup on a disk and a sheet of paper."""
    lead, gone = add(store), add(store, last_name="Parti", phones=("0639980002",), emails=("b@exemple.fr",),
                                 address="9 rue du Port", reference="R9")  # fmt: skip
    opposing.oppose_typed(store, "0639980777", how="counter", by=BY, at=NOW)
    kept, away = letter_of(store, lead), letter_of(store, gone)
    forgetting.forget(store, gone, by=BY, at=NOW)
    assert not away.exists()
    _place, words = taken_out(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    pdf, there = kept.read_bytes(), tmp_path / "portable"
    shutil.rmtree(store.path.parent / "lettres")
    forget_computer()
    with closing(new_base(there, another_key)):
        seen = base_state.look(there, disk)
    assert [(one.sound, one.locked, one.leads) for one in seen.copies] == [(False, True, 1)]
    with fails_with("BACKUP_LOCKED"):
        restoring.restore(there, made.path, by=BY, at=LATER)
    key_phrase.give_key(" ".join(words), packing.keys_wanted(made.path))
    done = restoring.restore(there, made.path, by=BY, at=LATER)
    assert done.letters == 1
    assert (there / "lettres" / kept.name).read_bytes() == pdf
    with opened(there) as base, base.read() as r:
        assert verify(base).ok
        assert (r.count(Lead, erased_at=None), registers.count_gestures(r)) == (1, 1)
        assert registers.opposed(r, [r.keyed_hash("phone", "0639980777")])
        assert safe.is_apart(r)
    # The base of before the restoration had a key of its own: its copy, sealed since, still opens, and is cleaned.
    with opened(there) as base:
        assert backing_up.seal_older(base) == 1
        forgetting.forget(base, lead, by=BY, at=LATER)
    assert done.aside is not None
    assert holding(done.aside.with_name(f"{done.aside.stem}.zip.age"))[:2] == (True, 0)
    again = restoring.restore(there, made.path, by=BY, at=LATER + timedelta(hours=1))
    assert (again.letters, again.erased) == (0, 1)


@table("harm", ["cut", "changed", "no sheet", "forged sheet", "another file under its name", "not an archive"])
def test_what_is_not_the_backup_is_told(harm: str, one_sealed: Store, disk: Path) -> None:
    store = one_sealed
    made = backing_up.back_up(store, disk / harm, by=BY, at=NOW)
    sheet, content = sheets.sheet_of(made.path), made.path.read_bytes()
    if harm == "cut":
        made.path.write_bytes(content[:-40])
    elif harm == "changed":
        made.path.write_bytes(content[:-40] + bytes(40))
    elif harm == "no sheet":
        sheet.unlink()
    elif harm == "forged sheet":
        sheet.write_text(json.dumps(json.loads(sheet.read_text()) | {"leads": 99}))
    elif harm == "another file under its name":
        made.path.write_bytes(b"SQLite format 3\0")
    else:
        with store.read() as r:
            sealing.seal(sheet, made.path, safe.key(r))
    told, whole = holding(made.path), harm in ("no sheet", "forged sheet")
    assert (told.sound, told.locked) == (whole, False)
    assert told.leads == (1 if whole else 0)
    if whole:
        restoring.restore(store.path.parent, made.path, by=BY, at=LATER)
        return
    with fails_with("BACKUP_DAMAGED"):
        restoring.restore(store.path.parent, made.path, by=BY, at=LATER)


def test_nobody_erased_is_left_in_a_sealed_copy(store: Store, tmp_path: Path) -> None:
    lead = add(store, last_name="Zwingelbert")
    taken_out(store)
    made = backing_up.daily(store, at=NOW)
    assert made is not None
    assert made.sealed
    forgetting.forget(store, lead, by=BY, at=LATER)
    place = tmp_path / "ouverte"
    place.mkdir()
    packing.lay_out(made.path, place)
    assert b"Zwingelbert" not in (place / NAME).read_bytes()
    assert holding(made.path)[:2] == (True, 0)
    read = sheets.read_sheet(sheets.sheet_of(made.path))
    assert read is not None
    assert datetime.fromisoformat(read[0].made) == NOW
    assert sorted(one.name for one in made.path.parent.iterdir()) == [sheets.sheet_of(made.path).name, made.path.name]


def test_a_copy_whose_key_is_elsewhere_is_kept(store: Store) -> None:
    lead = add(store)
    taken_out(store)
    made = backing_up.daily(store, at=NOW)
    assert made is not None
    with store.read() as r:
        secret = safe.key(r)
    stranger, content = made.path.with_name("premier-contact-2026-11-20-090000.zip.age"), made.path.read_bytes()
    sealing.seal(made.path, stranger, bytes(range(32)).hex())
    forgetting.forget_rows(store, [lead], by=BY, at=LATER, keep_property=True, why="request")
    forget_computer()
    with closing(open_store(store.path.parent)) as other, fails_with("KEY_ABSENT"):
        forgetting.sweep(other, by=BY, at=LATER)
    assert made.path.read_bytes() == content
    homes.keep(secret)
    assert forgetting.sweep(store, by=BY, at=LATER).whole
    assert stranger.exists()
    assert made.path.read_bytes() != content


def test_a_full_disk_keeps_the_copy_and_the_erasure_open(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = add(store)
    taken_out(store)
    made = backing_up.daily(store, at=NOW)
    assert made is not None
    content = made.path.read_bytes()

    def full(*_asked: object) -> None:
        raise OSError("No space left on device (os error 28)")

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "seal", full)
        with pytest.raises(UserError) as refused:
            forgetting.forget(store, lead, by=BY, at=LATER)
    assert refused.value.code == "DISK_FULL"
    assert made.path.read_bytes() == content
    assert forgetting.sweep(store, by=BY, at=LATER).leads == (lead,)
    assert made.path.read_bytes() != content


def test_plain_copies_of_the_chosen_folder_are_sealed_when_asked(store: Store, disk: Path) -> None:
    add(store)
    assert backing_up.seal_known(store) == 0
    made = backing_up.back_up(store, disk, by=BY, at=NOW).path
    (disk / f"{ENDS.replace('24', '22', 1)}.db").write_bytes(b"damaged")
    taken_out(store)
    assert len(backup_list.plain_ones(store)) == 2
    assert backing_up.seal_known(store) == 1
    assert (sealed_words(0), sealed_words(1)[:16]) == ("Aucune copie n’a été scellée.", "1 copie scellée,")
    assert not made.exists(), "the plain one held the key"
    assert [one.sealed for one in backup_list.backups(disk)] == [True, False], "what cannot be read is left as it is"
    assert backing_up.seal_known(store) == 0
    assert restoring.drill(store.path.parent, backup_list.backups(disk)[0].path, by=BY, at=LATER).leads == 1


def test_copies_made_before_are_sealed_and_hold_the_key_no_more(store: Store) -> None:
    add(store)
    folder = store.path.parent / backup_list.COPIES
    for day in range(2):
        backing_up.daily(store, at=NOW + timedelta(days=day))
    (folder / f"{ENDS.replace('24', '22', 1)}.db").write_bytes(b"damaged")
    store.copy_to(store.path.parent, "premier-contact-avant-m025_doubts.db")
    assert backing_up.seal_older(store) == 0
    with store.read() as r:
        secret = safe.key(r)
    taken_out(store)
    assert backing_up.seal_older(store) == 2
    assert backing_up.seal_older(store) == 0
    found = backup_list.known_backups(store)
    assert [one.sealed for one in found] == [True, True, False]
    assert not [path for path in folder.parent.rglob("*") if path.is_file() and secret.encode() in bytes_of(path)]
    done = restoring.restore(store.path.parent, found[1].path, by=BY, at=LATER)
    assert done.moment == NOW
    with opened(store.path.parent) as base, base.read() as r:
        assert safe.is_apart(r)
    held = b"".join(bytes_of(path) for path in store.path.parent.glob(f"{NAME}*"))
    assert secret.encode() not in held


def test_old_copies_are_deleted_with_their_sheets(store: Store) -> None:
    taken_out(store)
    for day in (0, 200):
        backing_up.daily(store, at=NOW + timedelta(days=day))
    assert len(backup_list.known_backups(store)) == 2, "a clock that leaps deletes none"
    with store.write("settings", by=BY, at=NOW + timedelta(days=200)) as w:
        w.set_value("setting", "user", BY)
    backing_up.daily(store, at=NOW + timedelta(days=201))
    kept = [path.name for path in (store.path.parent / backup_list.COPIES).iterdir()]
    assert len(kept) == 4, "two copies, each with its sheet"
    assert not [name for name in kept if "-2026-" in name]


def test_a_drill_changes_nothing(store: Store, disk: Path) -> None:
    lead = add(store)
    letter_of(store, lead)
    taken_out(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    opposing.oppose_typed(store, "0639980001", how="counter", by=BY, at=LATER)
    files, rows = contents(store), store.path.name
    with store.read() as r:
        before = r.column(str, "SELECT what FROM journal ORDER BY id")
    assert backup_list.standing(store, at=LATER).drilled is None
    done = restoring.drill(store.path.parent, made.path, by=BY, at=LATER)
    assert (done.leads, done.letters) == (1, 1)
    assert done.oppositions
    assert backup_list.standing(store, at=LATER).drilled == LATER
    with store.read() as r:
        assert r.column(str, "SELECT what FROM journal ORDER BY id") == [*before, "drill"]
    beside = {path: content for path, content in files.items() if not path.name.startswith(rows)}
    assert beside and {path: contents(store)[path] for path in beside} == beside
    made.path.write_bytes(b"age-encryption.org/v1 and noise")
    with pytest.raises(UserError):
        restoring.drill(store.path.parent, made.path, by=BY, at=LATER)


def test_an_archive_without_a_base_is_damaged(tmp_path: Path) -> None:
    secret = bytes(range(32)).hex()
    homes.keep(secret)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("autre.txt", "x")
    sealing.seal(tmp_path / "x.zip", tmp_path / "x.age", secret)
    with fails_with("BACKUP_DAMAGED"):
        packing.lay_out(tmp_path / "x.age", tmp_path)


def test_what_an_archive_holds_besides_is_left_in_it(tmp_path: Path) -> None:
    secret = bytes(range(32)).hex()
    homes.keep(secret)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        for name in ("../dehors", "/dehors", "lettres/../../dehors", "lettres/a/b.pdf", "autre.txt", "lettres/", NAME):
            made.writestr(name, "x")
    sealing.seal(tmp_path / "x.zip", tmp_path / "x.age", secret)
    place = tmp_path / "ici"
    place.mkdir()
    packing.lay_out(tmp_path / "x.age", place)
    assert [path.name for path in place.rglob("*")] == [NAME]
    assert not (tmp_path / "dehors").exists()


def test_a_restoration_cut_before_its_end_was_noted_is_no_older_base(store: Store, disk: Path) -> None:
    add(store)
    made = backing_up.back_up(store, disk, by=BY, at=NOW)
    opposing.oppose_typed(store, "0639980777", how="counter", by=BY, at=LATER)
    store.remember()
    folder = store.path.parent
    with store.read() as r:
        memory = witness.path_of(folder, safe.key_id(r))
    before = memory.read_bytes()
    restoring.restore(folder, made.path, by=BY, at=LATER + timedelta(minutes=1))
    memory.write_bytes(before)
    store.news()
    assert verify(store).ok
    store.remember()
    assert memory.read_bytes() != before
    store.become(made.path)
    assert not verify(store).ok
