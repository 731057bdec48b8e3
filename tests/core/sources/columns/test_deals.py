"""For sale, to let, or unknown: what a listing says, and its price."""

from core.sources.columns.columns import guess
from core.sources.columns.deals import are_rents, heard_in
from core.sources.tables.mapping import mapper
from tests.tables import table


@table(
    "title, kind, price, cents, expected",
    [
        ("", "Maison", "245 000 €", 24_500_000, "sale"),
        ("Appartement loué, bon rapport", "", "145 000 €", 14_500_000, "sale"),
        ("T2 meublé", "Appartement", "650 € CC", 65_000, "rent"),
        ("T2 meublé", "Appartement", "650 €/mois", 65_000, "rent"),
        ("T2 meublé", "", "700 € charges comprises", 70_000, "rent"),
        ("À louer : T3 lumineux", "", "", None, "rent"),
        ("Loue T3 lumineux", "", "", None, "rent"),
        ("Location saisonnière", "", "", None, "rent"),
        ("Vends T3 lumineux", "", "", None, "sale"),
        ("Maison à vendre", "", "", None, "sale"),
        ("Appartement loué", "", "", None, ""),
        ("T3 lumineux", "Appartement", "", None, ""),
        ("", "", "", None, ""),
        ("", "", "650 €", 65_000, ""),
        ("", "Garage", "8 000 €", 800_000, ""),
        ("Maison de village", "", "245", 24_500, ""),
    ],
)
def test_the_deal_of_a_listing(title: str, kind: str, price: str, cents: int | None, expected: str) -> None:
    assert heard_in(title, kind, price, cents) == expected


@table(
    "amounts, expected",
    [((650, 820, 1100), True), ((650, 245_000, 820), False), ((650, 820), False), ((245, 320, 50), False), ((), False)],
)
def test_a_column_of_rents(amounts: tuple[float, ...], expected: bool) -> None:
    assert are_rents(amounts) is expected


def test_ten_rentals_are_no_sales() -> None:
    headers = ("Nom", "Téléphone", "Prix")
    rows = [(f"Dupont {n}", f"06 39 98 00 {n:02}", f"{600 + 20 * n} €") for n in range(10)]
    rents = [one.index for one in guess(headers, rows, has_header=True) if one.rents]
    to_draft = mapper({0: "name", 1: "phone", 2: "price"}, headers, rents)
    assert {to_draft(2, row).deal for row in rows} == {"rent"}
    assert to_draft(2, ("Luc", "06 39 98 00 99", "")).deal == "", "a row without a price tells nothing"
