"""Verbs about the telephone: whether a call is allowed, what was said in it, who refuses."""

from datetime import datetime
from pathlib import Path

import click

from core.actions.calling import calling
from core.actions.common import agency, people
from core.actions.common.judging import judged_who, law_of
from core.actions.register import opposing
from core.base.i18n import _
from core.cli import shapes, told
from core.cli.desk import Shape, data_dir, desk, moment_typed
from core.model.channel import Channel
from core.model.opposing import CallOutcome, RefusalHow
from core.store.port import Reader
from core.words.errors import error
from core.words.register import unrecorded_refusal

CHANNELS = Channel.texts()


@click.command()
@click.argument("channel", type=click.Choice(CHANNELS))
@click.argument("who")
@click.option("--at", "at_", default="", metavar="ISO")
@data_dir
def may(channel: str, who: str, at_: str, data_dir: Path | None, as_json: bool) -> None:
    """Dit si l’on peut appeler ou écrire, et pourquoi."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        found = people.find(r, who)
        moment = _moment(r, found, at_, at.now)
        said = judged_who(r, found, law_of(agency.settings(r)), channel=Channel(channel), at=moment)
        at.answer(shapes.verdict(who, said), told.verdict_lines(said), ok=said.allowed)


@click.command()
@click.argument("who")
@click.option("--outcome", required=True, type=click.Choice(CallOutcome.texts()))
@click.option("--direction", type=click.Choice(["in", "out"]), default="out")
@click.option("--at", "at_", default="", metavar="ISO")
@click.option("--note", default="")
@data_dir
def call(who: str, outcome: str, direction: str, at_: str, note: str, data_dir: Path | None, as_json: bool) -> None:
    """Note un appel ou une tentative, avec le feu du moment."""
    with desk(data_dir, as_json) as at:
        with at.store.read() as r:
            found = people.find(r, who)
            moment = _moment(r, found, at_, at.now)
        if moment > at.now:
            raise error("CALL_FUTURE", at=moment)
        done = calling.log(
            at.store, found, direction=direction, outcome=outcome, note=note, by=at.by, at=moment,
            now=at.now if at_ else None,
        )  # fmt: skip
        shape: Shape = {"call": done.call, "lead": found.lead_id, "recorded": True, "breach": list(done.breach)}
        said = [_("Appel noté\u202f: {call}.").format(call=done.call)]
        heard = calling.heard(outcome, note)
        if heard:
            shape["heard"] = heard
            said.append(unrecorded_refusal(heard))
        if done.verdict is not None and done.breach:
            shape["verdict"] = shapes.verdict(who, done.verdict)
            said += [
                _("Cet appel n’était pas permis\u202f: il reste noté comme une infraction."),
                *told.verdict_lines(done.verdict),
            ]
        at.answer(shape, said, ok=not done.breach)


@click.command()
@click.argument("who")
@click.option("--how", type=click.Choice(RefusalHow.texts()), default="counter")
@click.option("--note", default="")
@data_dir
def oppose(who: str, how: str, note: str, data_dir: Path | None, as_json: bool) -> None:
    """Enregistre une opposition, sur tous les canaux."""
    with desk(data_dir, as_json) as at:
        done = opposing.oppose_typed(at.store, who, how=how, by=at.by, at=at.now, note=note)
        at.answer(
            {"opposition": done.gesture, "leads": list(done.leads), "entries": done.entries, "already": done.already},
            ["Opposition déjà enregistrée." if done.already else "Opposition enregistrée. Tous les canaux."],
        )


VERBS = (may, call, oppose)
"""What the command line takes from here."""


def _moment(r: Reader, who: people.Who, typed: str, now: datetime) -> datetime:
    return moment_typed(typed, people.zone(r, who)) if typed else now
