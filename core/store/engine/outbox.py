"""Keeps on a seat of a team what the server of the base does not have yet: a file for each gesture, sealed under the
key of the seat, forced to the disk beside the base and once more outside its folder, as the second memory of refusals
is. One that is gone or changed in either place is read from the other."""

import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from core.base.disk import force_names, whole_file
from core.base.records import Decoder, encode, replace
from core.store.engine.witness import name_of
from core.store.port import WaitingGesture
from core.store.safe import homes
from core.store.safe.sealed_files import file_key, is_sealed_file, opened_file, sealed_file
from core.store.safe.seat_key import seat_key
from core.store.safe.subkeys import fingerprint
from core.words.errors import error

FOLDER = "attente"
_ENDING, _REFUSED = ".geste", ".refuse"
_read = Decoder(WaitingGesture)


class SealedOutbox:
    """The implementation of :class:`core.store.port.Outbox` for the seat of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = (folder / FOLDER, homes.config_folder() / "bases" / f"{name_of(folder)}.{FOLDER}")

    def pending(self) -> list[WaitingGesture]:
        """Return what waits, in the order in which it was done."""
        return [gesture for name in self._names() if (gesture := self._opened(name)) is not None]

    def unread(self) -> int:
        """Return how many gestures can be read in neither place: something changed them, or their key is gone."""
        return sum(self._opened(name) is None for name in self._names())

    def numbered(self, gesture: WaitingGesture) -> WaitingGesture:
        """Return a gesture with an id of its own, after those that wait."""
        last = max((int(name.partition("-")[0]) for name in self._names()), default=0)
        return replace(gesture, id=f"{max(last + 1, time.time_ns()):020d}-{secrets.token_hex(4)}")

    def put(self, gesture: WaitingGesture) -> None:
        """Keep a numbered gesture. Raises UserError GESTURE_LOST where neither place takes it."""
        try:
            secret = seat_key(self._folder)
        except OSError as problem:
            raise error("GESTURE_LOST") from problem
        known_by = fingerprint(bytes.fromhex(secret)).encode()
        content = known_by + b"\n" + sealed_file(encode(gesture), file_key(secret))
        if not [place for place in self._places if _is_written(place / f"{gesture.id}{_ENDING}", content)]:
            raise error("GESTURE_LOST")

    def drop(self, gesture_id: str) -> None:
        """Keep a gesture no more: the server has it. One that a disk keeps all the same is known by its id."""
        for place in self._places:
            with suppress(OSError):
                (place / f"{gesture_id}{_ENDING}").unlink(missing_ok=True)

    def set_aside(self, gesture_id: str) -> None:
        """Send a gesture no more, since it can be done no more; its file stays, for whoever looks into it."""
        for place in self._places:
            path = place / f"{gesture_id}{_ENDING}"
            with suppress(OSError):
                path.replace(path.with_suffix(_REFUSED))

    def _names(self) -> list[str]:
        found = {path.stem for place in self._places for path in place.glob(f"*{_ENDING}")}
        return sorted(name for name in found if name.partition("-")[0].isdecimal())

    def _opened(self, name: str) -> WaitingGesture | None:
        return next((gesture for gesture in self._copies(name) if gesture.id == name), None)

    def _copies(self, name: str) -> Iterator[WaitingGesture]:
        for place in self._places:
            with suppress(OSError, ValueError):
                known_by, _line, content = (place / f"{name}{_ENDING}").read_bytes().partition(b"\n")
                secret = homes.find(known_by.decode("ascii", "replace"))
                if secret and is_sealed_file(content):
                    yield _read.decode(opened_file(content, file_key(secret)))


def _is_written(path: Path, content: bytes) -> bool:
    """Write a file and force it to the disk; tell whether the disk took it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.write(content)
        force_names(path.parent.parent)
    except OSError:
        return False
    return True
