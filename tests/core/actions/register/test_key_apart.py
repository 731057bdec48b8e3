"""The register's key out of the base: in the keyring or in a file, after two words; and what a computer without it
may do."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from core.actions.common import fuzzy_suppression
from core.actions.common.judging import law_of
from core.actions.common.next_step_facts import next_steps
from core.actions.keeping import verifying
from core.actions.leads import lead_views
from core.actions.register import entries, key_phrase, opposing
from core.actions.register.key_phrase import give_key, phrase, restore_key
from core.actions.register.recovery_sheet import confirm
from core.base.errors import UserError
from core.model.channel import Channel
from core.model.register_key import KeyPlace, KeyRestored
from core.model.settings import Settings
from core.model.verdict import Verdict
from core.store import registers, safe
from core.store.engine import opening
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, open_store, opened
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.subkeys import fingerprint
from core.words.errors import error
from tests.bases import bytes_of
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.tables import table


class Ring(KeyringBackend):
    """The keyring of a computer that has one; ``refuses``: what it does not do."""

    priority = 5.0

    def __init__(self, refuses: str = "") -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.refuses = refuses

    def get_password(self, service: str, username: str) -> str | None:
        """Give a secret back."""
        if self.refuses == "to answer":
            raise OSError("locked")
        found = self.kept.get((service, username))
        return found[:-1] + "x" if found and self.refuses == "to be true" else found

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        if self.refuses == "to keep":
            raise RuntimeError("no room")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        del self.kept[service, username]


@pytest.fixture
def rings() -> Iterator[None]:
    """Keyrings may be chosen; the one of before comes back."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def taken_out(store: Store) -> tuple[KeyPlace, tuple[str, ...]]:
    """Confirm two words; return where the key is and the whole phrase."""
    words = phrase(store, by=BY, at=NOW)
    first, second = key_phrase.asked_places()
    place = confirm(store, {first: words[first - 1], second: words[second - 1]}, by=BY, at=NOW)
    return place, words


def forget_computer() -> None:
    """Be another computer: nothing is kept here."""
    for path in (homes.config_folder() / "cles").glob("*"):
        path.unlink()


def test_two_words_take_the_key_out_and_nothing_else_does(store: Store) -> None:
    add(store)
    hashed = store.keyed_hash("phone", "0639980001")
    words = phrase(store, by=BY, at=NOW)
    with store.read() as r:
        secret = safe.key(r)
        assert safe.place(r) is KeyPlace.BASE
    other = next(word for word in words if word != words[8])
    for place, typed in ((9, {3: words[2], 9: other}), (3, {3: "", 9: words[8]}), (3, {3: words[2][:3], 9: words[8]})):
        with pytest.raises(UserError) as refused:
            confirm(store, typed, by=BY, at=NOW)
        assert refused.value.text == error("PHRASE_TOLD", place=place).text
    with store.read() as r:
        assert safe.place(r) is KeyPlace.BASE
    assert confirm(store, {3: f" {words[2][:4].upper()} ", 9: words[8]}, by=BY, at=NOW) is KeyPlace.FILE
    assert confirm(store, {3: words[2], 9: words[8]}, by=BY, at=NOW) is KeyPlace.FILE
    held = b"".join(bytes_of(path) for path in store.path.parent.glob(f"{NAME}*"))
    assert secret.encode() not in held
    assert store.keyed_hash("phone", "0639980001") == hashed
    with opened(store.path.parent) as again, again.read() as r:
        assert r.keyed_hash("phone", "0639980001") == hashed
        assert safe.key(r) == secret
        assert not safe.has_traces(r)
        assert key_phrase.was_shown(r)
    assert verifying.verify(store).ok
    assert state_of(store.path.parent) is Soundness.SOUND
    assert " ".join(phrase(store, by=BY, at=NOW)) == " ".join(words)


@table("ring", [None, Ring(), Ring("to answer")])
def test_a_borrowed_key_leaves_nothing(store: Store, rings: None, ring: Ring | None) -> None:
    if ring is not None:
        keyring.set_keyring(ring)
    with store.read() as r:
        secret, known_by = safe.key(r), safe.key_id(r)
    homes.keep(secret)
    assert homes.find(known_by) == secret
    homes.forget(known_by)
    homes.forget(known_by)
    assert (homes.find(known_by), known_by in homes.known_keys()) == ("", False)


def test_the_file_of_the_key_is_for_its_user_alone(store: Store) -> None:
    taken_out(store)
    with store.read() as r:
        file = homes.key_file(safe.key_id(r))
    if sys.platform != "win32":
        assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@table(
    "refuses, place",
    [
        ("", KeyPlace.KEYRING),
        ("to keep", KeyPlace.FILE),
        ("to be true", KeyPlace.FILE),
        ("to answer", KeyPlace.FILE),
    ],
)
def test_the_keyring_is_trusted_once_it_gave_the_key_back(refuses: str, place: KeyPlace, rings: None) -> None:
    ring = Ring(refuses)
    keyring.set_keyring(ring)
    secret = os.urandom(32).hex()
    assert homes.keep(secret).value == place.value
    known_by = fingerprint(bytes.fromhex(secret))
    assert homes.find(known_by) == secret
    assert homes.home_of(known_by) == place.value
    assert homes.known_keys() == [known_by]
    assert homes.key_file(known_by).exists() is (place is KeyPlace.FILE)
    forget_computer()
    assert homes.find(known_by) == (secret if place is KeyPlace.KEYRING else "")


def test_a_keyring_that_forgets_is_no_longer_trusted(rings: None) -> None:
    """The window does not ask a keyring that a note speaks of; once it failed, the next start asks it first."""
    ring = Ring()
    keyring.set_keyring(ring)
    secret = os.urandom(32).hex()
    known_by = fingerprint(bytes.fromhex(secret))
    homes.keep(secret)
    kept = dict(ring.kept)
    ring.kept.clear()
    assert homes.home_of(known_by) == "keyring"
    assert homes.find(known_by) == ""
    assert homes.home_of(known_by) is None
    ring.kept |= kept
    assert homes.home_of(known_by) == "keyring"
    assert homes.known_keys() == [known_by]


def test_another_computer_reads_and_does_not_write(store: Store) -> None:
    lead = add(store)
    _place, words = taken_out(store)
    forget_computer()
    with closing(open_store(store.path.parent)) as here:
        with here.read() as r:
            assert safe.place(r) is KeyPlace.ABSENT
            assert r.value(str, "SELECT name FROM lead WHERE id = ?", lead)
        for gesture in (
            lambda: opposing.oppose_typed(here, "0639980001", how="counter", by=BY, at=NOW),
            lambda: here.keyed_hash("phone", "0639980001"),
            lambda: phrase(here, by=BY, at=NOW),
        ):
            with fails_with("KEY_ABSENT"):
                gesture()
        assert verifying.verify(here).problems == (error("KEY_ABSENT").text,)
        other = " ".join(key_phrase.words_of(bytes(range(32))))
        with fails_with("PHRASE_OTHER"):
            restore_key(here, other, by=BY, at=NOW)
        assert homes.known_keys() == []
        assert restore_key(here, " ".join(words), by=BY, at=NOW) is KeyRestored.FOUND
        opposing.oppose_typed(here, "0639980001", how="counter", by=BY, at=NOW)
        with here.read() as r:
            assert safe.place(r) is KeyPlace.FILE
            assert registers.opposed(r, [r.keyed_hash("phone", "0639980001")])
        assert restore_key(here, " ".join(words), by=BY, at=NOW) is KeyRestored.SAME


def test_without_the_key_a_sheet_is_read_and_nothing_is_lawful(store: Store) -> None:
    """Whoever is not found in a register that cannot be asked may be in it (rule OBJ-01)."""
    lead = add(store)
    taken_out(store)
    forget_computer()
    law = law_of(Settings())
    with closing(open_store(store.path.parent)) as here, here.read() as r:
        sheet = lead_views.lead_sheet(r, lead, law, at=NOW)
        assert len(sheet.contacts) == 3
        blocked = {channel for channel, said in sheet.verdicts.items() if "REGISTER_CLOSED" in _codes(said)}
        assert blocked == {*sheet.verdicts} - {Channel.ROBOT}
        assert not any(said.allowed for said in lead_views.contact_verdicts(r, sheet, law, at=NOW).values())
        assert next_steps(r, [lead], law, at=NOW)[lead].code == "NEXT_KEYLESS"
        assert fuzzy_suppression.facing(r, lead) is None
        with pytest.raises(UserError):
            entries.registered(r, "06 39 98 00 01")


def _codes(said: Verdict) -> set[str]:
    return {reason.code for reason in said.reasons if reason.blocks}


def test_a_base_to_bring_up_to_date_waits_for_its_key(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a step of the schema changes could not be sealed: it would be taken for forged once the key is back."""
    add(store)
    opposing.oppose_typed(store, "0639980002", how="counter", by=BY, at=NOW)
    _place, words = taken_out(store)
    store.close()
    forget_computer()
    monkeypatch.setitem(MIGRATIONS, "m999_test", ("UPDATE opposition SET by = upper(by)",))
    for _again in range(2):
        with fails_with("KEY_ABSENT"):
            open_store(store.path.parent)
    known_by, reads = opening.keyless(store.path.parent)
    assert not reads
    give_key(" ".join(words), {known_by})
    with opened(store.path.parent) as there:
        assert verifying.verify(there).ok


def test_a_damaged_key_is_no_key(store: Store) -> None:
    taken_out(store)
    with store.read() as r:
        known_by = safe.key_id(r)
    file = homes.key_file(known_by)
    for content in ("", "abc", "z" * 64, "0" * 64, file.read_text()[:-3]):
        file.write_text(content)
        assert homes.find(known_by) == ""
        assert homes.home_of(known_by) is None


def test_a_configuration_that_cannot_be_read_says_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_out(store)
    with store.read() as r:
        known_by = safe.key_id(r)
    homes.key_file(known_by).unlink()
    homes.key_file(known_by).mkdir()
    assert homes.find(known_by) == ""
    monkeypatch.setenv(homes.FOLDER, "/proc/1/mem/sous/un/fichier")
    assert homes.home_of(known_by) is None
    with closing(open_store(store.path.parent)) as there, there.read() as r:
        assert safe.place(r) is KeyPlace.ABSENT


def test_a_computer_that_takes_no_key_leaves_it_in_the_base(store: Store) -> None:
    homes.config_folder().parent.mkdir(parents=True, exist_ok=True)
    homes.config_folder().write_text("a file stands here")
    words = phrase(store, by=BY, at=NOW)
    with fails_with("KEY_UNKEPT"):
        confirm(store, {1: words[0], 2: words[1]}, by=BY, at=NOW)
    with store.read() as r:
        assert safe.place(r) is KeyPlace.BASE


def test_a_key_given_without_a_base_is_the_one_asked_for() -> None:
    words = " ".join(key_phrase.words_of(bytes(range(32))))
    known_by = fingerprint(bytes(range(32)))
    with fails_with("PHRASE_SEALED"):
        give_key(words, {"0123456789abcdef"})
    assert homes.known_keys() == []
    assert give_key(words, {known_by, "0123456789abcdef"}) == known_by
    assert give_key(words, ()) == known_by


def test_what_is_asked_ahead_is_told_when_it_is_absent(store: Store) -> None:
    taken_out(store)
    key_phrase.warm(store.path.parent)
    forget_computer()
    with fails_with("KEY_ABSENT"):
        key_phrase.warm(store.path.parent)


def test_a_file_that_does_not_read_back_keeps_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "write_private", lambda path, text: None)
    with pytest.raises(OSError, match="does not read back"):
        homes.keep(bytes(range(32)).hex())


def test_another_window_goes_on_while_the_key_leaves(store: Store) -> None:
    with closing(open_store(store.path.parent)) as window:
        hashed = window.keyed_hash("phone", "0639980001")
        taken_out(store)
        assert window.keyed_hash("phone", "0639980001") == hashed
        opposing.oppose_typed(window, "0639980001", how="counter", by=BY, at=NOW)
    with store.read() as r:
        assert registers.opposed(r, [hashed])


def test_traces_wait_for_a_reader_to_leave(store: Store, tmp_path: Path) -> None:
    with store.read() as r:
        secret = safe.key(r)
    folder = store.path.parent
    with (
        closing(open_store(folder, wait=0.2)) as hasty,
        closing(open_store(folder)) as window,
        window.read() as r,
    ):
        r.value(int, "SELECT count(*) FROM lead")
        taken_out(hasty)
        with store.read() as mine:
            assert safe.has_traces(mine)
    key_phrase.clean(store, by=BY, at=NOW)
    with store.read() as r:
        assert not safe.has_traces(r)
    held = b"".join(bytes_of(path) for path in folder.glob(f"{NAME}*"))
    assert secret.encode() not in held
