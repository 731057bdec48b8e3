"""Takes a list of refusals into the register: a supplier's, or the book kept at the counter. Only keyed hashes of it
are stored (rules GDPR-05 to GDPR-07)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from core.actions.common import learning, shared_values
from core.actions.common.fuzzy_suppression import Dweller, KeptBlocks, RefusalGesture, dwellers, keep_near
from core.actions.common.marks import (
    GUESS,
    PERSON,
    READ,
    address_marks,
    contact_marks,
    entry_kind,
    hashes_of,
    is_telling,
    listing_marks,
    refusal_marks,
)
from core.actions.common.possible_refusals import text_hash
from core.actions.common.shared_values import Hashes
from core.actions.register import co_owners, opposing, other_register
from core.actions.register.refused_marks import marks_of
from core.base import text
from core.base.contacts import read_contacts
from core.base.moments import kept
from core.base.progress import Progress, silent
from core.base.records import Struct, field
from core.model.batch import RejectedRow
from core.model.draft import Draft
from core.model.opposing import RefusalAuthor
from core.model.register import ListTaken
from core.sources.hotlines import hotlines
from core.sources.tables.reading import drafts, fields_of, open_table, records
from core.store import leads, registers, suppliers
from core.store.engine.opening import opened
from core.store.port import Store, Values, Writer
from core.words.errors import error, user_text

CHUNK = 200
"""Rows put in the register by one transaction."""
REPORTED = 1000
"""Rejected rows carried in the report."""
_PERSON = ("phone", "email", "address", READ, PERSON, "listing")
"""Marks by which a row is a person the base knows; a household is not."""
_NEEDED = frozenset({"phone", "email", "address", "reference", "url"})
_COLUMNS = (
    *("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "supplier_id", "author", "line", "text"),
)


class ImportList(Struct, frozen=True):
    """A list of refusals to read: the base, the file, who gave it (``supplier``, empty for the agency's own book).
    ``fields``: header → field, as the user confirmed; the others override the guess."""

    folder: Path
    file: Path
    by: str
    now: datetime
    supplier: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


class _MarkCount(Struct):
    """The counts so far; ``shared``: what recognises nobody."""

    shared: Hashes
    added: int = 0
    already: int = 0
    rejected: int = 0
    blank: int = 0
    leads: set[int] = field(default_factory=set)
    rejects: list[RejectedRow] = field(default_factory=list)


def import_list(store: Store, asked: ImportList, progress: Progress = silent) -> ListTaken:
    """Put every contact point of a list in the register, for known and unknown persons, as one action; return its
    report.

    What another base exported of its register is merged as it is. A row closes every sheet that has one of its contact
    points, with all the others of that person. What was taken stays when the user stops. Raises UserError: FILE_*,
    UNKNOWN_*, REGISTER_*.
    """
    table = open_table(asked.file, sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter)
    if other_register.is_register(table):
        return other_register.merge(store, table, by=asked.by, at=asked.now, progress=progress)
    fields = fields_of(table, asked.fields)
    if _NEEDED.isdisjoint(fields.values()):
        raise error("REGISTER_NO_CONTACT", file=asked.file.name)
    learned = learning.learned_from_cells(records(table), fields)
    shared = shared_values.remember(store, learned, asked.supplier, by=asked.by, at=asked.now)
    rows = drafts(table, fields, progress=progress)
    mark = _MarkCount(shared)
    gesture, supplier_id = _begin(store, asked)
    while chunk := list(islice(rows, CHUNK)):
        with store.write("oppose list", by=asked.by, at=asked.now) as w:
            _take(w, chunk, asked, gesture, supplier_id, mark)
    rejects = tuple(mark.rejects)
    return ListTaken(gesture, mark.added, mark.already, mark.rejected, mark.blank, len(mark.leads), rejects)


def import_file(asked: ImportList, progress: Progress = silent) -> ListTaken:
    """Do as :func:`import_list` on the base of ``asked.folder``, as a job."""
    with opened(asked.folder) as store:
        return import_list(store, asked, progress)


def _begin(store: Store, asked: ImportList) -> tuple[int, int | None]:
    """Return (the id of the action, the supplier's id); a new supplier is created."""
    with store.write("oppose list", by=asked.by, at=asked.now) as w:
        w.note("list")
        return w.new_id(), suppliers.made_known(w, asked.supplier)


def _take(
    w: Writer, rows: Sequence[Draft], asked: ImportList, gesture: int, supplier_id: int | None, found: _MarkCount
) -> None:
    """Take some rows in one transaction."""
    # The agency's own book holds what was said at its counter.
    how, at = ("list" if supplier_id is not None else "counter"), kept(asked.now)
    author = (RefusalAuthor.READ if supplier_id is not None else RefusalAuthor.SAID).value
    text = text_hash(w.keyed_hash, asked.supplier, "") if supplier_id is not None else ""
    fresh: list[Values] = []
    noted: set[str] = set()
    covered: set[int] = set()
    near: list[tuple[RefusalGesture, list[tuple[int | None, Dweller]]]] = []
    for draft in rows:
        marks = _hashed(w, draft, found)
        if not marks:
            continue
        person = leads.sharing(w, [hashed for hashed, kind in marks.items() if kind in _PERSON])
        borne: dict[str, tuple[str, int | None]] = {hashed: (kind, None) for hashed, kind in marks.items()}
        for lead_id in person:
            borne |= {
                hashed: (kind, lead_id) for hashed, kind in co_owners.spared(w, lead_id, marks_of(w, lead_id)).items()
            }
        known_texts = opposing.lasting_refusals(w, list(borne), person) | noted
        # What is only read may be lifted as a mistake: whatever else says the same is kept beside it.
        stands = known_texts & (noted | registers.said_or_read(w, list(borne), text or opposing.NO_WORDS))
        news = {hashed: told for hashed, told in borne.items() if hashed not in stands}
        if marks.keys() <= known_texts:
            found.already += 1
        else:
            found.added += 1
        fresh += [
            (
                *(w.new_id(), gesture, hashed, entry_kind(kind), how, at, asked.by, "", lead_id, supplier_id),
                *(author, draft.line, text),
            )
            for hashed, (kind, lead_id) in news.items()
        ]
        noted |= news.keys()
        telling = [hashed for hashed, (kind, _) in borne.items() if is_telling(kind) and hashed not in found.shared]
        sheets = [*dict.fromkeys([*person, *leads.sharing(w, telling)])]
        covered.update(sheets)
        if news:
            refused = RefusalGesture(gesture, how, at, asked.by, supplier_id, author, draft.line)
            near.append((refused, [(None, _dweller(draft)), *dwellers(w, sorted(sheets))]))
    w.insert_many("opposition", _COLUMNS, fresh)
    blocks = KeptBlocks()
    for refused, people in near:
        keep_near(w, refused, people, blocks)
    opposing.cover(w, sorted(covered), gesture, how=how, since=at, at=at)
    found.leads |= covered


def _dweller(draft: Draft) -> Dweller:
    surname = text.clean(draft.last_name)
    name = text.clean(draft.name) or f"{surname} {text.clean(draft.first_name)}".strip()
    return Dweller(name, surname, draft.address, draft.postcode, draft.town)


def _hashed(w: Writer, draft: Draft, found: _MarkCount) -> dict[str, str]:
    """Return keyed hash → kind of what a row refuses; when there is nothing to keep, count the row."""
    if draft.is_blank:
        found.blank += 1
        return {}
    marks, bad = _marks(draft)
    if not marks:
        found.rejected += 1
        if len(found.rejects) < REPORTED:
            code = "ROW_BAD_PHONE" if bad else "ROW_NO_CONTACT"
            found.rejects.append(RejectedRow(draft.line, code, user_text(code, value=bad)))
    ad = (text.clean(draft.site), text.clean(draft.reference), draft.url.strip())
    place = shared_values.place_of(text.clean(draft.address), draft.postcode)
    told, _hashes = shared_values.telling_marks(tuple(marks), ad, place, found.shared, w.keyed_hash)
    return {key: kind for kind, key in hashes_of(w.keyed_hash, refusal_marks(told))}


def _marks(draft: Draft) -> tuple[list[tuple[str, str]], str]:
    """Return (the (kind, key) marks of a row, the text found where a telephone should be)."""
    contacts, lines = read_contacts(draft.phones, draft.emails), hotlines()
    marks = [
        *contact_marks((key for key in contacts.phones if key not in lines), contacts.emails),
        *address_marks(
            text.clean(draft.last_name) or draft.name,
            draft.address,
            draft.postcode,
            draft.town,
            text.clean(draft.first_name) if draft.last_name else "",
        ),
        *listing_marks(text.clean(draft.site), text.clean(draft.reference), draft.url.strip()),
        *((GUESS, key) for key in contacts.guessed),
    ]
    return marks, next(filter(None, map(text.clean, draft.phones)), "")[:40]
