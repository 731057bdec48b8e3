"""Days, numbers, prices and moments as French people write them: read, or refused rather than guessed."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from core.base import text
from tests.tables import table
from tests.texts import ANY

NARROW = "\u202f"
NBSP = "\u00a0"
DAY = date(2026, 11, 24)


@table(
    "raw",
    [
        "2026-11-24",
        "2026-11-24T10:42:00+01:00",
        "2026/11/24",
        "2026-11-24 00:00:00",
        "20261124",
        "24/11/2026",
        "24/11/26",
        "24-11-2026",
        "24.11.2026",
        "24.11.26",
        "24 11 2026",
        "24/11/2026 10:42",
        "24 novembre 2026",
        "24 Nov. 2026",
        "24 nov. 26",
        "mardi 24 NOVEMBRE 2026 à 10 h",
        " 24/11/2026 ",
    ],
)
def test_a_day_in_every_shape(raw: str) -> None:
    assert text.parse_day(raw) == DAY


@table(
    "raw, found",
    [
        ("1er janvier 2027", date(2027, 1, 1)),
        ("le 3 févr. 2026", date(2026, 2, 3)),
        ("le 3/02/2026", date(2026, 2, 3)),
        ("Publiée lundi 09.11.2026 à 14:35", date(2026, 11, 9)),
        ("Nov 23, 2026", date(2026, 11, 23)),
        ("3 February 2026", date(2026, 2, 3)),
        ("29 août 26", date(2026, 8, 29)),
        ("6/5/2026", date(2026, 5, 6)),
        ("29/02/2028", date(2028, 2, 29)),
        ("15 déc 2025", date(2025, 12, 15)),
        ("01/02/03", date(2003, 2, 1)),
    ],
)
def test_more_days(raw: str, found: date) -> None:
    assert text.parse_day(raw) == found


@table(
    "raw",
    [
        "",
        "hier",
        "31/02/2026",
        "29/02/2026",
        "00/11/2026",
        "24/13/2026",
        "2026-02-30",
        "20261301",
        "24/11",
        "24/11/20261",
        "2026-11-245",
        "32 novembre 2026",
        "novembre 2026",
        "24 novembre",
        "24 novembre 99999999999",
        "trois mai 2026",
        "24 brumaire 2026",
        "mai",
        "0000-01-01",
        "0639981241",
    ],
)
def test_what_is_no_day_is_not_guessed(raw: str) -> None:
    assert text.parse_day(raw) is None


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(when: date) -> None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d/%m/%y", "%Y%m%d"):
        assert text.parse_day(when.strftime(shape)) == when


@given(st.text(alphabet="0123456789/-. nov.mai1er", max_size=40))
def test_day_never_raises(raw: str) -> None:
    assert text.parse_day(raw) is None or isinstance(text.parse_day(raw), date)


@table(
    "raw, value",
    [
        ("136,75 m²", 136.75),
        ("45,5", 45.5),
        ("128", 128.0),
        ("128.0", 128.0),
        ("1.600", 1600.0),
        ("1,600 m²", 1600.0),
        (f"226{NBSP}000 €", 226_000.0),
        (f"1{NARROW}250{NARROW}000,50 €", 1_250_000.5),
        ("1.250.000,00 €", 1_250_000.0),
        ("1,250,000.00", 1_250_000.0),
        ("342.000,00", 342_000.0),
        ("1’250’000", 1_250_000.0),
        ("1250 000", 1_250_000.0),
        ("3 pièces, 120 000 €", 3.0),
        ("65 m² 3 pièces", 65.0),
        ("T3", 3.0),
        ("T3 65 m²", 3.0),
        ("-12", -12.0),
        ("F-3", 3.0),
        ("24.11.2026", 24.11),
        ("prix : 342000 EUR", 342_000.0),
        ("0", 0.0),
    ],
)
def test_number(raw: str, value: float) -> None:
    assert text.parse_number(raw) == value


@table("raw", ["", "prix sur demande", "€", "1" * 16, "NaN", "²"])
def test_no_number(raw: str) -> None:
    assert text.parse_number(raw) is None


@table(
    "raw, price",
    [
        ("226 000 €", 22_600_000),
        ("342.000,00 €", 34_200_000),
        ("1 250 000,50", 125_000_050),
        ("199 999,99", 19_999_999),
        ("350 000 € FAI", 35_000_000),
        ("342 k€", 34_200_000),
        ("342K", 34_200_000),
        ("342,5 keur", 34_250_000),
        ("1,2 M€", 120_000_000),
        ("342 000 €, kit inclus", 34_200_000),
        ("prix sur demande", None),
        ("0 €", None),
        ("-5", None),
    ],
)
def test_cents(raw: str, price: int | None) -> None:
    assert text.cents(raw) == price


@given(st.integers(min_value=1, max_value=99_999_999), st.sampled_from([NBSP, NARROW, " "]))
def test_a_french_price_is_read_back(euros: int, space: str) -> None:
    shown = f"{euros:,}".replace(",", space)
    assert text.cents(f"{shown} €") == text.cents(f"{shown},00 €") == euros * 100


@given(st.text(ANY))
def test_number_never_raises(raw: str) -> None:
    found = text.parse_number(raw)
    assert found is None or abs(found) < 1e15


@table(
    "raw, moment",
    [
        ("2026-11-24T14:30", datetime(2026, 11, 24, 14, 30)),  # noqa: DTZ001 - the zone is added by who asks
        ("24/11/2026 14:30", datetime(2026, 11, 24, 14, 30)),  # noqa: DTZ001
        ("24/11/2026 à 14 h 30", datetime(2026, 11, 24, 14, 30)),  # noqa: DTZ001
        ("24.11.2026 9h", datetime(2026, 11, 24, 9)),  # noqa: DTZ001
        ("24/11/2026", datetime(2026, 11, 24)),  # noqa: DTZ001
        ("2026-11-24", datetime(2026, 11, 24)),  # noqa: DTZ001
        (" 2026-11-24T14:30+01:00 ", datetime.fromisoformat("2026-11-24T14:30+01:00")),
        ("31/02/2026 10:00", None),
        ("24/11/2026 25:00", None),
        ("24/11/2026 tantôt", None),
        ("tantôt", None),
        ("", None),
    ],
)
def test_moment(raw: str, moment: datetime | None) -> None:
    assert text.parse_moment(raw) == moment
