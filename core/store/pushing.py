"""What a bulk load writes is pushed to the disk beside it, little by little: a call logged meanwhile, which must be
durable before it is confirmed, then has only the last few pages to wait for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.store.forcing import sync

_EVERY = 0.02


@contextmanager
def pushed_on(file: Path) -> Iterator[None]:
    """Push what is written to ``file`` to the disk every 20 ms, from a thread that does nothing else."""
    over = threading.Event()
    thread = threading.Thread(target=_push, args=(file, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _push(file: Path, over: threading.Event) -> None:
    while not file.exists():
        if over.wait(_EVERY):
            return
    with file.open("rb+") as pushed:
        while not over.wait(_EVERY):
            sync(pushed.fileno())
