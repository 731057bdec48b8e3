"""The verb that reads a lead file, or shows what reading it would give."""

from pathlib import Path

import click

from core.actions.intake import problem_groups
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into, recalled
from core.cli import shapes, told
from core.cli.desk import data_dir, desk, pairs_of
from core.model.checking import Fixes
from core.words.errors import error


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--supplier", default="", help="Nom du fournisseur ; connu par la forme d’un fichier déjà vu.")
@click.option("--collected", default="", metavar="AAAA-MM-JJ", help="Date de collecte.")
@click.option("--site", default="", help="Site d’origine, si aucune colonne ne le dit.")
@click.option("--map", "pairs", multiple=True, metavar="EN-TÊTE=CHAMP")
@click.option("--sheet", default="", help="Feuille du classeur.")
@click.option("--member", default="", metavar="NOM", help="Tableau à lire dans une archive qui en contient plusieurs.")
@click.option("--encoding", default="", help="Encodage du texte, utf-8 ou cp1252 par exemple.")
@click.option("--delimiter", default="", help="Séparateur des colonnes.")
@click.option("--fix", "fixes", multiple=True, metavar="CODE=CHOIX", help="Règle un groupe de problèmes.")
@click.option("--dry-run", is_flag=True, help="Compter et montrer les problèmes sans rien écrire.")
@data_dir
def import_(
    file: Path,
    supplier: str,
    collected: str,
    site: str,
    pairs: tuple[str, ...],
    sheet: str,
    member: str,
    encoding: str,
    delimiter: str,
    fixes: tuple[str, ...],
    dry_run: bool,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Lit un fichier de prospects."""
    with desk(data_dir, as_json) as at:
        given = ImportFile(
            at.store.path.parent,
            file,
            supplier,
            collected,
            by=at.by,
            now=at.now,
            site=site,
            fields=pairs_of(pairs),
            sheet=sheet,
            encoding=encoding,
            delimiter=delimiter,
            fixes=_fixes(fixes),
            member=member,
        )
        with at.store.read() as r:
            asked = recalled(r, given)
        if dry_run:
            expected = expect(at.store, asked)
            at.answer(shapes.expectation(expected), told.expectation_lines(expected))
        else:
            found = import_into(at.store, asked)
            at.answer(shapes.report(found), told.report_lines(found))


VERBS = (import_,)
"""What the command line takes from here."""


def _fixes(pairs: tuple[str, ...]) -> Fixes:
    """Return the choices given. Raises UserError (FIELD_UNKNOWN, FIELD_VALUE) for one that settles nothing."""
    choices = pairs_of(pairs)
    for code, key in choices.items():
        possible = problem_groups.settles(code)
        if not possible:
            known = ", ".join(code for code in problem_groups.SORTS if problem_groups.settles(code))
            raise error("FIELD_UNKNOWN", field=code, known=known)
        if key not in possible:
            raise error("FIELD_VALUE", field=code, value=key)
    return Fixes(choices)
