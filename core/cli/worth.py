"""The verbs of the figures: what the files of each supplier are worth, and how far the leads went."""

from pathlib import Path

import click

from core.actions.common.prices import set_price
from core.base.french import number
from core.cli.desk import Shape, data_dir, desk, pairs_of
from core.model.trade import FunnelStage, TradeStatus
from core.model.worth import Worth
from core.store import trade
from core.store.lists.worth import worth
from core.words.errors import error
from core.words.suppliers import worth_pairs


@click.command("worth")
@click.option(
    "--price", "prices", multiple=True, metavar="LOT=EUROS", help="Prix payé pour un lot\u202f; vide, à ôter."
)
@data_dir
def worth_verb(prices: tuple[str, ...], data_dir: Path | None, as_json: bool) -> None:
    """Dit ce que valent les fichiers de chaque fournisseur."""
    with desk(data_dir, as_json) as at:
        for batch, price in pairs_of(prices).items():
            if not batch.isdecimal():
                raise error("BATCH_UNKNOWN")
            set_price(at.store, int(batch), price, by=at.by, at=at.now)
        with at.store.read() as r:
            found = worth(r)
        lines = [f"{one.name}\u202f: {', '.join(f'{words.lower()} {told}' for words, told in worth_pairs(one))}"
                 for one in found]  # fmt: skip
        at.answer({"suppliers": [_shape(one) for one in found]}, lines, ok=bool(found))


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
@data_dir
def funnel_verb(data_dir: Path | None, as_json: bool) -> None:
    """Dit combien de prospects sont à chaque statut, et combien ont atteint chaque étape."""
    with desk(data_dir, as_json) as at, at.store.read() as r:
        reached, standing = trade.funnel(r), trade.status_counts(r)
        status = {one.value: standing.get(one.value, 0) for one in TradeStatus}
        lines = [
            *(f"{FunnelStage(stage).shown}\u202f: {number(count)}" for stage, count in reached.items()),
            *(f"{TradeStatus(one).shown}\u202f: {number(count)}" for one, count in status.items()),
        ]
        at.answer({"reached": reached, "status": status}, lines)


VERBS = (worth_verb, funnel_verb)
"""What the command line takes from here."""
