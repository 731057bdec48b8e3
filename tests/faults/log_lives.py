"""Moments of the lives of bases, as a kill leaves their files, to be mixed: the base of one, the log of another."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from core.actions.common import step_cache
from core.actions.common.judging import law_of
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.register import key_phrase, opposing
from core.base.records import Struct
from core.model.settings import Settings
from core.store.engine.driver import DatabaseError, connect
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.bases import another_key, bytes_of, new_base
from tests.core.actions.conftest import BY, NOW, add

ENDS = ("", "-wal", "-shm")


class Moment(Struct, frozen=True):
    """The files of a base, by the end of their name, as they stand while the program runs or after it left."""

    name: str
    files: dict[str, bytes]

    def put(self, folder: Path, log: "Moment | None" = None) -> Path:
        """Put the base in ``folder``, beside its own log or that of another moment."""
        folder.mkdir(parents=True)
        beside = log or self
        for end, content in {**beside.files, "": self.files[""]}.items():
            (folder / f"{NAME}{end}").write_bytes(content)
        return folder


def seen(name: str, folder: Path) -> Moment:
    """Return the files of ``folder`` at this moment."""
    paths = {end: folder / f"{NAME}{end}" for end in ENDS}
    return Moment(name, {end: bytes_of(path) for end, path in paths.items() if path.exists()})


def number(n: int) -> str:
    return f"06 39 98 70 {n:02d}"


def refuse(store: Store, *numbers: int) -> None:
    for n in numbers:
        opposing.oppose_typed(store, number(n), how="call", by=BY, at=NOW)


def lives(place: Path, *, sealed: bool = False) -> Iterator[Moment]:
    """Yield the moments of one base from its first day on, of a copy that went its own way, of two other bases;
    ``sealed``: from its first day, and the others."""
    folder = place / "base"
    store = new_base(folder)
    if sealed:
        key_phrase.set_apart(store, by=BY, at=NOW)
    people = [add(store, last_name=f"Autre{n}", phones=(f"063998{n:04d}",), reference=f"R{n}") for n in range(3)]
    refuse(store, 1, 2)
    yield seen("the first day", folder)
    store.empty_log()
    refuse(store, 3)
    yield seen("a log begun again", folder)
    with closing(open_store(folder)):
        refuse(store, 4)
    backup = backing_up.back_up(store, place / "disque", by=BY, at=NOW).path
    store.close()
    closed = seen("the first evening", folder)
    yield closed
    store = open_store(folder)
    refuse(store, 5, 6)
    yield seen("the second day", folder)
    store.empty_log()
    step_cache.keep(store, law_of(Settings()), by=BY, at=NOW)
    yield seen("steps alone", folder)
    store.empty_log()
    yield seen("the log emptied", folder)
    refuse(store, 7)
    forgetting.forget_rows(store, people[:1], by=BY, at=NOW, keep_property=True, why="request")
    yield seen("before a sweep", folder)
    store.scrub()
    refuse(store, 8)
    yield seen("after a sweep", folder)
    store.close()
    restoring.restore(folder, backup, by=BY, at=NOW)
    with closing(open_store(folder)) as store:
        refuse(store, 9)
        yield seen("after a restoration", folder)
    yield seen("the last evening", folder)
    yield from _branch(closed, place / "copie")
    for name, fill in (("another base", another_key), ("a base of the same seat", None)):
        other = new_base(place / name, fill) if fill else open_store(place / name)
        if sealed:
            key_phrase.set_apart(other, by=BY, at=NOW)
        refuse(other, 30, 31)
        yield seen(name, place / name)
        other.close()


def _branch(closed: Moment, folder: Path) -> Iterator[Moment]:
    with closing(open_store(closed.put(folder))) as store:
        refuse(store, 20, 21)
        yield seen("a copy that went on", folder)
    yield seen("the evening of the copy", folder)


def replayed(folder: Path) -> bytes | None:
    """Return the base that the engine makes of the files of ``folder``, opening and closing them without a question;
    None when it cannot read them."""
    try:
        with closing(connect(folder / NAME)) as engine:
            engine.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError:
        return None
    return (folder / NAME).read_bytes()


def refusals(base: Path) -> frozenset[str]:
    """Return the refusals that the engine reads in a base; a young one has no table yet outside its log."""
    with closing(connect(base)) as engine:
        if not engine.execute("SELECT 1 FROM sqlite_master WHERE name = 'opposition'").fetchone():
            return frozenset()
        return frozenset(found for (found,) in engine.execute("SELECT hash FROM opposition WHERE lifted_at IS NULL"))
