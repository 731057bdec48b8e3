"""What a job does where it runs: it performs its work and tells how it went. A process of its own loads this, and no
Qt, which took half of its beginning."""

import time
import traceback
from collections.abc import Callable
from typing import Any, Literal, Protocol

from core.base.children import give_way
from core.base.errors import Cancelled, UserError
from core.base.progress import Progress
from core.base.records import Struct

TELL_EVERY_S = 0.05


class JobMessage(Struct, frozen=True):
    """A message from a job. ``kind``: progress (done, total), result, refused (UserError), stopped, broken (where)."""

    kind: Literal["progress", "result", "refused", "stopped", "broken"]
    value: Any = None


class Flag(Protocol):
    """The stop flag, of a thread or of a process."""

    def is_set(self) -> bool: ...
    def set(self) -> None: ...


class Pipe(Protocol):
    """The end of a pipe by which a process tells: :class:`multiprocessing.connection.Connection`, loaded with the first
    process."""

    def send(self, told: JobMessage) -> None: ...
    def close(self) -> None: ...


def perform(
    work: Callable[[Any, Progress], Any], argument: Any, *, tell: Callable[[JobMessage], None], flag: Flag
) -> None:
    """Run ``work`` here and report how it went with ``tell``; the last message is never a ``progress``."""
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if flag.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - last >= TELL_EVERY_S or done == total:
            last = now
            tell(JobMessage("progress", (done, total)))

    try:
        tell(JobMessage("result", work(argument, progress)))
    except Cancelled:
        tell(JobMessage("stopped"))
    except UserError as error:
        tell(JobMessage("refused", error))
    except Exception as bug:  # For any bug the main thread logs only where it was, since its message may name a person.
        tell(JobMessage("broken", "".join(traceback.format_tb(bug.__traceback__)) + type(bug).__name__))


def in_process(work: Callable[[Any, Progress], Any], argument: Any, pipe: Pipe, flag: Flag) -> None:
    """Run ``work`` in this process, and tell by ``pipe``."""
    perform(work, argument, tell=pipe.send, flag=flag)
    pipe.close()


def quietly(work: Callable[[Any, Progress], Any], argument: Any, pipe: Pipe, flag: Flag) -> None:
    """Do the same at low priority."""
    give_way()
    in_process(work, argument, pipe, flag)
