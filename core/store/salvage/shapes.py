"""What a row of each table looks like in the bytes of a base, so that it is known wherever it stands, even where the
pages that led to it are gone. Record format: https://www.sqlite.org/fileformat2.html#record_format"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from core.base.records import Struct
from core.store.port import Value

_INT, _TEXT = rb"[\x01-\x06\x08\x09]", rb"(?:[\x0d-\x7f]|[\x81-\xff][\x80-\xff]?[\x00-\x7f])"
_NULL = rb"\x00"
_HASH = re.compile(r"[0-9a-f]{32}")
_ENTRY = re.compile(r"[0-9a-f]{32}(?::[a-z]+)?")
_SEAL = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d.*")


def _hash(value: Value) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _entry(value: Value) -> bool:
    return isinstance(value, str) and _ENTRY.fullmatch(value) is not None


def _hash_or_none(value: Value) -> bool:
    return value == "" or _hash(value)


def _seal(value: Value) -> bool:
    return isinstance(value, str) and _SEAL.fullmatch(value) is not None


def _moment(value: Value) -> bool:
    return isinstance(value, str) and _MOMENT.fullmatch(value) is not None


def _yes_no(value: Value) -> bool:
    return value in (0, 1)


def _count(value: Value) -> bool:
    return isinstance(value, int) and 0 <= value < 1 << 40


class Shape(Struct, frozen=True, dict=True):
    """A table whose key is its rowid: its ``columns`` after ``id``, each ``i`` (whole number), ``t`` (text), ``I`` or
    ``T`` where there may be none; ``least``: how many columns, ``id`` counted, its oldest rows have; ``tests``: what a
    column must be, by its name, for the row to be taken as one of this table."""

    columns: Sequence[tuple[str, str]]
    least: int
    tests: Mapping[str, Callable[[Value], bool]]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns after ``id``."""
        return tuple(name for name, _kind in self.columns)

    @property
    def lengths(self) -> range:
        """The lengths its header may have, its own byte counted: a byte for each column at least, and few have
        three."""
        return range(self.least + 1, 3 * len(self.columns) + 5)

    @cached_property
    def header(self) -> re.Pattern[bytes]:
        """What the header of such a record is made of, after the byte of its own length; found at every place."""
        kinds = [kind for _name, kind in self.columns[: self.least - 1]]
        data = b"".join(
            {"i": _INT, "t": _TEXT, "I": b"[\\x00-\\x06\\x08\\x09]", "T": b"(?:\\x00|" + _TEXT + b")"}[kind]
            for kind in kinds
        )
        return re.compile(rb"\x00(?=" + data + rb")", re.DOTALL)

    def fits(self, values: Sequence[Value]) -> bool:
        """Tell whether values, without the id, of as many columns as this table ever had, may be a row of it."""
        return all(self._takes(name, kind, value) for (name, kind), value in zip(self.columns, values, strict=False))

    def _takes(self, name: str, kind: str, value: Value) -> bool:
        if value is None:
            return kind in "IT"
        test = self.tests.get(name)
        return isinstance(value, int if kind in "iI" else str) and (test is None or test(value))


def _shape(columns: str, least: int, **tests: Callable[[Value], bool]) -> Shape:
    pairs = [(name, kind) for name, _, kind in (text.partition(":") for text in columns.split())]
    return Shape(pairs, least, MappingProxyType(tests))


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "opposition": _shape(
            "gesture:i hash:t kind:t how:t at:t by:t note:t lead_id:I lifted_at:T lifted_why:t supplier_id:I "
            "signature:t rank:i author:t batch_id:I line:i place:t text:t root:i lifted_by:t lifted_note:t",
            11,
            hash=_entry,
        ),
        "erased": _shape("lead_id:i at:t by:t why:t property:i swept_at:T", 7, property=_yes_no),
        "erased_mark": _shape("erased_id:i kind:t hash:t signature:t", 4, hash=_hash),
        "doubt": _shape(
            "text:t quote:t way:t at:t by:t answer:t answered_at:T answered_by:t gesture:i", 10, text=_hash, at=_moment
        ),
        "doubt_mark": _shape("doubt_id:i hash:t kind:t lead_id:I signature:t", 5, hash=_hash_or_none),
        "consent": _shape(
            "lead_id:i channels:t hash:t collected:t until:T wording:t object:t proof_id:I at:t by:t withdrawn:T way:t "
            "place:t collector:t slots:t exact:t missing:t agency:t mentions:i text_sha256:t calls_withdrawn:T "
            "withdrawn_how:t copied_at:T rank:i",
            12,
            hash=_hash_or_none,
        ),
        "lead": _shape(
            "name:t first_name:t last_name:t civility:t sort_key:t town:t town_key:t postcode:t obtained:t "
            "notice_due:t notice_sent:T source:t opposed_at:T opposed_how:t quote:t erased_at:T batch_id:I version:i "
            "restricted_at:T notes:t notes_at:T notes_by:t agent_id:I tags:t",
            19,
            version=_count,
        ),
        "request": _shape(
            "lead_id:I hash:t person:t kind:t received:t how:t identity:t due:t extended:t answered:T outcome:t "
            "answered_how:t answer:t note:t at:t by:t version:i aside:t",
            18,
            hash=_hash_or_none,
            version=_count,
        ),
        "recipient_task": _shape(
            "supplier_id:I recipient:t lead_id:I hash:t kind:t gesture:I facts:t made:t by:t sent:T proof:t sha256:t",
            13,
            hash=_hash_or_none,
        ),
        "batch": _shape(
            "source:t name:t supplier_id:I site:t collected:t sha256:t mapping:t at:t by:t ended:T added:i merged:i "
            "opposed:i rejected:i blank:i fixes:t undone_at:T undone_by:t headers:t property_only:i price:I",
            16,
            at=_moment,
        ),
        "call": _shape(
            "lead_id:I hash:t phone:t direction:t started:t ended:T outcome:t note:t verdict:t by:t version:i rank:i",
            12,
            hash=_hash_or_none,
            started=_moment,
        ),
        "notice": _shape(
            "lead_id:i listing_id:I reference:t versions:t sha256:t file:t day:t at:t by:t printed_at:T posted_at:T "
            "returned_at:T withdrawn_at:T consent_months:i unfinished:i withdrawn_why:t",
            14,
            at=_moment,
        ),
        "journal": _shape("at:t by:t what:t tables:t payload:t previous:t hash:t", 8, previous=_seal, hash=_seal),
        "journal_value": _shape(
            "journal_id:i place:i table:t row_id:i salt:T before:T after:T", 8, journal_id=_count, place=_count
        ),
    }
)
"""The tables whose rows a restoration carries over, or counts, as the schema of the last step has them."""
OF_LENGTH: Mapping[int, Sequence[tuple[str, Shape]]] = MappingProxyType(
    {
        length: [(table, shape) for table, shape in SHAPES.items() if length in shape.lengths]
        for length in range(max(shape.lengths.stop for shape in SHAPES.values()))
    }
)
"""The length of a header → the tables of which it may be."""
_LENGTHS = re.escape(bytes(length for length, ones in OF_LENGTH.items() if ones))
BEGINNING = re.compile(rb"\x00(?<=[%s]\x00)" % _LENGTHS)
"""What follows the first byte of the header of any of them, which is its length: the id, kept elsewhere. The zero is
sought first, since it is rare where a base is full; where it is empty, none follows a length."""
