"""A base is sealed once its key is out of it, in one piece; what is sealed opens with its key alone."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from core.actions.keeping.verifying import verify
from core.actions.register import key_phrase
from core.base.errors import UserError
from core.store import safe
from core.store.engine import base_sealing
from core.store.engine.base_sealing import clear_copy
from core.store.engine.copies import Holding, holding
from core.store.engine.driver import connect, connect_under, noted_seal
from core.store.engine.opening import NAME, keyless, open_store
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.base_key import base_key, looks_sealed, note_of, read_note
from core.words.errors import error
from tests.bases import another_key, new_base, put_base
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with

NAMED, TOWN = "Zwingelbert", "Uzès"


def filled(folder: Path) -> Store:
    store = new_base(folder)
    add(store, last_name=NAMED, town=TOWN)
    return store


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def says_nothing(folder: Path) -> bool:
    content = bytes_in(folder)
    return not any(word.encode() in content for word in (NAMED, NAMED.lower(), TOWN, "639981200"))


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """The folder of a sealed base, closed."""
    with closing(filled(tmp_path / "base")) as store:
        key_phrase.set_apart(store, by=BY, at=NOW)
    return tmp_path / "base"


def test_a_base_is_sealed_when_its_key_leaves_it(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    with closing(filled(folder)) as store:
        assert not store.is_sealed() and not store.seal(), "until its phrase is surely on paper"
        marks = store.state
        key_phrase.set_apart(store, by=BY, at=NOW)
        assert store.is_sealed() and store.state != marks
        add(store, last_name=f"{NAMED}-fils", phones=("0639981201",), emails=(), reference="R2", address="2 rue Y")
        assert verify(store).problems == () and store.seal()
        with store.read() as r:
            known_by = safe.key_id(r)
    assert read_note(folder / NAME) == known_by
    assert not clear_copy(folder / NAME).exists() and says_nothing(folder)
    assert state_of(folder) is Soundness.SOUND
    assert holding(folder / NAME).leads == 2


def test_a_base_that_another_window_has_open_is_sealed_at_a_later_opening(tmp_path: Path) -> None:
    with closing(filled(tmp_path / "base")) as store, closing(open_store(tmp_path / "base")) as other:
        key_phrase.set_apart(store, by=BY, at=NOW)
        assert not store.is_sealed() and not store.seal()
        other.news()
        with other.read() as r:
            assert safe.is_apart(r), "the other window goes on"
    with closing(open_store(tmp_path / "base")) as store:
        assert store.is_sealed() and verify(store).problems == ()
    assert says_nothing(tmp_path / "base")


def test_without_its_key_a_sealed_base_says_nothing(sealed: Path) -> None:
    known_by = read_note(sealed / NAME)
    homes.key_file(known_by).unlink()
    for look in (open_store, state_of):
        with fails_with("KEY_ABSENT"):
            look(sealed)
    assert holding(sealed / NAME) == Holding(sound=False, locked=True)
    assert keyless(sealed) == (known_by, False)


def test_a_lost_note_is_made_again(sealed: Path) -> None:
    """With the key on this computer, or from the words."""
    with closing(open_store(sealed)) as store, store.read() as r:
        words = key_phrase.words_of(bytes.fromhex(safe.key(r)))
    known_by = read_note(sealed / NAME)
    note_of(sealed / NAME).write_bytes(b"{")
    homes.key_file(known_by).unlink()
    assert keyless(sealed) == ("", False)
    key_phrase.give_key(" ".join(words), ())
    open_store(sealed).close()
    assert read_note(sealed / NAME) == known_by


def test_the_key_of_a_base_is_in_none_of_its_files(sealed: Path, tmp_path: Path) -> None:
    """Nor the register's: both are in the keyring, or in the folder of the user's configuration."""
    with closing(open_store(sealed)) as store, store.read() as r:
        secret = safe.key(r)
        store.copy_to(tmp_path, "copie.db")
    content = bytes_in(sealed) + (tmp_path / "copie.db").read_bytes()
    key = base_key(secret)
    for told in (secret.encode(), bytes.fromhex(secret), key.key, key.key.hex().encode()):
        assert told not in content
    assert not homes.key_file(key.known_by).is_relative_to(sealed)


def test_a_sealing_that_does_not_hold_the_same_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page lost on the way, a disk that is full."""
    with closing(filled(tmp_path / "base")) as store:
        with monkeypatch.context() as patch:
            patch.setattr(base_sealing, "texts_of", lambda base: [str(base.seal is None)])
            with pytest.raises(UserError) as refused:
                key_phrase.set_apart(store, by=BY, at=NOW)
        assert refused.value.code == "SEAL_FAILED"
        assert not store.is_sealed() and verify(store).problems == ()
        assert not list((tmp_path / "base").glob("*.scellement*"))
    with closing(open_store(tmp_path / "base")) as store:
        assert store.is_sealed()


@pytest.mark.parametrize("problem", [PermissionError("held"), error("BASE_BUSY", seat="x")])
def test_a_disk_that_refuses_leaves_a_base_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    """It stays plain, which the status bar says, and is sealed at a later opening."""

    def refusing(*_paths: Path) -> None:
        raise problem

    with closing(filled(tmp_path / "base")) as store, closing(open_store(tmp_path / "base")):
        key_phrase.set_apart(store, by=BY, at=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(base_sealing, "take_place", refusing)
        with closing(open_store(tmp_path / "base")) as store:
            assert not store.is_sealed() and verify(store).problems == ()
    with closing(open_store(tmp_path / "base")) as store:
        assert store.is_sealed() and not clear_copy(tmp_path / "base" / NAME).exists()


def test_a_disk_without_two_names_for_a_file_keeps_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_paths: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refusing)
    with closing(filled(tmp_path / "base")) as store:
        key_phrase.set_apart(store, by=BY, at=NOW)
        assert store.is_sealed() and verify(store).problems == ()
    assert says_nothing(tmp_path / "base")


def test_a_base_that_is_gone_is_known_by_its_note(sealed: Path, tmp_path: Path) -> None:
    assert noted_seal(tmp_path / NAME) is None
    key = noted_seal(sealed / NAME)
    assert key is not None and key.opens(sealed / NAME)
    homes.key_file(key.known_by).unlink()
    with fails_with("KEY_ABSENT"):
        noted_seal(sealed / NAME)


def test_what_a_sealing_that_died_left_is_no_base(sealed: Path) -> None:
    draft = sealed / f"{NAME}.scellement"
    draft.write_bytes(b"half")
    clear_copy(sealed / NAME).write_bytes(b"clear")
    open_store(sealed).close()
    assert not draft.exists() and not clear_copy(sealed / NAME).exists()


def test_content_goes_from_a_plain_base_to_a_sealed_one_and_back(sealed: Path, tmp_path: Path) -> None:
    """A restoration puts any copy in the place of any base."""
    plain = tmp_path / "claire"
    put_base(plain)
    for into, source in ((sealed, plain), (plain, sealed)):
        there = tmp_path / f"de-{source.name}"
        there.mkdir()
        shutil.copyfile(source / NAME, there / NAME)
        with closing(connect(into / NAME)) as base:
            before = base.seal
        with closing(open_store(into, older=True)) as store:
            store.become(there / NAME)
            assert store.is_sealed() is (before is not None)
            assert store.problems() == []
        assert [path.name for path in there.iterdir()] == [NAME]


def test_a_base_under_another_key_is_sealed_again_under_its_own(sealed: Path, tmp_path: Path) -> None:
    """The content of another base came into it: its words are those that open it from then on."""
    with closing(new_base(tmp_path / "autre", another_key)) as store:
        key_phrase.set_apart(store, by=BY, at=NOW)
        with store.read() as r:
            known_by = safe.key_id(r)
    with closing(open_store(sealed)) as store:
        store.become(tmp_path / "autre" / NAME)
    with closing(open_store(sealed, older=True)) as store:
        assert store.is_sealed() and verify(store).problems == ()
    assert read_note(sealed / NAME) == known_by
    with closing(connect_under(base_key(homes.find(known_by)), sealed / NAME)) as base:
        assert base.execute("SELECT count(*) FROM lead").fetchone() == (0,)


def test_another_program_opens_a_base_from_the_words_alone(sealed: Path) -> None:
    """As the map of the program says: HKDF (RFC 5869) without salt, then SQLCipher."""
    with closing(open_store(sealed)) as store, store.read() as r:
        secret = bytes.fromhex(safe.key(r))
    key, salt = (
        HKDF(SHA256(), 32, None, use).derive(secret) for use in (b"premier-contact:base", b"premier-contact:sel-base")
    )
    with closing(dbapi2.connect(sealed / NAME)) as base:
        base.execute(f"PRAGMA key = \"x'{key.hex()}{salt[:16].hex()}'\"")
        base.execute("PRAGMA cipher_plaintext_header_size = 80")
        assert base.execute("SELECT name FROM lead").fetchall()


def test_a_header_damaged_leaves_the_note_to_say_that_a_base_is_sealed(sealed: Path) -> None:
    content = (sealed / NAME).read_bytes()
    (sealed / NAME).write_bytes(bytes(100) + content[100:])
    assert looks_sealed(sealed / NAME)
    assert state_of(sealed) is Soundness.UNREADABLE
