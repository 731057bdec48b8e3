"""The register's key under its phrase: printed, given back, refused."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions.intake import site_terms
from core.actions.keeping import verifying
from core.actions.register import key_phrase, opposing
from core.actions.register.key_phrase import key_of, phrase, restore_key, words_of
from core.base.errors import UserError
from core.model.register_key import KeyRestored
from core.model.site_standing import Terms
from core.store import registers, safe
from core.store.engine.driver import connect
from core.store.engine.opening import NAME, open_store
from core.store.engine.sqlite import new_secret
from core.store.port import Store
from core.store.safe import homes
from tests.bases import another_key, new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.tables import table


def said(store: Store) -> str:
    """The phrase, as typed."""
    return " ".join(phrase(store, by=BY, at=NOW))


def opposed(store: Store, number: str) -> bool:
    """Whether the register answers for a number."""
    with store.read() as r:
        return bool(registers.opposed(r, [r.keyed_hash("phone", number)]))


@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back_from_its_words(secret: bytes) -> None:
    words = words_of(secret)
    assert len(words) == key_phrase.WORDS
    assert key_of(" ".join(words)) == secret
    numbered = "\n".join(f"{place}. {word[:4].upper()}" for place, word in enumerate(words, 1))
    assert key_of(unicodedata.normalize("NFD", numbered)) == secret


@table("change", ["one less", "a word unknown", "a tail unknown", "two exchanged"])
def test_a_phrase_that_is_none_is_refused_without_its_words(change: str) -> None:
    words = list(words_of(bytes(range(32))))
    if change == "one less":
        words.pop()
    elif change == "a word unknown":
        words[6] = "zzzz"
    elif change == "a tail unknown":
        words[6] += "x"
    else:
        words[0], words[1] = words[1], words[0]
    with pytest.raises(UserError) as refused:
        key_of(" ".join(words))
    codes = {"one less": "PHRASE_COUNT", "two exchanged": "PHRASE_CHECK"}
    assert refused.value.code == codes.get(change, "PHRASE_WORD")
    assert not [word for word in words if f" {word} " in refused.value.text]


def test_a_new_base_begins_with_the_key_of_the_old(store: Store, tmp_path: Path) -> None:
    with store.read() as r:
        assert not key_phrase.was_shown(r)
    words = said(store)
    with store.read() as r:
        assert key_phrase.was_shown(r)
        hashed = r.keyed_hash("phone", "0639981241")
    other = new_base(tmp_path / "neuve", another_key)
    assert restore_key(other, words, by=BY, at=NOW) is KeyRestored.BEGUN
    assert other.keyed_hash("phone", "0639981241") == hashed
    assert restore_key(other, words, by=BY, at=NOW) is KeyRestored.SAME
    other.close()
    again = open_store(tmp_path / "neuve")
    assert again.keyed_hash("phone", "0639981241") == hashed
    again.close()


def test_fingerprints_answer_again_once_a_lost_key_is_back(store: Store, tmp_path: Path) -> None:
    words = said(store)
    opposing.oppose_typed(store, "0639980001", how="counter", by=BY, at=NOW)
    with store.write("lost", by=BY, at=NOW) as w:
        safe.keep_key(w, new_secret())
    store.read_key()
    assert not opposed(store, "0639980001")
    assert restore_key(store, words, by=BY, at=NOW) is KeyRestored.FOUND
    assert opposed(store, "0639980001")


def test_the_phrase_of_another_register_changes_nothing(store: Store) -> None:
    add(store)
    before = store.keyed_hash("phone", "0639980001")
    with pytest.raises(UserError, match="autre registre"):
        restore_key(store, " ".join(words_of(bytes(range(32)))), by=BY, at=NOW)
    store.read_key()
    assert store.keyed_hash("phone", "0639980001") == before


@pytest.mark.parametrize("name", ["base/reglages", "Dropbox/reglages"])
def test_a_key_is_kept_neither_with_its_base_nor_where_a_service_copies_it(
    name: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(homes.FOLDER, str(store.path.parent.parent / name))
    with fails_with("KEY_UNKEPT"):
        key_phrase.set_apart(store, by=BY, at=NOW)
    assert not store.is_sealed() and not list(tmp_path.rglob("*.cle"))
    with store.read() as r:
        assert not safe.is_apart(r)


def test_nothing_of_the_key_is_journaled(store: Store, tmp_path: Path) -> None:
    words = phrase(store, by=BY, at=NOW)
    other = new_base(tmp_path / "neuve", another_key)
    # Sealed under the first key of this base, then again under the one it takes.
    site_terms.answer(other, "annonces.example", Terms.ALLOWED, page="https://annonces.example/cgu", by=BY, at=NOW)
    restore_key(other, " ".join(words), by=BY, at=NOW)
    with other.read() as r:
        key = safe.key(r)
    assert (verifying.verify(other).problems, verifying.verify(other).notes) == ((), ())
    other.close()
    base = connect(tmp_path / "neuve" / NAME)
    rows = [*base.execute("SELECT * FROM journal"), *base.execute("SELECT * FROM journal_value")]
    base.close()
    told = str(rows)
    assert "key restored" in told
    assert key not in told
    assert " ".join(words[:2]) not in told
