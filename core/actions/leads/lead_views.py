"""What the list of leads and a sheet show: rows of the base with their verdict at this moment."""

import re
from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial

from core.actions.common import step_cache
from core.actions.common.judging import Law, facts, lights, verdicts
from core.actions.common.next_step_facts import situations
from core.actions.common.people import phone_hash
from core.actions.common.step_cache import StepTally
from core.actions.leads import origin_views
from core.actions.leads.timeline import events
from core.actions.register import co_owners
from core.base.moments import read, read_day
from core.model.channel import Channel, ContactKind
from core.model.lead import ContactShown, LeadRow, LeadSheet
from core.model.trade import TradeStatus
from core.model.verdict import Light, Verdict
from core.model.way_now import WayNow
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.rules.channels import judge
from core.rules.next_step import JudgedSituation, judged, step_of
from core.rules.way_now import way_now
from core.store import judging, lead_lists, leads, registers
from core.store.port import Reader
from core.words.errors import error

SHEET_CHANNELS = (Channel.CALL, Channel.LETTER, Channel.EMAIL, Channel.SMS)


def find(
    r: Reader,
    law: Law,
    *,
    at: datetime,
    text: str = "",
    filters: Mapping[str, str] | None = None,
    sort: str = "name",
    descending: bool = False,
    tally: StepTally | None = None,
) -> "array[int]":
    """Return lead ids for typed words and filters: ``way_now``, ``light``, those of :mod:`core.store.lead_lists`, and
    ``step``: names of steps parted by commas, or ``late``. ``sort``: of :data:`core.store.lead_lists.SORTS`, ``way``,
    or ``step``, the soonest due first. ``tally``: where all leads stand now, when it is known. Raises UserError for a
    filter or a value that does not exist.

    The light depends on the clock, so it is judged only for the few leads that hold a title or refused by a call; the
    law makes the others red, but who is opposed.
    """
    asked = dict(filters or {})
    light = asked.pop("light", "")
    _check(asked, light)
    if tally is None and (sort == "way" or asked.keys() & {"step", "way_now"}):
        tally = step_cache.standing(r, law, at=at)
    if "step" in asked and tally:
        name, value = tally.asked(asked.pop("step"), at.date().isoformat())
        asked[name] = value
    if "way_now" in asked and tally:
        name, value = tally.asked_way(asked.pop("way_now"))
        asked[name] = value
    if light and light != Light.OPPOSED and asked.setdefault("opposition", "no") != "no":
        return array("q")
    wanted = partial(
        leads.search, r, text=text, sort="name" if sort in ("way", "step") else sort, descending=descending
    )
    urgent = step_cache.by_urgency(r, descending=descending) if sort == "step" else []
    if sort == "step" and not (text or asked or light) and len(urgent) == leads.count_leads(r):
        return array("q", urgent)
    ids = _lit(r, law, light, asked, wanted, at) if light else wanted(filters=asked)
    if sort == "step":
        return _first(ids, urgent, every=not (text or asked or light))
    return _by_way(ids, step_cache.ways_known(r, tally), descending=descending) if sort == "way" and tally else ids


def _lit(
    r: Reader, law: Law, light: str, asked: dict[str, str], wanted: "partial[array[int]]", at: datetime
) -> "array[int]":
    """Return those of ``wanted`` that have a light of the telephone."""
    lit = dict.fromkeys(_opposed(r), Light.OPPOSED) | lights(r, judging.to_judge(r), law, at=at)
    if light == Light.FORBIDDEN:
        del asked["opposition"]
        # Fewer leads are removed than kept: removing them here costs less than a condition on each lead.
        return _without(wanted(filters=asked), {one for one, said in lit.items() if said != light})[0]
    return wanted(filters=asked, among=[one for one, said in lit.items() if said == light])


def _opposed(r: Reader) -> set[int]:
    return set(leads.search(r, filters={"opposition": "yes"}, sort="newest"))


def _without(ids: "array[int]", out: Collection[int]) -> tuple["array[int]", list[int]]:
    """Return (``ids`` without those of ``out``, those removed), in the order given; copied by long runs, since few
    are removed."""
    places = [place for place, one in enumerate(ids) if one in out]
    left = array("q")
    for before, place in zip([-1, *places], [*places, len(ids)], strict=True):
        left.extend(ids[before + 1 : place])
    return left, [ids[place] for place in places]


def _first(ids: "array[int]", wanted: Sequence[int], *, every: bool) -> "array[int]":
    """Return ``ids`` with those of ``wanted`` first, in its order, and the others as they were. ``every``: they are
    all leads, so that all those wanted are among them."""
    first = list(wanted) if every else list(filter(set(ids).__contains__, wanted))
    taken = set(first)
    return array("q", first + [row_id for row_id in ids if row_id not in taken])


def _by_way(ids: "array[int]", ways: Mapping[int, str], *, descending: bool) -> "array[int]":
    """Return ``ids`` grouped by what may be done now, who may be called first and with whom nothing may last, each
    group in the order given; at the commonest way unless ``ways`` say another."""
    common, rare = _without(ids, ways)
    groups = {way.value: array("q") for way in WayNow} | {step_cache.COMMONEST.value: common, "": array("q")}
    for lead_id in rare:
        groups[ways[lead_id]].append(lead_id)
    ordered = array("q")
    for way in reversed(groups) if descending else groups:
        ordered.extend(groups[way])
    return ordered


_PRICES = re.compile(r"\d+-\d*|-\d+", re.ASCII)
"""Two ends in euros, one of which may be left open."""


def _check(filters: Mapping[str, str], light: str) -> None:
    if light and light not in set(Light):
        raise error("FIELD_VALUE", field="light", value=light)
    if "price" in filters and not _PRICES.fullmatch(filters["price"]):
        raise error("FIELD_VALUE", field="price", value=filters["price"])
    for name, value in filters.items():
        if name in lead_lists.ASKABLE or name == "way_now":
            continue
        if name not in lead_lists.FILTERS:
            known = ", ".join(("way_now", "light", *lead_lists.FILTERS, *lead_lists.ASKABLE))
            raise error("FIELD_UNKNOWN", field=name, known=known)
        if value not in lead_lists.FILTERS[name]:
            raise error("FIELD_VALUE", field=name, value=value)


def lines(
    r: Reader, rows: Sequence[LeadRow], law: Law, *, at: datetime
) -> list[tuple[LeadRow, list[str], list[str], Verdict]]:
    """Return (line, phones in E.164, e-mails, verdict on the letter) for lines of the list."""
    letters = verdicts(r, [row.id for row in rows], law, channel=Channel.LETTER, at=at)
    found = []
    for row in rows:
        contacts = r.of(Contact, lead_id=row.id)
        values = {kind: [contact.value for contact in contacts if contact.kind == kind] for kind in ("phone", "email")}
        found.append((row, values["phone"], values["email"], letters[row.id]))
    return found


def lead_rows(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> list[LeadRow]:
    """Return the lines of the list for ``ids``, in their order, judged at ``at`` (aware)."""
    views = {lead_id: judged(situation, at, law.books) for lead_id, situation in situations(r, ids, law)}
    owners = co_owners.owners_named(r, ids)
    return [_row(row, views[row.id], owners.get(row.id, ())) for row in lead_lists.rows(r, ids)]


def _row(line: lead_lists.Line, view: JudgedSituation, owners: Sequence[tuple[int, str]]) -> LeadRow:
    call, informed = view.call, view.has.facts.notice.told is not None
    return LeadRow(
        id=line.id,
        name=line.name,
        town=line.town,
        source=line.source,
        light=call.light,
        call=call,
        way=way_now(view),
        step=step_of(view),
        opposed_at=read(line.opposed_at),
        opposed_how=line.opposed_how,
        notice_sent=read_day(line.notice_sent),
        # Nothing is due any more to a person who refuses, or who was told all of it on the telephone.
        notice_due=read_day(line.notice_due) if line.opposed_at is None and not informed else None,
        version=line.version,
        phone=line.phone or "",
        last_call=read(line.last_call),
        last_outcome=line.last_outcome or "",
        last_breach=line.last_breach == 1,
        last_act=read(line.last_act),
        callback=read(line.callback),
        status=TradeStatus(line.status),
        agent=line.agent,
        tags=tuple(line.tags.splitlines()),
        property=line.property,
        deal=line.deal,
        price=line.price,
        area=line.area,
        email=line.email,
        batch=line.batch,
        owners=tuple(name for _lead_id, name in owners),
    )


def lead_sheet(r: Reader, lead_id: int, law: Law, *, at: datetime) -> LeadSheet:
    """Return everything known of one lead. Raises UserError LEAD_UNKNOWN."""
    person = r.get(Lead, lead_id)
    if person is None:
        raise error("LEAD_UNKNOWN")
    [(_lead, situation)] = situations(r, [lead_id], law)
    view = judged(situation, at, law.books)
    verdicts_now = {channel.value: judge(channel, situation.facts, at, law.books) for channel in SHEET_CHANNELS}
    [row] = lead_lists.rows(r, [lead_id])
    return LeadSheet(
        row=_row(row, view, co_owners.owners_named(r, [lead_id]).get(lead_id, ())),
        first_name=person.first_name,
        last_name=person.last_name,
        civility=person.civility,
        postcode=person.postcode,
        contacts=_contacts(r, lead_id),
        origins=origin_views.origins(r, lead_id),
        listings=tuple(r.of(Listing, "-id", lead_id=lead_id)),
        events=tuple(events(r, lead_id)),
        verdicts=verdicts_now,
        notes=person.notes,
        notes_by=person.notes_by,
        notes_at=read(person.notes_at),
        owners=co_owners.owners_shown(r, lead_id),
        another_refuses=co_owners.another_refuses(r, lead_id),
    )


def contact_verdicts(r: Reader, sheet: LeadSheet, law: Law, *, at: datetime) -> dict[int, Verdict]:
    """Return the verdict on each contact point of a sheet, by its id: an agreement may concern one telephone only."""
    known = facts(r, [sheet.row.id], law)[sheet.row.id]
    return {
        contact.id: judge(
            ContactKind(contact.kind).channels[0], known, at, law.books, key=_hash(r, contact.kind, contact.value)
        )
        for contact in sheet.contacts
    }


def _hash(r: Reader, kind: str, value: str) -> str:
    """Return the register's hash of a telephone or an e-mail; empty for a postal address, which is judged with its
    person, and where the key is absent."""
    if kind == "address" or r.keyless:
        return ""
    return phone_hash(r, value) if kind == "phone" else r.keyed_hash(kind, value)


def _contacts(r: Reader, lead_id: int) -> tuple[ContactShown, ...]:
    rows = r.of(Contact, lead_id=lead_id)
    hashes = {row.id: _hash(r, row.kind, row.value) for row in rows if row.kind != "address"}
    opposed = registers.opposed(r, list(hashes.values()))
    contacts = []
    for contact in rows:
        text = ", ".join(filter(None, (contact.value, f"{contact.postcode} {contact.town}".strip())))
        since = opposed.get(hashes.get(contact.id, ""))
        contacts.append(ContactShown(contact.id, contact.kind, text, read(since.at) if since else None))
    return tuple(contacts)
