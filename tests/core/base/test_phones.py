"""Telephones: whatever its spelling, one telephone has one key, and nothing typed can break the reading."""

import random
import re
from pathlib import Path

import phonenumbers
from hypothesis import example, given
from hypothesis import strategies as st

from core.base.phones import Phone, guesses, numbers, parse
from tests.tables import table
from tests.texts import ANY

NBSP = "\u00a0"


@table(
    "raw",
    [
        # The eight shapes of a supplier's file.
        "06 39 98 00 04",
        "06.39.98.00.04",
        "06-39-98-00-04",
        "0639980004",
        "639980004",
        "+33 6 39 98 00 04",
        "+33 (0)639980004",
        "0033639980004",
        # More, typed or copied.
        f"06{NBSP}39{NBSP}98{NBSP}00{NBSP}04",
        "06/39/98/00/04",
        "(+33) 6 39 98 00 04",
        "+33 ( 0 ) 6 39 98 00 04",
        "+33639980004",
        "+330639980004",
        "0033 (0)6 39 98 00 04",
        "33639980004",
        "330639980004",
        "tél. : 06 39 98 00 04 (le soir)",
        "Tel +33 6 39 98 00 04",
        # An extension, hours, ranks and other words.
        *(
            f"06 39 98 00 04{rest}"
            for rest in (" poste 12", " ext. 3", " p. 4", ", poste n° 2", " #12", " x7", " int. 5")
        ),
        *(
            f"06 39 98 00 04 {rest}"
            for rest in ("24h/24", "7j/7", "après 18h30", "de 9 à 12h", "9\u201312h", "Mme au 2e étage")
        ),
        *(f"{head} 06 39 98 00 04" for head in ("Tél 1 :", "1)", "le 12/11/2026 au", "tel. le soir", "n°", "(1)", "'")),
        "tel:+33-6-39-98-00-04;ext=12",
        # Letters for figures, figures of other scripts, spaces nobody sees.
        *("O6 39 98 OO O4", "o639980004", "06 39 98 0O 04", "OO33 6 39 98 00 04", "O6.39.98.oo.o4"),
        *(
            "٠٦٣٩٩٨٠٠٠٤",
            "٠٦ ٣٩ ٩٨ ٠٠ ٠٤",
            "۰۶۳۹۹۸۰۰۰۴",
            "०६३९९८०००४",
            "０６３９９８０００４",
            "０６　３９　９８　００　０４",
        ),
        *("⓪⑥③⑨⑨⑧⓪⓪⓪④", "𝟎𝟔𝟑𝟗𝟗𝟖𝟎𝟎𝟎𝟒", "0\ufe0f\u20e36\ufe0f\u20e339980004", "+３３ ６ ３９ ９８ ００ ０４"),
        *(f"06{sign}39{sign}98{sign}00{sign}04" for sign in "\u2009\u202f\u2007\u3000\u200b\u200c\u2060\ufeff\u00ad"),
        *(f"06{sign}39{sign}98{sign}00{sign}04" for sign in "–—‑−·•,_*'’~"),
        # In words, escaped, in another base.
        "zéro six trente-neuf quatre-vingt-dix-huit zéro zéro zéro quatre",
        *("06 trente-neuf 98 00 04", "06%2039%2098%2000%2004", "06&#160;39&#160;98&#160;00&#160;04", "0x0639980004"),
        *(f"{sign}0639980004{sign}" for sign in "\u200e\u200f\u202a\u202c\u2066\u2069"),
    ],
)
def test_one_telephone_in_every_shape(raw: str) -> None:
    assert parse(raw) == Phone("+33639980004", "0639980004")


@table(
    "raw",
    [
        "0692 12 34 56",
        "692123456",
        "+33 692 12 34 56",
        "+33 (0)692 12 34 56",
        "0033692123456",
        "33692123456",
        "+262 692 12 34 56",
        "+262 (0)692 12 34 56",
        "00262692123456",
        "262692123456",
        "2620692123456",
        "tél. +262 692 12 34 56",
    ],
)
def test_an_overseas_telephone_is_one_whatever_its_spelling(raw: str) -> None:
    assert parse(raw) == Phone("+262692123456", "0692123456")


@table(
    "code, nine",
    [("590", "690001234"), ("590", "590201234"), ("594", "694201234"), ("596", "696301234"), ("262", "262161234")],
)
def test_each_overseas_code(code: str, nine: str) -> None:
    found = {parse(raw) for raw in (f"+{code}{nine}", f"00{code}{nine}", f"{code}{nine}", f"0{nine}", f"+33{nine}")}
    assert found == {Phone(f"+{code}{nine}", f"0{nine}")}


def test_the_range_for_fiction_stays_in_france_and_is_one_with_mayotte() -> None:
    fiction, mayotte = parse("06 39 98 12 41"), parse("+262 639 98 12 41")
    assert fiction is not None
    assert mayotte is not None
    assert fiction.e164 == "+33639981241"
    assert mayotte.e164 == "+262639981241"
    assert fiction.key == mayotte.key


@table(
    "raw, e164",
    [
        ("+44 20 7946 0958", "+442079460958"),
        ("0041 44 668 18 00", "+41446681800"),
        ("+49 30 12345678", "+493012345678"),
        ("+377 93 15 28 00", "+37793152800"),
        ("+689 40 41 23 45", "+68940412345"),
    ],
)
def test_a_telephone_from_abroad_is_its_own_key(raw: str, e164: str) -> None:
    assert parse(raw) == Phone(e164, e164)


@table(
    "raw",
    [
        "61234567E1",
        "61234567e-1",
        "",
        "12",
        "rien",
        "15",
        "3117",
        "06 39 98 00",
        "06 39 98 00 04 5",
        "06 39 98 00 04 / 06 39 98 00 05",
        "+33 6 39 98",
        "+33 6 39 98 00 04 5",
        "1639980004",
        "+999 12 34 56 78",
        "+1 23 45 67 89",
        "+442",
        "+" + "1" * 40,
        "262612345678",
        "012345678",
        "330000000000",
        "000639980004",
        "+",
        "00",
    ],
)
def test_what_is_no_telephone(raw: str) -> None:
    assert parse(raw) is None


@table("raw", ["06 39 98 l2 4l", "O6 39 98 I2 4I", "063998l24l"])
def test_letters_that_look_like_a_one(raw: str) -> None:
    assert parse(raw) == Phone("+33639981241", "0639981241")


@table(
    "raw",
    [
        *(
            f"06 39 98 00 04{between}01 99 00 00 02"
            for between in (" / ", " ou ", " et ", " e\u200bt ", ", ", ";", "\n", " - ", " \u2013 ", "  ", "|")
        ),
        *("Portable: 06.39.98.00.04 Fixe: 01.99.00.00.02", "0639980004 (Mme) 0199000002 (M.)", "639980004 / 199000002"),
        *("+33639980004;+33199000002", "O6 39 98 OO O4 ou ٠١٩٩٠٠٠٠٠٢", "1) 06 39 98 00 04 2) 01 99 00 00 02"),
        *("06 39 98 00 04 & 01 99 00 00 02", "06/39/98/00/04 puis 01/99/00/00/02", "0033639980004 0033199000002"),
    ],
)
def test_several_telephones_of_one_text(raw: str) -> None:
    assert [found.key for found in numbers(raw)] == ["0639980004", "0199000002"]
    assert parse(raw) is None


@table(
    "raw",
    [
        *("06 39 98 00 04 5", "06 39 98 00 04 89", "06 39 98 00 04 ou 05", "06 39 98 00 04 / 07 le soir"),
        *("06 3q 98 00 04", "06 39 9B 00 04"),
        *("code 1234 06 39 98 00 04", "06 39 98 00 04 bâtiment 3", "0639980004/05", "+33 6 39 98 00 04 99"),
    ],
)
def test_what_cannot_be_told_is_guessed_only(raw: str) -> None:
    assert parse(raw) is None
    assert numbers(raw) == ()
    assert "0639980004" in guesses(raw)


@table("raw", ["", "rien", "12", "342 000 €", "12 rue Foch 30700", "61234567E1", "06 39 98 00", "x" * 500])
def test_what_holds_no_telephone_gives_no_guess(raw: str) -> None:
    assert guesses(raw) == ()


def test_a_long_text_gives_the_telephones_written_in_it() -> None:
    prose = "Belle maison de 128 m² à 342 000 €, 5 pièces. " * 12
    assert [found.key for found in numbers(f"{prose} Tel O6.39.98.00.04 {prose}")] == ["0639980004"]
    assert numbers(prose) == ()
    assert guesses(prose) == ()


@given(st.text(alphabet="0123456789+() .-/,;ouetOl٠٦", max_size=40))
def test_every_number_told_is_read_back(raw: str) -> None:
    for found in numbers(raw):
        assert parse(found.e164) == found
    assert all(re.fullmatch(r"0\d{9}", key) for key in guesses(raw))


@given(st.text(ANY))
def test_any_text_is_read_without_an_error(raw: str) -> None:
    found = parse(raw)
    assert found is None or re.fullmatch(r"\+\d{8,15}", found.e164)


@example("+43000000")
@example("+430000000000")
@given(st.text(alphabet="0123456789+() .-", max_size=24))
def test_what_is_kept_is_read_back(raw: str) -> None:
    found = parse(raw)
    if found:
        assert parse(found.e164) == found
        again = parse(found.key)
        assert again is not None
        assert again.key == found.key


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_every_national_number_has_one_key(nine: str) -> None:
    spellings = (
        f"0{nine}",
        nine,
        f"+33{nine}",
        f"+33 (0){nine}",
        f"0033{nine}",
        " ".join(re.findall("..", f"0{nine}")),
    )
    assert {found.key for raw in spellings if (found := parse(raw))} == {f"0{nine}"}


def test_the_short_way_agrees_with_the_library() -> None:
    """French numbers are read without ``phonenumbers``; where the library knows them, both say the same."""
    draw = random.Random(20261124)
    valid = 0
    for _ in range(4000):
        nine = f"{draw.randrange(1, 10)}{draw.randrange(10**8):08d}"
        library = phonenumbers.parse(f"0{nine}", "FR")
        found = parse(f"0{nine}")
        assert found is not None
        if phonenumbers.is_valid_number(library) and found.e164.startswith("+33"):  # 05 96 is Martinique: +596
            valid += 1
            assert found.e164 == phonenumbers.format_number(library, phonenumbers.PhoneNumberFormat.E164)
    assert valid > 2000


def test_the_examples_of_the_numbering_plans(corpus: Path) -> None:
    plans = (corpus / "phones" / "libphonenumber_fr_outremer.xml").read_text(encoding="utf-8")
    seen = 0
    for code, plan in re.findall(r'<territory id="\w+"[^>]*?countryCode="(\d+)"(.*?)</territory>', plans, re.DOTALL):
        for number in re.findall(r"<exampleNumber>(\d+)</exampleNumber>", plan):
            found = parse(f"+{code}{number}")
            assert found is not None, number
            if code in ("33", "262", "590", "594", "596"):
                assert found.key == f"0{number}"
                assert parse(f"0{number}") is not None
            else:
                assert found.e164 == f"+{code}{number}"
            seen += 1
    assert seen == 41
