"""A prospect typed by hand: taken in as a row of a file is, but what is wrong is reported before anything is
written."""

from datetime import datetime

from core.actions.intake.import_rows import take_in
from core.actions.intake.parse import normalise
from core.base.errors import UserError
from core.model.batch import BatchFacts, RejectedRow, Report, Source, TypedOrigin
from core.model.draft import Draft
from core.model.editing import How
from core.store import leads
from core.store.port import Reader, Store
from core.words.errors import error

NAME = "saisie"
"""Name of the batch of a typed lead."""
_OF_THE_LISTING = {"site": "", "reference": "", "url": "", "seen": "", "refuses": False}


def type_lead(store: Store, draft: Draft, *, came: TypedOrigin, by: str, now: datetime) -> Report:
    """Take one typed lead in and return its report: added, merged into a known lead, or opposed and then not stored.

    ``came``: given by the person, or read on the sign of the property (the listing's site in the draft is then
    dropped), or seen in a listing, whose site is then required. Raises UserError with what to correct; nothing is then
    written.
    """
    if came is TypedOrigin.LISTING and not draft.site.strip():
        raise error("ROW_NO_SOURCE")
    told = draft if came is TypedOrigin.LISTING else draft._replace(**_OF_THE_LISTING)  # type: ignore[arg-type]
    if came is TypedOrigin.SIGN:
        told = told._replace(seen=draft.seen)
    texts = _texts(told)
    whole = told._replace(line=1, cells=texts, text="\n".join(texts))
    how = How.SIGN.value if came is TypedOrigin.SIGN else ""
    batch = BatchFacts(Source.TYPED, NAME, now.date().isoformat(), how=how)
    checked = normalise(whole, batch, now.date())
    if isinstance(checked, RejectedRow):
        raise UserError(checked.code, checked.reason)
    return take_in(store, [whole], batch, by=by, now=now)


def sheet_of_caller(store: Store, phone: str, *, by: str, now: datetime) -> int:
    """Make a sheet of somebody who calls, from their telephone (E.164), which they gave by calling; the calls of that
    number go to it in the same transaction. Raises UserError for a number that is opposed."""
    report = type_lead(store, Draft(line=1, phones=(phone,)), came=TypedOrigin.PERSON, by=by, now=now)
    with store.read() as r:
        lead_id = kept_lead(r, report)
    if lead_id is None:
        raise error("CALLER_OPPOSED")
    return lead_id


def kept_lead(r: Reader, report: Report) -> int | None:
    """Return the lead that :func:`type_lead` added to the base or completed; None when the person is opposed."""
    return leads.last_lead_of_batch(r, report.batch) if report.added or report.merged else None


def _texts(draft: Draft) -> tuple[str, ...]:
    """Return every typed text: a draft whose cells are empty counts as a blank row."""
    values = draft._replace(cells=())
    texts = [text for value in values for text in (value if isinstance(value, tuple) else (value,))]
    return tuple(text for text in texts if isinstance(text, str) and text.strip())
