"""What the files of each supplier are worth, and the price of a batch."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common import people, prices
from core.actions.leads import milestones
from core.actions.register import opposing
from core.base.errors import UserError
from core.model.batch import BatchFacts, Source
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.worth import Worth
from core.store import suppliers
from core.store.port import Store
from core.words.suppliers import euros, worth_pairs
from tests.core.actions.conftest import BY, DRAFT, NOW, add, informed, note_agreement, take
from tests.tables import table


def some(store: Store, count: int) -> list[int]:
    return [
        add(store, phones=(f"06 39 98 60 {rank:02d}",), emails=(), reference=f"W{rank}", address=f"{rank} rue W",
            last_name=f"Worth{rank}")
        for rank in range(count)
    ]  # fmt: skip


def figures(store: Store, name: str = "Pige Ouest") -> Worth:
    with store.read() as r:
        return next(one for one in suppliers.worth(r) if one.name == name)


def test_the_figures_follow_what_became_of_the_leads(store: Store, tmp_path: Path) -> None:
    one, two, three, four = some(store, 4)
    informed(store, one)
    informed(store, two)
    proof = tmp_path / "coupon.txt"
    proof.write_text("Accord signé", encoding="utf-8")
    with store.read() as r:
        who, other = people.of_lead(r, one), people.of_lead(r, three)
        batch = r.value(int, "SELECT min(id) FROM batch")
    note_agreement(store, who, proof, collected=NOW - timedelta(days=1))
    opposing.oppose(store, other, how="call", by=BY, at=NOW)
    signed = TradeEvent(MilestoneKind.MANDATE, NOW - timedelta(days=1), said="12")
    milestones.note_milestone(store, people.Who(two), signed, by=BY, at=NOW)
    assert batch is not None
    assert prices.set_price(store, batch, "120,50 €", by=BY, at=NOW) == 12_050
    found = figures(store)
    assert (found.leads, found.letters, found.opposed, found.mandates, found.price) == (4, 2, 1, 1, 12_050)
    assert found.agreements == 2, "an agreement, and the contract of the mandate"
    assert (found.per_hundred(found.letters), found.price_of(found.leads)) == (50.0, 3_012)
    pairs = dict(worth_pairs(found))
    assert pairs["Lettres"] == "2, soit 50\u00a0%"
    assert pairs["Par accord"] == "60,25\u00a0€"
    assert four


def test_a_supplier_without_leads_or_price_has_zeros_and_says_so(store: Store) -> None:
    take(store, batch=BatchFacts(Source.FILE, "vide.csv", "2026-11-20", supplier="Pige Est"))
    found = figures(store, "Pige Est")
    assert (found.leads, found.price, found.per_hundred(0), found.price_of(0)) == (0, None, 0.0, None)
    assert dict(worth_pairs(found))["Prix payé"] == "non dit"


def test_a_lead_of_two_suppliers_counts_for_each(store: Store) -> None:
    take(store, DRAFT)
    take(store, DRAFT, batch=BatchFacts(Source.FILE, "b.csv", "2026-11-21", supplier="Pige Est", site="Toit Direct"))
    assert (figures(store).leads, figures(store, "Pige Est").leads) == (1, 1)


@table(
    "typed, cents",
    [
        ("120", 12_000),
        ("1 250,5", 125_050),
        ("0,05 €", 5),
        ("99.90", 9_990),
        ("", None),
        (" ", None),
        ("1\u202f000", 100_000),
    ],
)
def test_a_price_is_read_as_typed(typed: str, cents: int | None) -> None:
    assert prices.price_read(typed) == cents


@table("typed", ["gratuit", "-3", "12,345", "1e3", "12 000 000"])
def test_what_is_no_price_is_said(store: Store, typed: str) -> None:
    with pytest.raises(UserError, check=lambda problem: problem.code == "PRICE_BAD"):
        prices.set_price(store, 12, typed, by=BY, at=NOW)


def test_the_price_of_a_batch_is_changed_and_removed(store: Store) -> None:
    take(store, DRAFT)
    with store.read() as r:
        batch = r.value(int, "SELECT max(id) FROM batch") or 0
    prices.set_price(store, batch, "80", by=BY, at=NOW)
    prices.set_price(store, batch, "80,00", by=BY, at=NOW)
    assert figures(store).price == 8_000
    prices.set_price(store, batch, "", by=BY, at=NOW)
    assert figures(store).price is None
    with pytest.raises(UserError, check=lambda problem: problem.code == "BATCH_UNKNOWN"):
        prices.set_price(store, 12, "80", by=BY, at=NOW)


@table(
    "cents, words",
    [(12_000, "120\u00a0€"), (150, "1,50\u00a0€"), (5, "0,05\u00a0€"), (125_000_00, "125\u202f000\u00a0€")],
)
def test_an_amount_is_written_in_french(cents: int, words: str) -> None:
    assert euros(cents) == words
