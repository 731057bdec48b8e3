"""What the list of leads and a sheet show: rows of the base with their verdict at this moment."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial

from core.actions.common import step_cache
from core.actions.common.judging import Law, facts, lights, verdicts
from core.actions.common.next_step_facts import situations
from core.actions.common.people import phone_hash
from core.actions.leads import origin_views
from core.actions.leads.timeline import events
from core.actions.register import co_owners
from core.base.moments import read, read_day
from core.model.channel import Channel, ContactKind
from core.model.lead import ContactShown, LeadRow, LeadSheet
from core.model.step import NextStep
from core.model.trade import TradeStatus
from core.model.verdict import Light, Verdict
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.rules.channels import judge
from core.rules.next_step import next_step
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
    lit: "LightCache | None" = None,
) -> "array[int]":
    """Return lead ids for typed words and filters (``light``, ``opposition``, ``notice``, ``title``, ``status``,
    ``reached``, ``assigned``, ``agent``, ``tag``, ``source``, ``town``, ``batch``, ``twins``, ``late``; ``step``: names
    of steps parted by commas, or ``late``). ``sort``: of :data:`core.store.lead_lists.SORTS`, ``light`` or
    ``step``, the soonest due first. Raises UserError for a filter or a value that does not exist.

    The light depends on the clock, so it is judged only for the few leads that hold a title or refused by a call; the
    law makes the others red, but who is opposed. ``lit`` remembers the lights from one call to the next.
    """
    asked = dict(filters or {})
    light = asked.pop("light", "")
    _check(asked, light)
    if "step" in asked:
        name, value = step_cache.standing(r, law, at=at).asked(asked.pop("step"), at.date().isoformat())
        asked[name] = value
    if light and light != Light.OPPOSED and asked.setdefault("opposition", "no") != "no":
        return array("q")
    if sort == "step":
        named = find(r, law, at=at, text=text, filters=filters, lit=lit)
        return _first(named, step_cache.by_urgency(r, descending=descending))
    wanted = partial(leads.search, r, text=text, sort="name" if sort == "light" else sort, descending=descending)
    if not light and sort != "light":
        return wanted(filters=asked)
    told = dict.fromkeys(_opposed(r), Light.OPPOSED) | (lit or LightCache()).told(r, law, at)
    if not light:
        return _by_light(wanted(filters=asked), told, descending=descending)
    if light == Light.FORBIDDEN:
        del asked["opposition"]
        # Fewer leads are removed than kept: removing them here costs less than a condition on each lead.
        return _without(wanted(filters=asked), {one for one, said in told.items() if said != light})[0]
    return wanted(filters=asked, among=[one for one, said in told.items() if said == light])


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


def _first(ids: "array[int]", wanted: Sequence[int]) -> "array[int]":
    """Return ``ids`` with those of ``wanted`` first, in its order, and the others as they were."""
    held_ids = set(ids)
    first = [number for number in wanted if number in held_ids]
    held_ids.difference_update(first)
    return array("q", first + ([row_id for row_id in ids if row_id in held_ids] if held_ids else []))


def _by_light(ids: "array[int]", told: Mapping[int, Light], *, descending: bool) -> "array[int]":
    """Return ``ids`` grouped by light, from green to opposed, each group in the order given; red unless ``told``."""
    rare = {one: light for one, light in told.items() if light is not Light.FORBIDDEN}
    red, others = _without(ids, rare)
    groups: dict[Light, array[int]] = {light: array("q") for light in Light} | {Light.FORBIDDEN: red}
    for lead_id in others:
        groups[rare[lead_id]].append(lead_id)
    found = array("q")
    for light in reversed(Light) if descending else iter(Light):
        found.extend(groups[light])
    return found


def _check(filters: Mapping[str, str], light: str) -> None:
    if light and light not in set(Light):
        raise error("FIELD_VALUE", field="light", value=light)
    for name, value in filters.items():
        if name in lead_lists.ASKABLE:
            continue
        if name not in lead_lists.FILTERS:
            known = ", ".join(("light", *lead_lists.FILTERS, *lead_lists.ASKABLE))
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
    found: dict[int, tuple[Verdict, NextStep, bool]] = {}
    for lead_id, situation in situations(r, ids, law):
        call = judge(Channel.CALL, situation.facts, at, law.books)
        found[lead_id] = call, next_step(situation, at, law.books, call=call), situation.facts.notice.told is not None
    owners = co_owners.owners_named(r, ids)
    return [_row(row, *found[row.id], owners.get(row.id, ())) for row in lead_lists.rows(r, ids)]


def _row(
    line: lead_lists.Line, call: Verdict, step: NextStep, told: bool, owners: Sequence[tuple[int, str]]
) -> LeadRow:  # fmt: skip
    return LeadRow(
        id=line.id,
        name=line.name,
        town=line.town,
        source=line.source,
        light=call.light,
        call=call,
        step=step,
        opposed_at=read(line.opposed_at),
        opposed_how=line.opposed_how,
        notice_sent=read_day(line.notice_sent),
        # Nothing is due any more to a person who refuses, or who was told all of it on the telephone.
        notice_due=read_day(line.notice_due) if line.opposed_at is None and not told else None,
        version=line.version,
        phone=line.phone or "",
        last_call=read(line.last_call),
        last_outcome=line.last_outcome or "",
        last_breach=line.last_breach == 1,
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
    judged = {channel.value: judge(channel, situation.facts, at, law.books) for channel in SHEET_CHANNELS}
    call = judged[Channel.CALL.value]
    step = next_step(situation, at, law.books, call=call)
    [row] = lead_lists.rows(r, [lead_id])
    return LeadSheet(
        row=_row(
            row,
            call,
            step,
            situation.facts.notice.told is not None,
            co_owners.owners_named(r, [lead_id]).get(lead_id, ()),
        ),
        first_name=person.first_name,
        last_name=person.last_name,
        civility=person.civility,
        postcode=person.postcode,
        contacts=_contacts(r, lead_id),
        origins=origin_views.origins(r, lead_id),
        listings=tuple(r.of(Listing, "-id", lead_id=lead_id)),
        events=tuple(events(r, lead_id)),
        verdicts=judged,
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


class LightCache:
    """The lights of the leads to judge, judged once a minute; its owner calls :meth:`forget` when the base
    changes."""

    def __init__(self) -> None:
        self._lights: dict[int, Light] = {}
        self._asked: tuple[datetime, Law] | None = None

    def forget(self) -> None:
        """Judge the lights again next time."""
        self._asked = None

    def told(self, r: Reader, law: Law, at: datetime) -> dict[int, Light]:
        """Return the light of each lead that is to be judged."""
        asked = (at.replace(second=0, microsecond=0), law)
        if self._asked is None or self._asked[0] != asked[0] or self._asked[1] is not law:
            self._lights, self._asked = lights(r, judging.to_judge(r), law, at=at), asked
        return self._lights
