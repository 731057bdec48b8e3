"""Raw texts made comparable: what two spellings have in common, and what is refused rather than guessed."""

import re

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
