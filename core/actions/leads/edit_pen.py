"""Writes the rows of one edit, and remembers each before and after, so that the edit can be taken back."""

from collections.abc import Mapping
from datetime import datetime

from core.base import text
from core.base.i18n import _
from core.model.batch import Source
from core.model.editing import LABELS, Corrected, How, ValueSource, Written
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.origin import Stated
from core.store import leads as found
from core.store.port import Value, Writer
from core.words.errors import error


class EditWriter:
    """The writer of one edit of a lead. ``changed``: what changed, in words; ``written``: the rows; ``sheets``: the
    other leads on whose sheet it is written too."""

    def __init__(self, w: Writer, lead_id: int, told: ValueSource | None, *, by: str, at: datetime) -> None:
        self.w, self.lead_id, self.by, self.at = w, lead_id, by, at
        self._told = told
        self.changed: list[Corrected] = []
        self.written: list[Written] = []
        self.sheets: set[int] = set()

    def beside(self, lead_id: int) -> "EditWriter":
        """Return what writes the same edit on the sheet of another lead."""
        pen = EditWriter(self.w, lead_id, self._told, by=self.by, at=self.at)
        pen.changed, pen.written = self.changed, self.written
        self.sheets.add(lead_id)
        return pen

    def note(self, field: str, before: str, after: str) -> None:
        """Remember what changed, in words."""
        self.changed.append(Corrected(field, _(LABELS[field]), before, after))

    def needs_told(self, field: str, before: str, after: str) -> None:
        """Raise UserError TOLD_MISSING when nobody said where a new value was read; another spelling is not new."""
        if self._told is None and not respelled(before, after):
            raise error("TOLD_MISSING", field=_(LABELS[field]))

    def update(self, table: str, row_id: int, values: Mapping[str, Value]) -> None:
        """Change a row, where it is not so already."""
        held = found.whole_row(self.w, table, row_id) or {}
        before = {name: held[name] for name in values}
        if before != values:
            self.w.update(table, row_id, values)
            self.written.append(Written(table, row_id, before, dict(values)))

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Add a row and return its id."""
        row_id = self.w.insert(table, values)
        self.written.append(Written(table, row_id, None, dict(values)))
        return row_id

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row."""
        before = found.whole_row(self.w, table, row_id)
        self.w.delete(table, row_id)
        self.written.append(Written(table, row_id, before, None))

    def remove_point(self, contact_id: int) -> None:
        """Remove a contact point and where it comes from. The sheet is touched as it is, so that the line of the
        journal is found by it."""
        for row in self.w.of(Stated, lead_id=self.lead_id, table="contact", row_id=contact_id, field=""):
            self.delete("stated", row.id)
        self.delete("contact", contact_id)
        self.w.update("lead", self.lead_id, {"version": self.w.row(Lead, self.lead_id).version})

    def state(self, table: str, row_id: int, field: str, *, again: bool = False) -> None:
        """Keep that the present value of a field came as it was told, by default from the agency itself, today.
        ``again``: it is the former one, spelled otherwise, which keeps its origin when nothing is told."""
        if again and self._told is None:
            return
        source = self._told or ValueSource(How.AGENCY, self.at.date())
        seen = source.day.isoformat()
        origin = found.own_origin(self.w, self.lead_id, source.how, source.way, seen, self.by)
        if origin is None:
            origin = self.insert("origin", self._origin(source, seen))
        for row in [row.id for row in self.w.of(Stated, lead_id=self.lead_id, table=table, row_id=row_id, field=field)]:
            self.delete("stated", row)
        values: dict[str, Value] = {"lead_id": self.lead_id, "origin_id": origin, "table": table, "row_id": row_id}
        self.insert("stated", {**values, "field": field, "fresh": 1})

    def _origin(self, told: ValueSource, seen: str) -> dict[str, Value]:
        ad = self.w.one(Listing, "-id", lead_id=self.lead_id) if told.how is How.LISTING else None
        return {
            "lead_id": self.lead_id, "source": Source.TYPED.value, "supplier_id": None, "site": ad.site if ad else "",
            "reference": ad.reference if ad else "", "url": ad.url if ad else "", "seen": seen,
            "obtained": self.at.date().isoformat(), "batch_id": None, "line": 0, "by": self.by, "extra": "",
            "how": told.how.value, "way": told.way,
        }  # fmt: skip


def respelled(before: str, after: str) -> bool:
    """Tell whether two values are one, spelled otherwise."""
    return text.fold(before) == text.fold(after)
