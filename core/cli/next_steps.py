"""The verb that says what is to be done next: of one lead, of those at one step, of all."""

from collections.abc import Mapping, Sequence

import click

from core.actions.common import agency, next_step_facts, people, step_cache
from core.actions.common.judging import law_of
from core.base.screen_shapes import labelled
from core.cli.desk import Shape, VerbDesk, moment_typed, on_base
from core.cli.steps_made import steps_now
from core.model.step import NextStep, Step
from core.records.lead import Lead
from core.store import leads
from core.store.port import Reader
from core.words import steps
from core.words.errors import error


@click.command("next")
@click.argument("lead", default="")
@click.option("--step", "only", type=click.Choice(Step.texts()), help="Cette étape seulement.")
@click.option("--at", "moment", default="", metavar="ISO", help="À ce moment, au lieu de maintenant.")
@click.option("--limit", type=click.IntRange(1), default=100)
@on_base
def next_(at: VerbDesk, lead: str, only: str | None, moment: str, limit: int) -> None:
    """Dit la prochaine étape d’un prospect, ou de tous."""
    if not lead and not moment:
        _kept(at, [Step(only)] if only else list(Step), limit)
        return
    when = moment_typed(moment) if moment else at.now
    with at.store.read() as r:
        found = next_step_facts.next_steps(r, _asked(r, lead), law_of(agency.settings(r)), at=when)
        shown = sorted(
            ((lead_id, one) for lead_id, one in found.items() if only in (None, one.step.value)), key=_urgency
        )
        _answer(at, r, shown[:limit], next_step_facts.counted(found))


def _kept(at: VerbDesk, among: Sequence[Step], limit: int) -> None:
    """Answer from the steps that the base keeps, brought up to now."""
    law = steps_now(at)
    with at.store.read() as r:
        tally = step_cache.standing(r, law, at=at.now, most=None)
        ids = [number for step in among for number in step_cache.leading(r, tally, [step], limit)][:limit]
        found = next_step_facts.next_steps(r, ids, law, at=at.now)
        _answer(at, r, [(lead_id, found[lead_id]) for lead_id in ids], tally.counts)


def _answer(at: VerbDesk, r: Reader, shown: list[tuple[int, NextStep]], counts: Mapping[Step, int]) -> None:
    names = {lead_id: (r.get(Lead, lead_id), one) for lead_id, one in shown}
    lines = [
        f"{lead_id}  {person.name if person else ''}  {steps.step_sentence(one)}"
        for lead_id, (person, one) in names.items()
    ]
    totals = [labelled(steps.step_word(step), str(count)) for step, count in counts.items() if count]
    at.answer(
        {
            "steps": [_shape(lead_id, one) for lead_id, one in shown],
            "counts": {step.value: count for step, count in counts.items()},
        },
        [*lines, *totals],
        ok=bool(shown),
    )


def _shape(lead_id: int, one: NextStep) -> Shape:
    return {
        "lead": lead_id,
        "step": one.step.value,
        "code": one.code,
        "due": one.due.isoformat() if one.due else None,
        "sentence": steps.step_sentence(one),
        "where": steps.step_place(one),
    }


def _urgency(pair: tuple[int, NextStep]) -> tuple[int, str, int]:
    """Return what orders steps: theirs first, then the day they are due, those without one last."""
    lead_id, step = pair
    return list(Step).index(step.step), str(step.day or "9999"), lead_id


def _asked(r: Reader, lead: str) -> list[int]:
    if not lead:
        return list(leads.search(r, filters={}, sort="newest"))
    who = people.find(r, lead)
    if who.lead_id is None:
        raise error("LEAD_UNKNOWN")
    return [who.lead_id]


VERBS = (next_,)
