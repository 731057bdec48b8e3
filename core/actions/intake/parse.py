"""Parses the drafts of a source: the raw texts of each become a row of values, or the reason why it cannot be taken;
then the keyed hashes are added that match the register and the known leads. A big file is parsed by a process of its
own (:mod:`core.actions.intake.reader_process`); the hashes are made beside the writing, once the file has taught which
values tell nobody apart."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from core.actions.common import possible_refusals
from core.actions.common.fuzzy_suppression import Dweller, dweller, entries
from core.actions.common.marks import (
    GUESS,
    PERSON,
    READ,
    KindHash,
    address_marks,
    hashes_of,
    listing_marks,
    person_marks,
)
from core.actions.common.shared_values import NONE, Hashes, place_of, telling_marks
from core.actions.intake.contacts_in_other_cells import refused_beside, strays
from core.actions.intake.rows import ParsedRow
from core.base import text
from core.base.contacts import Contacts, read_contacts
from core.base.countries import kept_abroad
from core.base.phones import written
from core.base.records import replace
from core.model.batch import BatchFacts, RejectedRow, Source
from core.model.checking import Fixes
from core.model.draft import Draft
from core.refusals.detection import refusing_words
from core.refusals.grammar import quoted
from core.rules.discriminating_values import telling_address
from core.sources.columns.day_order import month_first
from core.sources.columns.deals import heard_in
from core.sources.columns.people import may_tell_people
from core.sources.hotlines import hotlines
from core.sources.pages.sites import by_host
from core.sources.tables.hearing import HeardAnswers, listened
from core.sources.tables.people import people_in
from core.words.errors import user_text

_OF_SEVERAL = re.compile(
    r"\b(?:indivis\w*|succession|hoirie|h[ée]ritiers?|consorts|[ée]poux|famille|ayants?[ -]droit)\b", re.I
)
"""A name of several people."""
_UNREACHED = ("ROW_NO_CONTACT", "ROW_BAD_PHONE", "ROW_HOTLINE")
_HIDDEN = {"value": "…", "column": "…", "site": "…", "words": "…"}
"""What a reason may quote of a row."""
Keyed = Callable[[str, str], str]
BLOCK = 400
"""Items prepared before they are written, where one process does both."""
_TOTALS = frozenset(
    {"total", "totaux", "sous total", "sous totaux", "total general", "grand total", "totals", "moyenne"}
)
_TOTAL_LETTERS = frozenset("tTsSgGmM")
_AGENCIES = frozenset({"agence", "agences", "immobilier", "immobiliere", "immobiliers"})


Prepared = tuple[ParsedRow, list[KindHash]]
"""A row with its hashed marks."""
Item = Prepared | RejectedRow | int
"""A row with its hashed marks, a row that cannot be taken, or the line of a blank one."""


def normalise(draft: Draft, batch: BatchFacts, today: date) -> ParsedRow | RejectedRow:
    """Return the row ready to match, or why it is rejected. ``today``: a listing read after it is a mistake."""
    refused = _refused(draft)
    if refused and draft.slid:
        draft = _unplaced(draft)
    words = _DraftWords._make(text.cleaned(*[getattr(draft, name) for name in _DraftWords._fields]))
    site = _site(draft, words.site) or batch.site
    seen = text.parse_day(draft.seen) or (month_first(draft.seen) if draft.seen else None)
    unfit = _unfit(draft, batch, today, site=site, seen=seen)
    # A refusal is kept whatever is wrong with its row (OBJ-01): only a professional has none to be protected by.
    if unfit and (not refused or draft.seller == "pro"):
        return unfit
    contacts, hotline = _own_contacts(draft)
    address = words.address if telling_address(words.address) else ""
    written: tuple[tuple[str, str, str], ...] = ()
    if (away := kept_abroad(address, draft.postcode, draft.town, draft.country)) is not None:
        written = ((address, draft.postcode, words.town),)
        draft, address, words = draft._replace(postcode=""), away[0], words._replace(town=text.clean(away[1]))
    if not (contacts.phones or contacts.emails or address or refused or _is_page(draft, batch)):
        return _reject_unreachable(draft, contacts, hotline)
    seen = None if seen and seen > today else seen
    ways = _Ways(contacts, address, batch.numbers, written)
    return _ready(draft, words, ways, site=site, seen=seen, refused=refused)


def _refused(draft: Draft) -> str:
    """Return the words that refuse agencies, or that a flag of the site does; empty when the draft does not refuse."""
    words = draft.heard
    if not words and not draft.listened:
        words = refusing_words(draft.text) or refusing_words(draft.title)
    return words or ("refus indiqué sur le site" if draft.refuses else "")


def _unplaced(draft: Draft) -> Draft:
    """Return of a shifted row, whose name may stand under another heading, the telephones and e-mails only."""
    cells = "\n".join(draft.cells)
    phones = tuple(found for cell in draft.cells for found in written(cell))
    return Draft(
        line=draft.line, phones=phones, emails=tuple(text.emails(cells)), cells=draft.cells, slid=draft.slid,
        heard=draft.heard, heard_in=draft.heard_in, heard_too=draft.heard_too,
    )  # fmt: skip


class _DraftWords(NamedTuple):
    """The texts of a draft that are kept as words, each on one line."""

    name: str
    last_name: str
    first_name: str
    civility: str
    address: str
    town: str
    listing_town: str
    title: str
    kind: str
    site: str
    reference: str


class _Ways(NamedTuple):
    """The contact points of a person. ``numbers``: the telephones are kept, and not only asked of the register;
    ``written``: the (street, postcode, town) abroad as the source wrote it, which the register hears too."""

    contacts: Contacts
    address: str
    numbers: bool = True
    written: tuple[tuple[str, str, str], ...] = ()


def _site(draft: Draft, site: str) -> str:
    """Return the site the row names, else the one its link leads to. A link to a site without a sheet may be to the
    supplier's own pages, so it does not tell where the listing was read."""
    known = None if site or not draft.url else by_host(draft.url.strip())
    return known.name if known else site


def _unfit(draft: Draft, batch: BatchFacts, today: date, *, site: str, seen: date | None) -> RejectedRow | None:
    """Return why a row cannot be taken, whatever its contact points; None when it can."""
    if draft.headings:
        return _reject(draft, "ROW_OTHER_HEADINGS", left=", ".join(draft.headings))
    if code := "ROW_SET_ASIDE" if draft.aside else _of_nobody(draft):
        return _reject(draft, code)
    if draft.slid:
        return _reject(draft, "ROW_SHIFTED", column=draft.slid)
    if draft.seller == "pro" or (not draft.seller and _is_agency(draft)):
        return _reject(draft, "ROW_AGENCY")
    if not site and batch.source is not Source.TYPED:  # A lead typed without a site was given by the person.
        return _reject(draft, "ROW_NO_SOURCE")
    if draft.seen.strip() and (seen is None or seen > today):
        return _reject(draft, "ROW_BAD_DATE", value=draft.seen.strip()[:40])
    return None


def _of_nobody(draft: Draft) -> str:
    """Return why a row is of nobody: a form that was tried (« <test lead: dummy data for full_name> »), the totals of a
    list; empty for any other row."""
    name = draft.name or draft.last_name or draft.first_name
    if name[:1] == "<" and text.fold(name).startswith("test lead"):
        return "ROW_TEST"
    is_total = name[:1] in _TOTAL_LETTERS and text.fold(name) in _TOTALS
    return "ROW_TOTAL" if is_total and not _own_contacts(draft)[0].phones else ""


def _is_agency(draft: Draft) -> bool:
    """Tell whether the name itself says that it is an agency: « Agence du Pont SARL »."""
    name = f"{draft.name} {draft.last_name}".lower()
    return ("agence" in name or "immobili" in name) and not _AGENCIES.isdisjoint(text.fold(name).split())


def _ready(draft: Draft, words: _DraftWords, ways: _Ways, *, site: str, seen: date | None, refused: str) -> ParsedRow:
    """Return the row, its values in the order of the fields of :class:`ParsedRow`."""
    contacts, url = ways.contacts, draft.url.strip()
    called = (words.last_name, words.first_name) if words.last_name else (draft.name, "")
    name = words.name or f"{words.last_name} {words.first_name}".strip()
    postcode, listing_postcode = text.postcode(draft.postcode), text.postcode(draft.listing_postcode)
    place = (listing_postcode, words.listing_town)
    if not any(place) and not ways.written:  # Who lives abroad has their property elsewhere.
        place = (postcode, words.town)
    rooms, price = text.parse_number(draft.rooms), text.cents(draft.price)
    marks = (
        *person_marks(contacts, called, ways.address, draft.postcode, words.town),
        *_marks_elsewhere(draft, called, ways),
        *listing_marks(site, words.reference, url),
        *[(GUESS, key) for key in (contacts.guessed if contacts.unread else ())],
    )
    return ParsedRow(
        draft.line, name, words.last_name, words.first_name, words.civility,
        tuple([(e164, key) for key, e164 in contacts.phones.items()]) if ways.numbers else (), contacts.emails,
        ways.address, postcode, words.town, site, words.reference, url, seen.isoformat() if seen else None,
        words.title, words.kind, draft.deal or heard_in(words.title, words.kind, draft.price, price), price,
        text.parse_number(draft.area), int(rooms) if rooms is not None else None,
        json.dumps(draft.extra, ensure_ascii=False) if draft.extra and not refused else "", refused, draft.heard_in,
        marks,
        place,
        draft.private,
        closed=draft.closed,
        strays=() if refused else strays(draft, contacts),
        refusals_too=draft.heard_too,
        role=draft.role,
    )  # fmt: skip


def marks_of_rejected(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the marks of the person of a row that is not taken."""
    contacts, _hotline = _own_contacts(draft)
    address, town = text.cleaned(draft.address, draft.town)
    called = (draft.last_name, draft.first_name) if draft.last_name else (draft.name, "")
    return person_marks(contacts, called, address, draft.postcode, town)


def _marks_elsewhere(draft: Draft, called: tuple[str, str], ways: _Ways) -> tuple[tuple[str, str], ...]:
    """Return the marks of the person at the other addresses of the row: the register hears them, and they make no two
    rows one person."""
    if not (draft.elsewhere or ways.written):
        return ()
    told = [*[one for one in draft.elsewhere if one[0] != ways.address], *ways.written]
    surname, first = called
    marks = [mark for street, code, town in told for mark in address_marks(surname, street, code, town, first)]
    return tuple((kind if kind == PERSON else READ, key) for kind, key in marks if kind in ("address", READ, PERSON))


def property_words(row: ParsedRow) -> str:
    """Return the folded words to search a property kept without its person."""
    postcode, town = row.place
    return text.fold(f"{town} {postcode} {row.reference}")


def _is_page(draft: Draft, batch: BatchFacts) -> bool:
    """Tell whether the draft is a captured listing; one without any contact is still a property to keep, since its
    page says what it is and where."""
    return batch.source in (Source.PAGE, Source.MAIL) and bool(draft.url.strip() or draft.reference.strip())


def _own_contacts(draft: Draft) -> tuple[Contacts, str]:
    """Return (the telephones and e-mails read, without the lines of sites; the site of such a line, empty for none)."""
    contacts, lines = read_contacts(draft.phones, draft.emails), hotlines()
    if lines.keys().isdisjoint(contacts.phones):
        return contacts, ""
    *_others, site = [lines[key] for key in contacts.phones if key in lines]
    return contacts._replace(phones={key: e164 for key, e164 in contacts.phones.items() if key not in lines}), site


def _reject_unreachable(draft: Draft, contacts: Contacts, hotline: str) -> RejectedRow:
    if bad := next(filter(None, map(str.strip, contacts.unread)), ""):
        return _reject(draft, "ROW_BAD_PHONE", value=bad[:40])
    return _reject(draft, "ROW_HOTLINE", site=hotline) if hotline else _reject(draft, "ROW_NO_CONTACT")


def _reject(draft: Draft, code: str, **values: object) -> RejectedRow:
    return RejectedRow(draft.line, code, user_text(code, **values), draft.cells)


def in_blocks(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Yield items by blocks."""
    while block := list(islice(items, BLOCK)):
        yield block


class WaitingRow(NamedTuple):
    """A row that is not taken, and whose person is held all the same by what it says, with who lives where."""

    reject: RejectedRow
    who: Dweller


Read = ParsedRow | RejectedRow | WaitingRow | int
"""A row as it is read, before anything of it is hashed: its marks are keys, what is asked of it is its words."""


def read_rows(drafts: Iterable[Draft], batch: BatchFacts, today: date) -> Iterator[Read]:
    """Yield one row per draft."""
    for draft in drafts if batch.source is Source.FILE else listened_to(drafts, batch):
        if draft.is_blank:
            yield draft.line
            continue
        yield _read_row(draft if draft.listened else _told_apart(draft), batch, today)


def _read_row(draft: Draft, batch: BatchFacts, today: date) -> Read:
    row = _people(draft, batch, today) if draft.others else normalise(draft, batch, today)
    if draft.closed and isinstance(row, RejectedRow) and draft.seller != "pro":
        marks = [mark for person in (draft, *draft.others) for mark in marks_of_rejected(person)]
        row = replace(row, marks=tuple(marks), closed=draft.closed)
    if isinstance(row, ParsedRow) and row.refusal and all(person.refusal for person in row.others):
        anywhere = bool(row.others or _OF_SEVERAL.search(row.name))
        row = row._replace(marks=tuple(dict.fromkeys((*row.marks, *refused_beside(draft, anywhere=anywhere)))))
    return _doubted(row, draft, batch) if draft.doubt or draft.others else row


def _told_apart(draft: Draft) -> Draft:
    """Return a page or what was typed with the people that its name tells, each with their own refusal."""
    if not may_tell_people(draft.name, draft.last_name, draft.first_name):
        return draft
    return people_in(draft._replace(heard=_refused(draft), listened=True))


def _people(draft: Draft, batch: BatchFacts, today: date) -> ParsedRow | RejectedRow:
    """Return the row of the first person of a draft of several, with those of the others who can be reached; the next
    one's where the first cannot."""
    people = (draft, *draft.others)
    rows = [_asked_of(normalise(person, batch, today), person, batch) for person in people]
    ready = [row for row in rows if isinstance(row, ParsedRow)]
    if not ready or (isinstance(rows[0], RejectedRow) and rows[0].code not in _UNREACHED):
        return rows[0]
    first, *rest = ready
    keys = {key for row in ready for _kind, key in row.marks}
    return first._replace(others=tuple(rest), strays=tuple(mark for mark in first.strays if mark[1] not in keys))


def _asked_of(row: ParsedRow | RejectedRow, draft: Draft, batch: BatchFacts) -> ParsedRow | RejectedRow:
    """Return the row of one person with what is asked of them: their sheet is made, and held until somebody answers."""
    if not draft.doubt or isinstance(row, RejectedRow):
        return row
    asks = (draft.held or batch.source is not Source.FILE) and not row.refusal
    return row._replace(doubt=(draft.doubt, quoted(draft.doubt) if asks else ""))


def _doubted(row: ParsedRow | RejectedRow, draft: Draft, batch: BatchFacts) -> Read:
    """Return a row with what is asked of it. One that is not taken bears the marks of whom it asks about, who may be
    known already or come by another row."""
    if isinstance(row, ParsedRow):
        return row if draft.others else _asked_of(row, draft, batch)
    doubted = [person for person in (draft, *draft.others) if person.held]
    if not doubted or draft.seller == "pro":
        return row
    marks = [mark for person in doubted for mark in marks_of_rejected(person)]
    reject = replace(row, doubt=(doubted[0].doubt, quoted(doubted[0].doubt)), marks=tuple(marks))
    return WaitingRow(reject, dweller(draft, draft.address, draft.postcode, draft.town))


def prepared(rows: Iterable[Read], batch: BatchFacts, keyed: Keyed, shared: Hashes = NONE) -> Iterator[Item]:
    """Yield one item per row. ``keyed``: function that returns the register's keyed hash of (kind, key); ``shared``:
    the hashes of values by which nobody is recognised."""
    whole = (_hashed(row, batch.supplier, keyed, shared) for row in rows)
    return map(_property_of, whole) if batch.property_only else whole


def _hashed(row: Read, supplier: str, keyed: Keyed, shared: Hashes) -> Item:
    if isinstance(row, ParsedRow):
        is_plain = not (row.others or row.doubt[0])
        return _marked(row, keyed, shared) if is_plain else _hashed_row(row, supplier, keyed, shared)
    if isinstance(row, int):
        return row
    if isinstance(row, RejectedRow):
        return replace(row, marks=tuple(hashes_of(keyed, row.marks))) if row.marks else row
    reject, who = row
    marks, near = tuple(hashes_of(keyed, reject.marks)), tuple(entries(keyed, who).items())
    return replace(reject, marks=marks, doubt=_asked(reject.doubt, supplier, keyed), near=near)


def _hashed_row(row: ParsedRow, supplier: str, keyed: Keyed, shared: Hashes) -> tuple[ParsedRow, list[KindHash]]:
    """Return a row with its hashed marks, its other people with theirs."""
    row = row._replace(doubt=_asked(row.doubt, supplier, keyed)) if row.doubt[0] else row
    if row.others:
        people = [_hashed_row(person, supplier, keyed, shared) for person in row.others]
        row = row._replace(others=tuple(person._replace(hashes=tuple(hashes)) for person, hashes in people))
    return _marked(row, keyed, shared)


def _asked(doubt: tuple[str, str], supplier: str, keyed: Keyed) -> tuple[str, str]:
    """Return what is asked of a row with what its answer is remembered by in the place of its whole words."""
    return possible_refusals.text_hash(keyed, supplier, doubt[0]), doubt[1]


def listened_to(drafts: Iterable[Draft], batch: BatchFacts) -> Iterator[Draft]:
    """Yield the drafts of a page or of what was typed with what only sounds like a refusal in them: a file's rows were
    listened to cell by cell."""
    for draft in drafts:
        cells = dict(enumerate(draft.cells if batch.source is Source.TYPED else (draft.title, draft.text)))
        doubts = {} if draft.doubt or draft.heard or draft.refuses else listened(cells)[1]
        yield draft._replace(doubt=next(iter(doubts.values()))) if doubts else draft


def answered_before(
    drafts: Iterable[Draft], supplier: str, answers: Mapping[str, str], keyed: Keyed
) -> Iterator[Draft]:  # fmt: skip
    """Return the drafts; one that was held for words already answered takes that answer: a refusal is heard, or nothing
    is asked. ``answers``: keyed hash of the words → « refuse » or « keep »."""

    def answered(draft: Draft) -> Draft:
        if draft.others:
            draft = draft._replace(others=tuple(map(answered, draft.others)))
        answer = answers.get(possible_refusals.text_hash(keyed, supplier, draft.doubt)) if draft.held else None
        if not answer:
            return draft
        return draft._replace(held=False, doubt="", heard=quoted(draft.doubt) if answer == "refuse" else draft.heard)

    return map(answered, drafts) if answers else iter(drafts)


def answers_heard(fixes: Fixes, supplier: str, answers: Mapping[str, str], keyed: Keyed) -> HeardAnswers:
    """Return what was said of words heard in the files of a supplier; ``answers`` as in :func:`answered_before`."""
    return HeardAnswers(fixes, lambda words: answers.get(possible_refusals.text_hash(keyed, supplier, words), ""))


def _marked(row: ParsedRow, keyed: Keyed, shared: Hashes) -> tuple[ParsedRow, list[KindHash]]:
    """Return a row with its hashed marks; what others share recognises nobody in either."""
    place = place_of(row.address, row.postcode)
    marks, hashes = telling_marks(row.marks, (row.site, row.reference, row.url), place, shared, keyed)
    return (row if marks is row.marks else row._replace(marks=marks)), hashes


def _property_of(item: Item) -> Item:
    """Return a row without its person (rule BUY-08): no name, no contact point, no extra column, no quotation of a
    rejected row. Its marks are still compared with the register; only that of the listing is then kept."""
    if isinstance(item, int):
        return item
    if isinstance(item, RejectedRow):
        hidden = user_text(item.code, **_HIDDEN)
        return replace(item, cells=(), reason=hidden, doubt=(item.doubt[0], ""))
    row, marks = item
    row = row._replace(others=tuple(person for person in row.others if person.refusal))
    row = row._replace(doubt=(row.doubt[0], _HIDDEN["words"])) if row.doubt[1] else row
    postcode, town = row.place
    bare = row._replace(
        town=town, postcode=postcode, name="", last_name="", first_name="", civility="", phones=(), emails=(),
        address="", extra="", role="",
    )  # fmt: skip
    return bare, marks
