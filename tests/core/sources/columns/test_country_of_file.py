"""A file of another country is told from one whose postcodes lost their first zero."""

from core.sources.columns.columns import guess
from core.sources.columns.country_of_file import country_of_file
from tests.tables import table

HEADS = ("Nom", "Téléphone", "CP", "Ville")


@table(
    "phone, code, town, country",
    [
        ("0470 00 00 0{}", "1000", "Bruxelles", "be"),
        ("079 000 00 0{}", "1003", "Lausanne", "ch"),
        ("020 7946 010{}", "NW1 6XE", "London", "gb"),
        ("", "1000", "Bruxelles", "be"),
        ("06 39 98 00 0{}", "1000", "Bourg-en-Bresse", ""),
        ("06 39 98 00 0{}", "1000", "Hameau du Puits", ""),
        ("06 39 98 00 0{}", "30700", "Uzès", ""),
        ("0470 00 00 0{}", "", "Bruxelles", ""),
    ],
)
def test_the_country_of_a_file_is_asked_about(phone: str, code: str, town: str, country: str) -> None:
    rows = [[f"Moreau Luc {rank}", phone.format(rank), code, town] for rank in range(5)]
    findings = country_of_file(guess(HEADS, rows, has_header=True), rows)
    assert [finding.instead for finding in findings] == ([country] if country else [])


def test_a_few_people_abroad_are_told_row_by_row() -> None:
    rows = [["Moreau", "06 39 98 00 01", "30700", "Uzès"]] * 5 + [["Noël", "0470 00 00 01", "1000", "Bruxelles"]] * 3
    assert country_of_file(guess(HEADS, rows, has_header=True), rows) == ()
    heads = (*HEADS, "Pays")
    abroad = [["Noël", "0470 00 00 01", "1000", "Bruxelles", "Belgique"]] * 5
    assert country_of_file(guess(heads, abroad, has_header=True), abroad) == ()
