"""Verbs about suppliers: list them with their risks, show the sheet of one, fill it, what their files are worth, and
how far the leads went."""

from collections.abc import Iterable

import click

from core.actions.common import suppliers
from core.actions.common.prices import set_price
from core.actions.common.suppliers import FIELDS, Judged
from core.base.i18n import _
from core.base.screen_shapes import labelled, number
from core.cli.desk import Shape, VerbDesk, on_base, pairs_of
from core.model.supplier import Risk, Severity
from core.model.trade import FunnelStage, TradeStatus
from core.model.worth import Worth
from core.store import lead_lists
from core.store.suppliers import worth
from core.words.errors import error
from core.words.suppliers import gaps_said, risk_change, risk_reference, risk_sentence, worth_pairs


@click.command("suppliers")
@on_base
def suppliers_(at: VerbDesk) -> None:
    """Liste les fournisseurs, avec les risques de leur fiche."""
    with at.store.read() as r:
        found = suppliers.judged(r)
        at.answer({"suppliers": [supplier_shape(one) for one in found]}, map(_line, found), ok=bool(found))


@click.command()
@click.argument("name", metavar="NOM")
@click.option("--set", "pairs", multiple=True, metavar="CHAMP=VALEUR")
@click.option("--site", "sites", multiple=True, metavar="SITE=LICENCE", help="Licence ou autorisation sur un site.")
@click.option(
    "--audience", "seen", multiple=True, metavar="SITE=QUI", help="Qui voit les annonces : tous, ou à quelle condition."
)
@on_base
def supplier(at: VerbDesk, name: str, pairs: tuple[str, ...], sites: tuple[str, ...], seen: tuple[str, ...]) -> None:
    """Montre ou remplit la fiche d’un fournisseur."""
    values, licences, audiences = pairs_of(pairs), pairs_of(sites), pairs_of(seen)
    if values or licences or audiences:
        suppliers.save_named(at.store, name, values, licences=licences, audiences=audiences, by=at.by, at=at.now)
    with at.store.read() as r:
        found = suppliers.named(r, name)
    if found is None:
        raise error("SUPPLIER_UNKNOWN", name=name)
    at.answer(supplier_shape(found), _sheet(found))


def supplier_shape(found: Judged) -> Shape:
    """Return a sheet as ``--json`` prints it; stable, later work only adds keys."""
    sheet = found.sheet
    return {
        "id": sheet.id,
        "name": sheet.name,
        **_fields(found),
        "sites": [{"site": site.site, "licence": site.licence, "audience": site.audience} for site in sheet.sites],
        "severity": found.severity.value,
        "risks": [_risk(risk) for risk in found.risks],
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
    words = gaps_said(found.risks)
    word = found.severity.shown
    return f"{found.sheet.name.ljust(30)}  {word.ljust(12)}  {words}".rstrip()


def _sheet(found: Judged) -> Iterable[str]:
    yield labelled(found.sheet.name, found.severity.shown)
    for name, value in _fields(found).items():
        if value:
            yield f"  {name} = {' / '.join(value.splitlines())}"
    for site in found.sheet.sites:
        yield f"  {site.site} = {site.licence or _('aucune licence connue')}"
    for risk in found.risks:
        yield f"  {risk_sentence(risk)} ({risk_reference(risk)})"
        if risk.severity is not Severity.NONE:
            yield f"    → {risk_change(risk)}"


@click.command("worth")
@click.option(
    "--price", "prices", multiple=True, metavar="LOT=EUROS", help="Prix payé pour un lot\u202f; vide, à ôter."
)
@on_base
def worth_verb(at: VerbDesk, prices: tuple[str, ...]) -> None:
    """Dit ce que valent les fichiers de chaque fournisseur."""
    for batch, price in pairs_of(prices).items():
        if not batch.isdecimal():
            raise error("BATCH_UNKNOWN")
        set_price(at.store, int(batch), price, by=at.by, at=at.now)
    with at.store.read() as r:
        worths = worth(r)
    lines = [labelled(one.name, ", ".join(f"{words.lower()} {told}" for words, told in worth_pairs(one)))
             for one in worths]  # fmt: skip
    at.answer({"suppliers": [_shape(one) for one in worths]}, lines, ok=bool(worths))


def _shape(one: Worth) -> Shape:
    counts = {
        "letters": one.letters, "agreements": one.agreements, "appointments": one.appointments,
        "mandates": one.mandates, "opposed": one.opposed,
    }  # fmt: skip
    return {
        "name": one.name,
        "leads": one.leads,
        **counts,
        "per_hundred": {name: one.per_hundred(count) for name, count in counts.items()},
        "price": None if one.price is None else one.price / 100,
        "price_per_lead": _euros(one.price_of(one.leads)),
        "price_per_agreement": _euros(one.price_of(one.agreements)),
    }


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


@click.command("funnel")
@on_base
def funnel_verb(at: VerbDesk) -> None:
    """Dit combien de prospects sont à chaque statut, et combien ont atteint chaque étape."""
    with at.store.read() as r:
        reached, standing = lead_lists.funnel(r), lead_lists.status_counts(r)
        status = {one.value: standing.get(one.value, 0) for one in TradeStatus}
        lines = [
            *(labelled(FunnelStage(stage).shown, number(count)) for stage, count in reached.items()),
            *(labelled(TradeStatus(one).shown, number(count)) for one, count in status.items()),
        ]
        at.answer({"reached": reached, "status": status}, lines)


VERBS = (suppliers_, supplier, worth_verb, funnel_verb)
