"""The refusals of a person that the register and the sheet hold, as the facts of the law."""

from collections.abc import Sequence

from core.actions.common.marks import AD, is_telling
from core.base.moments import happened
from core.model.facts import OppositionFact
from core.records.lead import Lead
from core.store import judging
from core.store.port import Reader


def register_facts(entries: Sequence[judging.RefusalMet], person: judging.JudgedLead) -> tuple[OppositionFact, ...]:
    """Return the refusals of a person: entries of the register, and the mark on the sheet; either is enough.

    A telephone, an e-mail or an address in the register is a refusal of the whole person: it applies to all their other
    contact points. One that tells nobody apart is closed itself, and closes nothing else; the ad of two
    persons closes nothing.
    """
    told = [(entry.how, entry.at, entry.rank) for entry in entries if is_telling(entry.kind)]
    if person.opposed_at and not told:
        told.append((person.opposed_how, person.opposed_at, 0))
    lister = person.refused_by_list_of or ""
    return (
        *(
            OppositionFact(
                "person", how, happened(at), quote=person.quote, supplier=lister if how == "list" else "", rank=rank
            )
            for how, at, rank in told
        ),
        *(
            OppositionFact(met.kind, met.how, happened(met.at), key="" if met.alone else met.hash, rank=met.rank)
            for met in entries
            if not is_telling(met.kind) and met.kind != AD
        ),
    )


def refuses(r: Reader, lead_id: int) -> bool:
    """Tell whether a lead is marked as opposed, or bears a mark of somebody that the register holds, whichever path put
    it there: the last look before a letter leaves."""
    entries = judging.oppositions(r, [lead_id])
    return r.row(Lead, lead_id).opposed_at is not None or any(is_telling(entry.kind) for entry in entries)
