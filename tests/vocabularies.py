"""A base in which something happened with each member of each vocabulary of the trade, for the tests that read it in
every way the program has: a member that one of them does not know is an error of that test."""

from pathlib import Path

from core.actions.calling import calling, consenting
from core.actions.common.people import Who, of_lead
from core.actions.intake.import_rows import take_in
from core.actions.leads import milestones
from core.actions.register import opposing
from core.actions.rights import requests
from core.base.worded import WordedEnum
from core.model.batch import BatchFacts, Source
from core.model.channel import TitleKind
from core.model.draft import Draft
from core.model.milestone import Handed, MilestoneKind, TradeEvent, WhyLost
from core.model.opposing import CallOutcome, RefusalHow
from core.model.request import Outcome, RequestKind, RequestWay
from core.store import leads
from core.store.port import Store
from tests.day import BY, NOW

TITLES = tuple(kind for kind in TitleKind if kind is not TitleKind.CONSENT)
ANSWERED = tuple(one for one in Outcome if one is not Outcome.NOTHING)
"""That there is nothing is never answered to a person whom the base knows."""
MET = (
    *(TradeEvent(MilestoneKind.LOST, NOW, said=why) for why in WhyLost),
    *(TradeEvent(MilestoneKind.ESTIMATE, NOW, said=how) for how in Handed),
)
BATCH = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct", sha256="0" * 64)


def live(store: Store, proof: Path) -> list[tuple[WordedEnum, int]]:
    """Do something with each member, each on a lead of its own, and return each with its lead."""
    members = [*CallOutcome, *RefusalHow, *WhyLost, *Handed, *TITLES, *RequestKind, *RequestWay, *ANSWERED]
    take_in(store, [_draft(number) for number in range(len(members))], BATCH, by=BY, now=NOW)
    with store.read() as r:
        lead_of = dict(zip(range(len(members)), sorted(leads.search(r)), strict=True))
    stories = [(member, lead_of[place]) for place, member in enumerate(members)]
    for member, lead_id in stories:
        _happen(store, member, lead_id, proof)
    return stories


def _draft(number: int) -> Draft:
    return Draft(
        line=number + 2, last_name=f"Nom{chr(65 + number // 26)}{chr(97 + number % 26)}", civility="Madame",
        phones=(f"06 39 98 {number // 100:02d} {number % 100:02d}",), address=f"{number + 1} rue des Mûriers",
        postcode="30700", town="Uzès", kind="Maison", price="342 000 €", reference=f"TD{number}", seen="26/10/2026",
        cells=("x",),
    )  # fmt: skip


def _happen(store: Store, member: WordedEnum, lead_id: int, proof: Path) -> None:
    who = Who(lead_id)
    if isinstance(member, CallOutcome):
        calling.log(store, who, direction="in", outcome=member, by=BY, at=NOW)
    elif isinstance(member, RefusalHow):
        with store.read() as r:
            whole = of_lead(r, lead_id)
        opposing.oppose(store, whole, how=member, by=BY, at=NOW)
    elif isinstance(member, WhyLost | Handed):
        milestones.note_milestone(store, who, next(one for one in MET if one.said is member), by=BY, at=NOW)
    elif isinstance(member, TitleKind):
        consenting.open_title(
            store, who, member, object_="vente", by=BY, at=NOW, number="12", how="Agence", proof=proof,
            starts=NOW if member is TitleKind.REQUEST else NOW.date(),
        )  # fmt: skip
    else:
        _ask(store, member, who)


def _ask(store: Store, member: WordedEnum, who: Who) -> None:
    refusable = RequestKind.ACCESS if member is Outcome.REFUSED else RequestKind.OBJECTION
    kind = member if isinstance(member, RequestKind) else refusable
    how = member if isinstance(member, RequestWay) else RequestWay.LETTER
    noted = requests.note(store, who, kind, received=NOW.date(), how=how, by=BY, at=NOW, identity="vue au comptoir")
    if isinstance(member, Outcome):
        reason = "déjà reçue" if member is Outcome.REFUSED else ""
        requests.answer(store, noted.id, member, how=how, by=BY, at=NOW, reason=reason)
