"""The verb that reads a lead file, or shows what reading it would give."""

from collections.abc import Iterable
from pathlib import Path

import click

from core.actions.common.prices import price_read, set_price
from core.actions.intake import problem_groups
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into, recalled
from core.base.errors import UserError
from core.base.records import replace
from core.cli import printed_texts, shapes
from core.cli.desk import Shape, VerbDesk, data_dir, desk, pairs_of
from core.model.checking import Fixes, Sort
from core.sources.tables.reading import open_table
from core.words.errors import error

ASKS = "FILE_ASKS"
ALL = "all"
"""Stands for every sheet of a workbook."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--supplier", default="", help="Nom du fournisseur ; connu par la forme d’un fichier déjà vu.")
@click.option("--collected", default="", metavar="AAAA-MM-JJ", help="Date de collecte.")
@click.option("--site", default="", help="Site d’origine, si aucune colonne ne le dit.")
@click.option("--map", "pairs", multiple=True, metavar="EN-TÊTE=CHAMP")
@click.option("--sheet", "sheets", multiple=True, help="Feuille du classeur, répétable ; all : toutes.")
@click.option("--header-line", type=click.IntRange(min=0), default=None, help="Ligne des en-têtes, 0 : aucune.")
@click.option("--member", default="", metavar="NOM", help="Tableau à lire dans une archive qui en contient plusieurs.")
@click.option("--encoding", default="", help="Encodage du texte, utf-8 ou cp1252 par exemple.")
@click.option("--delimiter", default="", help="Séparateur des colonnes.")
@click.option("--fix", "fixes", multiple=True, metavar="CODE=CHOIX", help="Règle un groupe de problèmes.")
@click.option("--price", default="", metavar="EUROS", help="Prix payé pour ce fichier.")
@click.option("--dry-run", is_flag=True, help="Compter et montrer les problèmes sans rien écrire.")
@data_dir
def import_(
    file: Path,
    supplier: str,
    collected: str,
    site: str,
    pairs: tuple[str, ...],
    sheets: tuple[str, ...],
    header_line: int | None,
    member: str,
    encoding: str,
    delimiter: str,
    fixes: tuple[str, ...],
    price: str,
    dry_run: bool,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Lit un fichier de prospects."""
    price_read(price)  # What cannot be read is said before anything is imported.
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
            encoding=encoding,
            delimiter=delimiter,
            fixes=_fixes(fixes),
            member=member,
            header_line=header_line,
        )
        wanted = _sheets(given, sheets)
        if len(wanted) < 2:
            _one(at, replace(given, sheet="".join(wanted)), dry_run=dry_run, price=price)
        else:
            _several(at, given, wanted, dry_run=dry_run, price=price)


def _sheets(given: ImportFile, sheets: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sheets to read: those named, or those of the workbook that hold something for « all »."""
    if ALL not in sheets:
        return tuple(dict.fromkeys(sheets))
    table = open_table(given.file, member=given.member)
    return (
        sheets
        if ALL in table.sheets
        else tuple(sheet for sheet in table.sheets if sheet in (table.sheet, *table.unread))
    )


def _read(at: VerbDesk, given: ImportFile, *, dry_run: bool, price: str) -> tuple[Shape, Iterable[str]]:
    """Return what importing gave, or would give, as a structure and in words."""
    with at.store.read() as r:
        file = recalled(r, given)
    if dry_run:
        expected = expect(at.store, file)
        return shapes.expectation(expected), printed_texts.expectation_lines(expected)
    report = import_into(at.store, file)
    if price:
        set_price(at.store, report.batch, price, by=at.by, at=at.now)
    return shapes.report(report), printed_texts.report_lines(report)


def _one(at: VerbDesk, given: ImportFile, *, dry_run: bool, price: str) -> None:
    try:
        at.answer(*_read(at, given, dry_run=dry_run, price=price))
    except UserError as problem:
        if problem.code != ASKS:
            raise
        shape, words = _unread(at, given, problem)
        if at.as_json:
            at.answer({"error": problem.text, **shape}, ())
        click.echo("\n".join(words), err=True)
        raise click.exceptions.Exit(2) from problem


def _unread(at: VerbDesk, given: ImportFile, problem: UserError) -> tuple[Shape, list[str]]:
    """Return why a file is not read, as a structure and in words, with the questions that wait for an answer."""
    shape = {"code": problem.code, "message": problem.text}
    if problem.code != ASKS:
        return shape, [problem.text]
    with at.store.read() as r:
        file = recalled(r, given)
    expected = expect(at.store, file)
    groups = tuple(group for group in expected.groups if group.sort is Sort.FIRST and not group.chosen)
    words = printed_texts.group_lines(groups)
    return {**shape, "groups": shapes.groups(groups)}, [problem.text, *words]


def _several(at: VerbDesk, given: ImportFile, sheets: tuple[str, ...], *, dry_run: bool, price: str) -> None:
    """Read each sheet as a batch of its own; what cannot be read of one does not stop the others and is told. The price
    is that of the file, kept with its first batch."""
    shape: list[Shape] = []
    words: list[str] = []
    failed = False
    for sheet in sheets:
        name = f"{given.file.name} › {sheet}"
        words.append(name)
        try:
            file = replace(given, sheet=sheet, name=name, beside=sheets)
            found, lines = _read(at, file, dry_run=dry_run, price=price)
            price = ""
        except UserError as problem:
            failed = True
            found, lines = _unread(at, file, problem)
        shape.append({"sheet": sheet, **found})
        words += [f"  {line}" for line in lines]
    at.answer({"sheets": shape}, words, ok=not failed)


VERBS = (import_,)


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
