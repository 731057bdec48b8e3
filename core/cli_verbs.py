"""The verbs: each reads through the store's queries and writes through the actions, as the window does."""

import tomllib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from core import (
    cli_backup,
    cli_batches,
    cli_duplicates,
    cli_help,
    cli_inspect,
    cli_law,
    cli_listing,
    cli_posting,
    cli_register,
    cli_requests,
    cli_retention,
    cli_suppliers,
    cli_titles,
    cli_words,
    moments,
    shapes,
)
from core.actions import agency as agency_actions
from core.actions import calling, capturing, looking, noticing, opposing, people, verifying
from core.actions.judging import judged_who, law_of
from core.cli_desk import data_dir, desk, pairs_of
from core.cli_import import import_
from core.model.channel import Channel
from core.model.opposing import HOWS, OUTCOMES
from core.notices.gaps import agency_missing
from core.plain import size_of
from core.store.port import Reader
from core.wording import error

_TOML_LIMIT = 1 << 20
CHANNELS = [channel.value for channel in Channel]


@click.group(invoke_without_command=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data-dir", type=click.Path(path_type=Path), default=None, help="Dossier de la base.")
def verbs(data_dir: Path | None) -> None:
    """Premier Contact : la lettre d’abord. Sans verbe, ouvre la fenêtre."""


verbs.add_command(import_)
for each in (
    cli_batches,
    cli_suppliers,
    cli_duplicates,
    cli_inspect,
    cli_register,
    cli_requests,
    cli_titles,
    cli_law,
    cli_listing,
    cli_posting,
    cli_backup,
    cli_retention,
):
    for one in each.VERBS:
        verbs.add_command(one)


@verbs.command()
@click.option("--file", "file", type=click.Path(path_type=Path), help="Fichier TOML de l’identité.")
@click.option("--set", "pairs", multiple=True, metavar="CHAMP=VALEUR")
@data_dir
def agency(file: Path | None, pairs: tuple[str, ...], data_dir: Path | None, as_json: bool) -> None:
    """Identité de l’agence imprimée sur les lettres."""
    with desk(data_dir, as_json) as at:
        values = _toml(file) if file else {}
        values |= pairs_of(pairs)
        if values:
            agency_actions.save_agency(at.store, values, by=at.by, at=at.now)
        with at.store.read() as r:
            identity = agency_actions.settings(r).agency
        lacking = agency_missing(identity)
        lines = [f"{name} = {value}" for name, value in asdict(identity).items() if value not in ("", False)]
        at.answer(
            {"agency": asdict(identity), "missing": list(lacking)},
            [*lines, *([f"Il manque {', '.join(lacking)} : aucune lettre ne peut partir."] if lacking else [])],
        )


@verbs.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--at", "at_", default="", metavar="ISO")
@data_dir
def capture(pages: tuple[str, ...], at_: str, data_dir: Path | None, as_json: bool) -> None:
    """Lit des pages d’annonces, enregistrées ou en ligne."""
    with desk(data_dir, as_json) as at:
        moment = moments.typed(at_) if at_ else at.now
        found = capturing.capture(at.store, capturing.Capture(at.store.path.parent, pages, at.by, moment))
        said = [f"{one.page} : {one.said}" for one in found.pages if one.said]
        read = any(one.report for one in found.pages)
        at.answer(shapes.captured(found), [*said, *(cli_words.report(found.report) if read else [])], ok=read)


@verbs.command()
@click.option("--search", default="", help="Mots cherchés.")
@click.option("--filter", "filters", multiple=True, metavar="NOM=VALEUR")
@click.option("--limit", type=click.IntRange(1), default=100)
@data_dir
def leads(search: str, filters: tuple[str, ...], limit: int, data_dir: Path | None, as_json: bool) -> None:
    """Liste les prospects."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        law = law_of(agency_actions.settings(r))
        ids = looking.find(r, law, at=at.now, text=search, filters=pairs_of(filters))
        shown = list(ids[:limit])
        rows = looking.lead_rows(r, shown, law, at=at.now)
        lines = looking.lines(r, rows, law, at=at.now)
        at.answer(
            {"total": len(ids), "leads": [shapes.lead(*line) for line in lines]},
            [
                *(cli_words.lead(row) for row in rows),
                f"{len(ids)} prospects" if len(ids) > 1 else f"{len(ids)} prospect",
            ],
            ok=bool(ids),
        )


@verbs.command()
@click.argument("lead")
@data_dir
def show(lead: str, data_dir: Path | None, as_json: bool) -> None:
    """Dit tout d’un prospect : origine, feux, histoire."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        who = people.find(r, lead)
        if who.lead_id is None:
            raise error("LEAD_UNKNOWN")
        found = looking.lead_sheet(r, who.lead_id, law_of(agency_actions.settings(r)), at=at.now)
        at.answer(shapes.sheet(found), cli_words.sheet(found))


@verbs.command()
@click.argument("channel", type=click.Choice(CHANNELS))
@click.argument("who")
@click.option("--at", "at_", default="", metavar="ISO")
@data_dir
def may(channel: str, who: str, at_: str, data_dir: Path | None, as_json: bool) -> None:
    """Dit si l’on peut appeler ou écrire, et pourquoi."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        found = people.find(r, who)
        moment = _moment(r, found, at_, at.now)
        said = judged_who(r, found, law_of(agency_actions.settings(r)), channel=Channel(channel), at=moment)
        at.answer(shapes.verdict(who, said), cli_words.verdict(said), ok=said.allowed)


@verbs.command()
@click.argument("who")
@click.option("--outcome", required=True, type=click.Choice(list(OUTCOMES)))
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
        try:
            call_id = calling.log(at.store, found, direction=direction, outcome=outcome, note=note, by=at.by, at=moment)
        except calling.Refused as refused:
            shape = {"call": None, "error": refused.text, "verdict": shapes.verdict(who, refused.verdict)}
            at.answer(shape, cli_words.verdict(refused.verdict), ok=False)
            return
        at.answer({"call": call_id, "lead": found.lead_id}, [f"Appel noté : {call_id}."])


@verbs.command()
@click.argument("who")
@click.option("--how", type=click.Choice(list(HOWS)), default="counter")
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


@verbs.command()
@click.argument("leads", nargs=-1, metavar="PROSPECT…")
@click.option("--due", is_flag=True, help="Toutes les informations en attente.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@data_dir
def notice(leads: tuple[str, ...], due: bool, out: Path, data_dir: Path | None, as_json: bool) -> None:
    """Prépare les lettres d’information, en PDF."""
    with desk(data_dir, as_json) as at:
        with at.store.read() as r:
            ids = noticing.due(r) if due else [people.known(r, one) for one in leads]
        found = noticing.make(at.store, ids, out, by=at.by, at=at.now)
        at.answer(shapes.letters(found), cli_words.letters(found), ok=bool(found.made))


@verbs.command()
@data_dir
def verify(data_dir: Path | None, as_json: bool) -> None:
    """Vérifie la base et la chaîne du journal."""
    with desk(data_dir, as_json) as at:
        found = verifying.verify(at.store)
        said = found.problems or (f"{found.rows} lignes au journal, chaîne intacte. Tête {found.head[:12]}.",)
        at.answer(shapes.verification(found), said, ok=found.ok)


cli_help.speak_french(verbs)


def _moment(r: Reader, who: people.Who, typed: str, now: datetime) -> datetime:
    return moments.typed(typed, people.zone(r, who)) if typed else now


def _toml(file: Path) -> dict[str, Any]:
    try:
        if size_of(file) > _TOML_LIMIT:
            raise error("FILE_TOO_BIG", file=file.name)
        found = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        raise error("FILE_UNREADABLE", file=file.name) from problem
    inner = found.get("agency", found)
    return dict(inner) if isinstance(inner, dict) else {}
