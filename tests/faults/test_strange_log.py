"""A log beside a base that is not its own: nothing is changed on the disk, and it is said; an honest one opens."""

import hashlib
import shutil
import subprocess
import sys
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from core.actions.common.people import find
from core.actions.keeping import backing_up, restoring
from core.actions.keeping.base_state import look
from core.actions.keeping.verifying import verify
from core.actions.register import opposing
from core.cli.run import run
from core.store import registers
from core.store.engine.driver import Access, connect
from core.store.engine.log_marks import check_log
from core.store.engine.opening import NAME, keyless, open_store, opened
from core.store.engine.soundness import Soundness, state_of
from core.store.safe import homes
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with
from tests.faults.damage import PAGE
from tests.faults.log_lives import Moment, lives, number, refusals, replayed
from tests.lengths import length, some
from tests.tables import each

VERBS = (
    ("may", "call", "06 39 98 70 01"),
    ("verify",),
    ("leads",),
    ("oppose", "06 39 98 70 50"),
    ("next",),
    ("doctor",),
)
LOG = f"{NAME}-wal"
UNCHANGED = "n’a pas été modifiée"
SAME_LIFE = {
    ("a log begun again", "the first day"),
    ("the first evening", "the second day"),
    ("the first evening", "a copy that went on"),
    ("steps alone", "the second day"),
    ("the log emptied", "steps alone"),
    ("the log emptied", "before a sweep"),
    ("the last evening", "after a restoration"),
    ("the evening of the copy", "a copy that went on"),
}
"""Bases that are of the life of a log, though another moment of it."""
Pair = tuple[Moment, Moment]
Own = dict[str, tuple[bytes | None, frozenset[str]]]


@pytest.fixture(scope="module", params=["plain", "sealed"])
def lived(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[list[Moment], list[str]]:
    """The moments of lives, and the keys that this computer keeps of sealed ones."""
    with pytest.MonkeyPatch.context() as patch:
        # A computer of their own: where it knows their key, a restoration takes it out of a plain base.
        patch.setenv(homes.FOLDER, str(tmp_path_factory.mktemp("computer")))
        moments = list(lives(tmp_path_factory.mktemp("lives"), sealed=request.param == "sealed"))
        secrets = [homes.find(name) for name in homes.known_keys()]
    for secret in secrets:
        homes.keep(secret)
    return moments, secrets


@pytest.fixture(scope="module")
def moments(lived: tuple[list[Moment], list[str]]) -> list[Moment]:
    return lived[0]


@pytest.fixture(autouse=True)
def known_computer(lived: tuple[list[Moment], list[str]]) -> None:
    """The computer of each test keeps the keys."""
    for secret in lived[1]:
        homes.keep(secret)


@pytest.fixture(scope="module")
def own(moments: list[Moment], tmp_path_factory: pytest.TempPathFactory) -> Own:
    """What each moment becomes once its own log is put in it, and the refusals it then holds."""
    made = {}
    for n, one in enumerate(moments):
        folder = one.put(tmp_path_factory.mktemp("own") / str(n))
        made[one.name] = replayed(folder), refusals(folder / NAME)
    return made


@pytest.fixture(scope="module")
def strange(moments: list[Moment], own: Own,
            tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:  # fmt: skip
    """The pairs that harm when the engine is let to open them: the base becomes another than that of the log, or loses
    refusals that it held."""
    place, harms = tmp_path_factory.mktemp("pairs"), []
    for n, (base, log) in enumerate(some(mixed(moments), of=4)):
        folder = base.put(place / str(n), log)
        alone = refusals_alone(base, place / f"{n}-alone")
        if replayed(folder) != own[log.name][0] or alone - own[log.name][1]:
            harms.append((base, log))
    return harms


def mixed(moments: list[Moment]) -> list[Pair]:
    """Return each base beside the log of each other moment."""
    return [(base, log) for base, log in product(moments, moments) if base is not log and log.files.get("-wal")]


def refusals_alone(base: Moment, folder: Path) -> frozenset[str]:
    folder.mkdir()
    (folder / NAME).write_bytes(base.files[""])
    return refusals(folder / NAME)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob(f"{NAME}*")}


def named(pair: Pair) -> str:
    base, log = pair
    return f"the base of {base.name} beside the log of {log.name}"


def test_no_verb_changes_a_base_beside_a_strange_log(
    strange: list[Pair], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(strange) >= length(25, long=100)

    def check(pair: Pair) -> None:
        base, log = pair
        folder = base.put(tmp_path / named(pair), log)
        before = digests(folder)
        for verb in VERBS:
            code = run([*verb, "--data-dir", str(folder)])
            said = capsys.readouterr()
            assert code in (1, 2), verb
            assert LOG in said.out + said.err, verb
            assert digests(folder) == before, verb
        for door in (opened(folder).__enter__, lambda: keyless(folder)):
            with fails_with("BASE_MIXED"):
                door()
        assert state_of(folder) is Soundness.MIXED
        assert digests(folder) == before

    each(some(strange, of=6), check)


def test_each_strange_pair_is_told(strange: list[Pair], tmp_path: Path) -> None:
    def check(pair: Pair) -> None:
        base, log = pair
        folder = base.put(tmp_path / named(pair), log)
        with fails_with("BASE_MIXED"):
            check_log(folder / NAME)

    each(strange, check)


def test_an_opening_without_a_look_is_caught(strange: list[Pair], tmp_path: Path) -> None:
    """The engine alone mixes the pages, and loses refusals in silence."""
    mixed = 0
    for pair in strange:
        folder = pair[0].put(tmp_path / named(pair), pair[1])
        before = digests(folder)
        replayed(folder)
        mixed += digests(folder) != before
    assert mixed == len(strange)


def test_an_honest_log_is_put_in_its_base(moments: list[Moment], own: Own, tmp_path: Path) -> None:
    def check(one: Moment) -> None:
        folder = one.put(tmp_path / one.name)
        (folder / f"{NAME}-shm").unlink(missing_ok=True)
        with closing(open_store(folder)) as store, store.read() as r:
            assert own[one.name][1] == set(registers.opposed(r, sorted(own[one.name][1])))

    each(moments, check)


def test_a_base_copied_back_since_its_log_began_is_its_own(moments: list[Moment], tmp_path: Path) -> None:
    """Copied by hand at any moment of the life of a log, it is brought up to date by it."""
    pairs = [(base, log) for base, log in mixed(moments) if (base.name, log.name) in SAME_LIFE]
    assert len(pairs) == len(SAME_LIFE)

    def check(pair: Pair) -> None:
        folder = pair[0].put(tmp_path / named(pair), pair[1])
        with closing(open_store(folder)) as store:
            assert verify(store).problems == ()

    each(pairs, check)


def test_a_restoration_takes_the_refusals_of_both_files(moments: list[Moment], tmp_path: Path) -> None:
    by_name = {one.name: one for one in moments}
    base, log = by_name["the evening of the copy"], by_name["before a sweep"]
    folder = base.put(tmp_path / "base", log)
    before = digests(folder)
    shutil.copyfile(by_name["the first evening"].put(tmp_path / "copie") / NAME, tmp_path / "copie.db")
    with opened(base.put(tmp_path / "entiere")) as whole, whole.read() as r:
        hashes = {find(r, number(n)).hash: n for n in (1, 3, 7, 20, 21)}
    seen = look(folder)
    assert (seen.state, seen.whole) == (Soundness.MIXED, False)
    assert digests(folder) == before
    done = restoring.restore(folder, tmp_path / "copie.db", by=BY, at=NOW)
    assert done.register_lost, "what the log followed may have held others"
    assert done.aside is not None
    aside = [done.aside.with_name(f"{done.aside.name}{end}") for end in ("", "-wal")]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in aside] == [before[NAME], before[LOG]]
    with opened(folder) as store, store.read() as r:
        assert {hashes[one] for one in registers.opposed(r, sorted(hashes))} == {1, 3, 7, 20, 21}


def test_a_log_the_engine_would_cut_short_is_left_as_it_is(moments: list[Moment], tmp_path: Path) -> None:
    """Its last transaction alone may be torn: it was confirmed to nobody."""
    [day] = [one for one in moments if one.name == "the second day"]
    log = day.files["-wal"]

    def check(row: tuple[str, int]) -> None:
        name, at = row
        folder = day.put(tmp_path / name)
        (folder / LOG).write_bytes(log[:at] + bytes([log[at] ^ 1]) + log[at + 1 :])
        before = digests(folder)
        with fails_with("BASE_UNREADABLE"):
            open_store(folder)
        after = digests(folder)
        assert (after[NAME], after[LOG]) == (before[NAME], before[LOG])

    each([("salts", 17), ("header", 25), ("first frame", 200)], check)
    folder = day.put(tmp_path / "torn")
    (folder / LOG).write_bytes(log[:-2000] + bytes(2000))
    with closing(open_store(folder)) as store:
        assert verify(store).problems == ()


def test_a_damaged_base_keeps_its_log(
    moments: list[Moment], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said not to have been modified: the log holds what only a restoration reads."""
    [day] = [one for one in moments if one.name == "the second day"]
    told = []
    for verb in VERBS:
        folder = day.put(tmp_path / verb[0])
        zero(folder / NAME, "lead", "contact", "journal")
        before = digests(folder)
        run([*verb, "--data-dir", str(folder)])
        if UNCHANGED in "".join(capsys.readouterr()):
            told.append(verb[0])
            after = digests(folder)
            assert (after[NAME], after[LOG]) == (before[NAME], before[LOG]), verb
    assert {"leads", "verify"} <= set(told)


def zero(base: Path, *tables: str) -> None:
    """Zero the first page of tables in a base, which its log does not hold."""
    data = bytearray(base.read_bytes())
    with closing(connect(base, Access.ALONE)) as engine:
        for table in tables:
            [root] = engine.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            data[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    base.write_bytes(data)


def test_the_only_transaction_of_a_log_may_be_torn(moments: list[Moment], tmp_path: Path) -> None:
    """Its mark may then be any bytes."""
    [day] = [one for one in moments if one.name == "steps alone"]
    log = bytearray(day.files["-wal"])
    assert log[32:36] == (1).to_bytes(4, "big"), "the first page is the first one of the log"
    log[32 + 24 : 32 + 24 + 512] = bytes(512)
    folder = day.put(tmp_path / "base")
    (folder / LOG).write_bytes(log)
    with closing(open_store(folder)) as store:
        assert verify(store).problems == ()


HOT = """import os, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.executescript("PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2; BEGIN IMMEDIATE")
base.execute("UPDATE setting SET value = value || hex(randomblob(9000))")
base.execute("UPDATE journal_value SET salt = hex(randomblob(3000))")
os.kill(os.getpid(), 9)"""
"""Another program, which died while it wrote in a copy: its journal gives back the pages of that day."""


def test_a_rollback_journal_of_another_day_changes_nothing(tmp_path: Path) -> None:
    folder, other = tmp_path / "base", tmp_path / "autre"
    with closing(new_base(folder)) as store:
        opposing.oppose_typed(store, "0199001234", how="counter", by=BY, at=NOW)
        backup = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    shutil.copytree(folder, other)
    subprocess.run([sys.executable, "-S", "-c", HOT, str(other / NAME)], check=False)
    with closing(open_store(folder)) as store:
        opposing.oppose_typed(store, "0199005678", how="counter", by=BY, at=NOW)
    shutil.copy(other / f"{NAME}-journal", folder)
    before = (folder / NAME).read_bytes()
    for verb in (["register", "check", "0199005678"], ["verify"], ["doctor"]):
        assert run([*verb, "--data-dir", str(folder)]) > 0
    assert (folder / NAME).read_bytes() == before
    assert state_of(folder) is Soundness.MIXED
    restoring.restore(folder, backup, by=BY, at=NOW)
    with closing(open_store(folder)) as store, store.read() as r:
        assert all(registers.opposed(r, [find(r, number).hash]) for number in ("0199001234", "0199005678"))
    opened_by_its_own(other)


def opened_by_its_own(folder: Path) -> None:
    """The journal that another program left of its own writing is what the base needs."""
    with closing(open_store(folder)) as store:
        assert verify(store).ok
