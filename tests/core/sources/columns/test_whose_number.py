"""Whose number it is by its heading or its label; what a heading asks; where the headings stand."""

from core.model.draft import Draft
from core.sources.columns.columns import guess
from core.sources.columns.header import find_header
from core.sources.columns.headings import field_of
from core.sources.tables.mapping import mapper
from tests.tables import table


def drafts(headers: tuple[str, ...], *rows: tuple[str, ...]) -> list[Draft]:
    fields = {one.index: one.field for one in guess(headers, rows, has_header=True) if one.field != "ignore"}
    return [mapper(fields, headers)(2, row) for row in rows]


@table(
    "number, label, said",
    [
        ("Phone 2 - Value", "Phone 2 - Type", "Home Fax"),
        ("contact.phones 2.number", "contact.phones 2.type", "fax"),
        ("Téléphone 2", "Type téléphone 2", "Télécopie"),
    ],
)
def test_a_number_labelled_as_a_fax_is_not_called(number: str, label: str, said: str) -> None:
    headers = ("Nom", "Mobile", label, number)
    one, other = drafts(
        headers,
        ("Durand", "06 39 98 29 01", said, "01 99 00 29 02"),
        ("Petit", "06 39 98 29 03", "Mobile", "06 39 98 29 04"),
    )
    assert one.phones == ("06 39 98 29 01",)
    assert other.phones == ("06 39 98 29 03", "06 39 98 29 04")
    assert one.cells[3] == "01 99 00 29 02", "the rejected row would be whole"


@table("heading", ["Tél. parrain", "Tél. étude", "Téléphone gardien", "Tel ancien propriétaire"])
def test_another_s_number_beside_the_seller_s_is_left_aside(heading: str) -> None:
    rows = [("Durand", "06 39 98 29 01", "06 39 98 29 90"), ("Petit", "06 39 98 29 02", "06 39 98 29 90")]
    fields = [one.field for one in guess(("Nom", "Tél", heading), rows, has_header=True)]
    assert fields == ["name", "phone", "ignore"]


@table(
    "heading, field",
    [
        ("Indic. opposition", "refuses"),
        ("Top opposition client", "refuses"),
        ("Code Bloctel", "refuses"),
        ("Vérifié Bloctel", "ignore"),
        ("Date contrôle Bloctel", "ignore"),
        ("Délai d’opposition DPU", "ignore"),
    ],
)
def test_a_heading_about_refusals(heading: str, field: str) -> None:
    assert field_of(heading)[0] == field


def test_professionals_by_a_yes() -> None:
    headers = ("Nom", "Tél", "Pro (O/N)")
    rows = (("Durand", "06 39 98 29 01", "N"), ("Petit", "06 39 98 29 02", "O"), ("Roux", "06 39 98 29 03", ""))
    assert [one.seller for one in drafts(headers, *rows)] == ["private", "pro", ""]


def test_a_price_after_its_currency() -> None:
    one, _two = drafts(
        ("Nom", "List price"),
        ("Durand", "€ 345,000"),
        ("Petit", "€210,000"),
    )
    assert one.price == "€ 345,000"


def test_a_last_row_of_data_is_no_line_of_headings() -> None:
    rows = [
        (1, ["Invitee Name", "Day", "Question 1", "Response 1", "Question 2"]),
        (2, ["Lou Martel", "2026-03-10 10:00", "Adresse du bien", "14 rue des Arts", "Prix"]),
        (3, ["Gil Ory", "2026-03-11 10:00", "Adresse du bien", "3 place Ney", "Prix"]),
    ]
    assert find_header(rows).line == 1
