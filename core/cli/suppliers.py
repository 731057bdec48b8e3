"""Verbs about suppliers: list them with their risks, show the sheet of one, fill it from the command line."""

from collections.abc import Iterable
from pathlib import Path

import click

from core.actions.common import suppliers
from core.actions.common.suppliers import FIELDS, Judged
from core.base.i18n import _
from core.cli.desk import Shape, data_dir, desk, pairs_of
from core.model.supplier import Risk, Severity
from core.words.errors import error
from core.words.suppliers import gaps_said, risk_change, risk_reference, risk_sentence


@click.command("suppliers")
@data_dir
def suppliers_(data_dir: Path | None, as_json: bool) -> None:
    """Liste les fournisseurs, avec les risques de leur fiche."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        found = suppliers.judged(r)
        at.answer({"suppliers": [supplier_shape(one) for one in found]}, map(_line, found), ok=bool(found))


@click.command()
@click.argument("name", metavar="NOM")
@click.option("--set", "pairs", multiple=True, metavar="CHAMP=VALEUR")
@click.option("--site", "sites", multiple=True, metavar="SITE=LICENCE", help="Licence ou autorisation sur un site.")
@click.option(
    "--audience", "seen", multiple=True, metavar="SITE=QUI", help="Qui voit les annonces : tous, ou à quelle condition."
)
@data_dir
def supplier(
    name: str,
    pairs: tuple[str, ...],
    sites: tuple[str, ...],
    seen: tuple[str, ...],
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Montre ou remplit la fiche d’un fournisseur."""
    with desk(data_dir, as_json) as at:
        values, licences, audiences = pairs_of(pairs), pairs_of(sites), pairs_of(seen)
        if values or licences or audiences:
            suppliers.save_named(at.store, name, values, licences=licences, audiences=audiences, by=at.by, at=at.now)
        with at.store.read() as r:
            found = suppliers.named(r, name)
        if found is None:
            raise error("SUPPLIER_UNKNOWN", name=name)
        at.answer(supplier_shape(found), _sheet(found))


VERBS = (suppliers_, supplier)


def supplier_shape(found: Judged) -> Shape:
    """Return a sheet as ``--json`` prints it; stable, later work only adds keys."""
    sheet = found.sheet
    return {
        "id": sheet.id,
        "name": sheet.name,
        **_fields(found),
        "sites": [{"site": one.site, "licence": one.licence, "audience": one.audience} for one in sheet.sites],
        "severity": found.severity.value,
        "risks": [_risk(one) for one in found.risks],
    }


def _risk(one: Risk) -> Shape:
    return {
        "code": one.code,
        "rule": one.rule,
        "grade": one.grade,
        "severity": one.severity.value,
        "sentence": risk_sentence(one),
        "change": risk_change(one),
        "reference": risk_reference(one),
    }


def _fields(found: Judged) -> dict[str, str]:
    return {name: str(getattr(found.sheet, name) or "") for name in FIELDS}


def _line(found: Judged) -> str:
    said = gaps_said(found.risks)
    word = found.severity.shown
    return f"{found.sheet.name.ljust(30)}  {word.ljust(12)}  {said}".rstrip()


def _sheet(found: Judged) -> Iterable[str]:
    yield f"{found.sheet.name} : {found.severity.shown}"
    for name, value in _fields(found).items():
        if value:
            yield f"  {name} = {' / '.join(value.splitlines())}"
    for one in found.sheet.sites:
        yield f"  {one.site} = {one.licence or _('aucune licence connue')}"
    for risk in found.risks:
        yield f"  {risk_sentence(risk)} ({risk_reference(risk)})"
        if risk.severity is not Severity.NONE:
            yield f"    → {risk_change(risk)}"
