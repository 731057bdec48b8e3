"""The recovery sheet: what stands on it, its code that stands nowhere else, and what typing that back does."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions.common import agency
from core.actions.keeping import verifying
from core.actions.keeping.base_state import look
from core.actions.register import key_phrase
from core.actions.register.at_rest import at_rest
from core.actions.register.recovery_sheet import code_of, confirm, sheet
from core.base.errors import UserError
from core.model.register_key import AtRest, KeyPlace
from core.store import safe
from core.store.engine.opening import NAME, opened
from core.store.engine.soundness import Soundness
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.base_key import note_of
from core.words.register import key_id_words
from tests.bases import bytes_of
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.register.test_key_apart import forget_computer
from tests.core.notices.reading import flat, texts
from tests.failing import fails_with
from tests.tables import table

CODE = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}")


def secret_of(store: Store) -> bytes:
    with store.read() as r:
        return bytes.fromhex(safe.key(r))


@given(st.binary(min_size=32, max_size=32))
def test_each_key_has_one_code_of_eight_plain_letters(secret: bytes) -> None:
    assert CODE.fullmatch(code_of(secret))
    assert code_of(secret) == code_of(secret) != code_of(secret[::-1] + b"x")


def test_one_page_holds_all_that_opens_the_base_elsewhere(store: Store) -> None:
    agency.save_agency(store, {"name": "Agence des \u05d0 Tilleuls"}, by=BY, at=NOW)
    [page] = texts(sheet(store, by=BY, at=NOW))
    read, words = flat(page), key_phrase.words_of(secret_of(store))
    places = [read.index(f"{place}. {word}") for place, word in enumerate(words, 1)]
    assert len(set(places)) == key_phrase.WORDS
    with store.read() as r:
        assert flat(key_id_words(safe.key_id(r))) in read
        assert key_phrase.was_shown(r)
    assert "Tilleuls" in read and "24 novembre 2026" in read
    assert read.count(code_of(secret_of(store))) == 1


def test_neither_the_words_nor_the_code_reach_the_disk(store: Store) -> None:
    sheet(store, by=BY, at=NOW)
    written = b"".join(bytes_of(path) for path in store.path.parent.rglob(f"{NAME}*") if path.is_file())
    assert b"sheet printed" in written
    code = code_of(secret_of(store))
    assert not any(part.encode() in written for part in (code, code.replace("-", "")))
    assert " ".join(key_phrase.words_of(secret_of(store))[:2]).encode() not in written


@table(
    "typed",
    [
        lambda _code: "",
        lambda _code: "-",
        lambda code: code[:-1],
        lambda code: f"{code}B",
        lambda code: code[::-1],
        lambda _code: code_of(bytes(32)),
    ],
)
def test_another_code_changes_nothing(store: Store, typed: Callable[[str], str]) -> None:
    sheet(store, by=BY, at=NOW)
    code = code_of(secret_of(store))
    with pytest.raises(UserError) as refused:
        confirm(store, typed(code), by=BY, at=NOW)
    assert refused.value.code == "SHEET_CODE" and code not in refused.value.text
    with store.read() as r:
        assert safe.place(r) is KeyPlace.BASE


def test_the_code_takes_the_key_out_and_again_changes_nothing(store: Store) -> None:
    sheet(store, by=BY, at=NOW)
    code = code_of(secret_of(store))
    assert confirm(store, f" {code.lower().replace('-', '')} ", by=BY, at=NOW) is KeyPlace.FILE
    assert confirm(store, code, by=BY, at=NOW) is KeyPlace.FILE
    assert CODE.search(texts(sheet(store, by=BY, at=NOW))[0]), "the sheet is printed again from where the key is now"
    assert verifying.verify(store).ok


@pytest.mark.parametrize("lost", ["nothing", "the note"])
def test_the_words_open_a_sealed_base_whose_key_is_lost(store: Store, lost: str) -> None:
    folder, base = store.path.parent, store.path
    words = " ".join(key_phrase.words_of(secret_of(store)))
    confirm(store, code_of(secret_of(store)), by=BY, at=NOW)
    assert store.is_sealed()
    store.close()
    assert not key_phrase.unlock(folder, ""), "its key is here"
    assert not key_phrase.unlock(folder / "absent", "")
    forget_computer()
    if lost == "the note":
        note_of(base).unlink()
    assert look(folder).state is Soundness.LOCKED
    with fails_with("PHRASE_SEALED"):
        key_phrase.unlock(folder, " ".join(key_phrase.words_of(bytes(range(32)))))
    assert not homes.known_keys()
    assert key_phrase.unlock(folder, words)
    with opened(folder) as again:
        assert at_rest(again).at_rest is AtRest.BESIDE_KEY
