"""The verb that writes leads to a file."""

from pathlib import Path

import click

from core.actions.leads import exporting, lead_views
from core.base.i18n import _
from core.cli.desk import data_dir, desk, pairs_of
from core.cli.steps_made import steps_now
from core.words.exports import exported_words, left_out_words


@click.command("export")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fichier .xlsx ou .csv, ou .pdf à imprimer.",
)
@click.option("--search", default="", help="Mots cherchés.")
@click.option("--filter", "filters", multiple=True, metavar="NOM=VALEUR")
@data_dir
def export_list(out: Path, search: str, filters: tuple[str, ...], data_dir: Path | None, as_json: bool) -> None:
    """Écrit des prospects dans un fichier, sans les personnes opposées."""
    with desk(data_dir, as_json) as at:
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


VERBS = (export_list,)
"""What the command line takes from here."""
