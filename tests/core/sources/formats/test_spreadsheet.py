import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from core.base.errors import UserError
from core.sources.formats.kinds import kind_of
from core.sources.formats.spreadsheet import as_text
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        open_table(path)
    return caught.value.code


def write(folder: Path, content: bytes, name: str = "file.xls") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def pack(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def repack(source: Path, target: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(source) as archive:
        return pack(target, {entry: archive.read(entry) for entry in archive.namelist()} | {name: content})


@table(
    "value, expected",
    [
        (639980300.0, "639980300"), (82.5, "82.5"), (1e20, "1e+20"), ("  x ", "  x "), (True, "oui"), (False, "non"),
        (date(2026, 10, 9), "2026-10-09"), (datetime(2026, 10, 9), "2026-10-09"),  # noqa: DTZ001 - a cell has no zone
        (datetime(2026, 10, 9, 8, 30), "2026-10-09 08:30:00"), (time(8, 30), "08:30:00"),  # noqa: DTZ001
        (timedelta(hours=2), "2:00:00"), (7, "7"), (None, ""),
    ],
)  # fmt: skip
def test_cells_as_texts(value: object, expected: str) -> None:
    assert as_text(value) == expected


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "document PDF"),
        (b"{\\rtf1\\ansi", "document texte RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "photo JPEG"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "photo de téléphone HEIC"),
        (b"\0\0\0\x18ftypisom" + bytes(50), "son ou vidéo"),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(50), "image"),
        (b"RIFF\0\0\0\0WAVEfmt " + bytes(50), "son ou vidéo"),
        (b"II*\0" + bytes(50), "image"),
        (b"Rar!\x1a\x07" + bytes(50), "archive"),
        (b"\0\x01\0\0Standard ACE DB" + bytes(50), "base de données"),
        (b"MZ" + bytes(50), "programme"),
        (b"Received: from x\r\nFrom: a@exemple.fr\r\nSubject: liste\r\n\r\nBonjour", "message"),
        (b'<?xml version="1.0"?><annonces><annonce/></annonces>', "document XML"),
        (bytes(range(1, 32)) * 40, "fichier binaire"),
        (OLE + bytes(512) + "WordDocument".encode("utf-16-le"), "document Word"),
        (OLE + bytes(512) + "PowerPoint Document".encode("utf-16-le"), "présentation"),
        (OLE + bytes(512) + "__substg1.0_".encode("utf-16-le"), "message"),
    ],
)
def test_other_files_under_the_name_of_a_table(tmp_path: Path, content: bytes, kind: str) -> None:
    with pytest.raises(UserError) as caught:
        kind_of(write(tmp_path, content))
    assert caught.value.code == "FILE_NOT_A_TABLE"
    said = caught.value.text
    assert f"({kind})" in said and said.count(".") >= 3, "its true name, that nothing was imported, one remedy"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["word/document.xml"], "FILE_UNREADABLE"),
        (["ppt/presentation.xml"], "FILE_NOT_A_TABLE"),
        (["Index/Document.iwa", "Index/Tables/Tile.iwa"], "FILE_NOT_A_TABLE"),
        (["Index/Document.iwa", "Index/Slide-1.iwa"], "FILE_NOT_A_TABLE"),
        (["photo.jpg"], "FILE_NOT_A_TABLE"),
        (["Annonces.csv", "Config.txt", "Photos.cfg"], "POLIRIS_STOCK"),
    ],
)
def test_archives(tmp_path: Path, names: list[str], code: str) -> None:
    assert code_of(pack(tmp_path / "file.zip", dict.fromkeys(names, b"x"))) == code


def test_password(tmp_path: Path) -> None:
    assert code_of(write(tmp_path, OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"))) == "FILE_LOCKED"
    entries = {"content.xml": b"\0\1", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert code_of(pack(tmp_path / "file.ods", entries)) == "FILE_LOCKED"


def test_damaged_workbooks(tmp_path: Path, files: Path) -> None:
    whole = (files / "tables" / "tableur.xlsx").read_bytes()
    assert code_of(write(tmp_path, whole[:5000])) == "FILE_UNREADABLE"
    assert code_of(write(tmp_path, OLE + bytes(2000))) == "FILE_UNREADABLE"
    assert code_of(repack(files / "tables" / "tableur.xlsx", tmp_path / "b.xlsx", "xl/workbook.xml", b"<a>")) in (
        *("FILE_UNREADABLE", "FILE_EMPTY"),
    )


def test_one_cell_in_the_last_corner(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Tel"])
    book.active.append(["Dupont", 639980001])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "corner.xlsx")
    assert code_of(tmp_path / "corner.xlsx") == "FILE_TOO_BIG"


def test_archive_that_swells(tmp_path: Path, files: Path) -> None:
    source = files / "tables" / "tableur.xlsx"
    bomb = repack(source, tmp_path / "bomb.xlsx", "xl/worksheets/sheet2.xml", b" " * (40 << 20))
    assert bomb.stat().st_size < 100_000
    assert code_of(bomb) == "FILE_TOO_BIG"


def ods(path: Path, rows: str) -> Path:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Vendeurs">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return pack(
        path, {"mimetype": mime.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def ods_row(*cells: str, repeated: int = 1, wide: int = 1) -> str:
    inside = "".join(
        f'<table:table-cell table:number-columns-repeated="{wide}" office:value-type="string"><text:p>{cell}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def test_ods_and_its_filler(tmp_path: Path) -> None:
    filler = ods_row(repeated=1_048_000)
    path = ods(tmp_path / "file.ods", ods_row("Nom", "Téléphone") + ods_row("Lefèvre", "06 39 98 00 01") + filler)
    table = open_table(path)
    found = list(drafts(table, fields_of(table, {})))
    assert [(draft.name, draft.phones) for draft in found] == [("Lefèvre", ("06 39 98 00 01",))]


def test_ods_cell_repeated_over_a_plane(tmp_path: Path) -> None:
    assert code_of(ods(tmp_path / "file.ods", ods_row("x", repeated=1_000_000, wide=16_000))) == "FILE_TOO_BIG"


def test_workbook_under_the_name_xls(tmp_path: Path, files: Path) -> None:
    path = write(tmp_path, (files / "tables" / "tableur.xlsx").read_bytes())
    assert open_table(path).sheet == "Vendeurs"
