"""Queries about what only sounds like a refusal: who is held by it, and how the same words were answered before."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.alike import SharedRefusal
from core.store.port import AMONG, Reader, several
from core.store.registers import NearEntry

_OPEN = """(d.answer = '' OR (d.gesture <> 0 AND EXISTS (SELECT 1 FROM opposition o
    WHERE o.gesture = d.gesture AND o.lifted_why = 'undo')))"""
"""Nobody answered, or the refusal that a yes made was undone."""
_OF_LEADS = f"""SELECT m.lead_id, d.id, d.quote, d.way, d.at, d.text
        FROM mark m JOIN doubt_mark k ON k.hash = m.hash JOIN doubt d ON d.id = k.doubt_id
        WHERE m.lead_id {AMONG} AND m.kind NOT IN ('number', 'mailbox', 'ad') AND {_OPEN}
    UNION SELECT k.lead_id, d.id, d.quote, d.way, d.at, d.text FROM doubt_mark k JOIN doubt d ON d.id = k.doubt_id
        WHERE k.lead_id {AMONG} AND {_OPEN}"""


class DoubtOfLead(NamedTuple):
    """Words that sound like a refusal of a lead: what is quoted of them, empty once emptied; where they stood; when;
    their keyed hash."""

    lead_id: int
    id: int
    quote: str
    way: str
    at: str
    text: str


class DoubtKey(NamedTuple):
    """A mark of whoever said it: the kind and the keyed hash; the signature of one that finds the spellings near an
    address."""

    kind: str
    hash: str
    signature: str


def doubts_of(r: Reader, ids: Sequence[int]) -> list[DoubtOfLead]:
    """Return the open doubts that hold each of these leads, oldest first."""
    return r.named(DoubtOfLead, f"{_OF_LEADS} ORDER BY 5, 2", *(several(ids),) * 2)


def doubts_again(r: Reader, lead_id: int, ids: Sequence[int]) -> list[DoubtOfLead]:
    """Return these doubts, oldest first, as if each held this lead too."""
    sql = f"SELECT ? AS lead_id, id, quote, way, at, text FROM doubt WHERE id {AMONG} ORDER BY at, id"
    return r.named(DoubtOfLead, sql, lead_id, several(ids))


def near_asked(r: Reader, blocks: Sequence[str]) -> dict[str, list[NearEntry]]:
    """Return, by block, the signatures of the addresses that open doubts hold, by which near spellings are found;
    oldest first."""
    sql = f"""SELECT k.hash, k.signature, d.id AS gesture, d.at, '' AS how, NULL AS lead_id, 1 AS asked
        FROM doubt_mark k JOIN doubt d ON d.id = k.doubt_id
        WHERE k.hash {AMONG} AND k.kind = 'near' AND {_OPEN} ORDER BY d.at, k.id"""
    found: dict[str, list[NearEntry]] = {}
    for entry in r.named(NearEntry, sql, several(blocks)):
        found.setdefault(entry.hash, []).append(entry)
    return found


def shared_asked(r: Reader, lead_ids: Sequence[int]) -> list[SharedRefusal]:
    """Return the open doubts that hold a telephone or an e-mail which several persons share and which one of these
    leads bears too."""
    return r.named(
        SharedRefusal,
        f"""SELECT DISTINCT m.lead_id, m.hash, CASE m.kind WHEN 'number' THEN 'phone' ELSE 'email' END AS kind,
                d.id AS gesture, d.at, '' AS how,
                (SELECT min(o.lead_id) FROM doubt_mark o WHERE o.doubt_id = d.id) AS owner, 1 AS asked, 1 AS shared
            FROM mark m JOIN doubt_mark k ON k.hash = m.hash JOIN doubt d ON d.id = k.doubt_id
            WHERE m.lead_id {AMONG} AND m.kind IN ('number', 'mailbox') AND {_OPEN}
              AND EXISTS (SELECT 1 FROM shared_value v WHERE v.hash = m.hash) ORDER BY d.at""",
        several(lead_ids),
    )


def of_hashes(r: Reader, hashes: Sequence[str]) -> list[str]:
    """Return since when whoever bears one of these keyed hashes is held, oldest first."""
    return r.column(
        str,
        f"""SELECT d.at FROM doubt_mark k JOIN doubt d ON d.id = k.doubt_id
            WHERE k.hash <> '' AND k.hash {AMONG} AND {_OPEN} ORDER BY d.at""",
        several(hashes),
    )


def asked_with(r: Reader, text: str, hashes: Sequence[str]) -> bool:
    """Tell whether the same words are asked about already, of whoever bears one of these keyed hashes."""
    sql = f"""SELECT 1 FROM doubt d JOIN doubt_mark k ON k.doubt_id = d.id
        WHERE d.text = ? AND k.hash {AMONG} AND {_OPEN}"""
    return r.value(int, sql, text, several(hashes)) is not None


def asked_of_text(r: Reader, text: str) -> list[int]:
    """Return the ids of the open doubts about these words (``text``: their keyed hash)."""
    return r.column(int, f"SELECT d.id FROM doubt d WHERE d.text = ? AND {_OPEN} ORDER BY d.id", text)


def asked_alike(r: Reader, ids: Sequence[int]) -> list[int]:
    """Return the ids of the open doubts about the same words as these doubts, which are among them."""
    sql = f"""SELECT d.id FROM doubt d WHERE {_OPEN}
        AND d.text IN (SELECT text FROM doubt WHERE id {AMONG}) ORDER BY d.id"""
    return r.column(int, sql, several(ids))


def marks_of(r: Reader, ids: Sequence[int]) -> list[DoubtKey]:
    """Return the marks by which these doubts hold somebody."""
    sql = f"SELECT DISTINCT kind, hash, signature FROM doubt_mark WHERE doubt_id {AMONG} AND hash <> ''"
    return r.named(DoubtKey, sql, several(ids))


def answers_given(r: Reader) -> dict[str, str]:
    """Return what was answered of some words, « refuse » or « keep », for every answer that stands: the last one."""
    sql = f"""SELECT d.text, d.answer FROM doubt d WHERE d.answer <> '' AND NOT {_OPEN}
              ORDER BY d.answered_at NULLS FIRST, d.id"""
    return r.by_key(str, str, sql)


def answer_of(r: Reader, text: str) -> str:
    """Return the last answer that stands of some words (``text``: their keyed hash); empty without one."""
    sql = f"""SELECT d.answer FROM doubt d WHERE d.text = ? AND d.answer <> '' AND NOT {_OPEN}
        ORDER BY d.answered_at DESC NULLS LAST, d.id DESC LIMIT 1"""
    return r.value(str, sql, text) or ""


def quoted_of(r: Reader, ids: Sequence[int]) -> list[int]:
    """Return the ids of every doubt that quotes words of one of these leads, found by the marks it bears."""
    return r.column(
        int,
        f"""SELECT DISTINCT d.id FROM doubt d JOIN doubt_mark k ON k.doubt_id = d.id
            WHERE d.quote <> '' AND (k.lead_id {AMONG}
                OR (k.kind NOT IN ('number', 'mailbox')
                    AND k.hash IN (SELECT hash FROM mark WHERE lead_id {AMONG})))""",
        *(several(ids),) * 2,
    )
