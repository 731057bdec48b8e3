"""Verbs about the telephone: whether a call is allowed, what was said in it, who refuses, and a log of past calls."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from core.actions.calling import calling, past_log
from core.actions.calling.past_log import LogFile
from core.actions.common import agency, people
from core.actions.common.judging import judged_who, law_of
from core.actions.keeping.waiting import keep_refusal
from core.actions.register import opposing
from core.base import moments
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import moment, number
from core.cli import printed_texts, shapes
from core.cli.desk import (
    Shape,
    VerbDesk,
    base_folder,
    bloctel_checks,
    data_dir,
    day_typed,
    desk,
    moment_typed,
    on_base,
    pairs_of,
    print_answer,
)
from core.model.channel import Channel
from core.model.opposing import CallOutcome, RefusalHow
from core.model.past_log import LogTaken
from core.store.port import Reader
from core.store.safe.homes import TEAM
from core.words.away import SILENT, kept_here
from core.words.errors import error
from core.words.register import unrecorded_refusal

CHANNELS = Channel.texts()


@click.command()
@click.argument("channel", type=click.Choice(CHANNELS))
@click.argument("who")
@click.option("--at", "at_", default="", metavar="ISO")
@on_base
def may(at: VerbDesk, channel: str, who: str, at_: str) -> None:
    """Dit si l’on peut appeler ou écrire, et pourquoi."""
    with at.store.read() as r:
        found = people.find(r, who)
        moment = _moment(r, found, at_, at.now)
        verdict = judged_who(r, found, law_of(agency.settings(r)), channel=Channel(channel), at=moment)
        at.answer(shapes.verdict(who, verdict), printed_texts.verdict_lines(verdict), ok=verdict.allowed)


@click.command()
@click.argument("who")
@click.option("--outcome", required=True, type=click.Choice(CallOutcome.texts()))
@click.option("--direction", type=click.Choice(["in", "out"]), default="out")
@click.option("--at", "at_", default="", metavar="ISO")
@click.option("--note", default="")
@on_base
def call(at: VerbDesk, who: str, outcome: str, direction: str, at_: str, note: str) -> None:
    """Note un appel ou une tentative, avec le feu du moment."""
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
    sentences = [_("Appel noté\u202f: {call}.").format(call=done.call)]
    words = calling.heard(outcome, note)
    if words:
        shape["heard"] = words
        sentences.append(unrecorded_refusal(words))
    if done.verdict is not None and done.breach:
        shape["verdict"] = shapes.verdict(who, done.verdict)
        sentences += [
            _("Cet appel n’était pas permis\u202f: il reste noté comme une infraction."),
            *printed_texts.verdict_lines(done.verdict),
        ]
    at.answer(shape, sentences, ok=not done.breach)


@click.command()
@click.argument("who")
@click.option("--how", type=click.Choice(RefusalHow.texts()), default="counter")
@click.option("--note", default="")
@data_dir
def oppose(who: str, how: str, note: str, data_dir: Path | None, as_json: bool) -> None:
    """Enregistre une opposition, sur tous les canaux."""
    try:
        with desk(data_dir, as_json) as at:
            done = opposing.oppose_typed(at.store, who, how=how, by=at.by, at=at.now, note=note)
    except UserError as problem:
        folder = base_folder(data_dir)
        if problem.code not in SILENT or not (folder / TEAM).exists():
            raise
        keep_refusal(folder, who, how=how, at=moments.now(), note=note)
        done = opposing.Opposed(0, (), 0, 0, None, already=False, waiting=True)
    sentence = _("Opposition déjà enregistrée.") if done.already else _("Opposition enregistrée. Tous les canaux.")
    shape = {"opposition": done.gesture, "leads": list(done.leads), "entries": done.entries, "already": done.already}
    words = [kept_here() if done.waiting else sentence]
    print_answer(shape | {"waiting": done.waiting}, words, as_json=as_json, ok=True)


def _moment(r: Reader, who: people.Who, typed: str, now: datetime) -> datetime:
    return moment_typed(typed, people.zone(r, who)) if typed else now


@click.command("call-log")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--column", "columns", multiple=True, metavar="COLONNE=CHAMP", help="Ce qu’est une colonne.")
@click.option(
    "--outcome", "outcomes", multiple=True, metavar="MOT=ISSUE", help="Ce que veut dire une issue du fichier."
)
@bloctel_checks
@on_base
def call_log(
    at: VerbDesk, file: Path, columns: tuple[str, ...], outcomes: tuple[str, ...], checks: tuple[str, ...]
) -> None:
    """Reprend un journal d’appels passés, chacun jugé selon la loi de son jour."""
    asked = LogFile(
        file, at.by, at.now, columns=pairs_of(columns), outcomes=pairs_of(outcomes),
        bloctel=tuple(map(day_typed, dict.fromkeys(checks))),
    )  # fmt: skip
    log = past_log.take_log(at.store, asked)
    at.answer(_shape(log), _lines(log), ok=bool(log.added + log.already) and not log.breaches)


def _shape(found: LogTaken) -> Shape:
    return {
        "read": found.read,
        "added": found.added,
        "already": found.already,
        "rejected": found.rejected,
        "breaches": [
            {"line": breach.line, "at": breach.at.isoformat(), "call": breach.call, "codes": list(breach.codes)}
            for breach in found.breaches
        ],
        "rejects": [{"line": reject.line, "code": reject.code, "reason": reject.reason} for reject in found.rejects],
    }


def _lines(found: LogTaken) -> Iterator[str]:
    yield _("{read} = {added} + {already} + {rejected}.").format(
        read=n_("{n} lue", "{n} lues", found.read).format(n=number(found.read)),
        added=n_("{n} notée", "{n} notées", found.added).format(n=number(found.added)),
        already=n_("{n} déjà notée", "{n} déjà notées", found.already).format(n=number(found.already)),
        rejected=n_("{n} rejetée", "{n} rejetées", found.rejected).format(n=number(found.rejected)),
    )
    for breach in found.breaches:
        words = _("  ligne {line}, {moment}\u202f: cet appel n’était pas permis ({codes}).")
        yield words.format(
            line=breach.line, moment=moment(breach.at.astimezone(AGENCY_ZONE)), codes=", ".join(breach.codes)
        )
    for reject in found.rejects:
        yield _("  ligne {line}\u202f: {reason}").format(line=reject.line, reason=reject.reason)


VERBS = (may, call, oppose, call_log)
