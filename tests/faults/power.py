"""What a power cut leaves on a disk, drawn by chance from what processes did to a folder (``power_shim.c`` records it).

What was forced is whole. Of what was written since, each sector is there or not; of the files made, renamed or deleted
since their folder was forced, the first ones are done, in their order, up to any of them.
"""

import os
import shutil
import struct
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from core.base.records import Struct, field, replace

SHIM = Path(__file__).with_name("power_shim.c")
ROOT = Path(__file__).resolve().parents[2]
COMPILER = shutil.which("cc")
SECTOR = 512
_HEAD = struct.Struct("<cQQQQ")
_NAMES = b"CLRUM"
"""Records that change a name: made, given to a file that had none, renamed, deleted, folder made."""


class Record(Struct, frozen=True):
    """One thing done: its kind, as ``power_shim.c`` names it, the number of the file, where in it, what, and another
    name."""

    kind: str
    file: int
    at: int
    what: bytes
    other: str

    @property
    def name(self) -> str:
        """The name concerned."""
        return os.fsdecode(self.what)


class File(Struct):
    """A file as the disk may hold it: what was there first, and what was done to it since, by rank."""

    first: bytes = b""
    done: list[tuple[int, Record]] = field(default_factory=list)

    def drawn(self, forced: int, draw: Random, whole: float) -> bytes:
        """Return what is left of it: all that was done up to ``forced``, some of the rest."""
        held = bytearray(self.first)
        for rank, one in self.done:
            if one.kind == "T":
                if rank <= forced or draw.random() < whole:
                    del held[one.at :]
                    held.extend(bytes(one.at - len(held)))
                continue
            for start, part in [(0, one.what)] if rank <= forced else _sectors(one):
                if rank <= forced or draw.random() < whole:
                    held.extend(bytes(max(0, one.at + start - len(held))))
                    held[one.at + start : one.at + start + len(part)] = part
        return bytes(held)


def _sectors(one: Record) -> Iterator[tuple[int, bytes]]:
    """Yield each sector of a writing, and where it begins in it."""
    start = 0
    while start < len(one.what):
        end = start + SECTOR - (one.at + start) % SECTOR
        yield start, one.what[start:end]
        start = end


class Recording(Struct):
    """What was done in ``root``, from what it held first: files by name, and folders."""

    root: Path
    first: Mapping[str, tuple[int, bytes]]
    folders: frozenset[str]
    records: Sequence[Record]

    def acknowledged(self, cut: int) -> list[str]:
        """Return the lines acknowledged before a cut."""
        said = b"".join(one.what for one in self.records[:cut] if one.kind == "A")
        return said.decode().splitlines()

    def put_back(self, cut: int, draw: Random) -> None:
        """Put in the place of the folder what a power cut before the record of rank ``cut`` may have left."""
        # At times nothing that waited was lost, or all of it.
        whole = draw.choice((0.0, 0.5, 0.5, 0.5, 1.0))
        files, forced, names, folders = self._files(cut), self._forced(cut), dict[str, int](), set(self.folders)
        live, places = {name: number for name, (number, _content) in self.first.items()}, set(self.folders)
        names |= live
        kept = self._kept_names(cut, draw, whole)
        for rank, one in enumerate(self.records[:cut]):
            if one.kind.encode() in _NAMES:
                # A name that is kept names the file it was given to, whatever became of its earlier names.
                if rank in kept and one.kind == "R" and one.name in live:
                    names[one.name] = live[one.name]
                _rename(one, live, places)
                if rank in kept:
                    _rename(one, names, folders)
        shutil.rmtree(self.root, ignore_errors=True)
        for folder in sorted(folders):
            Path(folder).mkdir(parents=True, exist_ok=True)
        for name, number in names.items():
            if Path(name).parent.is_dir():
                Path(name).write_bytes(files[number].drawn(forced.get(number, -1), draw, whole))

    def _files(self, cut: int) -> dict[int, File]:
        files = {number: File(content) for number, content in self.first.values()}
        for rank, one in enumerate(self.records[:cut]):
            if one.kind == "C":
                files[one.file] = File()
            elif one.kind in "WT":
                files.setdefault(one.file, File()).done.append((rank, one))
        return files

    def _forced(self, cut: int) -> dict[int, int]:
        """Return the rank of the last forcing of each file."""
        return {one.file: rank for rank, one in enumerate(self.records[:cut]) if one.kind == "S"}

    def _kept_names(self, cut: int, draw: Random, whole: float) -> set[int]:
        """Return the ranks of the changes of names that the disk has."""
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        kept: set[int] = set()
        for rank, one in enumerate(self.records[:cut]):
            if one.kind == "P":
                kept |= set(waiting.pop(one.name, ()))
            elif one.kind.encode() in _NAMES:
                waiting[str(Path(one.other or one.name).parent)].append(rank)
        for ranks in waiting.values():
            kept |= set(ranks[: int(whole) * len(ranks) or draw.randint(0, len(ranks) if whole else 0)])
        return kept


def _rename(one: Record, names: dict[str, int], folders: set[str]) -> None:
    if one.kind in "CL":
        names[one.name] = one.file
    elif one.kind == "M":
        folders.add(one.name)
    elif one.kind == "U":
        names.pop(one.name, None)
        folders.discard(one.name)
    elif one.name in folders:
        for held in [name for name in (*names, *folders) if name == one.name or name.startswith(one.name + "/")]:
            moved = one.other + held[len(one.name) :]
            if held in names:
                names[moved] = names.pop(held)
            else:
                folders.discard(held)
                folders.add(moved)
    elif one.name in names:
        names[one.other] = names.pop(one.name)


def shim(folder: Path) -> Path:
    """Return the library that records, made in ``folder``."""
    assert COMPILER is not None
    library = folder / "power.so"
    command = [COMPILER, "-O1", "-shared", "-fPIC", "-o", str(library), str(SHIM), "-ldl", "-lpthread"]
    subprocess.run(command, check=True)
    return library


def recorded(library: Path, root: Path, *works: Sequence[str]) -> Recording:
    """Run works at the same time on what ``root`` holds, and return what they did. A work: a module of this folder and
    what it is asked."""
    log, acks = root.with_name("power.log"), root.with_name("acks")
    log.unlink(missing_ok=True)
    acks.write_bytes(b"")
    first = {str(path): (path.stat().st_ino, path.read_bytes()) for path in root.rglob("*") if path.is_file()}
    folders = frozenset(str(path) for path in (root, *root.rglob("*")) if path.is_dir())
    # Coverage would write its own file, and say so.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")} | {
        "LD_PRELOAD": str(library), "POWER_ROOT": str(root), "POWER_LOG": str(log), "POWER_ACKS": str(acks),
    }  # fmt: skip
    running = [
        subprocess.Popen([sys.executable, "-m", f"tests.faults.{module}", str(root), *asked], cwd=ROOT, env=env)
        for module, *asked in works
    ]
    assert [one.wait() for one in running] == [0] * len(works)
    return Recording(root, first, folders, tuple(_renumbered(_records(log.read_bytes()))))


def _renumbered(records: Iterable[Record]) -> Iterator[Record]:
    """Give each file made a number of its own: the disk gives that of a deleted file to the next one."""
    numbers: dict[int, int] = {}
    for rank, record in enumerate(records, start=1):
        if record.kind == "C":
            numbers[record.file] = -rank
        yield replace(record, file=numbers.get(record.file, record.file))


def _records(log: bytes) -> Iterator[Record]:
    at = 0
    while at < len(log):
        kind, file, where, size, more = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        yield Record(kind.decode(), file, where, log[at : at + size], os.fsdecode(log[at + size : at + size + more]))
        at += size + more
