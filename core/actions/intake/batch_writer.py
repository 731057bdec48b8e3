"""Writes some rows of an intake inside one transaction: finds what they match, and inserts new rows together."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial

from core.actions.common import fuzzy_suppression, possible_refusals
from core.actions.common.channel_opt_outs import close_ways
from core.actions.common.consent_after_refusal import agreed_since
from core.actions.common.due_dates import settle_called
from core.actions.common.fuzzy_suppression import Dweller
from core.actions.common.marks import PERSON, READ, KindHash, entry_kind, hashes_of, is_telling, refusal_marks
from core.actions.common.provenance import rows_of
from core.actions.intake import merging, rows
from core.actions.intake.contacts_in_other_cells import Strays, hold_strays
from core.actions.intake.parse import property_words
from core.actions.intake.people_of_row import (
    LENT_TOO,
    PersonRow,
    SharedProperty,
    alone,
    asked_marks,
    every_mark,
    is_of_another,
    share,
)
from core.actions.intake.record_linkage import (
    MERGING,
    TO_TELL_APART,
    Other,
    RecognisedLead,
    SharedMarks,
    bearing,
    by_nobody,
    joined,
    remember_shared,
    strangers,
    weakened,
    whose,
)
from core.actions.intake.rows import COLUMNS, Lot, ParsedRow, contact_points, lead_row, listing_row
from core.actions.register import co_owners, opposing, shared_number_rule
from core.actions.register.opposing import close_bearers
from core.base.moments import kept
from core.model.batch import LookalikeRow, Source, SourceRefusal
from core.model.opposing import Reading, RefusalAuthor
from core.records.call import Call
from core.rules.comparators import name_of
from core.store import alike, forgetting, leads, registers
from core.store.alike import KnownPerson
from core.store.leads import Refusal
from core.store.port import Reader, Value, Values, Writer

_FATES = ("added", "merged", "opposed")
Told = Callable[[int, str, int | None], None]
"""Hears what became of a row: its line, added, merged, opposed, blank or the code of its rejection, and its lead;
before it « apart » and the lead from which it must be told apart."""

_NAMED = ("address", READ, PERSON)
_LENT = frozenset(("listing", "email"))
"""Kinds of marks that two persons may share: refused by one, they say nothing of the other's own contact points."""
Base = Callable[[], Reader]
"""Gives the base once what waits to be written is in it."""


def untold(line: int, fate: str, lead_id: int | None) -> None:
    """Ignore what became of a row: for an import nobody watches."""


class Chunk:
    """Writes rows and counts them and their leads. Rows to insert in bulk wait until a later row needs to find them."""

    def __init__(self, w: Writer, lot: Lot, rows: Sequence[tuple[ParsedRow, list[KindHash]]]) -> None:
        self._w, self._lot, self._rows, self._typed = w, lot, rows, lot.facts.source is Source.TYPED
        people = [person for row, _ in rows for person in (row, *row.others)]
        self._ids = w.new_ids(sum(4 + len(row.phones) + len(row.emails) for row in people))
        self._opposed = registers.opposed(w, [hashed for row, marks in rows for _, hashed in every_mark(row, marks)])
        self._known = leads.bearers(
            w, [hashed for row, marks in rows for kind, hashed in every_mark(row, marks) if kind in MERGING]
        )
        self._sheets = alike.read(w, {lead_id for ones in self._known.values() for lead_id in ones})
        self._waiting: dict[str, list[Values]] = {table: [] for table in COLUMNS}
        self._borne, self._words = list[tuple[int, str, str]](), list[tuple[int, str]]()
        self._fresh, self._strayed = set[int](), list[tuple[str, Strays, list[KindHash]]]()
        self._refused: dict[str, tuple[int, Refusal]] = {}
        self._others: Sequence[ParsedRow] = ()
        self._touched: dict[int, int] = {}
        self._shares = list[SharedProperty]()
        self.counts, self.people = {"added": 0, "merged": 0, "opposed": 0}, 0
        self.heard, self.apart = list[SourceRefusal](), list[LookalikeRow]()
        self.closed: Counter[str] = Counter()

    def write(self, told: Told = untold) -> None:
        """Write every row, and tell ``told`` what became of each."""
        self._write_rows(told)
        self._flush()
        for shared in self._shares:
            share(self._w, shared, way=self._lot.facts.source.value, by=self._lot.by, at=self._lot.now)
        close_bearers(self._w, self._refused, by=self._lot.by, at=self._lot.now)
        self._doubts()
        closed = [(row, marks) for row, marks in self._rows if row.closed]
        if refused := [(every_mark(row, marks), row.closed) for row, marks in closed]:
            close_ways(self._w, refused, how="list", by=self._lot.by, at=self._lot.now, batch_id=self._lot.batch_id)
            self.closed.update(way for _, ways in refused for way in ways)
        phones = [hashed for row, marks in self._rows for kind, hashed in every_mark(row, marks) if kind == "phone"]
        if self._typed:
            give_calls(self._w, phones, self._known)
        settle_called(self._w, phones)

    def _write_rows(self, told: Told) -> None:
        for parsed, marks in self._rows:
            row = self._not_mistaken(parsed, marks)
            before, first = len(self.apart), next((person for person in (row, *row.others) if person.refusal), None)
            hit = self._hit(every_mark(row, marks)) if first else None
            fate, lead_id = self._take_people(row, marks) if row.others else self._take(row, marks)
            if len(self.apart) > before:
                told(row.line, "apart", self.apart[before].other)
            self.counts[fate] += 1
            if first:
                before_it = hit is not None and hit.at != kept(self._lot.now)
                self.heard.append(SourceRefusal(row.line, first.heard_in, first.refusal, before_it))
            told(row.line, fate, lead_id)
            if row.strays and fate in ("added", "merged"):
                self._strayed.append((row.name, row.strays, marks))

    def _doubts(self) -> None:
        """Hold whoever said what is asked about, and keep the answers that the check gave."""
        by, at, way = self._lot.by, self._lot.now, self._lot.facts.source.value
        hold_strays(self._w, self._strayed, supplier=self._lot.supplier_id, way=way, by=by, at=at)
        for row, marks in self._rows:
            people = [(row, marks), *((person, person.hashes) for person in row.others)]
            for text, words in dict.fromkeys(person.doubt for person, _ in people if person.doubt[0]):
                doubted = [person for person in people if person[0].doubt == (text, words)]
                if words:
                    every = asked_marks(doubted, people)
                    possible_refusals.hold(self._w, every, text=text, words=words, way=way, by=by, at=at)
                elif (answer := "refuse" if doubted[0][0].refusal else "keep") != self._lot.answered.get(text):
                    possible_refusals.settle_text(self._w, text, answer, by=by, at=at)
                    self._lot.answered[text] = answer

    def _take_people(self, row: ParsedRow, marks: list[KindHash]) -> tuple[str, int | None]:
        """Write the people of one row, and return what became of it, added before merged before opposed, with the first
        lead that has its property. Who refuses is put in the register; the others are theirs alone, by what is not
        also of whoever refuses (rule OBJ-06)."""
        people = [(row._replace(others=()), marks), *[(person, [*person.hashes]) for person in row.others]]
        refusing = [person for person in people if person[0].refusal or self._refuses_alone(person, people)]
        if all(person.refusal for person, _ in people):
            fates = [self._take(*people[0])]
            refusing = people[1:]
        else:
            fates = []
        for person, hashes in refusing:
            self._hear(person, hashes)
        refused = {hashed for _, hashes in refusing for _, hashed in hashes if hashed in self._opposed}
        touched: dict[int, int] = {}
        placed: dict[int, ParsedRow] = {}
        for person, hashes in [one for one in people if one not in refusing and not one[0].refusal]:
            self._others = [other for other, _ in people if other is not person]
            fate, lead_id = self._take(*alone(person, hashes, refused))
            fates.append((fate, lead_id))
            if lead_id is not None:
                touched[lead_id], placed[lead_id] = self._touched.pop(lead_id), person
            elif fate == "opposed":
                refusing.append((person, hashes))
        self._others = ()
        self._shares.append(SharedProperty(touched, refused, [person for person, _ in refusing], placed))
        return min(fates or [("opposed", None)], key=lambda fate: _FATES.index(fate[0]))

    def _refuses_alone(self, person: PersonRow, people: Sequence[PersonRow]) -> bool:
        """Tell whether somebody of a row is in the register by what nobody else of it bears."""
        shared = {hashed for other, hashes in people if other is not person[0] for _, hashed in hashes}
        return any(hashed in self._opposed and hashed not in shared for _, hashed in person[1])

    def _hear(self, row: ParsedRow, marks: list[KindHash]) -> None:
        """Put in the register one person of a row who refuses, or add to it the other ways of one who did."""
        hit = self._hit(marks)
        if hit is not None and row.refusal:
            self._refused_again(row, marks)
            return
        if hit is not None:
            self._extend_opposition(row, hit)
            return
        refusal, reading = self._reading(row)
        # The ad is the other people's too.
        marks = [mark for mark in row.marks if mark[0] != "listing"]
        self._keep_near(row, None, self._register(marks, None, refusal, reading), refusal)

    def _take(self, row: ParsedRow, marks: list[KindHash]) -> tuple[str, int | None]:
        """Write one row and return (what became of it, the lead it created or completed)."""
        if self._lot.common:
            row, marks = weakened(row, marks, self._lot.common)
        hit = self._hit(marks) or named(self._settled, row, marks, self._opposed)
        if hit is None or (self._typed and self._theirs_again(marks)):
            return self._place(row, marks)
        apart = () if row.refusal else self._strangers(row, marks)
        shared = lent(self._settled, row, marks, self._opposed)
        if not (apart or shared):
            if row.refusal:
                self._refused_again(row, marks)
            else:
                self._extend_opposition(row, hit)
            return "opposed", None
        ads = [hashed for hashed, kind in by_nobody(apart).items() if kind == "listing"]
        row, marks = weakened(row, marks, [*ads, *shared])
        if self._hit(marks):  # An e-mail closes whoever bears it; what the row has of its own is another's.
            return "opposed", None
        return self._place(row, marks, apart)

    def _place(self, row: ParsedRow, marks: list[KindHash], apart: Sequence[Other] = ()) -> tuple[str, int | None]:
        """Write a row that bears no refusal. ``apart``: those from whom it is already told apart."""
        if self._lot.facts.property_only:  # The register was asked: nothing else needs to recognise the person.
            marks = [mark for mark in marks if mark[0] == "listing"]
        lead = self._whose(row, marks)
        lead_id = lead.lead_id
        others = joined(lead.others, apart) if lead_id is None else ()
        if others:
            row, marks = self._distinguish(row, marks, others)
        if row.refusal:
            self._refuse(row, marks, lead_id)
            return "opposed", None
        if lead_id is None:
            return "added", self._add(row, marks, others)
        person = self._held(lead_id)
        if person.lead.opposed_at:
            since = Refusal(person.lead.opposed_at, person.lead.opposed_how)
            borne = [mark.hash for mark in leads.marks(self._settled(), lead_id)]
            self._extend_opposition(row, registers.traced(self._w, borne, since))
            if not (self._typed and agreed_since(self._w, lead_id, at=self._lot.now)):
                return "opposed", None
        self._merge(person, row, marks)
        return "merged", lead_id

    def _hit(self, marks: Iterable[KindHash]) -> Refusal | None:
        """Return the refusal of whoever bears one of these marks."""
        return next((self._opposed[mark] for kind, mark in marks if mark in self._opposed and is_telling(kind)), None)

    def _theirs_again(self, marks: Iterable[KindHash]) -> bool:
        """Tell whether every refused contact point of what was typed belongs to one lead, who agreed since."""
        refused = [mark for kind, mark in marks if mark in self._opposed and is_telling(kind)]
        owners = {lead_id for mark in refused for lead_id in self._known.get(mark, [0])}
        return len(owners) == 1 and all(agreed_since(self._w, owner, at=self._lot.now) for owner in owners)

    def _settled(self) -> Writer:
        """Return the base once the refusals read by now are in it."""
        if self._waiting["opposition"]:
            self._flush()
        return self._w

    def _strangers(self, row: ParsedRow, marks: list[KindHash]) -> Sequence[Other]:
        """Return those whose refused ad or e-mail a row bears, when all are surely other persons; nobody when the
        refusal may be the row's own: by a telephone, or where a sheet was joined and may hide the name who refused."""
        refused = {hashed: kind for kind, hashed in marks if hashed in self._opposed and is_telling(kind)}
        if not _LENT.issuperset(refused.values()):
            return ()
        bearers = {
            lead_id: shared
            for lead_id, shared in self._bearing(marks).items()
            if not refused.keys().isdisjoint(shared.hashes)
        }
        if any(forgetting.joined(self._w, lead_id) for lead_id in bearers):
            return ()
        return strangers(row, bearers, self._held, self._lot.batch_id)

    def _bearing(self, marks: list[KindHash]) -> dict[int, SharedMarks]:
        """Return the leads that bear one of these marks, among those written so far."""
        bearers = bearing(self._known, marks)
        if not self._fresh.isdisjoint(bearers):
            self._flush()
        return bearers

    def _whose(self, row: ParsedRow, marks: list[KindHash]) -> RecognisedLead:
        """Return the known lead a row is of, and those it must be told apart from."""
        bearers = self._bearing(marks)
        if self._others and bearers:
            another = [lead_id for lead_id in bearers if is_of_another(row, self._others, self._held(lead_id))]
            bearers = {lead_id: shared for lead_id, shared in bearers.items() if lead_id not in another}
        return whose(row, bearers, self._held, self._lot.batch_id)

    def _held(self, lead_id: int) -> KnownPerson:
        """Return what a known lead holds now."""
        if lead_id not in self._sheets:
            self._sheets |= alike.read(self._w, [lead_id])
        return self._sheets[lead_id]

    def _merge(self, known: KnownPerson, row: ParsedRow, marks: list[KindHash]) -> None:
        """Add to a known lead what the row brings; store its origin and what it changed, so that it can be shown and
        undone."""
        lead_id = known.lead.id
        listing = listing_row(next(self._ids), lead_id, row)
        origin_id = next(self._ids)
        origin = rows.origin_row(origin_id, lead_id, row, self._lot)
        changes, together, statements, self._touched[lead_id] = merging.merge(self._w, known, row, marks, listing)
        words, full_text = merging.stored_changes(changes, origin_id), merging.stored_row(row)
        self._waiting["origin"].append(origin)
        self._waiting["stated"] += rows_of(self._w, lead_id, origin_id, statements)
        self._waiting["merging"].append((next(self._ids), self._lot.batch_id, lead_id, row.line, words, full_text))
        if changes:
            del self._sheets[lead_id]
        self._know(marks, lead_id)
        if together:
            for refusal in registers.opposed(self._w, together).values():
                gesture, at = self._w.new_id(), kept(self._lot.now)
                opposing.cover(self._w, [lead_id], gesture, how=refusal.how, since=refusal.at, at=at, rank=refusal.rank)

    def _know(self, marks: Iterable[KindHash], lead_id: int) -> None:
        for kind, hashed in marks:
            if kind in MERGING and lead_id not in (ones := self._known.setdefault(hashed, [])):
                ones.append(lead_id)

    def _add(self, row: ParsedRow, marks: list[KindHash], others: Sequence[Other]) -> int:
        """Add a lead; ``others``: those it must be told apart from."""
        lead_id, self.people = self._new_id(), self.people + 1
        self._waiting["alike"] += [(self._w.new_id(), other.lead_id, lead_id, TO_TELL_APART) for other in others]
        self._waiting["lead"].append(lead_row(lead_id, row, self._lot))
        self._waiting["contact"] += [(next(self._ids), lead_id, *point) for point in contact_points(row)]
        self._bear(lead_id, row, marks, rows.search_words(row))
        return lead_id

    def _distinguish(
        self, row: ParsedRow, marks: list[KindHash], others: Sequence[Other]
    ) -> tuple[ParsedRow, list[KindHash]]:
        """Note from whom a row must be told apart, and return it with its marks: what it shares with them that proves
        to be neither's own is a mark of nobody."""
        self.apart += [
            LookalikeRow(row.line, other.lead_id, other.compared.shared, other.compared.differing) for other in others
        ]
        nobody = by_nobody(others)
        # What somebody refused goes on closing whoever may be them.
        fresh = {hashed: kind for hashed, kind in nobody.items() if hashed not in self._opposed}
        remember_shared(self._w, self._lot, fresh)
        return weakened(row, marks, nobody)

    def _refuse(self, row: ParsedRow, marks: list[KindHash], lead_id: int | None) -> None:
        """Keep only the property of an ad that refuses agencies; keyed hashes of the person go in the register, so
        that no later file brings them back."""
        if lead_id is None:
            lead_id = self._new_id()
            self._waiting["lead"].append(rows.refusing_row(lead_id, row, self._lot))
            listed = [(kind, hashed) for kind, hashed in marks if kind == "listing"]
            self._bear(lead_id, row._replace(role=""), listed, property_words(row))
        else:
            self._w.update("lead", lead_id, {"quote": row.refusal})
        refusal, reading = self._reading(row)
        gesture = self._register(self._own(row, lead_id), lead_id, refusal, reading)
        self._keep_near(row, lead_id, gesture, refusal)
        co_owners.tell_apart(self._w, [lead_id], gesture, by=self._lot.by, at=self._lot.now)

    def _own(self, row: ParsedRow, lead_id: int) -> Iterable[KindHash]:
        """Return the marks of a row that are not those of somebody who shares the property of its lead."""
        hashes = dict(zip((hashed for _, hashed in hashes_of(self._w.keyed_hash, row.marks)), row.marks, strict=True))
        kinds = {hashed: kind for hashed, (kind, _) in hashes.items()}
        return [hashes[hashed] for hashed in co_owners.spared(self._w, lead_id, kinds)]

    def _not_mistaken(self, row: ParsedRow, marks: Sequence[KindHash]) -> ParsedRow:
        """Return a row, and its other people, without the refusal of whom somebody noted that the same words were read
        wrong, or where these words of the supplier are none. What was just answered of a row stands."""
        if row.others:
            row = row._replace(others=tuple(self._not_mistaken(person, person.hashes) for person in row.others))
        if not row.refusal or row.doubt[0]:
            return row
        hashes = [hashed for kind, hashed in marks if kind in MERGING and is_telling(kind)]
        refusals = ((row.refusal, row.heard_in), *row.refusals_too)
        sources = (self._lot.facts.supplier, possible_refusals.ad_source(row.site, row.reference))
        denied = partial(possible_refusals.are_denied, self._w, sources, hashes, self._lot.answered)
        words, column = next((refusal for refusal in refusals if not denied(refusal[0])), ("", ""))
        return row._replace(refusal=words, heard_in=column)

    def _reading(self, row: ParsedRow) -> tuple[Refusal, Reading]:
        """Return a refusal that the program reads in a row, and where it reads it."""
        text = possible_refusals.text_hash(self._w.keyed_hash, self._lot.facts.supplier, row.refusal)
        refusal = Refusal(kept(self._lot.now), "listing", self._w.rank, 0, row.line, RefusalAuthor.READ.value)
        return refusal, Reading(row.refusal, row.heard_in, row.line, self._lot.batch_id, text)

    def _bear(self, lead_id: int, row: ParsedRow, marks: list[KindHash], words: str) -> None:
        """Give a new lead its listing, its origin, its marks and its search words."""
        listing_id = self._touched[lead_id] = next(self._ids)
        self._waiting["listing"].append(listing_row(listing_id, lead_id, row))
        self._waiting["origin"].append(rows.origin_row(next(self._ids), lead_id, row, self._lot))
        self._borne += [(lead_id, kind, hashed) for kind, hashed in marks]
        self._words.append((lead_id, words))
        self._know(marks, lead_id)

    def _new_id(self) -> int:
        lead_id = next(self._ids)
        self._fresh.add(lead_id)
        return lead_id

    def _extend_opposition(self, row: ParsedRow, hit: Refusal, reading: Reading | None = None) -> None:
        """Add to the register the other telephones and e-mails of an opposed person's row, and their address under
        their name: they are the same person's. An address without a name would be that of the whole household.
        ``reading``: of a row that says a refusal of its own. What another known person bears is theirs."""
        hashes = hashes_of(self._w.keyed_hash, row.marks)
        theirs = co_owners.released(self._settled(), hit.gesture, [*self._bearing(hashes)], hashes)
        pairs = zip(row.marks, hashes, strict=True)
        marks = [mark for mark, (kind, hashed) in pairs if kind in LENT_TOO or hashed not in theirs]
        is_named = any(kind in _NAMED for kind, _ in marks)
        own = {"phone", "email", *((*_NAMED, "household") if is_named else ())}
        gesture = self._register([mark for mark in marks if mark[0] in own], None, hit, reading)
        if gesture and is_named:
            self._keep_near(row, None, gesture, hit)

    def _keep_near(self, row: ParsedRow, lead_id: int | None, gesture: int, said: Refusal) -> None:
        refused = fuzzy_suppression.extending(gesture, said, self._lot.by)
        fuzzy_suppression.keep_near(self._w, refused, [(lead_id, dweller(row))])

    def _refused_again(self, row: ParsedRow, marks: Iterable[KindHash]) -> None:
        """Keep the refusal that an opposed person's row says: anew when they agreed in between."""
        borne = [hashed for kind, hashed in marks if kind in MERGING]
        refusal, reading = self._reading(row)
        opposing.again(
            self._settled(), borne, how="listing", by=self._lot.by, at=self._lot.now, note=row.refusal, reading=reading
        )
        self._extend_opposition(row, refusal, reading)

    def _register(
        self, marks: Iterable[KindHash], lead_id: int | None, said: Refusal, reading: Reading | None = None
    ) -> int:
        """Put marks in the register and return the gesture, 0 when all were there already. What is read in other words
        than before is kept beside what was read: either may have been read wrong."""
        gesture = 0
        fresh = hashes_of(self._w.keyed_hash, refusal_marks(marks))
        self._opposed |= registers.opposed(self._w, [hashed for _, hashed in fresh if hashed not in self._opposed])
        twice = self._read_otherwise([hashed for _, hashed in fresh if hashed in self._opposed], reading)
        for kind, hashed in fresh:
            if hashed not in self._opposed or hashed in twice or self._outlives(self._opposed[hashed], said):
                gesture = gesture or self._w.new_id()
                columns: dict[str, Value] = {
                    "note": "",
                    "batch_id": self._lot.batch_id,
                    "place": "",
                    "text": "",
                    "by": self._lot.by,
                }
                columns |= {"lead_id": lead_id, **said.extended(), **(reading.columns() if reading else {})}
                first = (self._w.new_id(), gesture, hashed, entry_kind(kind))
                self._waiting["opposition"].append((*first, *[columns[name] for name in COLUMNS["opposition"][4:]]))
                self._opposed[hashed] = said._replace(gesture=said.gesture or gesture)
                self._refused[hashed] = (gesture, said)
        return gesture

    def _read_otherwise(self, hashes: Sequence[str], reading: Reading | None) -> set[str]:
        """Return which of these refused hashes nobody said, and no row read in the words of this reading."""
        if not (reading and hashes):
            return set()
        return {*hashes} - registers.said_or_read(self._settled(), hashes, reading.text)

    def _outlives(self, known: Refusal, said: Refusal) -> bool:
        """Tell whether what a row says itself must be kept beside a refusal that may still be undone as a mistake."""
        return said.rank == self._w.rank and known.how != said.how and opposing.undoable(known.at, self._lot.now)

    def _flush(self) -> None:
        for table, waiting in self._waiting.items():
            self._w.insert_many(table, COLUMNS[table], waiting)
            waiting.clear()
        self._w.mark(self._borne)
        self._borne.clear()
        self._w.index(self._words)
        self._words.clear()
        self._fresh.clear()


def dweller(row: ParsedRow) -> Dweller:
    """Return the person of a row at their address."""
    return fuzzy_suppression.dweller(row, row.address, row.postcode, row.town)


def lent(base: Base, row: ParsedRow, marks: Sequence[KindHash], opposed: Container[str]) -> list[str]:
    """Return the refused telephones and e-mails (keyed hashes) that a row, surely another's and which refuses nothing,
    only shares with the one who refused."""
    refused = [hashed for kind, hashed in marks if kind in shared_number_rule.CONTACTS and hashed in opposed]
    if not refused or row.refusal:
        return []
    r, bearer = base(), shared_number_rule.MarkBearer([dweller(row)], marks)
    name = name_of(row.name, surname=row.last_name, civility=row.civility)
    return [*shared_number_rule.only_shared(r, bearer, refused), *shared_number_rule.borne_apart(r, name, refused)]


def named(base: Base, row: ParsedRow, marks: Sequence[KindHash], opposed: Mapping[str, Refusal]) -> Refusal | None:
    """Return the refusal, under the name of a row, of a telephone or an e-mail of it that tells nobody apart."""
    refused = [hashed for kind, hashed in marks if kind in shared_number_rule.SHARED and hashed in opposed]
    texts = (
        shared_number_rule.refused_under_name(base(), shared_number_rule.MarkBearer([dweller(row)], marks), refused)
        if refused
        else []
    )
    return opposed[texts[0]] if texts else None


def give_calls(w: Writer, phones: Sequence[str], known: Mapping[str, Sequence[int]]) -> None:
    """Give them. ``phones``: keyed hashes that were typed; ``known``: the leads that bear each."""
    for call in w.of(Call, "started", hash=phones, lead_id=None):
        if len(owners := known.get(call.hash, ())) == 1:
            w.update("call", call.id, {"lead_id": owners[0]})
