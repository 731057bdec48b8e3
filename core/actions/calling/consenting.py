"""Agreements to be called or written to: recording them with their proof, and withdrawing them."""

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path

from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.common.people import Who, present, sheet_of
from core.actions.common.possible_refusals import hold_said
from core.actions.common.proofs import keep_proof, read_proof
from core.base.moments import AGENCY_ZONE, kept
from core.base.records import Struct, replace
from core.model.channel import Channel, TitleKind
from core.model.consent import ConsentGap, ConsentTerms, ConsentWay
from core.model.verdict import Reason
from core.notices.consent_form import CONSENTS, months_of, template_sha256
from core.records.consent import Consent, Wording
from core.records.notice import Notice
from core.rules.consent_ways import not_one
from core.rules.deadlines import add_months
from core.rules.timing import clock
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error
from core.words.verdicts import reference, sentence

_CHANNELS = {Channel.CALL, Channel.EMAIL, Channel.SMS}
ON_A_COUPON = ("coupon", "email")
"""The ways that come back on the paper of a letter."""
_UNKNOWN = ConsentTerms()


def record(
    store: Store,
    who: Who,
    *,
    channels: Collection[Channel],
    collected: datetime,
    wording: str,
    proof: Path,
    by: str,
    at: datetime,
    until: date | None = None,
    object_: str = "",
    given: ConsentTerms = _UNKNOWN,
) -> int:
    """Record a proven agreement and return its id (C. consom., art. R223-1 and R223-2).

    ``collected``: aware date and hour the person wrote; ``wording``: the version or the words agreed to; ``until``: the
    last day written on the paper, never beyond the months its words say (rule TEL-26-04); ``proof``: the scanned
    coupon, kept in the base with its SHA-256. Raises UserError for a person unknown, a date to come, an unreadable
    proof, and TITLE_REFUSED for what is no agreement or an incomplete one.
    """
    agreed = Agreed(channels, collected, wording, until, object_, given)
    with store.read() as r:
        last_day_agreed(r, who, agreed, at=at)
    content = read_proof(proof)
    with store.write("consent", by=by, at=at) as w:
        return keep_agreed(w, who, agreed, proof_id=keep_proof(w, proof.name, content), by=by, at=at)


class Agreed(Struct, frozen=True):
    """An agreement to record: see :func:`record`."""

    channels: Collection[Channel]
    collected: datetime
    wording: str
    until: date | None = None
    object: str = ""
    given: ConsentTerms = _UNKNOWN


def last_day_agreed(r: Reader, who: Who, agreed: Agreed, *, at: datetime) -> date | None:
    """Return the last day an agreement may be relied on, None when its words say none. Raises as :func:`record`, but
    for the proof."""
    lead_id = sheet_of(r, who)
    if agreed.collected > at:
        raise error("CONSENT_FUTURE", value=agreed.collected.date())
    if not agreed.wording.strip():
        raise error("CONSENT_WORDING")
    if not agreed.channels or not set(agreed.channels) <= _CHANNELS:
        raise error("FIELD_VALUE", field="channel", value=", ".join(sorted(agreed.channels)))
    wrong = refusal(r, agreed.given, at=at)
    _not_before_its_letter(r, lead_id, agreed.given, agreed.collected)
    stated = stated_end(r, lead_id, agreed.wording, agreed.collected, sha256=agreed.given.sha256)
    if wrong is not None:
        raise error("TITLE_REFUSED", reason=sentence(wrong), reference=reference(wrong))
    return min(filter(None, (agreed.until, stated)), default=None)


def keep_agreed(w: Writer, who: Who, agreed: Agreed, *, proof_id: int, by: str, at: datetime) -> int:
    """Do as :func:`record` inside a transaction, with a proof already kept."""
    last = last_day_agreed(w, who, agreed, at=at)
    terms = replace(agreed.given, sha256=agreed.given.sha256 or template_sha256(agreed.wording.strip()))
    return w.insert(
        "consent",
        {
            "lead_id": who.lead_id,
            "channels": ",".join(sorted(agreed.channels)),
            "hash": who.hash if who.key else "",
            "collected": kept(agreed.collected),
            "until": last.isoformat() if last else None,
            "wording": agreed.wording.strip(),
            "object": agreed.object,
            "proof_id": proof_id,
            "agency": agency.settings(w).agency.legal_name,
            **_given(terms),
            "at": kept(at),
            "by": by,
        },
    )


def _not_before_its_letter(r: Reader, lead_id: int, given: ConsentTerms, collected: datetime) -> None:
    """Refuse a coupon that is older than every letter that may have carried it (law file, CONS-01)."""
    days = [date.fromisoformat(notice.day) for notice in r.of(Notice, lead_id=lead_id)]
    if given.way in ON_A_COUPON and days and collected.astimezone(AGENCY_ZONE).date() < min(days):
        raise error("CONSENT_BEFORE_LETTER", value=collected.astimezone(AGENCY_ZONE).date(), date=min(days))


def stated_end(r: Reader, lead_id: int, wording: str, collected: datetime, *, sha256: str = "") -> date | None:
    """Return the last day an agreement holds according to the words the agency printed, or None for words it did not
    print (C. consom., art. R223-1, I, 3°: a call after the stated period has no agreement).

    ``sha256``: of the words of a form, where they are kept; a coupon is that of the letters sent to the person.
    """
    months = _months_printed(r, lead_id, wording.strip(), sha256)
    return add_months(collected.astimezone(AGENCY_ZONE).date(), months) - timedelta(days=1) if months else None


def _months_printed(r: Reader, lead_id: int, wording: str, sha256: str) -> int:
    printed = r.one(Wording, sha256=sha256) if sha256 else None
    if printed is not None:
        return months_of(printed.text)
    if wording in CONSENTS:
        return min((months_of(one.text) for one in r.of(Wording, "-id", version=wording)), default=0)
    letters = [row.consent_months for row in r.of(Notice, lead_id=lead_id)] if template_sha256(wording) else []
    if not letters:
        return 0
    # It is not known which letter the coupon was cut from: the shortest period applies, since doubt allows nothing.
    return min(filter(None, letters), default=agency.settings(r).agency.consent_months)


def refusal(r: Reader, given: ConsentTerms, *, at: datetime) -> Reason | None:
    """Return why this is no agreement or an incomplete one, under the law of the day; None when it may be recorded.

    Raises UserError FIELD_VALUE for a way, a missing item or an hour that does not exist.
    """
    book = law_of(agency.settings(r)).books.on(at.date())
    wrong = not_one(given.way, book)
    if wrong is not None:
        return wrong
    _check(given)
    if not given.missing:
        return None
    words = tuple(gap.word for gap in ConsentGap if gap in given.missing)
    return book.rules["CONSENT_INCOMPLETE"].reason({"missing": words}, blocks=True)


def withdraw(store: Store, consent_id: int, *, by: str, at: datetime, how: str = "", calls_only: bool = False) -> None:
    """Withdraw an agreement, which the person may do by any means and at any time (C. consom., art. R223-3).
    ``how``: call, letter, email or counter; ``calls_only``: e-mails and SMS stay agreed. What was already withdrawn
    keeps its first date."""
    with store.write("consent withdrawn", by=by, at=at) as w:
        agreement = w.get(Consent, consent_id)
        if agreement is None:
            raise error("LEAD_UNKNOWN")
        _withdraw(w, agreement, how=how, at=at, calls_only=calls_only)


def withdraw_all(store: Store, lead_id: int, *, by: str, at: datetime, how: str = "", calls_only: bool = False) -> int:
    """Withdraw every agreement of a lead, since a person does not distinguish them, and return how many; see
    :func:`withdraw`. Raises UserError LEAD_UNKNOWN."""
    with store.write("consent withdrawn", by=by, at=at) as w:
        # Agreements follow a sheet that is joined to another: so does what takes them back.
        held = present(w, lead_id)
        if held is None:
            raise error("LEAD_UNKNOWN")
        return sum(withdraw_every(w, held, at=at, how=how, calls_only=calls_only).values())


def withdraw_every(w: Writer, lead_id: int, *, at: datetime, how: str, calls_only: bool) -> dict[int, bool]:
    """Do as :func:`withdraw_all` inside a transaction, and return, for each agreement of a lead, whether this took it
    back."""
    agreements = w.of(Consent, "-collected, -id", lead_id=lead_id)
    return {agreement.id: _withdraw(w, agreement, how=how, at=at, calls_only=calls_only) for agreement in agreements}


def _withdraw(w: Writer, agreement: Consent, *, how: str, at: datetime, calls_only: bool) -> bool:
    if agreement.withdrawn is not None:
        return False
    if calls_only and (agreement.calls_withdrawn is not None or Channel.CALL not in agreement.means):
        return False
    column = "calls_withdrawn" if calls_only else "withdrawn"
    w.update("consent", agreement.id, {column: kept(at), "withdrawn_how": how})
    return True


def find_incomplete(store: Store, consent_id: int, missing: Collection[str], *, by: str, at: datetime) -> None:
    """Record what a second reading of the proof found missing, of :class:`core.model.consent.ConsentGap`: from then
    on the agreement allows nothing, since doubt forbids."""
    terms = ConsentTerms(missing=tuple(missing))
    _check(terms)
    with store.write("consent incomplete", by=by, at=at) as w:
        agreement = w.get(Consent, consent_id)
        if agreement is None:
            raise error("LEAD_UNKNOWN")
        known = ConsentTerms(missing=tuple(dict.fromkeys([*agreement.lacks, *terms.missing])))
        changed = _given(known)
        w.update("consent", consent_id, {name: changed[name] for name in ("missing", "mentions")})


def open_title(
    store: Store,
    who: Who,
    kind: TitleKind,
    *,
    object_: str,
    by: str,
    at: datetime,
    number: str = "",
    how: str = "",
    asker: str = "",
    starts: datetime | date | None = None,
    ends: date | None = None,
    proof: Path | None = None,
) -> int:
    """Record a title and return its id: a running contract (``number``, start and end days), a request (``how``, moment
    received, ``asker`` when it is not the person of the sheet) or a professional (``number``: SIREN, ``how``: company).

    An incomplete title is recorded as it is and the verdict says so; :mod:`core.actions.calling.titles` refuses it.
    """
    content = read_proof(proof) if proof else None
    started = kept(starts) if isinstance(starts, datetime) else starts.isoformat() if starts else None
    with store.write("title", by=by, at=at) as w:
        lead_id = sheet_of(w, who)
        hold_said(w, "\n".join((object_, how, asker)), lead_id=lead_id, way="note", by=by, at=at)
        return w.insert(
            "title",
            {
                "lead_id": lead_id,
                "kind": kind.value,
                "number": number,
                "object": object_,
                "how": how,
                "asker": asker,
                "starts": started,
                "ends": ends.isoformat() if ends else None,
                "proof_id": keep_proof(w, proof.name, content) if proof and content is not None else None,
                "at": kept(at),
                "by": by,
            },
        )


def _given(given: ConsentTerms) -> dict[str, Value]:
    return {
        "way": given.way,
        "place": given.place.strip(),
        "collector": given.collector.strip(),
        "slots": json.dumps(given.slots),
        "exact": json.dumps([moment.isoformat() for moment in given.exact]),
        "missing": json.dumps(given.missing),
        "mentions": int(not any(gap.mention for gap in ConsentGap if gap in given.missing)),
        "text_sha256": given.sha256,
    }


def _check(given: ConsentTerms) -> None:
    way = ConsentWay.known(given.way)
    if given.way and (way is None or not way.counts):
        raise error("FIELD_VALUE", field="way", value=given.way)
    if unknown := set(given.missing) - {*ConsentGap}:
        raise error("FIELD_VALUE", field="missing", value=", ".join(sorted(unknown)))
    for day, start, end in given.slots:
        first, last = clock(start), clock(end)
        if day not in range(1, 8) or first is None or last is None or first >= last:
            raise error("FIELD_VALUE", field="slots", value=f"{day} {start}-{end}")
