"""The titles for a call other than an agreement: a running contract, a request by the person, a professional
activity. Each is recorded complete with its proof, or refused with the reason the law gives (rules TEL-26-06, 07,
12)."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from core.actions.calling.consenting import open_title
from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.common.people import Who
from core.base import siren
from core.base.moments import kept
from core.model.channel import Channel, TitleKind
from core.model.facts import ContractFact, Facts, NoticeFact, ProfessionalFact, RequestFact
from core.model.verdict import Reason
from core.records.title import Title
from core.rules.channels import judge
from core.rules.rulebook_data import Kind
from core.rules.rulebooks import Rulebooks
from core.store.port import Store, Value, Writer
from core.words.errors import error
from core.words.verdicts import reference, sentence

_LATER = {"CONTRACT_NOT_BEGUN"}
"""A mandate may be recorded before it begins: it opens nothing until then."""


def contract(
    store: Store,
    who: Who,
    *,
    number: str,
    object_: str,
    start: date | None,
    end: date | None,
    proof: Path | None,
    by: str,
    at: datetime,
) -> int:
    """Record a running contract and return its id (C. consom., art. L223-1, al. 4). Raises UserError TITLE_REFUSED
    when the number, the object, a day or the proof is missing, or the contract has ended."""
    fact = ContractFact(number.strip(), object_.strip(), start, end, bool(proof))
    kind = TitleKind.CONTRACT
    is_whole = bool(fact.number and fact.object and start and end and start <= end and fact.has_proof)
    _refuse_unless(store, kind, is_whole, {"contracts": (fact,)}, at=at)
    return open_title(
        store, who, kind, object_=fact.object, number=fact.number, starts=start, ends=end, proof=proof, by=by, at=at
    )


def request(
    store: Store,
    who: Who,
    *,
    object_: str,
    received: datetime | None,
    how: str,
    proof: Path | None,
    by: str,
    at: datetime,
    asker: str = "",
) -> int:
    """Record a request of the person and return its id. ``received``: aware; ``how`` it came; ``asker``: who asked,
    when it is not the person of the sheet. Raises UserError TITLE_REFUSED when it is incomplete, without proof, or
    five working days old or more (prudence)."""
    fact = RequestFact(object_.strip(), received or at, how.strip(), bool(proof))
    is_whole = bool(fact.object and fact.how and received and received <= at and proof)
    _refuse_unless(store, TitleKind.REQUEST, is_whole, {"requests": (fact,)}, at=at)
    return open_title(
        store, who, TitleKind.REQUEST, object_=fact.object, how=fact.how, asker=asker.strip(), starts=received,
        proof=proof, by=by, at=at,
    )  # fmt: skip


def keep_asked(
    w: Writer, lead_id: int, object_: str, *, received: datetime, proof_id: int | None, written: str, by: str,
    at: datetime,
) -> int:  # fmt: skip
    """Insert a request that came on a coupon and return its id. ``written``: what is to be answered in writing
    (:data:`core.model.reply.WRITTEN`), empty for what may be called about."""
    values: dict[str, Value] = {"kind": TitleKind.REQUEST.value, "number": "", "object": object_, "how": "coupon"}
    values |= {"starts": kept(received), "proof_id": proof_id, "written": written, "at": kept(at), "by": by}
    return w.insert("title", {"lead_id": lead_id, **values})


def professional(
    store: Store,
    who: Who,
    *,
    number: str,
    company: str,
    object_: str,
    proof: Path | None,
    by: str,
    at: datetime,
    end: date | None = None,
) -> int:
    """Record that the number is called for a professional activity and return its id. ``number``: SIREN; ``end``:
    last day, when one is known. Raises UserError TITLE_REFUSED when it is incomplete or without proof."""
    digits = siren.bare(number)
    fact = ProfessionalFact(digits, company.strip(), object_.strip(), bool(proof), end)
    is_whole = bool(siren.is_whole(digits) and siren.is_keyed(digits) and fact.company and fact.object and proof)
    _refuse_unless(store, TitleKind.PROFESSIONAL, is_whole, {"professional": fact}, at=at)
    return open_title(
        store, who, TitleKind.PROFESSIONAL, object_=fact.object, number=digits, how=fact.company, starts=at.date(),
        ends=end, proof=proof, by=by, at=at,
    )  # fmt: skip


def answered(store: Store, title_id: int, *, by: str, at: datetime) -> None:
    """Record that a request was answered: another call needs another title (rule TEL-26-07)."""
    _end(store, "request answered", title_id, "answered", by=by, at=at)


def close(store: Store, title_id: int, *, by: str, at: datetime) -> None:
    """End a contract, a request or a professional title before its last day: it allows nothing from now on."""
    _end(store, "title closed", title_id, "closed_at", by=by, at=at)


def flaw(
    books: Rulebooks, at: datetime, fact: Mapping[str, object], *, channel: Channel = Channel.CALL
) -> Reason | None:
    """Return why this one title would not allow ``channel`` at ``at`` under the law of the day, None when it would
    at a lawful hour. ``fact``: fields of :class:`Facts`, among ``contracts``, ``requests``, ``consents``,
    ``professional``."""
    facts = Facts(notice=NoticeFact(at.date(), sent=(at.date(),)), **fact)  # type: ignore[arg-type]
    book = books.on(at.date())
    reasons = judge(channel, facts, at, books).reasons
    found = [reason for reason in reasons if reason.blocks and book.rules[reason.code].kind is Kind.STOP]
    # « No agreement » is true of anyone who relies on another title: what this title lacks is more useful to say.
    return next((reason for reason in found if reason.code != "CONSENT_NONE"), found[0] if found else None)


def _refuse_unless(store: Store, kind: TitleKind, whole: bool, fact: Mapping[str, object], *, at: datetime) -> None:
    with store.read() as r:
        books = law_of(agency.settings(r)).books
    unproven = books.on(at.date()).rules[kind.unproven].reason(blocks=True)
    wrong = flaw(books, at, fact) if whole else unproven
    if wrong is not None and wrong.code not in _LATER:
        raise error("TITLE_REFUSED", reason=sentence(wrong), reference=reference(wrong))


def _end(store: Store, what: str, title_id: int, column: str, *, by: str, at: datetime) -> None:
    with store.write(what, by=by, at=at) as w:
        title = w.get(Title, title_id)
        if title is None:
            raise error("LEAD_UNKNOWN")
        if (title.answered if column == "answered" else title.closed_at) is None:
            w.update("title", title_id, {column: kept(at)})
