"""A long job on a base, whichever: it runs in a process or a thread of its own, which opens the base by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.engine.opening import opened

DoneT = TypeVar("DoneT")


class OnBase(Struct, Generic[DoneT], frozen=True):
    """What to do on the base of ``folder``: ``act(store, progress=…)``, a function of a module, or a partial one whose
    values are small."""

    folder: Path
    act: Callable[..., DoneT]


def on_base(asked: OnBase[DoneT], progress: Progress = silent) -> DoneT:
    """Do what is asked, and return what it gives. Raises UserError as it does, and as opening a base."""
    with opened(asked.folder) as store:
        return asked.act(store, progress=progress)
