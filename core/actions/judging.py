"""What the base knows of a person, made into facts for the law, and the verdicts that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from core.actions.agreed import consent_facts
from core.actions.people import Who, zone_of
from core.actions.suppliers import judged_among
from core.law import rulebooks
from core.model.channel import Channel, TitleKind
from core.model.facts import (
    ContractFact,
    Facts,
    NoticeFact,
    OppositionFact,
    ProfessionalFact,
    RequestFact,
)
from core.model.verdict import Light, Verdict
from core.moments import happened, local, read, read_day
from core.notices.gaps import agency_missing
from core.rules.buying import lacking
from core.rules.channels import judge, light_of
from core.rules.references import Correction, corrected
from core.rules.rulebooks import Rulebooks
from core.rules.zones import zone_of_phone
from core.settings import Settings
from core.store import judging, registers
from core.store.port import Reader, Row

_REFUSALS = ("not_interested", "opposed")
_HELD = ("oppositions", "consents", "titles", "notices", "calls", "told", "gone")


@dataclass(frozen=True, slots=True)
class Law:
    """What judges: the dated rulebooks, and what depends on the agency."""

    books: Rulebooks
    agency_missing: tuple[str, ...]
    has_caller_number: bool
    local_holidays: bool
    agency: str


def law_of(settings: Settings) -> Law:
    """Return the law as this agency must apply it."""
    agency = settings.agency
    number = settings.caller_number or agency.phone
    books = _books(settings.references)
    return Law(books, agency_missing(agency), bool(number), settings.local_holidays, agency.legal_name)


@lru_cache(maxsize=4)
def _books(references: tuple[Correction, ...]) -> Rulebooks:
    return corrected(rulebooks(), references)


def verdicts(r: Reader, ids: Sequence[int], law: Law, *, channel: Channel, at: datetime) -> dict[int, Verdict]:
    """Return the verdict on ``channel`` at ``at`` (aware) for each lead of ``ids`` that the base knows."""
    found = facts(r, ids, law)
    return {lead_id: judge(channel, fact, at, law.books) for lead_id, fact in found.items()}


def lights(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> dict[int, Light]:
    """Return the light of the telephone at ``at`` (aware) of each lead of ``ids`` that the base knows."""
    return {lead_id: light_of(Channel.CALL, fact, at, law.books) for lead_id, fact in facts(r, ids, law).items()}


def verdict(r: Reader, lead_id: int, law: Law, *, channel: Channel, at: datetime, key: str = "") -> Verdict:
    """Return one verdict; ``key``: keyed hash of the telephone or e-mail about to be used."""
    return judge(channel, facts(r, [lead_id], law)[lead_id], at, law.books, key=key)


def judged_who(r: Reader, who: Who, law: Law, *, channel: Channel, at: datetime) -> Verdict:
    """Return the verdict on WHO, known to the base or not: the register answers for a number nobody has a sheet for."""
    if who.lead_id is not None:
        return verdict(r, who.lead_id, law, channel=channel, at=at, key=who.hash if who.key else "")
    entries = registers.opposed(r, [who.hash])
    unknown = Facts(
        notice=NoticeFact(at.date()),
        zone=zone_of("", who.phone),
        oppositions=tuple(
            OppositionFact(who.kind, how, happened(since), key=who.hash) for since, how in entries.values()
        ),
        has_address=False,
        origin_complete=False,
        agency_missing=law.agency_missing,
        has_caller_number=law.has_caller_number,
        agency=law.agency,
        local_holidays=law.local_holidays,
    )
    return judge(channel, unknown, at, law.books, key=who.hash)


def facts(r: Reader, ids: Sequence[int], law: Law) -> dict[int, Facts]:
    """Return what the law may look at, by lead; a Bloctel check is left out, since the base holds none."""
    held = {what: judging.about(r, what, ids) for what in _HELD}
    people = judging.people(r, ids)
    sold = sellers(r, people)
    return {
        int(person[0]): facts_of(person, {what: rows.get(int(person[0]), []) for what, rows in held.items()}, law, sold)
        for person in people
    }


Sold = Mapping[str, tuple[str, tuple[str, ...]]]
"""Id of a supplier, as text → its name and what its sheet lacks."""


def sellers(r: Reader, people: Sequence[Row]) -> Sold:
    ids = {_supplier_of(person) for person in people} - {""}
    found = judged_among(r, [int(one) for one in sorted(ids)])
    return {str(key): (one.sheet.name, lacking(one.risks)) for key, one in found.items()}


def _supplier_of(person: Row) -> str:
    return str(person[8] or "").rpartition("|")[2]


def facts_of(person: Row, held: Mapping[str, list[Row]], law: Law, sold: Sold) -> Facts:
    seller, lacks = sold.get(_supplier_of(person), ("", ()))
    _, postcode, obtained, opposed_at, opposed_how, quote, erased_at, has_address, origin, phone, supplier = person[:11]
    titles = held["titles"]
    calls = held["calls"]
    outgoing = [row for row in calls if row[2] == "out"]
    return Facts(
        notice=_notice(str(obtained), held["notices"], outgoing, held["told"]),
        zone=zone_of(str(postcode), str(phone or "")),
        number_zone=zone_of_phone(str(phone or "")),
        postcode=str(postcode),
        oppositions=_oppositions(held["oppositions"], opposed_at, str(opposed_how), str(quote), str(supplier or "")),
        consents=tuple(fact for row in held["consents"] for fact in consent_facts(row, law.agency)),
        contracts=tuple(
            ContractFact(str(row[1]), str(row[2]), read_day(row[4]), read_day(row[5]), bool(row[7]))
            for row in titles
            if row[0] == TitleKind.CONTRACT
        ),
        requests=tuple(_request(row) for row in titles if row[0] == TitleKind.REQUEST),
        professional=next(
            (
                ProfessionalFact(str(row[1]), str(row[3]), str(row[2]), bool(row[7]), read_day(row[5]))
                for row in reversed(titles)
                if row[0] == TitleKind.PROFESSIONAL
            ),
            None,
        ),
        attempts=tuple(happened(row[0]) for row in outgoing),
        refusals=tuple(happened(row[0]) for row in calls if row[1] in _REFUSALS),
        erased=read(erased_at),
        restricted=read(person[11]),
        has_address=bool(has_address),
        origin_complete=_complete(str(origin or "")),
        supplier=seller,
        supplier_missing=lacks,
        agency_missing=law.agency_missing,
        has_caller_number=law.has_caller_number,
        agency=law.agency,
        listing_gone=read_day(held["gone"][0][0]) if held["gone"] else None,
        local_holidays=law.local_holidays,
    )


def _oppositions(
    entries: list[Row], opposed_at: object, opposed_how: str, quote: str, supplier: str
) -> tuple[OppositionFact, ...]:
    """What the register says of the person, and what the sheet says: either is enough.

    A telephone, an e-mail or an address in the register is the person's refusal: it holds for all the others.
    """
    told = [(str(how), at) for _, how, at, _, _ in entries]
    if opposed_at and not told:
        told.append((opposed_how, opposed_at))
    return tuple(
        OppositionFact("person", how, happened(at), quote=quote, supplier=supplier if how == "list" else "")
        for how, at in told
    )


def _request(row: Row) -> RequestFact:
    _, _, object_, how, starts, _, answered, has_proof = row
    return RequestFact(str(object_), happened(starts), str(how), bool(has_proof), read(answered))


def _notice(obtained: str, letters: list[Row], calls: list[Row], told: list[Row]) -> NoticeFact:
    day = date.fromisoformat(obtained)
    standing = [row for row in letters if row[3] is None]
    sent = tuple(found for found in (read_day(str(row[1])[:10]) for row in standing if row[1]) if found)
    returned = [found for found in (read_day(str(row[2])[:10]) for row in standing if row[2]) if found]
    return NoticeFact(
        day,
        sent,
        first_contact=happened(calls[0][0]).date() if calls else None,
        reminded=len(sent) > 1,
        returned=returned[-1] if returned else None,
        told=local(told[0][0]).date() if told else None,
    )


def _complete(flags: str) -> bool:
    """A letter can name the source: the site, the reference or address, the day, and for a file the supplier."""
    source, *said = flags.split("|")
    if len(said) != 4:
        return False
    *known, supplier = said
    return all(one == "1" for one in known) and (bool(supplier) or source != "file")
