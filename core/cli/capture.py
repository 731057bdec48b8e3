"""The verb that reads pages of listings."""

from pathlib import Path

import click

from core.actions.intake import capturing
from core.cli import shapes, told
from core.cli.desk import Shape, data_dir, desk, moment_typed


@click.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--at", "at_", default="", metavar="ISO")
@data_dir
def capture(pages: tuple[str, ...], at_: str, data_dir: Path | None, as_json: bool) -> None:
    """Lit des pages d’annonces, enregistrées ou en ligne."""
    with desk(data_dir, as_json) as at:
        moment = moment_typed(at_) if at_ else at.now
        found = capturing.capture(at.store, capturing.Capture(at.store.path.parent, pages, at.by, moment))
        said = [f"{one.page} : {one.said}" for one in found.pages if one.said]
        read = any(one.report for one in found.pages)
        shape = shapes.report(found.report) | {"pages": [_page(one) for one in found.pages]}
        at.answer(shape, [*said, *(told.report_lines(found.report) if read else [])], ok=read)


VERBS = (capture,)
"""What the command line takes from here."""


def _page(one: capturing.Page) -> Shape:
    return {"page": one.page, "site": one.site, "kind": one.kind, "said": one.said}
