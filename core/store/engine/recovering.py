"""Puts what can still be read of a damaged base into a new one, so that a restoration asks it as it asks a sound one.
The damaged files are read, never written."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from core.base.moments import kept
from core.base.moments import made as made_at
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.engine.driver import connect, noted_seal, seal_of
from core.store.engine.journal import commitment
from core.store.engine.log_marks import marks_of
from core.store.engine.opening import open_file
from core.store.engine.soundness import is_mixed
from core.store.engine.trouble import TROUBLE
from core.store.port import Store, Value
from core.store.safe import homes
from core.store.safe.base_key import RESERVE, write_note
from core.store.safe.sealed_files import file_key, is_sealed_file, opened_file
from core.store.safe.subkeys import fingerprint
from core.store.salvage.carving import Rows, carve, size_of_pages
from core.store.salvage.log import drops_frames
from core.store.salvage.sealed_pages import opened_pages, proven_seal
from core.store.salvage.shapes import SHAPES

_KEY = re.compile(rb"\x04\x1d\x81\x0dregister([0-9a-f]{64})")
_APART = re.compile(rb"\x03\x29\x2dregister-apart([0-9a-f]{16})")
_SEAT = re.compile(rb"\x03\x15[\x0f-\x2d]seat(\d{1,9})")
_REPLAYED = ("opposition", "erased", "erased_mark", "consent", "request", "recipient_task", "lead")
"""The tables whose lost rows the journal may still hold."""
_PRUDENT: Mapping[str, Sequence[str]] = {"consent": ("withdrawn", "calls_withdrawn"), "lead": ("restricted_at",)}
"""What is believed of the journal where the row itself is there and says nothing of it."""
_MOMENTS: Mapping[str, Sequence[str]] = {
    "opposition": ("at", "lifted_at"),
    "erased": ("at",),
    "doubt": ("at", "answered_at"),
    "consent": ("at", "withdrawn", "calls_withdrawn"),
    "lead": ("restricted_at", "opposed_at", "erased_at"),
    "request": ("at", "received", "due", "extended", "answered"),
    "recipient_task": ("made", "sent"),
}
_DAYS = ("received", "due", "extended")
_BLANK: Mapping[str, Value] = {"i": 0, "t": ""}
Record = dict[str, Value]
Table = dict[int, Record]


class Recovered(Struct, frozen=True):
    """What was read: ``store``, a new base that holds it; ``keys``: what those of the register found in the damaged
    files are known by; ``seals``: of the rows of its journal, by their number; ``whole``: the register could be read to
    its last row; ``lost``: refusals known to have been there, of which too little is left."""

    store: Store
    keys: frozenset[str]
    seals: Mapping[int, str]
    whole: bool
    lost: int


@contextmanager
def recovered(base: Path, into: Path, progress: Progress = silent) -> Iterator[Recovered]:
    """Read all that can be of ``base`` and its log into a new base in the folder ``into``. Raises OSError when the
    files cannot be read at all, UserError when the disk is full."""
    raw, raw_log = _bytes(base), _bytes(base.with_name(base.name + "-wal"))
    size = size_of_pages(raw, raw_log)
    seal = (seal_of(base) if raw else noted_seal(base)) or proven_seal(raw, raw_log, size)
    data, log, damaged = raw, raw_log, frozenset[int]()
    if seal is not None:
        data, log, damaged = opened_pages(raw, raw_log, seal, size)
    rows = carve(data, log, progress, RESERVE if seal else 0)
    tables = {table: _named(table, rows) for table in SHAPES}
    _replay(tables)
    for table, columns in _MOMENTS.items():
        for row_id, row in tables[table].items():
            _mend(row_id, row, columns)
    copy = into / "base"
    copy.mkdir(parents=True)
    # As they are: what is sealed stays so on the disk.
    (copy / "damaged.db").write_bytes(raw)
    (copy / "damaged.db-wal").write_bytes(raw_log)
    if seal is not None:
        write_note(copy / "damaged.db", seal)
    # Asked first: the engine then puts the log into the copy.
    lacks = (
        bool(damaged)
        or drops_frames(raw_log)
        or not marks_of(copy / "damaged.db").belong
        or is_mixed(copy / "damaged.db")
    )
    seen = _register_ids(copy / "damaged.db")
    ids = set(tables["opposition"])
    keys = [found.decode() for found in _KEY.findall(data + log)]
    apart = [found.decode() for found in _APART.findall(data + log)]
    store = open_file(into / "recovered.db", seal=seal)
    try:
        seat = max((int(found) for found in _SEAT.findall(data + log)), default=0)
        # A key that left the base may still stand in an older page of it.
        known = {fingerprint(bytes.fromhex(found)) for found in keys} | set(apart)
        _fill(into / "recovered.db", tables, "" if apart else "".join(keys[-1:]), "".join(apart[-1:]), seat)
        store.read_key()
        seals = {row_id: str(row["hash"]) for row_id, row in tables["journal"].items()}
        lost = len(_named_by_index(copy / "damaged.db") - ids)
        is_whole = seen is not None and seen <= ids and len(known) == 1 and not lacks
        yield Recovered(store, frozenset(known), seals, is_whole, lost)
    finally:
        store.close()


def _bytes(path: Path) -> bytes:
    """Return what a file holds; one that was sealed whole since it was set aside, under a key of this computer, as it
    was."""
    content = path.read_bytes() if path.exists() else b""
    if not is_sealed_file(content):
        return content
    clear = (opened_file(content, file_key(secret)) for name in homes.known_keys() if (secret := homes.find(name)))
    return next(filter(None, clear), content)


def _named(table: str, rows: Rows) -> Table:
    names = SHAPES[table].names
    return {row_id: dict(zip(names, values, strict=False)) for row_id, values in rows[table].items()}


def _replay(tables: Mapping[str, Table]) -> None:
    """Add the rows that are gone and that the journal still holds, and what it says was taken back or frozen since."""
    proven = _proven_hashes(tables)
    for (table, row_id), told in _told(tables["journal_value"].values()).items():
        shape, row = SHAPES[table], tables[table].get(row_id)
        if row is not None:
            row.update({name: told[name] for name in _PRUDENT.get(table, ()) if told.get(name)})
            if table == "opposition" and row_id in proven:
                row["hash"] = proven[row_id]
        elif "id" in told or any(told.get(name) for name in _PRUDENT.get(table, ())):
            blank: Record = {name: _BLANK.get(kind) for name, kind in shape.columns}
            whole = {name: told.get(name, value) for name, value in blank.items()}
            if "id" not in told or shape.fits(tuple(whole.values())):
                tables[table][row_id] = whole


def _proven_hashes(tables: Mapping[str, Table]) -> dict[int, str]:
    """Return, by its number, the hash that the chain of the journal proves of a refusal: one damaged letter of its row
    would make it somebody else's."""
    proven: dict[int, str] = {}
    for table in tables["journal_value"].values():
        row_id, salt, before, after = (table[name] for name in ("row_id", "salt", "before", "after"))
        if table["table"] != "opposition" or not (isinstance(salt, str) and isinstance(after, str)):
            continue
        try:
            payload = json.loads(str(tables["journal"][int(str(table["journal_id"]))]["payload"]))
            words = commitment(salt, None if before is None else str(before), after)
            if payload[int(str(table["place"]))]["is"] == words and "hash" in (read := json.loads(after)):
                proven[int(str(row_id))] = str(read["hash"])
        except (ValueError, LookupError, TypeError):
            continue
    return proven


def _told(values: Iterable[Record]) -> dict[tuple[str, int], Record]:
    """Return what the journal wrote of each row, one change after the other. Values emptied by an erasure say
    nothing; a row taken away since, or whose number is none of ours, is left out."""
    told: dict[tuple[str, int], Record] = {}
    for value in sorted(values, key=lambda one: (int(one["journal_id"] or 0), int(one["place"] or 0))):
        table, row_id, after = str(value["table"]), value["row_id"], value["after"]
        if table not in _REPLAYED or not isinstance(row_id, int) or row_id <= 0 or value["salt"] is None:
            continue
        if after is None:
            told.pop((table, row_id), None)
            continue
        try:
            read = json.loads(str(after))
        except ValueError:
            continue
        if isinstance(read, dict):
            told.setdefault((table, row_id), {}).update(read)
    return told


def _mend(row_id: int, row: Record, columns: Sequence[str]) -> None:
    """Give each moment or day that is damaged the one at which the row was made, which its number tells."""
    own_text = kept(made_at(row_id))
    for name in columns:
        value = row.get(name)
        if isinstance(value, str) and value and not _is_moment(value):
            row[name] = own_text[:10] if name in _DAYS else own_text


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _fill(path: Path, tables: Mapping[str, Table], key: str, apart: str, seat: int) -> None:
    """Write the rows into the new base as they are, whatever they point to."""
    with closing(connect(path, transactions=False)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for table, rows in tables.items():
            for row_id, record in rows.items():
                names = ", ".join(f"[{name}]" for name in ("id", *record))
                marks = ", ".join("?" * (len(record) + 1))
                sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
                connection.execute(sql, (row_id, *record.values()))
        if key:
            connection.execute("INSERT OR REPLACE INTO safe VALUES ('register', ?)", (key,))
        if apart:
            connection.execute("DELETE FROM safe WHERE name = 'register'")
            connection.execute("INSERT INTO safe VALUES ('register-apart', ?)", (apart,))
        connection.execute("INSERT OR REPLACE INTO safe VALUES ('seat', ?)", (str(seat),))
        connection.execute("COMMIT")


def _register_ids(copy: Path) -> set[int] | None:
    """Return the refusals the engine itself reads in a copy, each found in the table and in its index; None when it
    cannot read them all."""
    try:
        with closing(connect(copy)) as connection:
            table = set(connection.execute("SELECT id FROM opposition NOT INDEXED WHERE how || note || by <> ''"))
            index = set(connection.execute("SELECT id FROM opposition INDEXED BY opposition_hash WHERE hash > ''"))
    except TROUBLE:
        return None
    return {row_id for (row_id,) in table} if table == index else None


def _named_by_index(copy: Path) -> set[int]:
    """Return the refusals that an index of a copy still names, their row readable or not."""
    named_ids: set[int] = set()
    for sql in (
        "SELECT id FROM opposition INDEXED BY opposition_hash WHERE hash > ''",
        "SELECT id FROM opposition INDEXED BY opposition_gesture WHERE gesture > 0",
    ):
        try:
            with closing(connect(copy)) as connection:
                named_ids |= {row_id for (row_id,) in connection.execute(sql)}
        except TROUBLE:
            continue
    return named_ids
