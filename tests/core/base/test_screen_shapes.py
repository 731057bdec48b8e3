"""Dates, hours and numbers on the screen follow its language; those of papers and of the law never do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.base import french, screen_shapes
from core.base.i18n import SEAT, SOURCE, choose, choose_as_seat, language
from core.words.values import said
from tests.tables import table

WHEN = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    choose("en")
    yield
    choose(SOURCE)


@table(
    "shape, value, in_english, in_french",
    [
        ("day", date(2027, 1, 1), "1\u00a0January 2027", "1er\u00a0janvier 2027"),
        ("day_month", WHEN, "25\u00a0November", "25\u00a0novembre"),
        ("long_day", WHEN, "Wednesday 25\u00a0November 2026", "mercredi 25\u00a0novembre 2026"),
        ("hour", WHEN, "09:05", "9\u00a0h\u00a005"),
        ("moment", WHEN, "25\u00a0November 2026 at 09:05", "25\u00a0novembre 2026 à 9\u00a0h\u00a005"),
        ("appointment", WHEN, "Wednesday 25\u00a0November at 09:05", "mercredi 25\u00a0novembre à 9\u00a0h\u00a005"),
        ("weekday", 7, "Sunday", "dimanche"),
        ("number", 1_234_567, "1,234,567", "1\u202f234\u202f567"),
        ("listed", ("a", "b", "c"), "a, b and c", "a, b et c"),
        ("listed", (), "", ""),
        ("slots", ((2, "10:00", "12:00"),), "Tuesday 10:00 to 12:00", "le mardi de 10\u00a0h à 12\u00a0h"),
        ("decimal", "136.75", "136.75", "136,75"),
        ("day_short", WHEN, "25/11/2026", "25/11/2026"),
    ],
)
def test_a_shape_is_in_the_language_of_the_screen(shape: str, value: object, in_english: str, in_french: str) -> None:
    choose("en")
    write = vars(screen_shapes)[shape]
    assert write(value) == in_english
    choose(SOURCE)
    assert write(value) == in_french


def test_what_is_never_translated_keeps_french_values() -> None:
    values = {"day": WHEN.date(), "n": 5000, "weekday": 3, "who": ("a", "b")}
    assert said(values) == {"day": "25\u00a0November 2026", "n": "5,000", "weekday": "Wednesday", "who": "a and b"}
    assert said(values, french)["day"] == "25\u00a0novembre 2026"


def test_the_clock_of_somebody_far_away_is_said_in_the_language_of_the_screen() -> None:
    words = said({"next": WHEN})["next"]
    assert words == "Wednesday 25\u00a0November at 10:05 (09:05 at this person’s)"
    assert said({"next": WHEN}, french)["next"].endswith("(9\u00a0h\u00a005 chez cette personne)")


@table("kept, wanted", [("en", "en"), ("fr", "fr"), ("de", "fr"), ("", "fr"), ("en\nscheme=dark", "en")])
def test_the_language_is_that_of_the_seat_else_the_one_already_spoken(tmp_path: Path, kept: str, wanted: str) -> None:
    choose(SOURCE)
    (tmp_path / SEAT).write_text(f"[choices]\nlanguage={kept}\n", "utf-8")
    choose_as_seat(tmp_path)
    assert language() == wanted
    choose("en")
    choose_as_seat(tmp_path / "nothing")
    assert language() == "en"
