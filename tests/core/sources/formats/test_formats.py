"""vCards, JSON, JSON lines, archives and pasted rows, read as any table is."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.errors import UserError
from core.model.draft import Draft
from core.sources.formats.pasting import pasted, pasted_cells
from core.sources.tables.reading import SourceTable, drafts, fields_of, open_table
from tests.core.sources.formats.malformed_others import CARD, TABLE
from tests.failing import fails_with
from tests.lengths import length


def read(path: Path) -> tuple[SourceTable, list[Draft]]:
    table = open_table(path)
    return table, list(drafts(table, fields_of(table, {})))


def write(folder: Path, content: str | bytes, name: str = "fiches.json") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, member: str = "") -> UserError:
    with pytest.raises(UserError) as caught:
        open_table(path, member=member)
    return caught.value


def pack(folder: Path, entries: dict[str, bytes]) -> Path:
    path = folder / "lot.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_cards_of_three_versions(files: Path) -> None:
    table, (old, middle, new) = read(files / "tables" / "contacts.vcf")
    assert (table.kind, table.headers[3], table.header_line) == ("vcf", "Téléphone", 1)
    assert (old.last_name, old.first_name, old.civility) == ("Lefèvre", "Anaïs", "Madame")
    assert old.phones == ("06 39 98 03 01", "01 99 00 03 01"), "a fax is nobody's voice"
    assert (old.address, old.postcode, old.town) == ("1 rue de l’Église", "30000", "Nîmes")
    assert (middle.line, middle.address, middle.emails) == (
        *(52, "2 chemin des Prés, bât. B"),
        ("cedric.boeuf@exemple.fr",),
    )
    assert middle.cells[-2] == "Rappeler le soir\nClés chez le voisin"
    assert (new.last_name, new.phones) == ("Zoé Noël", ("+33639980303",)), "one piece, in an order nobody tells"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_cards_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Lefèvre;Hélène\r\nADR:;;rue de la Forêt;Nîmes\r\nEND:VCARD\r\n"
    _table, (found,) = read(write(tmp_path, card.encode(encoding), "a.vcf"))
    assert (found.last_name, found.first_name, found.town) == ("Lefèvre", "Hélène", "Nîmes")


def test_a_card_without_end_or_a_text_outside_stops_before_anything_is_taken(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, CARD * 400 + CARD[:-12], "a.vcf")).code == "RECORD_BROKEN"
    assert "ligne 6" in refusal(write(tmp_path, CARD + b"FN:dehors\n", "b.vcf")).text


def test_a_card_inside_a_card_is_not_its_owner(tmp_path: Path) -> None:
    inner = b"BEGIN:VCARD\nFN:Secretaire\nTEL:0199000001\nEND:VCARD\nEND:VCARD"
    _table, (found,) = read(write(tmp_path, CARD.replace(b"END:VCARD", inner), "a.vcf"))
    assert (found.last_name, found.phones) == ("Dupont", ("0639980001",))


def test_objects_inside_objects(files: Path) -> None:
    table, found = read(files / "tables" / "annonces.json")
    assert (table.kind, len(found), found[0].line) == ("json", 10, 1)
    assert "bien.code_postal" in table.headers
    first = found[0]
    assert (first.last_name, first.first_name, first.postcode, first.site) == ("Lefèvre", "Anaïs", "01000", "PAP")
    assert first.phones == ("06 39 98 00 00", "01 99 00 04 00"), "the agency's telephone is no seller's"


def test_people_of_one_object_stay_apart(tmp_path: Path) -> None:
    owners = [
        {"nom": "Martin", "telephones": [{"type": "mobile", "numero": "0639980001"}, {"numero": "0199000001"}]},
        {"nom": "Durand", "telephones": [{"type": "mobile", "numero": "0639980002"}]},
    ]
    places = [{"rue": "12 rue des Lilas", "cp": "30700", "ville": "Uzès"}, {"rue": "1 quai X", "ville": "Nice"}]
    rows = [{"vendeurs": owners, "adresses": places, "negociateur": {"nom": "Petit", "tel": "0199000009"}}]
    table, [found] = read(write(tmp_path, json.dumps(rows)))
    assert (found.name, found.phones) == ("Martin", ("0639980001", "0199000001"))
    assert (found.address, found.postcode, found.town) == ("12 rue des Lilas", "30700", "Uzès")
    aside = {one.header for one in table.guesses if one.field == "ignore"}
    assert {"vendeurs 2.nom", "vendeurs 2.telephones.numero", "negociateur.tel"} <= aside


def test_lines_of_json_keep_their_line_and_late_columns(files: Path) -> None:
    table, found = read(files / "tables" / "vendeurs.ndjson")
    assert (table.kind, table.headers) == ("ndjson", ("nom", "tel", "ville", "source"))
    assert [draft.line for draft in found] == [1, 2, 3, 5, 6, 7, 8]
    assert found[-1].site == "ParuVendu"


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ('[{"a": 1, "b": null, "c": true, "d": 12.50, "e": 3.0}]', ("1", "", "oui", "12.5", "3")),
        ('{"a": "x", "b": [1, 2, {"c": 3}]}', ("x", "1 / 2 / 3")),
        ('{"n": 1, "d": {"l": [{"a": {"b": {"c": "x", "d": "y"}}}]}, "z": [1]}', ("x", "y")),
        ('[{"l": [{"a": 1}, {"a": 2, "b": 3}]}]', ("1 / 2", "3")),
        ('[{"telephone": 639980001, "cp": "01000"}]', ("639980001", "01000")),
    ],
)
def test_values_as_cells(tmp_path: Path, content: str, cells: tuple[str, ...]) -> None:
    table = open_table(write(tmp_path, content))
    assert [draft.cells for draft in drafts(table, {})] == [cells]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('[{"nom": "Dupont"}, {"nom": "No', "RECORD_BROKEN"),
        ('[{"nom": "Dupont"}, 3]', "RECORD_BROKEN"),
        ('[{"nom": "Dupont"}] [{"nom": "Noël"}]', "RECORD_BROKEN"),
        ('{"nom": "Dupont"}\n{"nom": \n', "RECORD_BROKEN"),
        ('{"nom": "Dupont"}\n{"nom": "N"}\n7\n', "RECORD_BROKEN"),
        ("[]", "FILE_EMPTY"),
        (lambda: '[{"nom": "' + "x" * (20 << 20) + '"}]', "FILE_TOO_HEAVY"),
        (lambda: '{"a": 1}\n{"nom": "' + "x" * (9 << 20) + '"}', "FILE_TOO_HEAVY"),
        ("[" + ",".join(f'{{"c{rank}": 1}}' for rank in range(2001)) + "]", "FILE_TOO_HEAVY"),
        ('[{"a": [' + "1," * 10_001 + "1]}]", "RECORD_BROKEN"),
    ],
)
def test_json_out_of_bounds(tmp_path: Path, content: str | Callable[[], str], code: str) -> None:
    assert refusal(write(tmp_path, content if isinstance(content, str) else content())).code == code


def test_a_text_of_megabytes_is_read(tmp_path: Path) -> None:
    words = length(250_000, long=1_250_000)
    _table, (found,) = read(write(tmp_path, json.dumps([{"description": "mot " * words, "nom": "Dupont"}])))
    assert max(map(len, found.cells)) == 4 * words - 1


def test_a_table_inside_an_archive(files: Path) -> None:
    path = files / "tables" / "vendeurs.zip"
    table, found = read(path)
    beside = open_table(files / "tables" / "fournisseur_cp1252.csv")
    assert (table.kind, table.member, table.path) == ("csv", "export/vendeurs.csv", path)
    assert found == list(drafts(beside, fields_of(beside, {})))
    assert table.sha256 != beside.sha256, "the file kept with the batch is the archive"


@pytest.mark.parametrize("name", ["tableur.xlsx", "ancien.xls", "vendeurs.ods", "contacts.vcf", "vendeurs.ndjson"])
def test_each_format_inside_an_archive(files: Path, tmp_path: Path, name: str) -> None:
    content = (files / "tables" / name).read_bytes()
    beside, expected = read(files / "tables" / name)
    table, found = read(pack(tmp_path, {name: content, "__MACOSX/._" + name: b"x", ".DS_Store": b"x"}))
    assert (table.kind, found) == (beside.kind, expected)


def test_archives_that_are_not_read(tmp_path: Path) -> None:
    several = pack(tmp_path, {"un.csv": TABLE, "deux.csv": TABLE})
    assert (refusal(several).code, "un.csv, deux.csv" in refusal(several).text) == ("ARCHIVE_SEVERAL", True)
    assert open_table(several, member="deux.csv").member == "deux.csv"
    assert refusal(several, member="trois.csv").code == "ARCHIVE_SEVERAL"
    assert refusal(pack(tmp_path, {"a.zip": b"x"})).code == "ARCHIVE_NESTED"
    nested = pack(tmp_path, {"x.csv": TABLE}).read_bytes()
    assert refusal(pack(tmp_path, {"a.csv": nested})).code == "ARCHIVE_NESTED"
    assert refusal(pack(tmp_path, {"../a.csv": TABLE})).code == "ARCHIVE_NAMES"
    assert refusal(pack(tmp_path, {"a.csv": bytes(40 << 20)})).code == "FILE_TOO_BIG"
    whole = pack(tmp_path, {"a.csv": TABLE}).read_bytes()
    end = whole.rindex(b"PK\x05\x06")  # Its directory is said to be of 2 GiB.
    (tmp_path / "lot.zip").write_bytes(whole[: end + 12] + (2 << 30).to_bytes(4, "little") + whole[end + 16 :])
    assert refusal(tmp_path / "lot.zip").code == "FILE_TOO_BIG"
    assert refusal(pack(tmp_path, {"Annonces.csv": TABLE, "Photos.cfg": b"x"})).code == "POLIRIS_STOCK"
    assert refusal(pack(tmp_path, {"a.csv": TABLE, "xl/workbook.bin": b"x"})).code == "FILE_UNREADABLE"


def test_nothing_of_an_archive_is_written_to_the_disk(tmp_path: Path, files: Path) -> None:
    path = pack(tmp_path, {"t.xlsx": (files / "tables" / "tableur.xlsx").read_bytes()})
    read(path)
    assert list(tmp_path.iterdir()) == [path]


def test_rows_pasted_from_a_spreadsheet(tmp_path: Path) -> None:
    text = 'Nom\tTéléphone\tNote\r\nLefèvre\t06 39 98 00 01\t"deux\nlignes ""ici"""\r\nNoël\t639980002\t15" plat\r\n'
    path = pasted(text, tmp_path)
    table, (first, second) = read(path)
    assert (table.delimiter, table.headers) == ("\t", ("Nom", "Téléphone", "Note"))
    assert (first.cells[2], second.cells[2], second.phones) == ('deux\nlignes "ici"', '15" plat', ("639980002",))
    assert sys.platform == "win32" or path.stat().st_mode & 0o077 == 0, "personal data that only this user reads"
    with fails_with("FILE_EMPTY"):
        pasted(" \r\n", tmp_path)


def test_a_lone_quote_does_not_swallow_the_rows_after_it() -> None:
    assert list(pasted_cells('a\t"pas fini\nb\tc\n')) == [["a", '"pas fini'], ["b", "c"]]
    assert list(pasted_cells("a\t\nb")) == [["a", ""], ["b"]]


@given(st.lists(st.lists(st.text(alphabet='ab\t\n" é', max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_quotes_is_read_back(cells: list[list[str]]) -> None:
    said = "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells) + "\n"
    assert list(pasted_cells(said)) == cells
