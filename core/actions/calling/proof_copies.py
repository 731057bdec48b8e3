"""« Copie de la preuve »: what a person agreed to and the document they signed, in one file to give them (C.
consom., art. R223-2)."""

import hashlib
from datetime import date, datetime
from pathlib import Path, PurePath

from core.actions.common import agency
from core.actions.common.files import write_whole
from core.actions.common.proofs import proof_of
from core.base.moments import AGENCY_ZONE, kept, local, read_day
from core.model.consent import ConsentWay
from core.model.settings import Settings
from core.notices.fields import salutation_of
from core.notices.proof_copy import CopyFacts, render_copy
from core.records.consent import Consent, Wording
from core.records.lead import Lead
from core.rules.deadlines import add_months, consent_last_day
from core.store.port import Reader, Store
from core.words.errors import error

PROOF_MONTHS = 36
"""A proof is kept three years from the day the agreement was given (C. consom., art. R223-2)."""


def copy_proof(store: Store, consent_id: int, out: Path, *, by: str, at: datetime) -> tuple[Path, ...]:
    """Write the copy of one agreement to the PDF ``out`` and return the files to hand over: a proof that cannot be
    shown on a page is written as a file beside it.

    Raises UserError LEAD_UNKNOWN, PROOF_ALTERED, and errors of the disk.
    """
    with store.read() as r:
        agreement = r.get(Consent, consent_id)
        if agreement is None:
            raise error("LEAD_UNKNOWN")
        name, content = proof_of(r, agreement.proof_id or 0)
        facts = _facts(r, agreement, agency.settings(r), name, content, at)
    pdf, is_beside = render_copy(facts, content)
    write_whole(out, pdf)
    files = [out]
    if is_beside:
        files.append(out.with_name(f"{out.stem}-document{PurePath(name).suffix}"))
        write_whole(files[-1], content)
    with store.write("proof copy", by=by, at=at) as w:
        w.update("consent", consent_id, {"copied_at": kept(at)})
    return tuple(files)


def _facts(
    r: Reader, agreement: Consent, settings: Settings, name: str, proof: bytes, at: datetime
) -> CopyFacts:  # fmt: skip
    person = r.get(Lead, agreement.lead_id)
    printed = r.one(Wording, sha256=agreement.text_sha256)
    collected = local(agreement.collected)
    taken = agreement.withdrawn or agreement.calls_withdrawn
    return CopyFacts(
        agency=settings.agency,
        day=at.astimezone(AGENCY_ZONE).date(),
        salutation=salutation_of(person.civility, person.last_name) if person else salutation_of("", ""),
        channels=agreement.means,
        collected=collected,
        end=last_day(agreement),
        proof_end=add_months(collected.date(), PROOF_MONTHS),
        wording=agreement.wording,
        recorded=local(agreement.at),
        collector=agreement.collector or agreement.by,
        proof_name=name,
        proof_sha256=hashlib.sha256(proof).hexdigest(),
        object=agreement.object,
        way=ConsentWay.shown_of(agreement.way),
        place=agreement.place,
        slots=agreement.hours,
        exact=agreement.off_hours,
        text=printed.text if printed else "",
        text_sha256=agreement.text_sha256,
        withdrawn=local(taken).date() if taken else None,
        calls_only=agreement.withdrawn is None,
        look=settings.look,
    )


def last_day_of(r: Reader, consent_id: int) -> date:
    """Return the last day an agreement allows anything, whatever later day the paper gives (C. consom., art. R223-1,
    I, 3°). Raises UserError LEAD_UNKNOWN."""
    agreement = r.get(Consent, consent_id)
    if agreement is None:
        raise error("LEAD_UNKNOWN")
    return last_day(agreement)


def last_day(agreement: Consent) -> date:
    """Return the last day of an agreement, at most a year less a day after it was given."""
    return consent_last_day(local(agreement.collected).date(), read_day(agreement.until))
