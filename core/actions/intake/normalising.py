"""Turns the raw texts of a draft into values of the base, or gives the reason why its row cannot be taken."""

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.actions.common.marks import GUESS, READ, address_marks, listing_marks, person_marks
from core.actions.intake.strays import strays
from core.base import text
from core.base.contacts import Contacts, read_contacts
from core.base.countries import kept_abroad
from core.base.phones import written
from core.model.batch import BatchFacts, Owner, Reject, Source
from core.model.draft import Draft
from core.refusals.detection import refusing_words
from core.refusals.grammar import quoted
from core.rules.discriminating_values import telling_address
from core.sources.columns.deals import heard_in
from core.sources.hotlines import hotlines
from core.sources.pages.sites import by_host
from core.words.errors import user_text


class Ready(NamedTuple):
    """A row ready to be matched and written, made of plain values so that it can come from another process.

    ``phones``: (E.164, key) each; ``deal``: sale, rent or empty when nothing tells it; ``price`` in cents, ``area`` in
    m², ``seen`` ISO or None; ``extra``: JSON of the columns kept with the origin, or ""; ``refusal``: the words that
    refuse agencies, or « refus indiqué sur le site »; ``heard_in``: the heading of their column; ``place``: (postcode,
    town) of the property; ``private``: as of a draft; ``marks``: (kind, key) by which the person is recognised;
    ``doubt``: keyed hash of words that sound like a refusal, and the
    words while nobody has answered, empty since. ``closed``: the ways of being reached that are refused. ``strays``:
    telephones and e-mails of other cells. ``others``: the other owners of a row that refuses.
    """

    line: int
    name: str
    last_name: str
    first_name: str
    civility: str
    phones: tuple[tuple[str, str], ...]
    emails: tuple[str, ...]
    address: str
    postcode: str
    town: str
    site: str
    reference: str
    url: str
    seen: str | None
    title: str
    kind: str
    deal: str
    price: int | None
    area: float | None
    rooms: int | None
    extra: str
    refusal: str
    heard_in: str
    marks: tuple[tuple[str, str], ...]
    place: tuple[str, str]
    private: int | None = None
    doubt: tuple[str, str] = ("", "")
    closed: tuple[str, ...] = ()
    strays: tuple[tuple[str, str], ...] = ()
    others: tuple[Owner, ...] = ()


_AGENCIES = frozenset({"agence", "agences", "immobilier", "immobiliere", "immobiliers"})


def normalise(draft: Draft, batch: BatchFacts, today: date) -> Ready | Reject:
    """Return the row ready to match, or why it is rejected. ``today``: a listing read after it is a mistake."""
    refused = _refused(draft)
    if refused and draft.slid:
        draft = _unplaced(draft)
    words = _Words._make(text.cleaned(*[getattr(draft, name) for name in _Words._fields]))
    site, seen = _site(draft, words.site) or batch.site, text.parse_day(draft.seen)
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
        heard=draft.heard, heard_in=draft.heard_in,
    )  # fmt: skip


class _Words(NamedTuple):
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


def _unfit(draft: Draft, batch: BatchFacts, today: date, *, site: str, seen: date | None) -> Reject | None:
    """Return why a row cannot be taken, whatever its contact points; None when it can."""
    if draft.headings:
        return _reject(draft, "ROW_OTHER_HEADINGS", left=", ".join(draft.headings))
    if draft.aside:
        return _reject(draft, "ROW_SET_ASIDE")
    if draft.held:
        return _reject(draft, "ROW_MAY_REFUSE", words=quoted(draft.doubt))
    if draft.slid:
        return _reject(draft, "ROW_SHIFTED", column=draft.slid)
    if draft.seller == "pro" or (not draft.seller and _is_agency(draft)):
        return _reject(draft, "ROW_AGENCY")
    if not site and batch.source is not Source.TYPED:  # A lead typed without a site was given by the person.
        return _reject(draft, "ROW_NO_SOURCE")
    if draft.seen.strip() and (seen is None or seen > today):
        return _reject(draft, "ROW_BAD_DATE", value=draft.seen.strip()[:40])
    return None


def _is_agency(draft: Draft) -> bool:
    """Tell whether the name itself says that it is an agency: « Agence du Pont SARL »."""
    name = f"{draft.name} {draft.last_name}".lower()
    return ("agence" in name or "immobili" in name) and not _AGENCIES.isdisjoint(text.fold(name).split())


def _ready(draft: Draft, words: _Words, ways: _Ways, *, site: str, seen: date | None, refused: str) -> Ready:
    """Return the row, its values in the order of the fields of :class:`Ready`."""
    contacts, surname, url = ways.contacts, words.last_name or draft.name, draft.url.strip()
    name = words.name or f"{words.last_name} {words.first_name}".strip()
    postcode, listing_postcode = text.postcode(draft.postcode), text.postcode(draft.listing_postcode)
    place = (listing_postcode, words.listing_town)
    if not any(place) and not ways.written:  # Who lives abroad has their property elsewhere.
        place = (postcode, words.town)
    rooms, price = text.parse_number(draft.rooms), text.cents(draft.price)
    marks = (
        *person_marks(contacts.phones, contacts.emails, surname, ways.address, draft.postcode, words.town),
        *_marks_elsewhere(draft, surname, ways),
        *listing_marks(site, words.reference, url),
        *[(GUESS, key) for key in (contacts.guessed if contacts.unread else ())],
    )
    return Ready(
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
    )  # fmt: skip


def marks_of_rejected(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the marks of the person of a row that is not taken."""
    contacts, _hotline = _own_contacts(draft)
    address, town = text.cleaned(draft.address, draft.town)
    surname = draft.last_name or draft.name
    return person_marks(contacts.phones, contacts.emails, surname, address, draft.postcode, town)


def _marks_elsewhere(draft: Draft, surname: str, ways: _Ways) -> tuple[tuple[str, str], ...]:
    """Return the marks of the person at the other addresses of the row: the register hears them, and they make no two
    rows one person."""
    if not (draft.elsewhere or ways.written):
        return ()
    told = [*[one for one in draft.elsewhere if one[0] != ways.address], *ways.written]
    marks = [mark for street, code, town in told for mark in address_marks(surname, street, code, town)]
    return tuple((READ, key) for kind, key in marks if kind in ("address", READ))


def property_words(row: Ready) -> str:
    """Return the folded words to search a property kept without its person."""
    postcode, town = row.place
    return text.fold(f"{town} {postcode} {row.reference}")


def said_in(row: Ready) -> str:
    """Return what a row says of its refusal, with the heading of its column."""
    return f"{row.heard_in}\u202f: {row.refusal}" if row.heard_in else row.refusal


def contact_points(row: Ready) -> Iterator[tuple[str, str, str, str]]:
    """Yield (kind, value, postcode, town) of each contact point of a row."""
    for phone, _key in row.phones:
        yield "phone", phone, "", ""
    for email in row.emails:
        yield "email", email, "", ""
    if row.address:
        yield "address", row.address, row.postcode, row.town


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


def _reject_unreachable(draft: Draft, contacts: Contacts, hotline: str) -> Reject:
    if bad := next(filter(None, map(str.strip, contacts.unread)), ""):
        return _reject(draft, "ROW_BAD_PHONE", value=bad[:40])
    return _reject(draft, "ROW_HOTLINE", site=hotline) if hotline else _reject(draft, "ROW_NO_CONTACT")


def _reject(draft: Draft, code: str, **values: object) -> Reject:
    return Reject(draft.line, code, user_text(code, **values), draft.cells)
