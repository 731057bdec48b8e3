"""Tables of text documents, of Word and OpenDocument, take the door of every table: what they show is heard, what is
built to fill the memory is refused."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.base.errors import UserError
from core.sources.tables.reading import check_stock, drafts, fields_of, open_table
from core.sources.tables.table import SourceTable
from tests.failing import fails_with
from tests.tables import table

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
HEADINGS = ("Nom", "Téléphone", "Adresse", "CP", "Ville", "Vu sur", "Remarque")
RED = {"docx": '<w:tcPr><w:shd w:fill="FF0000"/></w:tcPr>', "odt": ' table:style-name="R"'}


def rows(kind: str, *more: str) -> list[tuple[str, ...]]:
    people = [(f"Moreau Luc {n}", f"06 39 98 31 0{n}", f"{n + 1} rue Foch", "30700", "Uzès", "PAP") for n in range(3)]
    return [HEADINGS, *((*one, note) for one, note in zip(people, (*more, "", "", ""), strict=False))]


def cell(kind: str, text: str, look: str) -> str:
    if kind == "docx":
        return f"<w:tc>{look}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
    return f"<table:table-cell{look}><text:p>{text}</text:p></table:table-cell>"


def document(kind: str, above: str, cells: Sequence[Sequence[str]], red: int = -1) -> str:
    """The part of a document with one table, whose row ``red`` is red."""
    looks = [RED[kind] if number == red else "" for number in range(len(cells))]
    lines = ["".join(cell(kind, text, look) for text in row) for row, look in zip(cells, looks, strict=True)]
    if kind == "docx":
        body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
        return (
            f"<w:document {WORD}><w:body><w:p><w:r><w:t>{above}</w:t></w:r></w:p><w:tbl>{body}</w:tbl></w:body>"
            "</w:document>"
        )
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    style = '<style:style style:name="R"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    return (
        f"<office:document-content {ODF}><office:automatic-styles>{style}</office:automatic-styles><office:body>"
        f'<office:text><text:p>{above}</text:p><table:table table:name="T">{body}</table:table></office:text>'
        "</office:body></office:document-content>"
    )


def packed(folder: Path, kind: str, content: str, **parts: str) -> Path:
    file = folder / f"liste.{kind}"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == "odt":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("META-INF/manifest.xml", "<m/>")
        for name, text in {("word/document.xml" if kind == "docx" else "content.xml"): content, **parts}.items():
            archive.writestr(name, text)
    return file


def seen(found: SourceTable) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [(f"{one.last_name} {one.first_name}", one.phones, one.address, one.heard)
            for one in drafts(found, fields_of(found, {}))]  # fmt: skip


@table("kind", ["docx", "odt"])
def test_its_rows_its_words_its_colours_and_what_stands_above_are_read(kind: str, tmp_path: Path) -> None:
    said = rows(kind, "", "Ne plus appeler")
    found = open_table(packed(tmp_path, kind, document(kind, "Rouge = ne veut pas d’agence", said, red=3)))
    assert (found.kind, found.header_line, found.headers) == (kind, 2, HEADINGS)
    assert [one[2:] for one in seen(found)] == [
        ("1 rue Foch", ""), ("2 rue Foch", "Ne plus appeler"), ("3 rue Foch", ""),
    ]  # fmt: skip
    assert seen(found)[0][1] == ("06 39 98 31 00",)
    assert [(finding.key, finding.choice) for finding in found.findings] == [("LOOK:rouge", "refuse")]
    assert found.shown.looks == {"rouge": {5: 63}}


@table("kind", ["docx", "odt"])
def test_a_list_of_those_who_refuse_is_not_taken_for_people_to_write_to(kind: str, tmp_path: Path) -> None:
    found = open_table(packed(tmp_path, kind, document(kind, "Liste repoussoir : ne plus contacter", rows(kind))))
    with pytest.raises(UserError, match="Liste repoussoir"):
        check_stock(found)


def test_merged_cells_comments_and_what_was_deleted_in_word(tmp_path: Path) -> None:
    """A cell over two rows is said in both; a comment refuses; deleted words are not there."""
    content = document("docx", "Liste", rows("docx"))
    town = cell("docx", "Uzès", "")
    above = town.replace("<w:p>", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>')
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    content = content.replace(town, above, 1).replace(town, below, 1)
    mark = '<w:del><w:r><w:delText>Ne plus appeler</w:delText></w:r></w:del><w:commentReference w:id="7"/>'
    content = content.replace("Moreau Luc 2</w:t></w:r>", f"Moreau Luc 2</w:t></w:r>{mark}")
    comments = (
        f'<w:comments {WORD}><w:comment w:id="7"><w:p><w:r><w:t>Pas d’agence</w:t></w:r></w:p></w:comment></w:comments>'
    )
    found = open_table(packed(tmp_path, "docx", content, **{"word/comments.xml": comments}))
    towns = [one.town for one in drafts(found, fields_of(found, {}))]
    assert towns == ["Uzès"] * 3
    assert [(row, words) for row, _cell, words in found.shown.comments] == [(5, "Pas d’agence")]
    assert [one[3] for one in seen(found)] == ["", "", ""], "its comment is listened to at the check"


def test_repeated_cells_and_rows_of_opendocument_are_bounded(tmp_path: Path) -> None:
    content = document("odt", "Liste", rows("odt"))
    wide = '<table:table-cell table:number-columns-repeated="999999"><text:p>x</text:p></table:table-cell>'
    tall = f'<table:table-row table:number-rows-repeated="999999">{wide}</table:table-row></table:table>'
    found = open_table(packed(tmp_path, "odt", content.replace("</table:table>", tall)))
    assert found.lines < 300


@table(
    "kind, content, code",
    [
        ("docx", f"<w:document {WORD}><w:body><w:p/></w:body></w:document>", "FILE_NOT_A_TABLE"),
        ("odt", f"<office:document-content {ODF}/>", "FILE_NOT_A_TABLE"),
        ("docx", document("docx", "Liste", rows("docx"))[:-40], "FILE_UNREADABLE"),
        ("docx", '<!DOCTYPE a [<!ENTITY b "c">]>' + document("docx", "&b;", rows("docx")), "FILE_UNREADABLE"),
        ("docx", "<a>" * 5000, "FILE_UNREADABLE"),
        ("docx", f"<w:document {WORD}>{'<w:tbl>' * 3000}", "FILE_TOO_HEAVY"),
        ("docx", f"<w:document {WORD}>{'<w:tbl/>' * 3000}</w:document>", "FILE_TOO_HEAVY"),
        ("docx", "a" * (1 << 26), "FILE_TOO_BIG"),
    ],
)
def test_what_holds_no_table_or_is_built_to_harm_is_refused(kind: str, content: str, code: str, tmp_path: Path) -> None:
    with fails_with(code):
        open_table(packed(tmp_path, kind, content))
