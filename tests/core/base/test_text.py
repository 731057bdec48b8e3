"""Raw texts made comparable: what two spellings have in common, and what is refused rather than guessed."""

import re
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from core.base import text
from tests.tables import table
from tests.texts import ANY


@table(
    "raw, folded",
    [
        ("L’Abbé Œuvre", "l abbe oeuvre"),
        ("  De La\tTour ", "de la tour"),
        ("D’Aubigné-Loïc", "d aubigne loic"),
        ("Straße Łódź Đorđe Øre Æther", "strasse lodz dorde ore aether"),
        ("GROẞ", "gross"),
        ("m²", "m2"),
        ("ΣΩΚΡΆΤΗΣ", "σωκρατησ"),
        ("Иван_Петров", "иван петров"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("", ""),
        (" - ’ ", ""),
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert text.fold(raw) == folded


@given(st.text(ANY))
def test_folding_twice_is_folding_once(raw: str) -> None:
    once = text.fold(raw)
    assert text.fold(once) == once


def test_every_accented_ligature_folds_at_once() -> None:
    for raw in map(chr, range(0x3000)):
        once = text.fold(raw)
        assert text.fold(once) == once, hex(ord(raw))


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_latin_letters_fold_to_words_of_ascii(raw: str) -> None:
    folded = text.fold(raw)
    if folded.isascii():
        assert re.fullmatch(r"(?:[0-9a-z]+(?: [0-9a-z]+)*)?", folded)


@given(st.text(alphabet="àâäçéèêëîïôöùûüÿœæÀÂÉÈÊÎÔŒÆabcXYZ019’'- "))
def test_french_letters_always_fold_to_ascii(raw: str) -> None:
    assert text.fold(raw).isascii()


@given(st.text(ANY))
def test_clean_is_one_line_without_control_characters(raw: str) -> None:
    found = text.clean(raw)
    assert found == text.clean(found)
    assert "  " not in found
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", found)


@table(
    "raw, shown",
    [("Uzès\r\nGard", "Uzès Gard"), (" a\x00b ", "a b"), ("plain text", "plain text"), ("a  b", "a b")],
)
def test_clean(raw: str, shown: str) -> None:
    assert text.clean(raw) == shown


@table(
    "raw, found",
    [
        ("H.Moreau@Exemple.FR", ["h.moreau@exemple.fr"]),
        ("<a@exemple.fr>; b@exemple.fr, a@exemple.fr", ["a@exemple.fr", "b@exemple.fr"]),
        ("mailto:vendeur+maison@mail.exemple.co.uk.", ["vendeur+maison@mail.exemple.co.uk"]),
        ("hélène@exemple.fr", []),
        ("a@b@exemple.fr", []),
        ("a@exemple.fré", []),
        ("personne", []),
        ("@", []),
        ("", []),
        ("h.moreau (at) exemple.fr", ["h.moreau@exemple.fr"]),
        ('"h.moreau"@exemple.fr', ["h.moreau@exemple.fr"]),
        ("h.moreau(perso)@exemple.fr", ["h.moreau@exemple.fr"]),
        ("h.m\u043ereau@exemple\u3002fr", ["h.moreau@exemple.fr"]),
        ("h.mo\u00adreau@exemple.fr", ["h.moreau@exemple.fr"]),
        ("_h.moreau@exemple.fr_, *a@exemple.fr*", ["h.moreau@exemple.fr", "a@exemple.fr"]),
        ("_h@exemple.fr", ["_h@exemple.fr"]),
        ("h.moreau[AT]exemple.fr, le soir", ["h.moreau@exemple.fr"]),
        ("h.moreau arobase exemple.fr", ["h.moreau@exemple.fr"]),
        ("h.moreau @ exemple .fr", ["h.moreau@exemple.fr"]),
        ("appeler (attention au chien)", []),
        ("prix @ débattre. voir", []),
    ],
)
def test_emails(raw: str, found: list[str]) -> None:
    assert text.emails(raw) == found


@given(st.text(alphabet="a.@-é1", max_size=400))
def test_an_email_found_is_found_again(raw: str) -> None:
    for one in text.emails(raw):
        assert text.emails(one) == [one]


@table(
    "spelling",
    [
        ("12, av. Foch", "01000", ""),
        ("12 AVENUE FOCH", "01000", "Bourg-en-Bresse"),
        ("12 ave Foch", " 01000 ", "BOURG EN BRESSE"),
    ],
)
def test_one_address_whatever_its_spelling(spelling: tuple[str, str, str]) -> None:
    assert text.address_key(*spelling) == "12 avenue foch 01000"


@table(
    "one, other",
    [
        ("5 bd St-Michel", "5 boulevard Saint Michel"),
        ("3 bis, r. de l’Église", "3BIS rue de l'Eglise"),
        ("8 pl. du Marché", "8 place du marche"),
        ("2 chem. des Prés", "2 Chemin des Prés"),
        ("1 imp. des Lilas", "1, impasse des Lilas"),
        ("rte de Nîmes", "Route de Nimes"),
    ],
)
def test_streets_are_spelt_out(one: str, other: str) -> None:
    assert text.address_key(one, "30700", "") == text.address_key(other, "30700", "")


def test_an_address_without_a_street_has_no_key() -> None:
    assert text.address_key(" , ", "30700", "Uzès") == ""


def test_the_town_stands_where_the_postcode_is_unknown() -> None:
    assert text.address_key("1 rue Neuve", "", "Saint-Denis") == "1 rue neuve saint denis"


@table(
    "raw, code",
    [
        ("30700", "30700"),
        ("1000", "01000"),
        (" 1000.0", "01000"),
        ("75 001", "75001"),
        ("307", ""),
        ("307000", ""),
        ("2A004", ""),
        ("٣٠٧٠٠", ""),
        ("", ""),
    ],
)
def test_postcode(raw: str, code: str) -> None:
    assert text.postcode(raw) == code


@table(
    "number, words",
    [
        ("+33639980012", "0639980012 39980012 980012 0012"),
        ("0639980012", "0639980012 39980012 980012 0012"),
        ("+262692123456", "0692123456 92123456 123456 3456"),
        ("+493012345678", "493012345678 3012345678 12345678 345678 5678"),
        ("12", "12"),
    ],
)
def test_phone_words(number: str, words: str) -> None:
    assert text.phone_words(number) == words


# --- Days, numbers, prices and moments as French people write them: read, or refused rather than guessed

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
