"""What is kept beside a sealed base is sealed, opened for the time of a look, and comes back from a backup."""

import hashlib
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common import agency, kept_files
from core.actions.common.scratch import sweep
from core.actions.keeping import backing_up, restoring
from core.actions.keeping.base_in_place import set_aside
from core.actions.keeping.verifying import verify
from core.actions.letters import noticing, redrawing
from core.actions.register import key_phrase, opposing
from core.records.notice import Notice
from core.records.opposition import Opposition
from core.store.engine.opening import NAME, open_store
from core.store.engine.recovering import recovered
from core.store.port import Store
from core.store.safe.sealed_files import file_key, is_sealed_file, opened_file, sealed_file
from tests.bases import new_base, put_base
from tests.core.actions.conftest import BY, NOW, add
from tests.files.bases.make import AGENCY

KEY, OTHER = file_key("11" * 32), file_key("22" * 32)


def filled(store: Store) -> None:
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    noticing.make(store, [lead], kept_files.letters_folder(store), by=BY, at=NOW)
    key_phrase.set_apart(store, by=BY, at=NOW)
    backing_up.seal_older(store)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = new_base(tmp_path / "base")
    filled(store)
    return store


def only_letter(store: Store) -> tuple[Notice, Path]:
    with store.read() as r:
        [letter] = r.of(Notice)
    return letter, kept_files.letters_folder(store) / letter.file


def test_a_sealed_file_opens_with_its_key_alone() -> None:
    content = b"%PDF-1.7 Zwingelbert"
    sealed = sealed_file(content, KEY)
    assert is_sealed_file(sealed) and b"PDF" not in sealed
    assert sealed != sealed_file(content, KEY), "no two alike"
    assert opened_file(sealed, KEY) == opened_file(content, KEY) == content
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    assert [opened_file(one, KEY) for one in (changed, sealed[:-1], sealed[:20])] == [b""] * 3
    assert opened_file(sealed, OTHER) == b""


def test_letters_made_before_are_sealed_and_those_after_are_too(store: Store) -> None:
    letter, path = only_letter(store)
    assert is_sealed_file(path.read_bytes())
    with store.read() as r:
        assert hashlib.sha256(kept_files.read_kept(r, path)).hexdigest() == letter.sha256
    assert redrawing.registered_pdf(store, letter)
    assert (verify(store).problems, verify(store).notes) == ((), ())
    path.unlink()
    assert redrawing.registered_pdf(store, letter) and is_sealed_file(path.read_bytes())
    others = [add(store, last_name=f"Autre{n}", phones=(f"063998{n:04d}",), reference=f"R{n}", emails=(),
                  address=f"{n} rue du Port") for n in range(2)]  # fmt: skip
    made = noticing.make(store, others, kept_files.letters_folder(store), by=BY, at=NOW)
    assert is_sealed_file(Path(made.whole).read_bytes())
    assert all(is_sealed_file(Path(one.file).read_bytes()) for one in made.made)
    assert kept_files.seal_kept(store, path.parent) == 0


def test_a_letter_asked_for_elsewhere_is_clear(store: Store, tmp_path: Path) -> None:
    made = noticing.make(store, [add(store, last_name="Autre", phones=("0639981299",), emails=(), reference="R2",
                                     address="3 rue Y")], tmp_path / "clef", by=BY, at=NOW)  # fmt: skip
    assert Path(made.whole).read_bytes().startswith(b"%PDF")


def test_a_look_is_at_a_private_copy_that_goes(store: Store, tmp_path: Path) -> None:
    _letter, path = only_letter(store)
    seen = kept_files.seen_file(store, path)
    assert seen != path and seen.read_bytes().startswith(b"%PDF")
    assert sys.platform == "win32" or seen.parent.stat().st_mode & 0o077 == 0
    folder = kept_files.seen_folder(store, [path])
    assert [one.name for one in folder.iterdir()] == [path.name]
    sweep(seen=True)
    assert not seen.exists() and not folder.exists()
    plain = tmp_path / "clair.pdf"
    plain.write_bytes(b"%PDF")
    assert kept_files.seen_file(store, plain) == plain


def test_a_letter_changed_on_the_disk_is_told(store: Store) -> None:
    letter, path = only_letter(store)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert any(letter.reference in problem for problem in verify(store).problems)


def test_letters_come_back_from_a_backup(store: Store, tmp_path: Path) -> None:
    """On another computer, from the backup and the words."""
    letter, path = only_letter(store)
    backup = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    store.close()
    put_base(tmp_path / "autre")
    done = restoring.restore(tmp_path / "autre", backup, by=BY, at=NOW)
    assert done.letters == 1
    back = tmp_path / "autre" / "lettres" / letter.file
    assert back.read_bytes() == path.read_bytes()
    assert b"PDF" not in b"".join(one.read_bytes() for one in (tmp_path / "autre" / "lettres").iterdir())


def test_a_damaged_base_set_aside_is_sealed_and_still_read(tmp_path: Path) -> None:
    """It was plain when it was set aside; it is the last resort where the base is gone."""
    folder = tmp_path / "base"
    with closing(new_base(folder)) as store:
        add(store, last_name="Zwingelbert")
        opposing.oppose_typed(store, "0639987701", how="call", by=BY, at=NOW)
        backup = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    (folder / NAME).write_bytes(bytes(100) + (folder / NAME).read_bytes()[100:])
    restoring.restore(folder, backup, by=BY, at=NOW)
    with closing(open_store(folder)) as store:
        key_phrase.set_apart(store, by=BY, at=NOW)
        backing_up.seal_older(store)
        assert backing_up.seal_older(store) == 0
    [aside] = set_aside(folder)
    assert is_sealed_file(aside.read_bytes())
    with recovered(aside, tmp_path / "lue") as found, found.store.read() as r:
        assert r.count(Opposition, lifted_at=None) == 1
    assert b"Zwingelbert" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_beside_a_plain_base_files_are_plain(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "base")) as store:
        kept_files.write_kept(store, tmp_path / "lettre.pdf", b"%PDF")
        assert kept_files.seal_kept(store, tmp_path) == 0
    assert (tmp_path / "lettre.pdf").read_bytes() == b"%PDF"
