"""Tables in markup and binary workbooks, under the name « .xls » that old programs give them."""

import quopri
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from core.base.errors import UserError
from core.sources.formats.kinds import kind_of
from core.sources.tables.reading import check_sellers, drafts, fields_of, open_table
from tests.core.sources.formats.xlsb import write_xlsb
from tests.failing import fails_with
from tests.lengths import some
from tests.tables import table

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}">
<style>td {{mso-number-format:General}}</style></head><body><table><tr><td>Menu</td></tr></table>
<table border=1><caption>Vendeurs</caption>
<tr><th>Nom<th>Téléphone<th>Adresse<th>CP<th>Ville</tr>
<tr><td>Lefèvre<td x:num="639980001">6,40E+08<td>12 rue<br>des Lilas<td>01000<td>Bourg-en-Bresse
<tr><td rowspan=2>Noël &amp; fils</td><td>06 39 98 00 02</td><td colspan=2></td><td>Uzès</td></tr>
<tr><td>06 39 98 00 03</td><td></td><td></td><td>Nîmes</td></tr>
</table></body></html>"""
BOOK = """<?xml version="1.0" encoding="{charset}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="Codes"><Table>
<Row><Cell><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="String">b</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="Vendeurs"><Table><Row ss:Index="2">
<Cell><Data ss:Type="String">Nom</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">Téléphone</Data></Cell>
<Cell><Data ss:Type="String">Ville</Data></Cell><Cell ss:Index="6"><Data ss:Type="String">Vue le</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Lefèvre &amp; fils</Data></Cell><Cell><Data ss:Type="Number">639980001</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">Uzès</Data></Cell>
<Cell ss:Index="6"><Data ss:Type="DateTime">2026-03-02T00:00:00.000</Data></Cell></Row></Table></Worksheet>
</Workbook>"""


def saved(page: str) -> bytes:
    """A page saved whole, as Excel does for « Page web à fichier unique »."""
    body = quopri.encodestring(page.encode()).decode()
    return (
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
        'Content-Type: multipart/related; boundary="----=_1"\r\n\r\nArchive\r\n\r\n------=_1\r\n'
        "Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f'Content-Type: text/html; charset="utf-8"\r\n\r\n{body}\r\n------=_1--\r\n'
    ).encode()


def write(folder: Path, content: bytes) -> Path:
    path = folder / "export.xls"
    path.write_bytes(content)
    return path


@table(
    "kind, content",
    some(
        [
            ("html", PAGE.format(charset="iso-8859-1").encode("cp1252")),
            ("html", PAGE.format(charset="utf-8").encode()),
            ("html", PAGE.format(charset="utf-8").encode("utf-8-sig")),
            ("html", PAGE.format(charset="windows-1252").encode("utf-16")),
            ("html", PAGE.replace('<meta charset="{charset}">', "").encode("cp1252")),
            ("html", ('<?xml version="1.0"?>' + PAGE.format(charset="utf-8")).encode()),
            ("mhtml", saved(PAGE.format(charset="utf-8"))),
        ],
        of=2,
    ),
)
def test_tables_of_a_page(tmp_path: Path, kind: str, content: bytes) -> None:
    found = open_table(write(tmp_path, content))
    assert (found.kind, found.sheet, found.unread) == (kind, "Vendeurs", ("Tableau 1",))
    first, second, third = drafts(found, fields_of(found, {}))
    assert (first.name, first.phones, first.postcode, first.town) == (
        "Lefèvre", ("639980001",), "01000", "Bourg-en-Bresse"
    )  # fmt: skip
    assert first.address == "12 rue\ndes Lilas"
    assert (second.name, second.phones, second.town) == ("Noël & fils", ("06 39 98 00 02",), "Uzès")
    assert (third.name, third.phones, third.town) == ("Noël & fils", ("06 39 98 00 03",), "Nîmes"), (
        "merged over two rows"
    )


@table("charset", ["UTF-8", "UTF-16"])
def test_a_workbook_in_xml(tmp_path: Path, charset: str) -> None:
    found = open_table(write(tmp_path, BOOK.format(charset=charset).encode(charset)))
    assert (found.kind, found.sheets, found.unread) == ("xml", ("Vendeurs", "Codes"), ("Codes",))
    assert (found.header_line, found.headers[3]) == (2, "Ville")
    [only] = drafts(found, fields_of(found, {}))
    assert (only.name, only.phones, only.town, only.seen) == ("Lefèvre & fils", ("639980001",), "Uzès", "2026-03-02")


def test_a_binary_workbook(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [
        ["Nom", "Tél", "CP", "Ville"], ["Lefèvre", 639980001.0, 1000.0, "Bourg"], ["Noël", "06 39 98 00 02"]
    ]  # fmt: skip
    found = open_table(write_xlsb(tmp_path / "lot.xlsb", "Vendeurs", rows))
    assert (found.kind, found.sheet) == ("xlsb", "Vendeurs")
    first, second = drafts(found, fields_of(found, {}))
    assert (first.name, first.phones, first.postcode, first.town) == ("Lefèvre", ("639980001",), "1000", "Bourg")
    assert second.phones == ("06 39 98 00 02",)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
SHARED = BOOK.format(charset="UTF-8")


@table(
    "content, code",
    some(
        [
            (PAGE.format(charset="utf-8").encode()[:-60], "FILE_UNREADABLE"),
            (SHARED.encode()[:-90], "FILE_UNREADABLE"),
            (SHARED.replace("<?mso", f"{LAUGHS}<?mso").encode(), "FILE_UNREADABLE"),
            (SHARED.replace('ss:Index="2"', 'ss:Index="1048576"').encode(), "FILE_TOO_HEAVY"),
            (SHARED.replace('ss:Index="6"', 'ss:Index="99999999"').encode(), "FILE_TOO_HEAVY"),
            (b"<table><tr>" + b"<td colspan=99999>x" * 9_000 + b"<tr><td>a<td>b</table>", "FILE_TOO_HEAVY"),
            (b"<table>" * 100_000 + b"</table>" * 100_000, "FILE_TOO_HEAVY"),
            (b"<!DOCTYPE html><html><body><p>Bonjour</p></body></html>", "FILE_NOT_A_TABLE"),
            (b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>", "FILE_NOT_A_TABLE"),
            (saved("<html><p>Bonjour</p></html>"), "FILE_NOT_A_TABLE"),
        ],
        of=2,
    ),
)
def test_hostile_or_empty_markup_is_refused_with_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    with fails_with(code):
        open_table(write(tmp_path, content))


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe", "utf-8")
    declared = f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}">]>'
    page = declared + "<table><tr><td>Nom<td>Tél</tr><tr><td>&s;<td>06 39 98 00 01</tr></table>"
    found = open_table(write(tmp_path, page.encode()))
    assert "mot de passe" not in str([draft.cells for draft in drafts(found, {})])


def test_a_numbers_document_says_how_to_export_it(tmp_path: Path) -> None:
    path = tmp_path / "liste.numbers"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    with pytest.raises(UserError, match=r"classeur Numbers.*Exporter vers, CSV"):
        kind_of(path)


def mail(page: str) -> bytes:
    """An e-mail in two versions."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Pige <pige@exemple.fr>", "a@exemple.fr", "Liste de novembre"
    message.set_content("Voir la liste")
    message.add_alternative(page, subtype="html")
    return message.as_bytes()


def test_the_list_in_an_email_is_a_table_and_an_email_without_one_is_told(tmp_path: Path) -> None:
    found = open_table(write(tmp_path, mail(PAGE.format(charset="utf-8"))))
    assert (found.kind, found.sheet, found.headers[:2]) == ("mhtml", "Vendeurs", ("Nom", "Téléphone"))
    assert [one.town for one in drafts(found, fields_of(found, {}))] == ["Bourg-en-Bresse", "Uzès", "Nîmes"]
    with pytest.raises(UserError, match="message"):
        open_table(write(tmp_path, mail("<p>Bonjour</p>")))
    alert = "<table><tr><td><a href='x'>Maison</a></td><td>250 000 €</td></tr></table>" * 3
    with pytest.raises(UserError) as refused:
        check_sellers(ads := open_table(write(tmp_path, mail(alert))), fields_of(ads, {}))
    assert refused.value.code in ("NO_SELLERS", "FILE_EMPTY"), "ads are read as ads"
