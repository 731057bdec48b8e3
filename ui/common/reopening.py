"""Why a window closes to open again, and what the one that opens again is handed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.base.progress import Progress
from core.base.records import Struct
from ui.widgets.message_band import BandMessage


class Meanwhile(Struct, frozen=True):
    """What is done to the base while no window holds it, in a process of its own: ``work(argument, progress)``, whose
    result ``told`` says. ``settle(folder, progress)``: run after a work that failed or was killed; ``title``,
    ``sentence``: shown as long as it lasts; ``place``: where the window opens again."""

    work: Callable[[Any, Progress], Any]
    argument: Any
    settle: Callable[[Path, Progress], object]
    told: Callable[[Any], BandMessage]
    title: str
    sentence: str
    place: str


class Reopening(Struct, frozen=True):
    """Has a window that closes open again: in the language its seat has by then, after what is done meanwhile."""

    meanwhile: Meanwhile | None = None


class Arrival(Struct, frozen=True):
    """Where a window that opens again begins, what it says there, and the result of what was done meanwhile."""

    place: str = ""
    message: BandMessage | None = None
    result: object = None
