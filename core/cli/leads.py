"""Verbs that show people: the list, and everything known of one."""

from collections.abc import Mapping
from pathlib import Path

import click

from core.actions.common import agency, people
from core.actions.common.judging import law_of
from core.actions.leads import lead_views
from core.cli import shapes, told
from core.cli.desk import Desk, data_dir, desk, pairs_of
from core.cli.steps_made import steps_now
from core.words.errors import error


@click.command()
@click.option("--search", default="", help="Mots cherchés.")
@click.option("--filter", "filters", multiple=True, metavar="NOM=VALEUR")
@click.option("--limit", type=click.IntRange(1), default=100)
@data_dir
def leads(search: str, filters: tuple[str, ...], limit: int, data_dir: Path | None, as_json: bool) -> None:
    """Liste les prospects."""
    asked = pairs_of(filters)
    with desk(data_dir, as_json) as at:
        if "step" in asked:
            steps_now(at)
        _list(at, search, asked, limit)


def _list(at: Desk, search: str, filters: Mapping[str, str], limit: int) -> None:
    with at.store.read() as r:
        law = law_of(agency.settings(r))
        ids = lead_views.find(r, law, at=at.now, text=search, filters=filters)
        shown = list(ids[:limit])
        rows = lead_views.lead_rows(r, shown, law, at=at.now)
        lines = lead_views.lines(r, rows, law, at=at.now)
        at.answer(
            {"total": len(ids), "leads": [shapes.lead(*line) for line in lines]},
            [
                *(told.lead_line(row) for row in rows),
                f"{len(ids)} prospects" if len(ids) > 1 else f"{len(ids)} prospect",
            ],
            ok=bool(ids),
        )


@click.command()
@click.argument("lead")
@data_dir
def show(lead: str, data_dir: Path | None, as_json: bool) -> None:
    """Dit tout d’un prospect : origine, feux, histoire."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        who = people.find(r, lead)
        if who.lead_id is None:
            raise error("LEAD_UNKNOWN")
        found = lead_views.lead_sheet(r, who.lead_id, law_of(agency.settings(r)), at=at.now)
        at.answer(shapes.sheet(found), told.sheet_lines(found))


VERBS = (leads, show)
"""What the command line takes from here."""
