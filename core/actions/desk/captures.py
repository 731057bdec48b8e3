"""Takes ads with the street that somebody typed beside them: the agency's own word, which no ad gave (RGPD art.
14(2)(f))."""

from datetime import datetime

from core.actions.intake import capturing
from core.actions.intake.capturing import Captured, Taking
from core.actions.leads.editing import edit
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE
from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.editing import Change, How, ValueSource
from core.store.engine.opening import opened
from core.store.port import Store


def take_pages(asked: Taking, progress: Progress = silent) -> Captured:
    """Take the ads chosen, for a worker that opens the base itself."""
    with opened(asked.folder) as store:
        return with_streets(store, capturing.take(store, asked, progress), by=asked.by, at=asked.at)


def with_streets(store: Store, done: Captured, *, by: str, at: datetime) -> Captured:
    """Set the streets typed on the sheets of the ads taken, each completed by the agency that day; return what was
    taken, with why a street was not kept."""
    sentences = list(done.said)
    for offer in done.offers:
        draft, lead_id = offer.draft, done.leads.get(offer.draft.line, 0)
        if not (offer.street and lead_id):
            continue
        street = Change("address", offer.street, postcode=draft.postcode, town=draft.town)
        try:
            edit(
                store, lead_id, [street], told=ValueSource(How.AGENCY, at.astimezone(AGENCY_ZONE).date()), by=by, at=at
            )
        except UserError as problem:
            sentences.append(problem.text)
    return replace(done, said=tuple(sentences))
