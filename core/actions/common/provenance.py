"""Where each datum of a lead comes from (RGPD art. 14(2)(f); rule GDPR-11): which origin gave which value.

A lead made by one row needs nothing written: its only origin gave all of it. What a merged row, a join or a correction
brings is written; what an older program did not keep may come from any of the lead's origins, and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.base.records import Struct
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.origin import Stated
from core.store import leads
from core.store.port import Reader, Values, Writer

ANY = "*"
"""The table of a statement that says « perhaps any value »."""
_OF_A_NAME = ("name", "last_name", "first_name")


class Datum(NamedTuple):
    """A value of a lead. ``kind``: name (or first_name, last_name), civility, postcode, town, phone, email, address,
    listing (a whole ad), or the column of an ad that another origin changed since; ``table`` and ``row_id``: where it
    is."""

    kind: str
    table: str
    row_id: int


class OriginValues(Struct, frozen=True):
    """What an origin gave. ``sure``: the data it surely gave; ``perhaps``: those that come from it or from another."""

    origin: leads.OriginRow
    sure: tuple[Datum, ...]
    perhaps: tuple[Datum, ...] = ()


class Statement(NamedTuple):
    """One value that an origin gave: where it is, and whether no other origin gave it before."""

    table: str
    row_id: int
    field: str
    fresh: bool

    @property
    def place(self) -> tuple[str, int, str]:
        """(Table, row id, field) of the value, the same whichever origin gave it."""
        return self.table, self.row_id, self.field


def given(r: Reader, lead_id: int, *, spent: bool = False, in_parts: bool = False) -> list[OriginValues]:
    """Return each origin of a lead with the data it gave, oldest first, those of the agency and of the person's
    corrections included. An origin that gave nothing still held is left out, unless ``spent``. ``in_parts``: first and
    last name are data of their own, each with what gave it (rule GDPR-16)."""
    origins = leads.origins(r, lead_id)
    said = r.of(Stated, lead_id=lead_id)
    explicit = {one.origin_id for one in said}
    vague = {one.origin_id for one in said if one.table == ANY}
    # What the agency adds itself is always said; what a file gave is not where it gave the lead itself.
    whole_ids = [
        origin.id for origin in origins if not origin.added and (origin.id not in explicit or origin.id in vague)
    ]
    sure: dict[int | None, list[Datum]] = defaultdict(list)
    perhaps: dict[int, list[Datum]] = defaultdict(list)
    for datum, rows in _values(r, lead_id, said, in_parts=in_parts):
        own_ids, rest = _givers(rows, whole_ids)
        for origin_id in own_ids:
            sure[origin_id].append(datum)
        for origin_id in rest:
            perhaps[origin_id].append(datum)
    found = [OriginValues(origin, tuple(sure[origin.id]), tuple(perhaps[origin.id])) for origin in origins]
    return [origin for origin in found if spent or origin.sure or origin.perhaps]


def _givers(rows: Sequence[Stated], whole: Sequence[int]) -> tuple[list[int | None], list[int]]:
    """Return (the origins that surely gave a value, those of which one may have). The last one to say it first counts
    alone, with those who said it again since."""
    fresh_ids = [place for place, one in enumerate(rows) if one.fresh]
    told = rows[fresh_ids[-1] :] if fresh_ids else rows
    own_ids = list(dict.fromkeys(one.origin_id for one in told))
    if fresh_ids:
        return own_ids, []
    left_ids = [number for number in whole if number not in own_ids]
    return ([*left_ids, *own_ids], []) if len(left_ids) == 1 else (own_ids, left_ids)


def _values(r: Reader, lead_id: int, said: Sequence[Stated], *, in_parts: bool) -> Iterator[tuple[Datum, list[Stated]]]:
    """Yield each value a lead holds with what was said of it."""
    by_place: dict[tuple[str, int, str], list[Stated]] = defaultdict(list)
    for statement in said:
        by_place[statement.table, statement.row_id, statement.field].append(statement)
    person = r.get(Lead, lead_id)
    for name, fields in _of_person(person, in_parts=in_parts) if person else ():
        rows = [row for field in fields for row in by_place["lead", lead_id, field]]
        yield Datum(name, "lead", lead_id), sorted(rows, key=lambda row: row.id)
    values = [("contact", contact.id, contact.kind) for contact in r.of(Contact, lead_id=lead_id)]
    values += [("listing", listing.id, "") for listing in r.of(Listing, lead_id=lead_id)]
    for table, row_id, kind in values:
        yield Datum(kind or table, table, row_id), by_place[table, row_id, ""]
        for where, rows in list(by_place.items()):
            if where[:2] == (table, row_id) and where[2]:
                yield Datum(kind or where[2], table, row_id), rows


def _of_person(person: Lead, *, in_parts: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each datum columns of a person with the columns by which it may have been given."""
    if in_parts and person.first_name and person.last_name:
        yield from ((part, ("name", part)) for part in ("last_name", "first_name"))
    elif person.name:
        yield "name", _OF_A_NAME
    columns = (("civility", person.civility), ("postcode", person.postcode), ("town", person.town))
    yield from ((name, (name,)) for name, value in columns if value)


def rows_of(w: Writer, lead_id: int, origin_id: int, said: Iterable[Statement]) -> list[Values]:
    """Return the rows to write for what an origin gave, in the order of :data:`core.store.leads.COLUMNS`."""
    return [
        (w.new_id(), lead_id, origin_id, fromkey.table, fromkey.row_id, fromkey.field, int(fromkey.fresh))
        for fromkey in dict.fromkeys(said)
    ]
