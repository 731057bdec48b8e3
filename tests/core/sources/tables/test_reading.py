import pickle
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.errors import Cancelled, UserError
from core.model.draft import Draft
from core.sources.columns.guessed import SURE
from core.sources.formats.csv_rows import is_glued
from core.sources.tables.reading import SourceTable, check_sellers, drafts, fields_of, open_table
from tests.failing import fails_with
from tests.lengths import length


def read(path: Path) -> tuple[SourceTable, list[Draft]]:
    table = open_table(path)
    return table, list(drafts(table, fields_of(table, {})))


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "vendeurs.csv"
    path.write_bytes(text.encode(encoding))
    return path


def code_of(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read(path)
    return caught.value.code


def test_supplier_file_in_cp1252(files: Path) -> None:
    table, found = read(files / "tables" / "fournisseur_cp1252.csv")
    assert (table.encoding, table.delimiter, table.header_line) == ("cp1252", ";", 2)
    assert [draft.is_blank for draft in found] == [False] * 40 + [True]
    assert all(guess.confidence >= SURE and guess.field != "ignore" for guess in table.guesses)
    first, second = found[:2]
    assert (first.last_name, first.first_name, first.phones) == ("Lefèvre", "Anaïs", ("06 39 98 00 00", "0199000000"))
    assert (first.line, first.postcode, first.price, first.address) == (3, "01000", "200 000 €", "1 rue de l’Église")
    assert second.cells[-1] == 'Vue dégagée, jardin clos.\r\nVisites le samedi ; dit "le Clos".'
    assert found[2].line == 6, "a record of two lines counts both"
    check_sellers(table, fields_of(table, {}))


def test_blank_line_after_each_record(files: Path) -> None:
    table, found = read(files / "tables" / "autre_fournisseur_bom.csv")
    assert [draft.is_blank for draft in found] == [False, True] * 10
    assert [draft.line for draft in found[:3]] == [2, 3, 4]
    assert (table.headers[0], found[0].reference, found[0].name) == ("reference", "W0", "Lefèvre")


def test_workbook(files: Path) -> None:
    table, found = read(files / "tables" / "tableur.xlsx")
    assert (table.kind, table.sheet, table.sheets) == ("xlsx", "Vendeurs", ("Notice", "Vendeurs", "Codes"))
    assert (table.header_line, len(found), any(draft.is_blank for draft in found)) == (2, 20, False)
    first = found[0]
    assert (first.phones, first.seen, first.price) == (("639980300",), "2026-10-01", "210000")
    assert (first.civility, first.last_name, first.first_name) == ("Madame, Monsieur", "LEFÈVRE", "Anaïs")
    assert (first.postcode, first.town, first.line) == ("01000", "Bourg-en-Bresse", 3)


def test_chosen_sheet_and_unknown_sheet(files: Path) -> None:
    path = files / "tables" / "tableur.xlsx"
    assert open_table(path, sheet="Codes").headers[0] == "Colonne 1"
    with pytest.raises(UserError, match="Notice, Vendeurs, Codes") as caught:
        open_table(path, sheet="Feuille 9")
    assert caught.value.code == "UNKNOWN_SHEET"


def test_no_header(files: Path) -> None:
    table, found = read(files / "tables" / "sans_entete_utf16.txt")
    assert (table.header_line, len(found)) == (0, 12)
    assert [guess.field for guess in table.guesses] == [
        *("seen", "reference", "name", "phone", "postcode", "town", "price"),
    ]
    assert all(guess.confidence < SURE for guess in table.guesses), "without headings all is to be confirmed"
    assert (found[0].name, found[0].line) == ("Lefèvre Anaïs", 1)


def test_a_table_goes_to_another_process(files: Path) -> None:
    table = open_table(files / "tables" / "fournisseur_cp1252.csv")
    assert pickle.loads(pickle.dumps(table)) == table


def test_repeated_headings_are_no_records(tmp_path: Path) -> None:
    _table, found = read(write(tmp_path, "nom;tel\nDupont;06 39 98 00 01\nnom;tel\nNoël;06 39 98 00 02\n"))
    assert [draft.name for draft in found] == ["Dupont", "Noël"]


def test_sep_line_blank_lines_and_separators(tmp_path: Path) -> None:
    _table, found = read(write(tmp_path, "sep=;\nnom;tel\nDupont;06 39 98 00 01\n\n ; \n"))
    assert [(draft.line, draft.is_blank) for draft in found] == [(3, False), (4, True), (5, True)]


def test_line_ends_of_old_macs_and_zero_bytes(tmp_path: Path) -> None:
    _table, found = read(write(tmp_path, "nom;tel\rDup\0ont;06 39 98 00 01\r"))
    assert [(draft.name, draft.line) for draft in found] == [("Dupont", 2)]


def test_a_cell_of_megabytes(tmp_path: Path) -> None:
    words = length(250_000, long=1_250_000)
    _table, found = read(write(tmp_path, f'nom;texte\nDupont;"{"mot " * words}"\n'))
    assert len(found[0].cells[1]) == 4 * words - 1


def listing(rank: int, quoted: bool) -> str:
    text = f"Jolie maison {rank}"
    return f"V{rank};Dupont;06 39 98 00 {rank % 100:02};Nîmes;" + (f'"{text}"' if quoted else text)


@pytest.mark.parametrize(("quoted", "old", "new"), [(False, ";Dupont", ';"Dupont'), (True, '"\n', "\n")])
def test_a_line_with_an_open_quote_is_read_without_it_and_told(
    tmp_path: Path, quoted: bool, old: str, new: str
) -> None:
    lines = [listing(rank, quoted) + "\n" for rank in range(900)]
    lines[300] = lines[300].replace(old, new)
    table, found = read(write(tmp_path, "ref;nom;telephone;ville;texte\n" + "".join(lines)))
    quote = table.findings[0]
    assert (quote.key, quote.values, quote.choice) == ("OPEN_QUOTE", (("302", 1),), "read")
    assert [draft.cells for draft in found] == [tuple(listing(rank, quoted=False).split(";")) for rank in range(900)]


def test_a_file_of_open_quotes_is_refused_with_the_first_lines_told(tmp_path: Path) -> None:
    lines = [listing(rank, quoted=False) + "\n" for rank in range(900)]
    for rank in range(20, 900, 40):
        lines[rank] = lines[rank].replace(";Dupont", ';"Dupont')
    with fails_with("LINES_LOST"):
        open_table(write(tmp_path, "ref;nom;telephone;ville;texte\n" + "".join(lines)))


@given(before=st.integers(0, 8), lines=st.lists(st.text(alphabet="ab ,.", max_size=30), min_size=2, max_size=6))
def test_a_text_of_several_lines_is_not_glued(before: int, lines: list[str]) -> None:
    row = ["x"] * before + ["\n".join(lines)] + ["y"] * (9 - before)
    assert not is_glued(row, ";", 10)


def test_two_records_in_one_are_glued() -> None:
    assert is_glued(["V1", "Dupont;06;Nîmes\nV2;Noël;07;Alès\n"], ";", 4)
    assert is_glued(["V1", "Dupont", "06", 'maison\nV2;Noël;07;terrain"'], ";", 4)
    assert is_glued(["V1", "a\n" + "V2;Noël;07;Alès\n" * 3 + "z"], ";", 4)
    assert not is_glued(["V1", "Dupont", "06", "maison\njardin;cave;garage;piscine"], ";", 4)


def test_file_changed_while_reading(tmp_path: Path) -> None:
    path = write(tmp_path, "nom;tel\n" + "Dupont;06 39 98 00 01\n" * 10)
    table = open_table(path)
    reader = drafts(table, fields_of(table, {}))
    next(reader)
    write(tmp_path, "nom;tel\n" + "Dupont;06 39 98 00 01\n" * 9)
    with fails_with("FILE_CHANGED"):
        list(reader)


def test_progress_can_stop(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "nom;tel\n" + "Dupont;06 39 98 00 01\n" * 2000))
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done > 1000:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(drafts(table, fields_of(table, {}), progress=progress))
    assert seen == [(501, 2001), (1001, 2001)]


def test_overrides(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "Nom;Observations;Nom\nDupont;très pressé;Noël\n"))
    assert fields_of(table, {}) == {0: "name"}
    assert fields_of(table, {"observations": "text", "#3": "reference"}) == {0: "name", 1: "text", 2: "reference"}
    assert fields_of(table, {"Nom": "ignore"}) == {}


@pytest.mark.parametrize(
    ("overrides", "code", "choice"),
    [
        ({"Tel": "phone"}, "UNKNOWN_COLUMN", "Ville"),
        ({"Nom": "telephone"}, "UNKNOWN_FIELD", "phone"),
        ({"#9": "phone"}, "UNKNOWN_COLUMN", "Nom"),
    ],
)
def test_unknown_overrides_name_the_choices(tmp_path: Path, overrides: dict[str, str], code: str, choice: str) -> None:
    table = open_table(write(tmp_path, "Nom;Ville\nDupont;Nîmes\n"))
    with pytest.raises(UserError, match=choice) as caught:
        fields_of(table, overrides)
    assert caught.value.code == code


def test_files_without_sellers(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "adresse;cp;ville;prix\n12 rue Foch;30000;Nîmes;226000\n"))
    with fails_with("NO_SELLERS"):
        check_sellers(table, fields_of(table, {}))


def test_stock_of_an_agency(tmp_path: Path) -> None:
    fields: Iterable[str] = ["AG1", "REF1", "Vente", "Maison", "30000", "Nîmes", *[""] * 322]
    table = open_table(write(tmp_path, ("!#".join(f'"{field}"' for field in fields) + "\n") * 5))
    assert table.delimiter == "!#"
    with fails_with("POLIRIS_STOCK"):
        check_sellers(table, {0: "name"})


@pytest.mark.parametrize("mark", [";", "\t", "!#"])
def test_a_stock_saved_again_by_a_spreadsheet_is_still_a_stock(tmp_path: Path, mark: str) -> None:
    """Its only telephone, at rank 105, is the agency's."""
    rows = []
    for n, (deal, kind) in enumerate(
        [("Vente", "Maison/villa"), ("Location", "appartement"), ("vente", "Terrain")] * 4
    ):
        cells = ["AG1", f"REF{n}", deal, kind, "30000", "Nîmes", *[""] * 98, "0199000001", "L’agence", *[""] * 222]
        rows.append(mark.join(cells))
    table = open_table(write(tmp_path, "\n".join(rows) + "\n", "cp1252"))
    with fails_with("POLIRIS_STOCK"):
        check_sellers(table, {104: "phone"})


def test_sellers_parted_as_a_stock_are_sellers(tmp_path: Path) -> None:
    table, found = read(write(tmp_path, "Nom!#Téléphone!#Ville\nLefèvre!#0639980001!#Nîmes\nNoël!#0639980002!#Uzès\n"))
    check_sellers(table, fields_of(table, {}))
    assert [(one.name, one.phones, one.town) for one in found] == [
        ("Lefèvre", ("0639980001",), "Nîmes"),
        ("Noël", ("0639980002",), "Uzès"),
    ]


@pytest.mark.parametrize("zip_code", ['="01000"', '"=""01000"""', "'01000"])
def test_cells_written_so_that_a_spreadsheet_keeps_their_zero(tmp_path: Path, zip_code: str) -> None:
    path = write(tmp_path, f'Nom;Tél;CP;Ville\nL\'Hôte;="0639980001";{zip_code};="Bourg"\nNoël;0639980002;30700;Uzès\n')
    table, (first, second) = read(path)
    assert (first.name, first.phones, first.postcode, first.town) == ("L'Hôte", ("0639980001",), "01000", "Bourg")
    assert (second.postcode, [one.field for one in table.guesses]) == ("30700", ["name", "phone", "postcode", "town"])


def test_choices_of_the_user(tmp_path: Path) -> None:
    path = write(tmp_path, "Nom|Ville;Lieu\nLefèvre|Nîmes;x\n", "cp1252")
    table = open_table(path, encoding="mac_roman", delimiter="|")
    assert (table.encoding, table.headers) == ("mac_roman", ("Nom", "Ville;Lieu"))
    with fails_with("UNKNOWN_ENCODING"):
        open_table(path, encoding="klingon")


def test_missing_empty_and_header_only_files(tmp_path: Path) -> None:
    assert code_of(tmp_path / "absent.csv") == "FILE_ABSENT"
    assert code_of(write(tmp_path, "")) == "FILE_EMPTY"
    assert code_of(write(tmp_path, "\n\n;;\n")) == "FILE_EMPTY"
    assert code_of(write(tmp_path, "nom;telephone;ville\n")) == "FILE_EMPTY"


@given(content=st.binary(max_size=300) | st.text(alphabet='nomtel;,"\n\r06 é', max_size=200).map(str.encode))
def test_any_file_is_read_or_refused_with_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(content)
    try:
        table, found = read(path)
    except UserError as refused:
        assert refused.text
    else:
        assert all(table.first_line <= draft.line for draft in found)
