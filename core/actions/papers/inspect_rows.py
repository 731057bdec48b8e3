"""The rows of an inspector's lists, in French: hours are given in French time, and the ids of the base as words («
F7531… »), so that no spreadsheet rounds them."""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import PurePath

from core.actions.common.provenance import given
from core.actions.common.retention_law import retention
from core.actions.papers.paper_lists import rule_sentence
from core.base.moments import local, read_day
from core.model.batch import PageWay, Source
from core.model.channel import Channel, TitleKind
from core.model.consent import ConsentWay
from core.model.forgetting import ErasureReason
from core.model.opposing import CallOutcome
from core.model.request import Outcome, RequestKind, RequestWay
from core.model.site_standing import Terms
from core.notices.call_script import point_names
from core.records.agent import Agent
from core.records.batch import Batch
from core.records.call import Call, OralNotice
from core.records.consent import Consent
from core.records.notice import Notice
from core.records.request import Erased, RecipientTask, Request
from core.records.title import Title
from core.rules.deadlines import consent_last_day
from core.store.inspection import InspectedOrigin, InspectedPage, JournalAuthor, ProofPiece
from core.store.port import Reader
from core.store.safe.sheets import BackupSheet
from core.words.terms import terms
from core.words.verdicts import PRUDENCE

Line = tuple[object, ...]
"""The cells of one line, under the headings of its list (resources/papers/index.toml)."""
OTHER_WORDS = "un autre texte"
_DATA = {
    "phone": "téléphone", "email": "e-mail", "address": "adresse", "name": "nom", "last_name": "nom",
    "first_name": "prénom", "civility": "civilité", "postcode": "commune", "town": "commune",
}  # fmt: skip
"""What an origin gave; the rest is of its ad."""
_ROBOTS = {"allowed": "permise", "none": "aucun fichier"}


def notice(one: Notice) -> Line:
    """Return one letter of information."""
    return (
        _n("L", one.id), _n("F", one.lead_id), one.reference, one.versions, one.day, _moment(one.posted_at),
        _moment(one.returned_at), _moment(one.withdrawn_at), one.sha256,
    )  # fmt: skip


def spoken(one: OralNotice, lead_id: int | None) -> Line:
    """Return one information given on the telephone, with the points of the script that were said."""
    names = point_names()
    words = ", ".join(names[point] for point in one.said if point in names)
    return (
        _n("I", one.id), _n("F", lead_id), _n("C", one.call_id), one.version, words, _yes(one.complete),
        _moment(one.at), one.by,
    )  # fmt: skip


def origin(r: Reader, one: InspectedOrigin) -> Line:
    """Return one origin of somebody's data, with what it surely gave and the state of the sheet."""
    rows = given(r, one.lead_id) if one.origins > 1 else ()
    kinds = [datum.kind for row in rows if row.origin.id == one.id for datum in row.sure]
    words = ", ".join(dict.fromkeys(_DATA.get(kind, "annonce") for kind in kinds))
    return (
        _n("P", one.id), _n("F", one.lead_id), Source(one.source).inspected, one.supplier, one.site,
        words if one.origins > 1 else "toutes", _n("B", one.batch_id), one.seen, one.obtained, one.notice_due,
        one.notice_sent, _moment(one.opposed_at),
        _moment(one.restricted_at), _moment(one.erased_at),
    )  # fmt: skip


def title(one: Title, proofs: Mapping[int, str]) -> Line:
    """Return one contract, request or professional title; only the number of a mandate is given, since it names
    nobody."""
    return (
        _n("T", one.id), _n("F", one.lead_id), TitleKind(one.kind).inspected,
        one.number if one.kind == TitleKind.CONTRACT else "",
        _when(one.starts), _when(one.ends), _when(one.answered), _moment(one.closed_at), _moment(one.at), one.by,
        proofs.get(one.proof_id or 0, ""),
    )  # fmt: skip


def erased(one: Erased) -> Line:
    """Return one erasure: when, why, and when the last copy was clean."""
    return (
        _n("E", one.id), _n("F", one.lead_id), _moment(one.at), ErasureReason(one.why).word, _yes(one.property),
        _moment(one.swept_at), one.by,
    )  # fmt: skip


def consent(one: Consent, proofs: Mapping[int, str], versions: Container[str]) -> Line:
    """Return one agreement; words of its own, which may name somebody, are told by their digest alone."""
    agreed = ", ".join(Channel(channel).word for channel in one.channels.split(",") if channel)
    return (
        _n("A", one.id), _n("F", one.lead_id), agreed, _moment(one.collected), _last(one),
        one.wording if one.wording in versions else OTHER_WORDS,
        ConsentWay.word_of(one.way), _yes(one.mentions), _moment(one.withdrawn), _moment(one.calls_withdrawn),
        one.text_sha256, proofs.get(one.proof_id or 0, ""),
    )  # fmt: skip


def call(one: Call) -> Line:
    """Return one call, with its verdict in two cells: allowed or not, and the reasons."""
    said = json.loads(one.verdict)
    return (
        _n("C", one.id), _n("F", one.lead_id), one.hash, "reçu" if one.direction == "in" else "passé",
        _moment(one.started), _moment(one.ended), CallOutcome(one.outcome).word if one.outcome else "",
        _yes(said["allowed"]), " | ".join(map(_reason, said["reasons"])), one.by,
    )  # fmt: skip


def batch(one: Batch, sellers: Mapping[int, str]) -> Line:
    """Return one batch."""
    return (
        _n("B", one.id), Source(one.source).inspected, sellers.get(one.supplier_id or 0, ""), one.site, one.collected,
        _moment(one.at),
        one.total, one.added, one.merged, one.opposed, one.rejected, one.blank, _yes(one.property_only),
        _moment(one.undone_at), one.sha256,
    )  # fmt: skip


def page(one: InspectedPage) -> Line:
    """Return the proof of one page read, each field of its ads with where it was read."""
    places: dict[str, dict[str, str]] = json.loads(one.places) if one.places else {}
    words = terms()["ad_fields"]
    told = dict.fromkeys(f"{words[name]} : {where}" for fields in places.values() for name, where in fields.items())
    return (
        _n("W", one.id), _n("B", one.batch_id), one.site, PageWay(one.way).inspected, _moment(one.at),
        one.status, _ROBOTS.get(one.robots, ""),
        Terms(one.terms).inspected if one.terms else "", _moment(one.answered), one.terms_page,
        one.lines, " | ".join(told), one.sha256,
    )  # fmt: skip


def request(one: Request) -> Line:
    """Return one request of a person."""
    return (
        _n("D", one.id), _n("F", one.lead_id), RequestKind(one.kind).word, one.received,
        RequestWay.word_of(one.how), one.due, _yes(one.extended), one.answered, Outcome.word_of(one.outcome),
        RequestWay.word_of(one.answered_how), one.answer,
    )  # fmt: skip


def told(one: RecipientTask) -> Line:
    """Return one message to a recipient of the data."""
    return (
        _n("M", one.id), _n("F", one.lead_id), one.recipient, RequestKind(one.kind).word, _moment(one.made),
        _moment(one.sent), one.sha256,
    )  # fmt: skip


def piece(one: ProofPiece) -> Line:
    """Return one file that proves something."""
    kind = PurePath(one.name).suffix.lower()
    return _n("J", one.id), _n("A", one.consent), _n("T", one.title), kind, one.size, one.sha256


def people(known: Sequence[Agent], authors: Sequence[JournalAuthor]) -> Iterator[Line]:
    """Yield the people of the agency, then whoever else the journal names, each with what they did."""
    acts = {author.by: author for author in authors}
    for agent in known:
        yield agent.name, agent.role, _yes(agent.active), *_acts(acts.pop(agent.name, None))
    for name, author in acts.items():
        yield name, "", "", *_acts(author)


def _acts(author: JournalAuthor | None) -> Line:
    return (author.rows, _moment(author.first), _moment(author.last)) if author else (0, "", "")


def backup(one: BackupSheet) -> Line:
    """Return one sealed backup, by its sheet."""
    return _moment(one.made), _moment(one.last), one.rows, one.head, one.sha256


def _reason(one: Mapping[str, str]) -> str:
    """Return a reason with its reference: « Vous pouvez appeler… (TEL-26-01, C. consom., art. L223-1) »; a rule
    without a known text is « Prudence »."""
    text = PRUDENCE if one["grade"] == "D" else one["reference"]
    return f"{rule_sentence(one['code'])} ({one['rule']}, {text})"


def _n(letter: str, number: int | None) -> str:
    return f"{letter}{number}" if number is not None else ""


def _yes(value: object) -> str:
    return "oui" if value else "non"


def _last(one: Consent) -> str:
    """Return the last day of an agreement: that of its form, a year at most."""
    years = retention()["consent_validity"].months // 12
    return consent_last_day(local(one.collected).date(), read_day(one.until), years=years).isoformat()


def _when(value: str | None) -> str:
    """Return a stored day as it is, or a stored moment in French time."""
    return value if value and len(value) == len("2026-11-24") else _moment(value)


def _moment(value: str | None) -> str:
    return local(value).isoformat(" ", "seconds") if value else ""
