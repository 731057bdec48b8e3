"""The verb that notes what happens with a lead in the trade."""

from datetime import datetime
from pathlib import Path

import click

from core.actions.common import people
from core.actions.common.files import write_whole
from core.actions.leads import milestones
from core.actions.leads.appointment_file import appointment_file
from core.base import text
from core.base.i18n import _
from core.base.records import replace
from core.cli.desk import VerbDesk, moment_typed, on_base
from core.model.milestone import MilestoneKind, TradeEvent
from core.words.errors import error
from core.words.milestones import milestone_words


@click.command()
@click.argument("who")
@click.argument("kind", type=click.Choice([kind.value for kind in MilestoneKind]))
@click.option("--at", "moment", default="", metavar="ISO", help="Le jour, et l’heure d’un rendez-vous.")
@click.option("--place", default="", help="Où.")
@click.option("--with", "company", default="", help="Avec qui, de l’agence.")
@click.option("--said", default="", help="Raison, manière, ou numéro du mandat.")
@click.option("--back", default="", metavar="JOUR", help="Y revenir ce jour.")
@click.option("--ics", type=click.Path(path_type=Path), help="Écrire le rendez-vous pour un agenda.")
@click.option("--proof", type=click.Path(path_type=Path), help="Le mandat signé, qui ouvre le titre du contrat.")
@click.option("--undo", is_flag=True, help="Reprendre la dernière étape de cette sorte.")
@on_base
def milestone(
    at: VerbDesk,
    who: str,
    kind: str,
    moment: str,
    place: str,
    company: str,
    said: str,
    back: str,
    ics: Path | None,
    undo: bool,
    proof: Path | None,
) -> None:
    """Note une étape du métier : rendez-vous, estimation, mandat, perdu."""
    with at.store.read() as r:
        found = people.find(r, who)
        known = milestones.of_lead(r, found.lead_id) if found.lead_id is not None else []
    last = next((one for one in reversed(known) if one.kind == kind), None)
    if undo:
        if last is None:
            raise error("LEAD_UNKNOWN")
        milestones.take_back(at.store, last.id, by=at.by, at=at.now)
        at.answer(
            {"milestone": last.id, "undone": True}, [_("Repris\u202f: {what}.").format(what=milestone_words(last))]
        )
        return
    when = moment_typed(moment) if moment else at.now
    one = TradeEvent(MilestoneKind(kind), when, place, company, said, text.parse_day(back) if back else None)
    number = milestones.note_milestone(at.store, found, one, by=at.by, at=at.now, proof=proof)
    if ics is not None:
        with at.store.read() as r:
            lead_id = people.sheet_of(r, found)
            content = appointment_file(r, lead_id, replace(one, id=number), at=at.now)
        write_whole(ics, content)
    at.answer(_shape(number, one), [f"{milestone_words(one)}."])


def _shape(number: int, one: TradeEvent) -> dict[str, object]:
    return {"milestone": number, "kind": one.kind.value, "at": _iso(one.moment), "place": one.place, "said": one.said}


def _iso(moment: datetime) -> str:
    return moment.isoformat()


VERBS = (milestone,)
