"""The ad is withdrawn or the property sold, as noted on the sheet or by the outcome of a call. From then on the name
and the contact points are only waiting to be erased (rule RET-02; PAGE_GONE)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from core.actions.common.in_slices import BulkResult
from core.actions.leads.several import set_several
from core.actions.register.opposing import UNDO_FOR
from core.base.moments import AGENCY_ZONE, happened, kept
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.records.lead import Lead
from core.records.listing import Listing
from core.store.port import PRESENT, Reader, Store, Value, Writer
from core.words.errors import error

_ONLINE: dict[str, Value] = {"gone_on": None, "gone_at": None, "gone_by": "", "gone_call": None}


class AdsWithdrawal(Struct, frozen=True):
    """No ad of the person is left online. ``day``: the last day one was withdrawn; ``at`` (in the agency's zone) and
    by whom it was noted. ``undoable``: it was noted less than ten minutes ago."""

    day: date
    at: datetime
    by: str
    undoable: bool


def withdraw(store: Store, lead_id: int, *, by: str, at: datetime, day: date | None = None) -> date:
    """Record that no ad of a person is online since ``day`` (by default the day of ``at``), and return that day.

    Raises UserError LEAD_UNKNOWN, LISTING_NONE for a sheet without a listing, GONE_DAY for a day to come or before a
    day on which a listing was seen.
    """
    today = at.astimezone(AGENCY_ZONE).date()
    since = day or today
    with store.write("listing gone", by=by, at=at) as w:
        if w.get(Lead, lead_id) is None:
            raise error("LEAD_UNKNOWN")
        seen = max((row.seen for row in w.of(Listing, "-id", lead_id=lead_id) if row.seen), default="")
        if since > today or since.isoformat() < seen:
            raise error("GONE_DAY")
        if not mark(w, lead_id, since, by=by, at=at):
            raise error("LISTING_NONE")
    return since


def withdraw_several(
    store: Store, lead_ids: Sequence[int], *, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Record that no ad of these persons is online from today on, in one gesture. Raises UserError LISTING_NONE when
    none of them has one, LEAD_UNKNOWN."""
    today = at.astimezone(AGENCY_ZONE).date()

    def start(w: Writer) -> Callable[[Lead], bool]:
        def withdraw_one(lead: Lead) -> bool:
            is_online = any(not row.is_gone for row in _ads(w, lead.id))
            if is_online:
                mark(w, lead.id, today, by=by, at=at)
            return is_online

        return withdraw_one

    done = set_several(store, lead_ids, start, what="listing gone", by=by, at=at, progress=progress)
    if done.whole and not done.leads:
        raise error("LISTING_NONE")
    return done


def restore(store: Store, lead_id: int, *, by: str, at: datetime) -> None:
    """Undo what :func:`withdraw` or a call recorded by mistake, at most ten minutes ago; both stay in the journal.
    Later, only a page or a file that shows the ad again brings it back. Raises UserError UNDO_LATE."""
    with store.write("listing gone undo", by=by, at=at) as w:
        state = gone(w, lead_id, at=at)
        if state is None or not state.undoable:
            raise error("UNDO_LATE")
        _bring_back(w, [row.id for row in _ads(w, lead_id) if row.gone_at == kept(state.at)])


def gone(r: Reader, lead_id: int, *, at: datetime) -> AdsWithdrawal | None:
    """Return since when no ad of a person is online; None while one of them may be."""
    rows = r.of(Listing, lead_id=lead_id)
    if not rows or not all(row.is_gone for row in rows):
        return None
    moment, day, by = max(said(r, lead_id))
    return AdsWithdrawal(day, moment.astimezone(AGENCY_ZONE), by, moment <= at <= moment + UNDO_FOR)


def mark(w: Writer, lead_id: int, day: date, *, by: str, at: datetime, call_id: int | None = None) -> int:
    """Record, in a transaction, that the listings of a person still online are gone, and return how many listings
    the person has, with those of the other people of the same property. ``call_id``: the call in which it was said."""
    rows = _ads(w, lead_id)
    values: dict[str, Value] = {"gone_on": day.isoformat(), "gone_at": kept(at), "gone_by": by, "gone_call": call_id}
    for row in rows:
        if not row.is_gone:
            w.update("listing", row.id, values)
    return len(rows)


def unmark(w: Writer, call_id: int) -> None:
    """Undo what was recorded because of a call whose outcome is corrected."""
    _bring_back(w, [row.id for row in w.of(Listing, gone_on=PRESENT, gone_call=call_id)])


def said(r: Reader, lead_id: int) -> list[tuple[datetime, date, str]]:
    """Return (moment noted, day gone, by) for each time the ads of a person were said to be gone."""
    told = {
        row.gone_at: (happened(row.gone_at), date.fromisoformat(row.gone_on), row.gone_by)
        for row in r.of(Listing, lead_id=lead_id)
        if row.gone_on is not None and row.gone_at is not None
    }
    return list(told.values())


def _ads(r: Reader, lead_id: int) -> list[Listing]:
    """Return the ads of a person, then those of the same property on the sheets of the others who share it."""
    own_ads = r.of(Listing, lead_id=lead_id)
    shares = sorted({row.share_id for row in own_ads if row.share_id is not None})
    return [*own_ads, *[row for row in r.of(Listing, share_id=shares) if row.lead_id != lead_id]] if shares else own_ads


def _bring_back(w: Writer, listing_ids: list[int]) -> None:
    for listing_id in listing_ids:
        w.update("listing", listing_id, _ONLINE)
