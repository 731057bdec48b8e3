"""What happens with a lead in the trade is noted, and taken back; the status of the trade follows from it and is never
typed."""

from datetime import datetime
from pathlib import Path

from core.actions.common.next_step_facts import milestone_of
from core.actions.common.people import Who, sheet_of
from core.actions.common.possible_refusals import hold_said
from core.actions.common.proofs import keep_proof, read_proof
from core.base.moments import AGENCY_ZONE, kept
from core.model.channel import TitleKind
from core.model.milestone import Handed, MilestoneKind, TradeEvent, WhyLost
from core.records.listing import Listing
from core.records.milestone import Milestone
from core.records.title import Title
from core.store import leads
from core.store.port import Reader, Store, Writer
from core.words.errors import error

LONGEST = 200


def note_milestone(store: Store, who: Who, one: TradeEvent, *, by: str, at: datetime, proof: Path | None = None) -> int:
    """Note a milestone of a lead and return its id. A mandate opens the title of a running contract, complete with its
    last day and a ``proof``. Raises UserError: LEAD_UNKNOWN, FIELD_VALUE for what the closed lists do not hold,
    MANDATE_NUMBER, MILESTONE_TO_COME for what cannot have happened yet, and as :func:`read_proof`."""
    content = read_proof(proof) if proof else None
    with store.write("milestone", by=by, at=at) as w:
        made_count = put_milestone(w, who, one, by=by, at=at)
        if proof is not None and content is not None:
            for title in leads.unproven_titles(w, made_count):
                w.update("title", title, {"proof_id": keep_proof(w, proof.name, content)})
        return made_count


def put_milestone(w: Writer, who: Who, one: TradeEvent, *, by: str, at: datetime) -> int:
    """Do as :func:`note_milestone` in the caller's transaction."""
    lead_id = sheet_of(w, who)
    lost = one.kind is MilestoneKind.LOST and WhyLost.known(one.said) is None
    if lost or (one.kind is MilestoneKind.ESTIMATE and Handed.known(one.said) is None):
        raise error("FIELD_VALUE", field="said", value=one.said)
    if one.kind is not MilestoneKind.APPOINTMENT and one.moment.astimezone(AGENCY_ZONE).date() > at.date():
        raise error("MILESTONE_TO_COME")
    if one.kind is MilestoneKind.MANDATE and not one.said.strip():
        raise error("MANDATE_NUMBER")
    hold_said(w, "\n".join((one.said, one.place, one.who)), lead_id=lead_id, way="note", by=by, at=at)
    title = _contract(w, lead_id, one, by=by, at=at) if one.kind is MilestoneKind.MANDATE else None
    return w.insert(
        "milestone",
        {
            "lead_id": lead_id, "kind": one.kind.value, "moment": kept(one.moment), "place": one.place[:LONGEST],
            "who": one.who[:LONGEST], "said": one.said[:LONGEST], "back": one.back.isoformat() if one.back else None,
            "at": kept(at), "by": by, "title_id": title,
        },
    )  # fmt: skip


def _contract(w: Writer, lead_id: int, one: TradeEvent, *, by: str, at: datetime) -> int | None:
    """Open the title of the contract that a mandate is (C. consom., art. L223-1, al. 4) and return its id, None when
    it is there already under its number."""
    if bool(w.count(Title, lead_id=lead_id, kind="contract", number=one.said.strip(), closed_at=None)):
        return None
    ad = w.one(Listing, "-id", lead_id=lead_id)
    object_ = "mandat de location" if ad is not None and ad.deal == "rent" else "mandat de vente"
    return w.insert(
        "title",
        {
            "lead_id": lead_id, "kind": TitleKind.CONTRACT.value, "number": one.said.strip()[:LONGEST],
            "object": object_, "how": "", "asker": "",
            "starts": one.moment.astimezone(AGENCY_ZONE).date().isoformat(),
            "ends": one.back.isoformat() if one.back else None, "proof_id": None, "at": kept(at), "by": by,
        },
    )  # fmt: skip


def take_back(store: Store, milestone_id: int, *, by: str, at: datetime) -> None:
    """Take a milestone back, and close the title it opened; the journal keeps both. Raises UserError LEAD_UNKNOWN."""
    with store.write("milestone undo", by=by, at=at) as w:
        if w.one(Milestone, id=milestone_id, undone_at=None) is None:
            raise error("LEAD_UNKNOWN")
        w.update("milestone", milestone_id, {"undone_at": kept(at), "undone_by": by})
        title = w.row(Milestone, milestone_id).title_id
        if title is not None:
            w.update("title", title, {"closed_at": kept(at)})


def of_lead(r: Reader, lead_id: int) -> list[TradeEvent]:
    """Return the milestones of a lead, in the order they were noted."""
    return [milestone_of(row) for row in r.of(Milestone, lead_id=[lead_id], undone_at=None)]
