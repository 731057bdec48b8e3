from pathlib import Path

from core.base.places import in_one_piece
from core.sources.columns.columns import guess
from core.sources.columns.guessed import SURE, TAKEN, ColumnGuess
from core.sources.columns.header import find_header
from core.sources.columns.headings import FIELDS, field_of, headings, key
from core.sources.columns.shapes import shape
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table


def one(header: str, *values: str) -> ColumnGuess:
    return guess([header], [[value] for value in values], has_header=True)[0]


@table(
    "header, field",
    [
        ("N°\nTéléphone", "phone"), ("TEL 1", "phone"), ("Tél. portable", "phone"), ("Phone Number", "phone"),
        ("NOM PROPRIETAIRE", "name"), ("Prénom", "first_name"), ("E-mail", "email"), ("Code Postal", "postcode"),
        ("Réf. annonce", "reference"), ("N° annonce", "reference"), ("Vue le", "seen"), ("Surface (m²)", "area"),
        ("TÃ©lÃ©phone", "phone"), ("RÃ©fÃ©rence", "reference"), ("SIREN", "ignore"), ("N° SIRET", "ignore"),
        ("Site d'origine", "site"), ("Texte de l’annonce", "text"), ("Prix (€)", "price"), ("Observations", "ignore"),
    ],
)  # fmt: skip
def test_headings_of_the_dictionary(header: str, field: str) -> None:
    assert field_of(header) == (field, 0.95)


@table("header", ["Tel agence", "Prix au m2", "Surface terrain", "Code commune", "Prix honoraires", ""])
def test_headings_that_speak_of_something_else(header: str) -> None:
    assert field_of(header)[0] == "ignore"


def test_a_heading_that_opens_like_a_refusal_is_one_even_beside_a_word_of_somebody_else() -> None:
    assert field_of("Refus annoncé à l'agence") == ("refuses", 0.85)
    assert field_of("Refus du gestionnaire") == ("refuses", 0.7), "whoever else it names"
    assert field_of("Relevé le") == ("seen", 0.95)


def test_the_dictionary_is_sound() -> None:
    known = headings()
    assert set(known.exact.values()) <= set(FIELDS)
    assert set(known.stems.values()) <= set(FIELDS)
    assert [alias for alias in known.exact if key(alias) != alias] == []
    assert known.strangers


@table(
    "value, expected",
    [
        ("06 39 98 00 01", "phone"), ("+33639980001", "phone"), ("06.39.98.00.01 / 01 99 00 00 02", "phone"),
        ("6,39980001E+08", "nine"), ("6,4E+08", "nine"), ("3.3639980001E10", "long"),
        ("639980001", "nine"), ("2095257564", "long"), ("01/02/2026", "date"), ("3 mars 2026", "date"),
        ("30000", "five"), ("1000", "number"), ("226 000 €", "number"), ("30000 Nîmes", "postcode_town"),
        ("Nîmes (30000)", "postcode_town"), ("a@example.org", "email"), ("https://exemple.fr/1", "url"),
        ("Lefèvre", "words"), ("T3", "mixed"), ("12 rue Foch", "mixed"), ("V100000", "mixed"),
    ],
)  # fmt: skip
def test_shapes(value: str, expected: str) -> None:
    assert shape(value) == expected


def test_heading_and_cells_agree() -> None:
    found = one("TEL 1", "06 39 98 00 01", "639980002")
    assert (found.field, found.samples) == ("phone", ("06 39 98 00 01", "639980002"))
    assert found.confidence >= SURE
    assert found.remark == "2 numéros reconnus sur 2"


def test_cells_that_deny_the_heading_win_or_forbid() -> None:
    assert one("Contact", "06 39 98 00 01", "06 39 98 00 02").field == "phone"
    denied = one("Nom", "1", "2", "3")
    assert denied.confidence < TAKEN
    assert one("Type", "Texte(16)", "Texte(20)").confidence < TAKEN
    assert one("Ville", "30000 Nîmes", "01000 Bourg").field == "postcode_town"


def test_a_siren_is_no_telephone() -> None:
    assert one("NUMEPCI", "200035210", "240100883", "200042497").field == "ignore"


def test_unknown_heading_over_numbers_is_to_be_confirmed() -> None:
    found = one("Divers", "06 39 98 00 01", "06 39 98 00 02")
    assert found.field == "phone"
    assert TAKEN <= found.confidence < SURE


def test_notes_stay_out_and_long_texts_are_told_apart() -> None:
    assert one("OBS", "Clés au voisin", "Agences s'abstenir").field == "ignore"
    assert one("Champ", "Belle maison. " * 10, "Appartement. " * 10).field == "text"


def test_nom_beside_prenom_is_the_family_name() -> None:
    rows = [["Lefèvre", "Anaïs"], ["Dupont", "Zoé"]]
    assert [found.field for found in guess(["Nom", "Prénom"], rows, has_header=True)] == ["last_name", "first_name"]
    assert guess(["Nom"], rows, has_header=True)[0].field == "name"


def test_two_prices_keep_the_first_and_say_so() -> None:
    first, second = guess(["Prix", "Montant"], [["226000", "1000"]], has_header=True)
    assert (first.field, second.field) == ("price", "ignore")
    assert "Prix" in second.remark


def test_rents_among_prices_ask_for_a_look() -> None:
    found = one("PX", "342000", "189000", "1250 €")
    assert found.field == "price"
    assert TAKEN <= found.confidence < SURE
    assert "1 sous 2" in found.remark


def test_ambiguous_days_ask_for_a_look_and_one_settles_them() -> None:
    assert one("Date", "03/11/2026", "11/03/2026").confidence < SURE
    assert one("Date", "03/11/2026", "24/11/2026").confidence >= SURE


def test_lost_zeros_are_counted() -> None:
    assert one("CP", "1000", "30000", "1000.0").remark == "2 zéros initiaux rétablis"


def test_empty_column() -> None:
    assert one("Email", "", "").remark == "Colonne vide"


def numbered(*rows: list[str]) -> list[tuple[int, list[str]]]:
    return list(enumerate(rows, 1))


def test_header_after_a_title_and_a_blank_row() -> None:
    found = find_header(
        numbered(["Export du 12/10/2026", "", ""], ["", "", ""], ["Nom", "Tél", "CP"], ["Dupont", "06", "1"])
    )
    assert (found.line, found.first, found.headers) == (3, 4, ("Nom", "Tél", "CP"))


def test_unknown_words_over_figures_are_headings() -> None:
    found = find_header(numbered(["machin", "truc"], ["12", "2026-01-01"], ["13", "2026-01-02"]))
    assert (found.line, found.headers) == (1, ("machin", "truc"))


def test_no_header() -> None:
    found = find_header(numbered(["Dupont", "06 39 98 00 01"], ["Noël", "06 39 98 00 02"]))
    assert (found.line, found.first, found.headers) == (0, 1, ("Colonne 1", "Colonne 2"))


def test_unnamed_columns_are_named_by_rank() -> None:
    assert find_header(numbered(["Nom", "", "Tél"], ["a", "b", "c", "d"])).headers == (
        "Nom",
        "Colonne 2",
        "Tél",
        "Colonne 4",
    )


def test_headings_on_two_lines_under_merged_cells() -> None:
    person = ["Lefèvre", "Anaïs", "0639980001", "Agence Z", "0199000001", "226000"]
    found = find_header(
        numbered(
            ["Export du 12/10/2026"],
            ["Vendeur", "", "", "Agence", "", "Prix"],
            ["Nom", "Prénom", "Tél", "Nom", "Tél", ""],
            *(person, person),
        )
    )
    assert (found.line, found.first) == (3, 4)
    assert found.headers == ("Nom", "Prénom", "Tél", "Agence – Nom", "Agence – Tél", "Prix")
    guesses = guess(found.headers, [person, person], has_header=True)
    assert [one.field for one in guesses] == ["last_name", "first_name", "phone", "ignore", "ignore", "price"]


def test_a_row_of_names_with_blanks_is_no_line_of_groups() -> None:
    rows = numbered(["Nom", "", "Tél"], ["Dupont", "Luc", "06 39 98 00 01"], ["Noël", "Zoé", "06 39 98 00 02"])
    assert find_header(rows).line == 1


def test_the_telephone_of_an_agency_is_no_seller_s() -> None:
    assert one("Tel agence", "01 99 00 00 01", "01 99 00 00 02").field == "ignore"


def test_the_listing_under_somebody_else_s_group_stays_the_listing_s() -> None:
    """A group says where it begins, never where it ends."""
    names = ["Nom", "Tél", "Nom", "Tél", "Ville", "Vue le", "Prix"]
    found = find_header(numbered(["Vendeur", "", "Agence", "", "", "", ""], names, ["x"] * 7, ["y"] * 7))
    assert found.headers == ("Nom", "Tél", "Agence – Nom", "Agence – Tél", "Agence – Ville", "Vue le", "Prix")


def test_a_telephone_rounded_by_a_spreadsheet_is_still_one_s_column() -> None:
    found = one("Tél", "6,4E+08", "6,3E+08", "639980001")
    assert (found.field, found.confidence, found.remark) == ("phone", 0.95, "1 numéro reconnu sur 3")


# --- A postcode written in two groups (« 30 700 Uzès »), as a spreadsheet shows a number, is read with its town in
# any cell; figures that no town beside explains are left as they are

HEAD, ROW = "Nom;Téléphone", "Alba;06 39 98 00 01"


@table(
    "told, whole",
    [
        ("30 700 Uzès", "30700 Uzès"),
        ("30\N{NARROW NO-BREAK SPACE}700 Uzès", "30700 Uzès"),
        ("Uzès (30 700)", "Uzès (30700)"),
        ("1 rue Haute, Uzès, 30 700", "1 rue Haute, Uzès, 30700"),
        ("1 rue Haute 30 700 Uzès", "1 rue Haute 30700 Uzès"),
        ("30 700 Angers", ""),
        ("45 000 km", ""),
        ("330 000 Nîmes", ""),
        ("06 39 98 00 77", ""),
    ],
)
def test_the_town_beside_says_so(told: str, whole: str) -> None:
    assert in_one_piece(told) == (whole or told)


@table(
    "heads, cells",
    [
        ("Adresse;Ville", "1 rue Haute;30 700 Uzès"),
        ("Adresse;CP Ville", "1 rue Haute;30 700 Uzès"),
        ("Adresse;CP", "1 rue Haute;30 700 Uzès"),
        ("Adresse", "1 rue Haute 30 700 Uzès"),
        ("Adresse", "1 rue Haute, 30 700 Uzès"),
    ],
)
def test_it_is_read_in_every_cell(tmp_path: Path, heads: str, cells: str) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(f"{HEAD};{heads}\n{ROW};{cells}\n", "utf-8")
    read = open_table(file)
    [one] = drafts(read, fields_of(read, {}))
    assert (one.address, one.postcode, one.town) == ("1 rue Haute", "30700", "Uzès")
