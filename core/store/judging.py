"""Queries for verdicts, made for many leads at once: the rows from which the actions make the facts of the law."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.model.opposing import CallOutcome
from core.records.contact import Mark
from core.store.lead_lists import ADDRESS_GAP, ORIGIN_GAP, READDRESSED
from core.store.leads import GONE
from core.store.notices import GIVEN
from core.store.port import AMONG, Reader, several

REFUSALS = tuple(outcome for outcome in CallOutcome if outcome.refuses)
"""The outcomes of a call that refuse the telephone."""


ALONE = """m.kind IN ('number', 'mailbox') AND NOT EXISTS (SELECT 1 FROM mark n WHERE n.lead_id = m.lead_id
    AND n.head <> m.head AND n.kind IN (m.kind, CASE m.kind WHEN 'number' THEN 'phone' ELSE 'email' END))"""


class JudgedLead(NamedTuple):
    """A lead. ``address_gap``, ``origin_gap``: what a letter lacks (:mod:`core.store.lead_lists`), empty for nothing.
    ``rents``: its last ad is of a property to let. ``supplier_id``: of its first origin; ``given``: that origin is
    the person. ``phone``: the first telephone that may tell the place (any when the postcode is unknown, else one
    abroad or overseas). ``refused_by_list_of``: whose list of oppositions named the person."""

    id: int
    postcode: str
    obtained: str
    opposed_at: str | None
    opposed_how: str
    quote: str
    erased_at: str | None
    restricted_at: str | None
    address_gap: str
    origin_gap: str
    rents: bool
    supplier_id: int | None
    given: bool
    phone: str | None
    refused_by_list_of: str | None


class RefusalMet(NamedTuple):
    """An entry of the register that bears one of the lead's keyed hashes. ``kind``: of the lead's mark; ``alone``: it
    is a contact point that tells nobody apart, and the lead has no other of its kind; ``rank``: in the order of
    recording."""

    lead_id: int
    kind: str
    hash: str
    alone: bool
    how: str
    at: str
    lifted_at: str | None
    rank: int


class SpokenNotice(NamedTuple):
    """The first layer of the information was said whole during a call."""

    lead_id: int
    at: str


class WithdrawnListings(NamedTuple):
    """No listing of the lead is left online: the last day one was withdrawn, and when that was last said."""

    lead_id: int
    last_day: str
    said_at: str


class NoticeLetter(NamedTuple):
    """A letter of information. ``readdressed``: it came back, and the address was corrected since. ``handed``: it is
    the sheet handed to a person who gave their own data."""

    lead_id: int
    posted_at: str | None
    returned_at: str | None
    withdrawn_at: str | None
    readdressed: bool
    handed: bool


class CallJudged(NamedTuple):
    """A call of the person, or to the same number on another lead, whose keyed hash is ``hash``. ``direction``: in or
    out."""

    lead_id: int
    id: int
    hash: str
    started: str
    outcome: str
    direction: str
    rank: int


def people(r: Reader, ids: Sequence[int]) -> list[JudgedLead]:
    """Return those of ``ids`` that the base knows."""
    return r.named(
        JudgedLead,
        f"""SELECT l.id, l.postcode, l.obtained, l.opposed_at, l.opposed_how, l.quote, l.erased_at, l.restricted_at,
            {ADDRESS_GAP} AS address_gap, {ORIGIN_GAP} AS origin_gap, o.supplier_id,
            coalesce((SELECT deal FROM listing WHERE lead_id = l.id ORDER BY id DESC LIMIT 1), '') = 'rent' AS rents,
            o.source = 'typed' AND o.site = '' AND o.how = '' AS given,
            (SELECT value FROM contact c WHERE c.lead_id = l.id AND c.kind = 'phone'
             AND (l.postcode = '' OR c.value NOT LIKE '+33%') ORDER BY c.id LIMIT 1) AS phone,
            CASE WHEN l.opposed_how = 'list' THEN coalesce(
                (SELECT s.name FROM opposition o JOIN supplier s ON s.id = o.supplier_id
                 WHERE o.lead_id = l.id AND o.lifted_at IS NULL ORDER BY o.id LIMIT 1),
                (SELECT s.name FROM origin o JOIN supplier s ON s.id = o.supplier_id
                 WHERE o.lead_id = l.id ORDER BY o.id LIMIT 1)) END AS refused_by_list_of
        FROM lead l LEFT JOIN origin o ON o.id = (SELECT min(id) FROM origin WHERE lead_id = l.id)
        WHERE l.id {AMONG}""",
        several(ids),
    )


def oppositions(r: Reader, ids: Sequence[int], *, ever: bool = False) -> list[RefusalMet]:
    """Return the refusals in force, oldest first; lifted ones too when ``ever``."""
    return r.named(
        RefusalMet,
        f"""SELECT m.lead_id, m.kind, m.hash, o.how, o.at, o.lifted_at, {ALONE} AS alone, o.rank
            FROM mark m JOIN opposition o ON o.hash = m.hash
            WHERE m.lead_id {AMONG} {"" if ever else "AND o.lifted_at IS NULL"} ORDER BY o.at""",
        several(ids),
    )


def told(r: Reader, ids: Sequence[int]) -> list[SpokenNotice]:
    """Return each time the first layer of the information was said whole, oldest first."""
    return r.named(
        SpokenNotice,
        f"""SELECT c.lead_id, o.at FROM oral_notice o CROSS JOIN call c
            WHERE c.id = o.call_id AND o.complete = 1 AND c.lead_id {AMONG} ORDER BY o.at""",
        several(ids),
    )


def gone(r: Reader, ids: Sequence[int]) -> list[WithdrawnListings]:
    """Return which leads have no listing left online."""
    return r.named(
        WithdrawnListings,
        f"""SELECT lead_id, max(gone_on) AS last_day, max(gone_at) AS said_at FROM listing
            WHERE lead_id IN (SELECT lead_id FROM listing WHERE gone_on IS NOT NULL AND lead_id {AMONG})
            GROUP BY lead_id HAVING count(*) FILTER (WHERE NOT ({GONE})) = 0""",
        several(ids),
    )


def letters(r: Reader, ids: Sequence[int]) -> list[NoticeLetter]:
    """Return the letters written, oldest first."""
    return r.named(
        NoticeLetter,
        f"""SELECT lead_id, posted_at, returned_at, withdrawn_at,
                returned_at IS NOT NULL AND {READDRESSED} AS readdressed,
                versions LIKE '{GIVEN}%' AS handed
            FROM notice WHERE lead_id {AMONG} ORDER BY id""",
        several(ids),
    )


def calls(r: Reader, ids: Sequence[int]) -> list[CallJudged]:
    """Return the calls, oldest first."""
    return r.named(
        CallJudged,
        f"""SELECT DISTINCT m.lead_id, c.id, c.hash, c.started, c.outcome, c.direction, c.rank
            FROM mark m JOIN call c ON c.hash = m.hash WHERE m.kind = 'phone' AND m.lead_id {AMONG}
            UNION SELECT lead_id, id, hash, started, outcome, direction, rank FROM call WHERE lead_id {AMONG}
            ORDER BY started""",
        *(several(ids),) * 2,
    )


def to_judge(r: Reader) -> list[int]:
    """Return the leads, not opposed, whose telephone light the law does not settle: who holds a title or an agreement,
    and who refused by a call."""
    outcomes = several(REFUSALS)
    refused = r.column(str, f"SELECT hash FROM call WHERE hash <> '' AND outcome {AMONG}", outcomes)
    called = [lead_id for _hash, lead_id in r.bearers(set(refused))]
    return r.column(
        int,
        f"""SELECT id FROM lead WHERE opposed_at IS NULL AND (id {AMONG} OR id IN (
                SELECT lead_id FROM consent WHERE withdrawn IS NULL UNION
                SELECT lead_id FROM title WHERE written = '' UNION
                SELECT lead_id FROM call WHERE outcome {AMONG}))""",
        several(called),
        outcomes,
    )


def calls_to(r: Reader, hashed: str) -> list[CallJudged]:
    """Return the calls with one number, by its keyed hash, oldest first; ``lead_id`` is 0 where it had no sheet."""
    return r.named(
        CallJudged,
        """SELECT coalesce(lead_id, 0) AS lead_id, id, hash, started, outcome, direction, rank FROM call WHERE hash = ?
           ORDER BY started""",
        hashed,
    )


def reached(r: Reader, hashes: Sequence[str], outcomes: Sequence[str]) -> list[str]:
    """Return which of these keyed hashes of numbers an outgoing call with one of these outcomes was made to."""
    return r.column(
        str,
        f"""SELECT DISTINCT hash FROM call WHERE hash {AMONG} AND direction = 'out'
            AND outcome {AMONG}""",
        several(hashes),
        several(outcomes),
    )


def called(r: Reader) -> list[int]:
    """Return the leads whom an outgoing call may have reached, and those whose day to be informed a call brought
    forward."""
    return r.column(
        int,
        """SELECT lead_id FROM call WHERE direction = 'out' AND lead_id IS NOT NULL
           UNION SELECT m.lead_id FROM call c JOIN mark m ON m.hash = c.hash WHERE c.direction = 'out'
           UNION SELECT id FROM lead WHERE notice_due < date(obtained, '+27 days')""",
    )


def numbers_of(r: Reader, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the numbers of these leads, by lead."""
    found: dict[int, list[str]] = defaultdict(list)
    for mark in r.of(Mark, lead_id=ids, kind=("phone", "number")) if ids else ():
        if mark.hash not in found[mark.lead_id]:
            found[mark.lead_id].append(mark.hash)
    return found
