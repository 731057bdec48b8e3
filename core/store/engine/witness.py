"""A second memory of refusals, outside the folder of the base: an older base put back by hand is seen at the next
start, and what it lacks is written into it again.

One append-only file for each base and key, in the configuration folder of this user. It holds keyed hashes, moments and
ids, no name and no number: pseudonymous data (RGPD art. 4(5)), told in the settings. A line is JSON, a tab, and the
keyed digest of the JSON; a line cut or changed counts for nothing. The last line of each writing tells where the
journal then ended."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from core.base.disk import force_names, whole_file
from core.store.engine.proven import Mac
from core.store.one_table import table_of
from core.store.port import AMONG, End, Kind, Parameter, Value, several
from core.store.safe.homes import config_folder

if TYPE_CHECKING:
    from core.store.engine.statements import Statements

ENDING = ".memoire"
_KNOWN_RESTORED = "restored"
"""In a file, the seals of the rows of the journal that say a restoration, as far as it knows them."""
RESTORED = "restore"
"""The action of the journal after which an older end has a reason."""
_TAIL = 4096
"""Bytes that hold the last line, which tells an end."""
_OWN = "premier-contact-"
"""How a folder of the temporary folder begins that this program made, and will delete."""
_HASH = "SELECT hash FROM journal WHERE id = ?"
_ALL: Mapping[str, str] = MappingProxyType({"consent": "coalesce(withdrawn, calls_withdrawn) IS NOT NULL"})
"""Table → which of its rows are worth remembering, where not all are."""


KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "opposition": (
            *("id", "gesture", "hash", "kind", "how", "at", "by", "lead_id", "supplier_id", "signature", "lifted_at"),
            *("author", "batch_id", "line", "text", "root", "lifted_why", "lifted_by"),
        ),
        "erased": ("id", "lead_id", "at", "by", "why", "property"),
        "erased_mark": ("id", "erased_id", "kind", "hash", "signature"),
        "consent": ("id", "withdrawn", "calls_withdrawn"),
    }
)
"""Table → the columns that are remembered of its rows, in the order in which a line holds them: no note, no name. A
later program may add some at the end."""


class Remembered(NamedTuple):
    """What files say last of each row, by table and id; the ``ends`` of the journal that an older base lost; how many
    lines are ``unread``."""

    rows: dict[str, dict[int, tuple[Value, ...]]]
    lost: list[End]
    unread: int

    def of(self, record: type[Kind]) -> list[Kind]:
        """Return the rows of a record's table; what is not remembered has its default."""
        table = table_of(record)
        rows = (dict(zip(KINDS[table], row, strict=True)) for row in self.rows[table].values())
        empty = record._field_defaults
        # What an older program did not remember has its default too.
        remembered_rows = ({name: value for name, value in row.items() if value is not None} for row in rows)
        return [record._make({**empty, **row}[name] for name in record._fields) for row in remembered_rows]


def path_of(folder: Path, key_id: str) -> Path:
    """Return the file that remembers the base of ``folder`` under the key known by ``key_id``."""
    return config_folder() / "bases" / f"{name_of(folder)}-{key_id}{ENDING}"


def name_of(folder: Path) -> str:
    """Return by what a folder is known outside of it: 16 hex digits."""
    return hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]


def beside_backups(folder: Path, key_id: str) -> Path:
    """Return the copy kept in a folder of backups."""
    return folder / f"premier-contact-{key_id}{ENDING}"


def copy_beside(path: Path, folder: Path, key_id: str) -> None:
    """Copy a file to a folder of backups, in place of the former copy. Raises OSError."""
    if path.exists():
        with path.open("rb") as source, whole_file(beside_backups(folder, key_id)) as target:
            shutil.copyfileobj(source, target)


def is_thrown_away(folder: Path) -> bool:
    """Tell whether a folder was made by this program in the temporary one: its base is not remembered."""
    temporary, real = (Path(os.path.realpath(path)) for path in (tempfile.gettempdir(), folder))
    return real.is_relative_to(temporary) and real.relative_to(temporary).as_posix().startswith(_OWN)


def last_end(path: Path) -> End | None:
    """Return the end of the journal that a file tells last; None where there is no file, or none to be read in it."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            for start in dict.fromkeys((max(0, size - _TAIL), 0)):
                file.seek(start)
                ends = [line["end"] for line in map(_parsed, reversed(file.read().split(b"\n"))) if "end" in line]
                if ends:
                    rows, head, at = ends[0]
                    return End(int(str(rows)), str(head), str(at))
    except (OSError, ValueError):
        return None
    return None


def known_restored(path: Path) -> set[str]:
    """Return the seals of the restorations that a file knows."""
    lines = (_parsed(line) for line in _lines(path) if line.startswith(f'{{"{_KNOWN_RESTORED}"'.encode()))
    return {str(hashed) for line in lines for hashed in line[_KNOWN_RESTORED]}


def remembered(paths: Iterable[Path], mac: Mac) -> Remembered:
    """Return what files say, the later lines over the earlier ones, the later files over the earlier ones. A line that
    ``mac`` did not sign is left out and counted."""
    memory, unread = Remembered({table: {} for table in KINDS}, [], 0), 0
    for path in paths:
        for line in _lines(path):
            text, _tab, digest = line.rpartition(b"\t")
            signed = mac(text) == digest.decode("ascii", "replace")
            unread += not signed
            if signed:
                _hear(memory, json.loads(text))
    return memory._replace(unread=unread)


def _hear(memory: Remembered, line: Mapping[str, Sequence[Sequence[Value]]]) -> None:
    for table, columns in KINDS.items():
        for row in line.get(table, ()):
            # A row of an older program has fewer columns.
            memory.rows[table][int(str(row[0]))] = (*row, *[None] * (len(columns) - len(row)))
    memory.lost.extend(End(int(str(rows)), str(head), str(at)) for rows, head, at in line.get("lost", ()))


class Witness:
    """The second memory of one open base. ``path``: see :func:`path_of`."""

    def __init__(self, path: Path, statements: "Statements") -> None:
        self.path = path
        self._statements = statements

    def is_ahead(self) -> bool:
        """Tell whether the memory knows an end of the journal that the base does not hold, and that no restoration by
        the program took away."""
        end = last_end(self.path)
        return end is not None and not self._holds(end) and not self._was_restored_since(end)

    def note(self, touched: Mapping[str, Iterable[int]], mac: Mac) -> None:
        """Remember the rows ``touched`` by the last transaction, and where the journal now ends: one forced writing.
        Called under the turn to write. A row that is gone, as when its retention ends, leaves the file too; what could
        not be written before is written now; a base older than its memory changes nothing there. Raises OSError."""
        asked = {table: set(touched.get(table, ())) for table in KINDS}
        touched_rows = {table: _rows_asked(table, f"id {AMONG}", several(ids)) for table, ids in asked.items() if ids}
        end = last_end(self.path)
        self._statements.expect([*touched_rows.values(), *([(_HASH, (end.rows,))] if end else [])])
        if not touched_rows or self.is_ahead():
            return
        rows = {table: self._statements.execute(*question).fetchall() for table, question in touched_rows.items()}
        is_gone = any(len(found) < len(asked[table]) for table, found in rows.items())
        if is_gone or self._lacks_some():
            self.write_anew(mac)
        else:
            self._append([{table: found} for table, found in rows.items()], mac)

    def note_end(self, mac: Mac) -> None:
        """Remember where the journal now ends. Where another program writes meanwhile, whoever notes next finds what
        lacks. Raises OSError."""
        if self._lacks_some(1):
            self.write_anew(mac)
        elif last_end(self.path) != self._end():
            self._append([], mac)

    def write_anew(self, mac: Mac, lost: Sequence[End] = ()) -> None:
        """Write the file from what the base holds now; ends ``lost`` before stay told. Raises OSError."""
        before = remembered([self.path], mac).lost
        lines: list[Mapping[str, object]] = [
            {table: rows}
            for table in KINDS
            if (rows := self._statements.execute(*_rows_asked(table, _ALL.get(table, "true"))).fetchall())
        ]
        if restored := [hashed for hashed, _at in self._restored()]:
            lines.append({_KNOWN_RESTORED: restored})
        if ends := list(dict.fromkeys((*before, *lost))):
            lines.append({"lost": ends})
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(self.path) as file:
            file.write(self._signed(lines, mac))
        force_names(self.path.parent.parent)

    def _append(self, lines: Sequence[Mapping[str, object]], mac: Mac) -> None:
        # Begun on a line of its own: a power cut may have left half a line.
        data = b"\n" + self._signed(lines, mac)
        with self.path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _signed(self, lines: Sequence[Mapping[str, object]], mac: Mac) -> bytes:
        end = self._end()
        texts = [
            json.dumps(line, separators=(",", ":")).encode() for line in (*lines, *([{"end": end}] if end else []))
        ]
        return b"".join(text + b"\t" + mac(text).encode() + b"\n" for text in texts)

    def _end(self) -> End | None:
        row = self._statements.execute("SELECT id, hash, at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
        return End(*row) if row else None

    def _holds(self, end: End) -> bool:
        row = self._statements.execute(_HASH, (end.rows,)).fetchone()
        return row is not None and row[0] == end.head

    def _was_restored_since(self, end: End) -> bool:
        """Tell whether the program put a backup in place after ``end``. The clock alone does not say it: a restoration
        that the memory heard of is older, whatever its moment says."""
        since = datetime.fromisoformat(end.at)
        restored = [hashed for hashed, at in self._restored() if datetime.fromisoformat(at) > since]
        return bool(restored) and not known_restored(self.path).issuperset(restored)

    def _restored(self) -> list[tuple[str, str]]:
        """Return (hash, moment) of the restorations of the journal."""
        sql = "SELECT hash, at FROM journal WHERE what = ? ORDER BY id"
        return [(str(hashed), str(at)) for hashed, at in self._statements.execute(sql, (RESTORED,))]

    def _lacks_some(self, now: int = 0) -> bool:
        """Tell whether the journal holds changes to remember between the end last told and the transaction just
        written; ``now``: whether that one counts too (1)."""
        end, last = last_end(self.path), self._end()
        if end is None or last is None or not self._holds(end):
            return True
        words = " OR ".join("',' || tables || ',' LIKE ?" for _table in KINDS)
        sql = f"SELECT 1 FROM journal WHERE id > ? AND id < ? AND ({words})"
        likes = (f"%,{table},%" for table in KINDS)
        return self._statements.execute(sql, (end.rows, last.rows + now, *likes)).fetchone() is not None


def _rows_asked(table: str, where: str, *values: Parameter) -> tuple[str, Sequence[Parameter]]:
    """Return the reading of what is remembered of some rows of a table."""
    return f"SELECT {', '.join(KINDS[table])} FROM {table} WHERE {where} ORDER BY id", values


def _lines(path: Path) -> Iterator[bytes]:
    with suppress(OSError), path.open("rb") as file:
        yield from (line for line in (raw.rstrip(b"\n") for raw in file) if line)


def _parsed(line: bytes) -> dict[str, list[Value]]:
    try:
        parsed = json.loads(line.rpartition(b"\t")[0])
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
