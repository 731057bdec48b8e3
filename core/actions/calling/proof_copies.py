"""« Copie de la preuve »: what a person agreed to and the document they signed, in one file to hand over (C. consom.,
art. R223-2)."""

import json
from datetime import date, datetime
from pathlib import Path, PurePath

from core.actions.common import agency
from core.actions.common.files import write_whole
from core.actions.common.proofs import proof_of
from core.base.i18n import _
from core.base.moments import kept, local, read, read_day
from core.model.consent import WAYS
from core.model.settings import Settings
from core.notices.fields import salutation_of
from core.notices.proof_copy import CopyFacts, render_copy
from core.rules.deadlines import add_months, consent_last_day
from core.store import consents, leads
from core.store.port import Reader, Row, Store
from core.words.errors import error

PROOF_MONTHS = 36
"""A proof is kept three years from the day the agreement was given (C. consom., art. R223-2)."""


def copy_proof(store: Store, consent_id: int, out: Path, *, by: str, at: datetime) -> tuple[Path, ...]:
    """Write the copy of one agreement to the PDF ``out`` and return the files to hand over: a proof that no page can
    show is written whole beside it.

    Raises UserError LEAD_UNKNOWN, PROOF_ALTERED, and what the disk refuses.
    """
    with store.read() as r:
        row = consents.agreement(r, consent_id)
        if row is None:
            raise error("LEAD_UNKNOWN")
        name, content = proof_of(r, int(row[20] or 0))
        facts = _facts(r, row, agency.settings(r))
    made = render_copy(facts, content)
    write_whole(out, made.pdf)
    files = [out]
    if made.apart:
        files.append(out.with_name(f"{out.stem}-document{PurePath(name).suffix}"))
        write_whole(files[-1], content)
    with store.write("proof copy", by=by, at=at) as w:
        w.update("consent", consent_id, {"copied_at": kept(at)})
    return tuple(files)


def _facts(r: Reader, row: Row, settings: Settings) -> CopyFacts:
    person = leads.person(r, int(row[1]))
    printed = consents.wording(r, str(row[16]))
    collected = local(row[4])
    taken = read(row[17]) or read(row[18])
    return CopyFacts(
        agency=settings.agency,
        salutation=salutation_of(str(person[3]), str(person[2])) if person else salutation_of("", ""),
        channels=tuple(str(row[2]).split(",")),
        collected=collected,
        end=last_day(row),
        proof_end=add_months(collected.date(), PROOF_MONTHS),
        wording=str(row[6]),
        recorded=local(row[23]),
        collector=str(row[10] or row[24]),
        proof_name=str(row[21]),
        proof_sha256=str(row[22]),
        object=str(row[7]),
        way=_(WAYS[row[8]]) if row[8] else "",
        place=str(row[9]),
        slots=tuple((int(iso), str(start), str(end)) for iso, start, end in json.loads(row[11])),
        exact=tuple(map(datetime.fromisoformat, json.loads(row[12]))),
        text=str(printed[2]) if printed else "",
        text_sha256=str(row[16]),
        withdrawn=local(taken.isoformat()).date() if taken else None,
        calls_only=row[17] is None,
    )


def last_day_of(r: Reader, consent_id: int) -> date:
    """Return the last day an agreement opens anything, whatever later one the paper says (C. consom., art. R223-1, I,
    3°). Raises UserError LEAD_UNKNOWN."""
    row = consents.agreement(r, consent_id)
    if row is None:
        raise error("LEAD_UNKNOWN")
    return last_day(row)


def last_day(row: Row) -> date:
    """Return the last day of an agreement (a row of :mod:`core.store.consents`): a year less a day at most."""
    return consent_last_day(local(row[4]).date(), read_day(row[5]))
