"""A damaged base never keeps a backup from being put back, and loses no refusal that its bytes still hold."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from core.actions.calling import consenting
from core.actions.common.agency import save_agency
from core.actions.common.people import find, of_lead
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.keeping.verifying import verify
from core.actions.letters import noticing
from core.actions.register import key_phrase, opposing
from core.actions.rights import requests
from core.base.errors import UserError
from core.base.records import Struct
from core.model.channel import Channel
from core.model.request import RequestKind
from core.records.opposition import Opposition
from core.store import registers, safe
from core.store.engine.opening import NAME, opened
from core.store.engine.packing import lay_out
from core.store.port import Store
from core.store.safe import homes
from core.store.safe.base_key import base_key, write_note
from core.store.salvage.sealed_pages import opened_pages
from tests.bases import another_key, bytes_of, new_base, put_base
from tests.core.actions.conftest import BY, NOW, add
from tests.faults.damage import KINDS, PAGE, Damage, Files
from tests.files.bases.make import AGENCY
from tests.lengths import LONG, length
from tests.tables import each

LATER = NOW + timedelta(hours=3)
EACH = length(1, long=60)
LOG = f"{NAME}-wal"
Way = Callable[[Path, Path], object]


class Day(Struct, frozen=True):
    """A base as a power cut leaves it: its two files, the backup of before its last refusals, those in force; ``held``:
    of each, the bytes that hold its row; ``withdrawn``, ``erased``, ``frozen``: an agreement and two leads; ``secret``:
    the key kept apart from the base, its backup then sealed; empty when it is inside."""

    files: Files
    backup: Path
    entries: tuple[Opposition, ...]
    held: tuple[frozenset[bytes], ...]
    withdrawn: int
    erased: int
    frozen: int
    secret: str

    def clear(self, files: Files) -> Files:
        """Return what files say to whoever has the key."""
        return clear_files(files, self.secret)

    def readable(self, files: Files, lost: set[int]) -> set[int]:
        """Return those of the refusals ``lost`` whose row stands whole somewhere in damaged files."""
        # What the end of the log holds was never confirmed once its last commit is cut away.
        clear = self.clear(files)
        there = clear[0] + bytes(1) + committed(clear[1])
        return {
            entry.id
            for entry, places in zip(self.entries, self.held, strict=True)
            if entry.id in lost and any(place in there for place in places)
        }


def clear_files(files: Files, secret: str) -> Files:
    """Return what files say to whoever has the key, empty where they are plain."""
    return opened_pages(*files, base_key(secret), PAGE)[:2] if secret else files


def committed(log: bytes) -> bytes:
    """Return a log up to its last commit, or whole where its frames cannot be told."""
    ends = [at for at in range(32, len(log) - 24, 24 + PAGE) if any(log[at + 4 : at + 8])]
    return log[: ends[-1] + 24 + PAGE] if ends else log


def person(store: Store, n: int) -> int:
    return add(store, last_name=f"Autre{n}", phones=(f"063998{n:04d}",), emails=(f"a{n}@exemple.fr",),
               address=f"{n} rue du Port", reference=f"R{n}")  # fmt: skip


@pytest.fixture(scope="module", params=["key inside", "key apart"])
def day(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Day:
    folder = tmp_path_factory.mktemp("journee")
    store = new_base(folder / "base")
    if request.param == "key apart":
        key_phrase.set_apart(store, by=BY, at=NOW)
    people = [person(store, n) for n in range(40)]
    proof = folder / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    with store.read() as r:
        who = {lead: of_lead(r, lead) for lead in people}
    agreed, erased, frozen = people[:3]
    consent = consenting.record(
        store, who[agreed], channels=[Channel.CALL], collected=NOW, wording="v1", proof=proof, by=BY, at=NOW
    )
    for lead in people[10:20]:
        opposing.oppose(store, who[lead], how="call", by=BY, at=NOW)
    made = backing_up.back_up(store, folder / "disque", by=BY, at=NOW).path
    for n, lead in enumerate(people[20:35]):
        opposing.oppose(store, who[lead], how="letter", by=BY, at=LATER, note="dit deux fois " * n)
    for n in range(40):
        with store.read() as r:
            stranger = find(r, f"06 39 98 77 {n:02d}")
        opposing.oppose(store, stranger, how="counter", by=BY, at=LATER)
    consenting.withdraw(store, consent, by=BY, at=LATER)
    forgetting.forget(store, erased, by=BY, at=LATER)
    save_agency(store, AGENCY, by=BY, at=LATER)
    late = person(store, 41)
    letters = noticing.make(store, [*people[3:6], late], folder / "lettres", by=BY, at=LATER)
    assert len(letters.made) == 4, "letters of persons the backup knows, and of one it does not"
    with store.write("restriction", by=BY, at=LATER) as w:
        w.update("lead", frozen, {"restricted_at": "2026-11-24T12:42:00.000+00:00"})
    requests.note(store, "Jean Inconnu", RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=LATER,
                  identity="vue")  # fmt: skip
    opposing.oppose(store, who[people[36]], how="call", by=BY, at=LATER)
    files = bytes_of(store.path), bytes_of(store.path.with_name(LOG))
    with store.read() as r:
        entries = tuple(r.of(Opposition, lifted_at=None))
        secret = safe.key(r) if safe.is_apart(r) else ""
    store.close()
    clear = clear_files(files, secret)
    held = tuple(frozenset(_places(entry, clear)) for entry in entries)
    assert all(held), "every refusal stands somewhere"
    return Day(files, made, entries, held, consent, erased, frozen, secret)


@pytest.fixture(autouse=True)
def known_computer(day: Day) -> None:
    """The computer keeps the key that the base does not."""
    if day.secret:
        homes.keep(day.secret)


def _places(entry: Opposition, files: Files) -> Iterator[bytes]:
    """Yield the bytes around each row of a refusal: its lengths, its number, its texts and what follows."""
    texts = "".join((entry.hash, entry.kind, entry.how, entry.at, entry.by, entry.note)).encode()
    for data in files:
        at = data.find(texts)
        while at >= 0:
            place = data[at - 46 : at + len(texts) + 24]
            if _number(entry.id) in place:
                yield place
            at = data.find(texts, at + 1)


def _number(row_id: int) -> bytes:
    """Return an id as the engine writes it before its row, in nine bytes."""
    return bytes(0x80 | (row_id >> shift) & 0x7F for shift in range(57, 7, -7)) + bytes([row_id & 0xFF])


def put(folder: Path, files: Files) -> None:
    """Put damaged files where a base was."""
    put_base(folder)
    for name, content in zip((NAME, LOG), files, strict=True):
        (folder / name).unlink(missing_ok=True)
        if content or name == NAME:
            (folder / name).write_bytes(content)


def told(day: Day, folder: Path, files: Files, way: Way) -> tuple[set[int], bool]:
    """Damage, restore; return (refusals readable and lost, whether the restoration said that some may be)."""
    put(folder, files)
    if day.secret:
        write_note(folder / NAME, base_key(day.secret))
    done = way(folder, day.backup)
    with opened(folder) as store:
        assert verify(store).problems == ()
        with store.read() as r:
            kept = {entry.id for entry in r.of(Opposition, lifted_at=None)}
    lost = {entry.id for entry in day.entries} - kept
    if isinstance(done, restoring.Restored):
        # Without its log, or the end of it, a base is whole: it is that of an hour before, and nothing says so.
        older = files[0] == day.files[0] and day.files[1].startswith(files[1])
        assert done.register_lost or not lost or older, f"{len(lost)} refusals are lost in silence"
        assert done.aside is not None
        if done.aside.parent.name != "sauvegardes":
            assert done.aside.read_bytes() == files[0]
            log = done.aside.with_name(f"{done.aside.name}-wal")
            assert (log.read_bytes() if log.exists() else b"") == files[1]
    return day.readable(files, lost), bool(lost)


def with_care(folder: Path, backup: Path) -> object:
    return restoring.restore(folder, backup, by=BY, at=LATER)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The log of another base, in use."""
    store = new_base(tmp_path_factory.mktemp("autre"), another_key)
    for n in range(50, 55):
        person(store, n)
    log = store.path.with_name(LOG).read_bytes()
    store.close()
    return log


def test_no_damage_keeps_a_backup_from_being_put_back(day: Day, foreign: bytes, tmp_path: Path) -> None:
    def another_log(base: bytes, _log: bytes, draw: Random) -> Files:
        return base, foreign[: draw.randrange(len(foreign) // 2, len(foreign) + 1)]

    kinds: dict[str, Damage] = {**KINDS, "log of another base": another_log}
    went: list[bool] = []

    def check(row: tuple[str, int]) -> None:
        kind, seed = row
        folder = tmp_path / f"{kind}-{seed}"
        files = kinds[kind](*day.files, Random(f"{kind} {seed}"))
        lost, some = told(day, folder, files, with_care)
        assert not lost, f"{len(lost)} refusals that can be read were lost"
        went.append(some)

    rows = [(kind, seed) for kind in kinds for seed in range(EACH)]
    share = 3 if day.secret else 1 if LONG else 2
    each(rows[::share], check)
    assert any(went) and not all(went), "some damages take refusals away for good, others none"


def test_a_careless_restoration_is_caught(day: Day, tmp_path: Path) -> None:
    """Putting the copy in place loses every refusal of the day, and a restoration that asks the engine is refused."""

    def carelessly(folder: Path, backup: Path) -> object:
        (folder / LOG).unlink(missing_ok=True)
        lay_out(backup, folder)
        return None

    files = KINDS["swapped pages"](*day.files, Random(1))
    lost, _some = told(day, tmp_path / "a", files, carelessly)
    assert len(lost) > 100
    put(tmp_path / "b", (b"rien" * 5000, b""))
    with pytest.raises(UserError), opened(tmp_path / "b"):
        pass


def test_a_refusal_with_a_wrong_letter_is_the_one_its_journal_proves(day: Day, tmp_path: Path) -> None:
    """Taken as it stands, its hash would be that of nobody."""
    hashes = [one.hash for one in day.entries]
    entry = next(
        one for one in day.entries if one.kind == "phone" and one.how == "counter" and hashes.count(one.hash) == 1
    )
    row = "".join((entry.hash, entry.kind, entry.how, entry.at, entry.by, entry.note)).encode()
    wrong = (b"0" if row[:1] != b"0" else b"1") + row[1:]
    base, log = (data.replace(row, wrong) for data in day.files)
    assert day.secret or (base, log) != day.files, "in a sealed one, a page with a wrong letter is another damage"
    told(day, tmp_path, (bytes(100) + base[100:], log), with_care)
    with opened(tmp_path) as store, store.read() as r:
        assert entry.hash in registers.opposed(r, [entry.hash])


def test_what_else_protects_is_carried_over(day: Day, tmp_path: Path) -> None:
    """Agreements taken back, erasures, frozen sheets and requests, from a base the engine cannot open."""
    put(tmp_path, (Random(3).randbytes(4096) + day.files[0][4096:], day.files[1]))
    done = restoring.restore(tmp_path, day.backup, by=BY, at=LATER)
    assert done.erased == 1
    with opened(tmp_path) as store, store.read() as r:
        assert r.value(str, "SELECT withdrawn FROM consent WHERE id = ?", day.withdrawn)
        assert r.value(str, "SELECT erased_at FROM lead WHERE id = ?", day.erased)
        assert r.value(str, "SELECT restricted_at FROM lead WHERE id = ?", day.frozen)
        assert [one.person for one in requests.every(r)].count("Jean Inconnu") == 1
