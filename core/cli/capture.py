"""The verb that reads pages of listings and alert e-mails."""

from collections.abc import Iterable
from pathlib import Path

import click

from core.actions.intake import capturing
from core.base.i18n import n_
from core.cli import shapes, told
from core.cli.desk import Shape, data_dir, desk, moment_typed
from core.sources.pages.found import Ad
from core.words.left_out import left_out


@click.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--at", "at_", default="", metavar="ISO")
@click.option("--dry-run", is_flag=True, help="Montrer les annonces lues sans rien écrire.")
@data_dir
def capture(pages: tuple[str, ...], at_: str, dry_run: bool, data_dir: Path | None, as_json: bool) -> None:
    """Lit des annonces : pages en ligne ou enregistrées, e-mails d’alerte, dossiers."""
    with desk(data_dir, as_json) as at:
        moment = moment_typed(at_) if at_ else at.now
        asked = capturing.Capture(at.store.path.parent, pages, at.by, moment, dry=dry_run)
        found = capturing.capture(at.store, asked)
        taken = any(one.report for one in found.pages)
        shape = shapes.report(found.report) | {"pages": [_page(one) for one in found.pages]}
        lines = [line for one in found.pages for line in _lines(one, dry=dry_run)]
        if taken:
            lines += told.report_lines(found.report)
        at.answer(shape, lines, ok=any(one.ads for one in found.pages))


VERBS = (capture,)
"""What the command line takes from here."""


def _page(one: capturing.Page) -> Shape:
    """Return a page as a structure: each value of its ads with where it was read and how sure it is, from 0 to 1."""
    return {
        **{"page": one.page, "site": one.site, "kind": one.kind, "said": one.said, "container": one.what},
        "ads": [_ad(ad) for ad in one.ads],
        "left_out": [{"reason": ad.left_out, **_ad(ad)} for ad in one.left],
    }


def _ad(ad: Ad) -> Shape:
    # The words of an ad, and the person who wrote them, are not printed: they are for the intake alone.
    shown = {name: found for name, found in ad.fields.items() if name != "text"}
    return {name: {"value": one.value, "where": one.where, "sure": round(one.sure, 2)} for name, one in shown.items()}


def _lines(one: capturing.Page, *, dry: bool) -> Iterable[str]:
    if one.said:
        yield f"{one.page}\u202f: {one.said}"
    if dry and one.ads:
        yield n_("{page}\u202f: {n} annonce lue.", "{page}\u202f: {n} annonces lues.", len(one.ads)).format(
            page=one.page, n=len(one.ads)
        )
        for ad in one.ads:
            values = (ad.one(name) for name in ("reference", "kind", "price", "area", "town", "seller"))
            yield f"  {' · '.join(value for value in values if value)}"
    if said := left_out(ad.left_out for ad in one.left):
        yield f"  {said}"
