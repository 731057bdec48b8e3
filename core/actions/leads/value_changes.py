"""What the agency and the person changed on a sheet, value by value, before → after, read from the journal.

Nobody's former telephone, e-mail or address is told once they refuse, and an erased person leaves nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.actions.common.marks import address_marks, contact_marks, hashes_of
from core.base.i18n import N_, _
from core.base.moments import happened
from core.base.phones import parse
from core.base.records import Struct
from core.model.channel import ContactKind
from core.model.editing import LABELS, How, Written
from core.model.joining import Difference
from core.model.lead import Event
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.origin import Stated
from core.store import leads, registers
from core.store.leads import OriginRow, ValueChange
from core.store.port import Reader
from core.words.origins import how_words
from core.words.properties import change_line, field_words, place_shown, value_shown

UNDONE = "edit undo"
HIDDEN = N_("Ancienne valeur cachée\u202f: la personne s’oppose")
_NAMED = {"name": "last_name", "civility": "civility"}
_PLACED = {"town": "town", "postcode": "postcode"}
"""Column of a lead → the field of the sheet whose name it bears on screen."""
_OF_LISTING = {
    **{column: column for column in ("kind", "deal", "price", "area", "rooms", "title")},
    **{column: f"property_{column}" for column in ("town", "postcode")},
}
Row = Mapping[str, Any]


class ChangesTold(Struct, frozen=True):
    """What changed on a sheet, newest first, and the ids of the origins that ``events`` name."""

    events: tuple[Event, ...] = ()
    origins: frozenset[int] = frozenset()


def changes_told(r: Reader, lead_id: int) -> ChangesTold:
    """Return each value that an edit, its undoing or a correction changed on a sheet."""
    person = r.get(Lead, lead_id)
    if person is None or person.erased_at is not None:
        return ChangesTold()
    points = {point.id: point for point in r.of(Contact, lead_id=lead_id)}
    deals = {listing.id: listing.deal for listing in r.of(Listing, lead_id=lead_id)}
    origins = {origin.id: origin for origin in leads.origins(r, lead_id) if origin.how}
    stated = {row.id: origins[row.origin_id] for row in r.of(Stated, lead_id=lead_id) if row.origin_id in origins}
    gone = set(leads.removed_points(r, lead_id)) - points.keys()
    changes = leads.value_changes(r, [lead_id, *points, *gone, *deals, *stated])
    sources = {change.journal_id: stated[change.row_id] for change in changes if change.row_id in stated}
    placed = {change.journal_id for change in changes if change.row_id in points or change.row_id in gone}
    former, events = _FormerPoints(r, person, points), []
    for change in changes:
        if change.row_id in points or change.row_id in gone:
            differences = former.differences(change)
        elif change.row_id in deals:
            differences = list(_values(change, _OF_LISTING, deals[change.row_id]))
        elif change.row_id == lead_id:
            # The place of the person follows that of the address.
            fields = _NAMED if change.journal_id in placed else _NAMED | _PLACED
            differences = list(_values(change, fields))
        else:
            differences = []
        source = sources.get(change.journal_id)
        events += [_event(change, difference, source) for difference in differences]
    return ChangesTold(tuple(events), frozenset(origin.id for origin in sources.values()))


def fields_of(r: Reader, written: Sequence[Written]) -> list[str]:
    """Return the names of the fields that an edit wrote, each once."""
    names: dict[str, None] = {}
    for one in written:
        columns = {**(one.before or {}), **(one.after or {})}
        if one.table == "contact":
            point = r.get(Contact, one.row_id)
            columns = {str(columns.get("kind") or (point.kind if point else "")): None}
        elif one.table == "listing":
            columns = {_OF_LISTING.get(column, column): None for column in columns if one.before is not None}
        elif one.table == "stated" or one.before is None:
            continue
        names |= {_(LABELS[column]): None for column in columns if column in LABELS}
    return list(names)


class _FormerPoints:
    """What the contact points of a sheet were, gone through from the newest change to the oldest."""

    def __init__(self, r: Reader, person: Lead, points: Mapping[int, Contact]) -> None:
        self._r, self._person = r, person
        self._now: dict[int, dict[str, Any]] = {point.id: point._asdict() for point in points.values()}
        self._shown = {self._words(point._asdict()) for point in points.values()}

    def differences(self, change: ValueChange) -> list[Difference]:
        """Return what a change made of a contact point; both values are empty where one may not be told."""
        present = self._now.get(change.row_id, {}) | _columns(change.after)
        after = present if change.after else None
        before = present | _columns(change.before) if change.before else None
        self._now[change.row_id] = before or present
        old, new = (self._words(state) if state else "" for state in (before, after))
        if old == new:
            return []
        name = _(LABELS[self._now[change.row_id]["kind"]]).capitalize()
        if any(self._is_hidden(state) for state in (before, after) if state):
            return [Difference(name, "", "")]
        return [Difference(name, old, new)]

    def _words(self, state: Row) -> str:
        kind = str(state["kind"])
        if kind == ContactKind.ADDRESS:
            return place_shown(state["value"], state["postcode"], state["town"])
        return value_shown(kind, state["value"])

    def _is_hidden(self, state: Row) -> bool:
        """Tell whether a value that is no longer on the sheet is of somebody who refuses: this person, or whoever the
        register knows by it."""
        if self._words(state) in self._shown:
            return False
        kind, value, person = str(state["kind"]), str(state["value"]), self._person
        if person.opposed_at is not None:
            return True
        if kind == ContactKind.ADDRESS:
            marks = address_marks(person.last_name, value, state["postcode"], state["town"], person.first_name)
        elif kind == ContactKind.PHONE:
            phone = parse(value)
            marks = contact_marks([phone.key if phone else value], [])
        else:
            marks = contact_marks([], [value])
        return bool(registers.opposed(self._r, [hashed for _kind, hashed in hashes_of(self._r.keyed_hash, marks)]))


def _values(change: ValueChange, fields: Mapping[str, str], deal: str = "") -> Iterator[Difference]:
    before, after = _columns(change.before), _columns(change.after)
    for column, field in fields.items():
        old, new = (field_words(column, state.get(column), deal) for state in (before, after))
        if column in after and old != new:
            yield Difference(_(LABELS[field]).capitalize(), old, new)


def _columns(values: str | None) -> dict[str, Any]:
    columns: dict[str, Any] = json.loads(values) if values else {}
    return columns


def _where(change: ValueChange, difference: Difference, origin: OriginRow | None) -> str:
    """Return who changed it and where it was read: « Lu dans l’annonce, Claire Vasseur », « Corrigé par Claire »."""
    if change.what == UNDONE:
        return _("Annulé par {user}").format(user=change.by)
    if change.after is None:
        return _("Retiré par {user}").format(user=change.by)
    if origin is not None and origin.how == How.LISTING:
        return _("Lu dans l’annonce, {user}").format(user=change.by)
    if origin is None or (origin.how == How.AGENCY and not origin.way):
        words = _("Corrigé par {user}") if difference.before else _("Ajouté par {user}")
        return words.format(user=change.by)
    words = how_words(origin.how, origin.way)
    return f"{words[:1].upper()}{words[1:]}, {change.by}"


def _event(change: ValueChange, difference: Difference, origin: OriginRow | None) -> Event:
    text, where = change_line([difference]), _where(change, difference, origin)
    if not (difference.before or difference.after):
        text = f"{difference.what}. {_(HIDDEN)}"
    return Event(happened(change.at), "change", text, change.by, change=difference, where=where)
