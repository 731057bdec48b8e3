"""The views that the user keeps under a name, for this seat: filters, order and columns."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray

from core.base.records import Struct, asdict, field
from ui.common.seat import Seat

KEPT = "views"


class View(Struct, frozen=True):
    """What a view asks. ``step``: of its tab, or of the one it was made from; ``columns``: as Qt saves them, in
    base64."""

    name: str = ""
    step: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"
    descending: bool = False
    columns: str = ""


class KeptViews:
    """The views, in the order they were kept. ``all``: replaced at each change, so that what it was can be put back."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.all: tuple[View, ...] = tuple(_read(seat))

    def put(self, views: Sequence[View]) -> None:
        """Keep these views, and no other."""
        self.all = tuple(views)
        kept = [asdict(one) | {"filters": dict(one.filters)} for one in self.all]
        self._seat.save_text(KEPT, json.dumps(kept, ensure_ascii=False))

    def keep(self, view: View) -> bool:
        """Keep a view last, instead of the one that has its name, and tell whether there was one."""
        others = [one for one in self.all if one.name.casefold() != view.name.casefold()]
        replaced = len(others) < len(self.all)
        self.put([*others, view])
        return replaced

    def remove(self, place: int) -> None:
        """Remove a view by its place."""
        self.put([*self.all[:place], *self.all[place + 1 :]])


def packed(columns: QByteArray) -> str:
    """Return saved columns as a text."""
    return bytes(columns.toBase64().data()).decode("ascii")


def unpacked(columns: str) -> QByteArray:
    """Return saved columns from their text."""
    return QByteArray.fromBase64(columns.encode("ascii"))


def _read(seat: Seat) -> list[View]:
    """Return the views kept; what was damaged by hand is left out."""
    try:
        kept = json.loads(seat.text(KEPT, "[]"))
        return [View(**{**one, "filters": dict(one["filters"])}) for one in kept]
    except (ValueError, TypeError, KeyError):
        return []
