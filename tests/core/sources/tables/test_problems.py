import re
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.base import phones
from core.base.mojibake import mended
from core.sources.columns import cell_values
from core.sources.tables import problems
from core.sources.tables.problems import CellProblem, finder
from tests.lengths import length
from tests.tables import table

TODAY = date(2026, 11, 24)
PAIRS = "06\u00a039\u00a098\u00a000\u00a001"
HOTLINE = "0140000000"


@table(
    "value, expected",
    [
        ("06 39 98 00 01", None),
        ("+33 6 39 98 00 01", None),
        ("639980001", ("PHONE_NO_ZERO", PAIRS)),
        ("6 39 98 00 01", ("PHONE_NO_ZERO", PAIRS)),
        ("639980001.0", ("PHONE_FLOAT", PAIRS)),
        ("639980001,0", ("PHONE_FLOAT", PAIRS)),
        ("6.39980001E8", ("PHONE_FLOAT", PAIRS)),
        ("6,39980001E+08", ("PHONE_FLOAT", PAIRS)),
        ("3.3639980001E10", ("PHONE_FLOAT", PAIRS)),
        ("6,4E+08", ("PHONE_CUT", "")),
        ("6.12E8", ("PHONE_CUT", "")),
        ("06 39 98 7", ("PHONE_BAD", "")),
        ("sur demande", ("PHONE_BAD", "")),
        ("06 39 98 00 01 / 01 99 00 00 02", ("PHONE_TWO", f"{PAIRS} / 01\u00a099\u00a000\u00a000\u00a002")),
        ("06.39.98.00.01 (après 18h)", ("PHONE_NOTED", PAIRS)),
        ("01 40 00 00 00", ("HOTLINE", "")),
        ("a1@example.org / 06 39 98 00 01", None),
        ("a@example.org", None),
    ],
)
def test_phones(value: str, expected: tuple[str, str] | None) -> None:
    assert problems.phone(value, {HOTLINE}) == expected


@given(digits=st.integers(100_000_000, 999_999_999))
def test_a_telephone_taken_for_an_amount_is_spelt_again(digits: int) -> None:
    """As Java, Python and spreadsheets write an amount, the zeros at the end dropped."""
    shown = str(digits)
    decimals = shown[1:].rstrip("0")
    written = f"{shown[0]}.{decimals}E8" if decimals else f"{shown[0]}E8"
    assert cell_values.phones(written) == ((shown,) if len(decimals) >= 6 else (written,))
    assert cell_values.is_rounded(written) is (len(decimals) < 6)


@settings(max_examples=length(12, long=100))
@given(value=st.from_regex(r"[0-9.,+ ]{1,14}([eE][0-9.,+ ]{0,6})?", fullmatch=True))
@example(value="10000000E1.0")
def test_no_figure_of_a_telephone_is_invented(value: str) -> None:
    """But zeros, two at most."""
    [part] = cell_values.phones(value)
    figures, written = (re.sub("[^1-9]", "", said) for said in (part, value.upper().partition("E")[0]))
    if phones.parse(part) and part != value:
        assert figures == written


@table(
    "field, value, expected",
    [
        ("email", "a@exemple.fr", None),
        ("email", "a(a exemple", ("EMAIL_BAD", "")),
        ("postcode", "30000", None),
        ("postcode", "1000", ("POSTCODE_NO_ZERO", "01000")),
        ("postcode", "1000.0", ("POSTCODE_NO_ZERO", "01000")),
        ("postcode", "30000 Nîmes", ("POSTCODE_TOWN", "30000 | Nîmes")),
        ("postcode", "Gard", None),
        ("town", "Nîmes", None),
        ("town", "Nîmes (30000)", ("POSTCODE_TOWN", "30000 | Nîmes")),
        ("name", "Dupont", None),
        ("name", "M. et Mme DUPONT", ("COUPLE", "Madame, Monsieur | DUPONT")),
        ("name", "M. DUPONT et Mme MARTIN", ("COUPLE", "Madame, Monsieur")),
        ("name", "M. et Mme", None),
        ("last_name", "Mr et Mme Roche", ("COUPLE", "Madame, Monsieur | Roche")),
        ("seen", "2026-11-03", None),
        ("seen", "3 novembre 2026", None),
        ("seen", "03/03/2026", None),
        ("seen", "03/11/2026", None),
        ("seen", "23/11/2026", None),
        ("seen", "11/23/2026", None),
        ("seen", "12/23/2026", ("DATE_FUTURE", "")),
        ("seen", "2026-12-03", ("DATE_FUTURE", "")),
        ("seen", "25/12/2026", ("DATE_FUTURE", "")),
        ("seen", "03/12/2026", ("DATE_FUTURE", "")),
        ("seen", "46329", ("DATE_COUNTED", "2026-11-03")),
        ("seen", "12345", ("DATE_BAD", "")),
        ("price", "342 k€", ("PRICE_HIGH", "")),
        ("seen", "hier", ("DATE_BAD", "")),
        ("price", "342 000 €", ("PRICE_HIGH", "")),
        ("price", "1 250 €", ("PRICE_LOW", "")),
        ("price", "nous consulter", None),
        ("price", "0", None),
        ("title", "Maison", None),
        ("title", "Maison Ã\xa0 NÃ®mes", ("MOJIBAKE", "Maison à Nîmes")),
    ],
)
def test_cells(field: str, value: str, expected: tuple[str, str] | None) -> None:
    found = finder({0: field}, today=TODAY)((value,))
    assert found == ([CellProblem(expected[0], 0, value, expected[1])] if expected else [])


def test_a_row_that_says_that_it_rents_has_no_low_price() -> None:
    fields = {0: "price", 1: "deal"}
    find, looks_rented = finder(fields, today=TODAY), problems.rent_test(fields)
    assert find(("650 €", "À louer")) == []
    assert [one.code for one in find(("650 €", "Vente"))] == ["PRICE_LOW"]
    assert [looks_rented(cells) for cells in (("650 €", "Location"), ("650 €",), ("342 000",), ())] == [
        False,
        True,
        False,
        False,
    ]


def test_a_row_may_be_short_and_a_cell_empty() -> None:
    assert finder({0: "name", 3: "phone"}, today=TODAY)(("", "x")) == []


@table(
    "value, right",
    [
        ("MoreauÃ©", "Moreaué"),
        ("NÃ®mes", "Nîmes"),
        ("Ã‰milie LefÃ¨vre", "Émilie Lefèvre"),
        ("MoreauÃ© à Nîmes", "Moreaué à Nîmes"),
        ("l’été", "l’été"),
        ("lâ€™Ã©tÃ©", "l’été"),
        ("ÂGE D’OR", "ÂGE D’OR"),
        ("NÃO", "NÃO"),
        ("Nï¿½mes", "Nï¿½mes"),
        ("Dupont", "Dupont"),
    ],
)
def test_letters_read_in_the_wrong_encoding(value: str, right: str) -> None:
    assert mended(value) == right


@given(name=st.text(alphabet="éèêàçôîûëïüÉÈÀÇœabcdefgh '-", min_size=1, max_size=20))
def test_what_is_written_right_is_left_alone(name: str) -> None:
    assert mended(name) == name
    broken = name.encode().decode("cp1252", "replace")
    assert "\ufffd" in broken or mended(broken) == name


@table(
    "cells, expected",
    [
        (("30700", "Uzès"), None),
        (("30700", "Nîmes"), CellProblem("POSTCODE_ELSEWHERE", 0, "30700 Nîmes", "")),
        (("1000", "Bourg-en-Bresse"), None),
        (("", "Uzès"), CellProblem("POSTCODE_MISSING", 0, "Uzès", "30700 Uzès")),
        (("", "Nîmes"), None),
        (("", "Le Mas de nulle part"), None),
        (("", ""), None),
        (("30700",), None),
        ((), None),
    ],
)
def test_a_postcode_and_its_town(cells: tuple[str, ...], expected: CellProblem | None) -> None:
    found = [one for one in finder({0: "postcode", 1: "town"}, today=TODAY)(cells) if one.code != "POSTCODE_NO_ZERO"]
    assert found == ([expected] if expected else [])


def test_a_town_without_a_column_of_postcodes_is_left_alone() -> None:
    assert finder({0: "town"}, today=TODAY)(("Uzès",)) == []
