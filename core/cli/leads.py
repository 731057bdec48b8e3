"""Verbs about people: the list, everything known of one, a file of them, an ad withdrawn or its property sold."""

from collections.abc import Mapping
from pathlib import Path

import click

from core.actions.common import agency, people
from core.actions.common.judging import law_of
from core.actions.leads import ads_withdrawn, exporting, lead_views
from core.base.i18n import _, n_
from core.base.screen_shapes import day as day_words
from core.base.screen_shapes import number
from core.cli import printed_texts, shapes
from core.cli.desk import VerbDesk, data_dir, day_if_typed, desk, on_base, pairs_of
from core.cli.steps_made import steps_now
from core.words.errors import error, user_text
from core.words.exports import exported_words, left_out_words


@click.command()
@click.option("--search", default="", help="Mots cherchés.")
@click.option("--filter", "filters", multiple=True, metavar="NOM=VALEUR")
@click.option("--limit", type=click.IntRange(1), default=100)
@data_dir
def leads(search: str, filters: tuple[str, ...], limit: int, data_dir: Path | None, as_json: bool) -> None:
    """Liste les prospects."""
    asked = pairs_of(filters)
    with desk(data_dir, as_json) as at:
        if asked.keys() & {"step", "way_now"}:
            steps_now(at)
        _list(at, search, asked, limit)


def _list(at: VerbDesk, search: str, filters: Mapping[str, str], limit: int) -> None:
    with at.store.read() as r:
        law = law_of(agency.settings(r))
        ids = lead_views.find(r, law, at=at.now, text=search, filters=filters)
        shown_ids = list(ids[:limit])
        rows = lead_views.lead_rows(r, shown_ids, law, at=at.now)
        lines = lead_views.lines(r, rows, law, at=at.now)
        at.answer(
            {"total": len(ids), "leads": [shapes.lead(*line) for line in lines]},
            [
                *(printed_texts.lead_line(row) for row in rows),
                n_("{n} prospect", "{n} prospects", len(ids)).format(n=number(len(ids))),
            ],
            ok=bool(ids),
        )


@click.command()
@click.argument("lead")
@on_base
def show(at: VerbDesk, lead: str) -> None:
    """Dit tout d’un prospect : origine, feux, histoire."""
    with at.store.read() as r:
        who = people.find(r, lead)
        if who.lead_id is None:
            raise error("LEAD_UNKNOWN")
        sheet = lead_views.lead_sheet(r, who.lead_id, law_of(agency.settings(r)), at=at.now)
        at.answer(shapes.sheet(sheet), printed_texts.sheet_lines(sheet))


@click.command("gone")
@click.argument("prospect")
@click.option("--day", default="", metavar="AAAA-MM-JJ", help="Jour du retrait ; aujourd’hui si rien n’est dit.")
@click.option("--undo", is_flag=True, help="Reprendre ce qui a été dit par erreur, dans les dix minutes.")
@on_base
def gone(at: VerbDesk, prospect: str, day: str, undo: bool) -> None:
    """Note qu’une annonce est retirée ou le bien vendu."""
    with at.store.read() as r:
        lead_id = people.known(r, prospect)
    if undo:
        ads_withdrawn.restore(at.store, lead_id, by=at.by, at=at.now)
        at.answer({"lead": lead_id, "gone": None}, [_("Annonce de nouveau en ligne.")])
        return
    since = ads_withdrawn.withdraw(at.store, lead_id, by=at.by, at=at.now, day=day_if_typed(day))
    lines = [_("Annonce notée retirée le {day}.").format(day=day_words(since)), user_text("PAGE_GONE")]
    at.answer({"lead": lead_id, "gone": since.isoformat()}, lines)


@click.command("export")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fichier .xlsx ou .csv, ou .pdf à imprimer.",
)
@click.option("--search", default="", help="Mots cherchés.")
@click.option("--filter", "filters", multiple=True, metavar="NOM=VALEUR")
@on_base
def export_list(at: VerbDesk, out: Path, search: str, filters: tuple[str, ...]) -> None:
    """Écrit des prospects dans un fichier, sans les personnes opposées."""
    law = steps_now(at)
    with at.store.read() as r:
        ids = lead_views.find(r, law, at=at.now, text=search, filters=pairs_of(filters))
    found = exporting.export(at.store, ids, out, law, by=at.by, at=at.now)
    at.answer(
        {"file": str(found.file), "rows": found.rows, "left_out": found.left_out},
        [
            exported_words(found.rows, found.file.name),
            *left_out_words(found.left_out),
            _("Un numéro exporté n’est pas un droit d’appeler. Supprimez ce fichier dès qu’il a servi."),
        ],
    )


VERBS = (leads, show, gone, export_list)
