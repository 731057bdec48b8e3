"""Files built to take hours or to fill the memory, each beside an innocent twin of the same kind, and the door by which
they are opened."""

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from core.actions.intake import pages_given
from core.actions.intake.pages_given import Capture
from core.base.errors import UserError
from core.notices.scans import pages_of
from core.sources.tables.reading import drafts, fields_of, open_table
from core.store.port import Store
from tests.day import BY, NOW

AD = (
    "<html><head><title>Maison Uzès</title></head><body><h1>Maison 5 pièces 128 m² Uzès (30700)</h1>"
    "<p class=price>342 000 €</p><p>Particulier, 06 39 98 12 41</p></body></html>"
)


class Oversized(NamedTuple):
    """A kind of file: the name of its file, the door, what makes its bytes of a size, the ``full`` size that hurts, a
    ``small`` one that ends the same way (0 where none is made soon enough), the size of an innocent one, and the
    ``code`` of what is said of both others, empty where they are read."""

    label: str
    file: str
    door: str
    make: Callable[[int], bytes]
    full: int
    small: int
    innocent: int
    code: str = ""


def nested_mhtml(depth: int) -> bytes:
    """Return a saved page, its part inside ``depth`` others."""
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://annonces.example/1\nMIME-Version: 1.0\n"
    body = b"Content-Type: text/html\n\n" + AD.encode()
    for rank in range(depth):
        cut = b"b%d" % rank
        related = b'Content-Type: multipart/related; type="text/html"; boundary="' + cut + b'"\n\n'
        body = related + b"--" + cut + b"\n" + body + b"\n--" + cut + b"--\n"
    return head + body


def many_parts(count: int) -> bytes:
    """Return a saved page with ``count`` pictures beside it."""
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://annonces.example/1\nMIME-Version: 1.0\n"
    page = b"--x\nContent-Type: text/html\nContent-Location: https://annonces.example/1\n\n" + AD.encode() + b"\n"
    picture = b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    return (
        head
        + b'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
        + page
        + picture * count
        + b"--x--\n"
    )


def nested_mail(depth: int) -> bytes:
    """Return an e-mail handed on ``depth`` times as a piece of another."""
    wrapped = b"From: pige@exemple.fr\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return (
        wrapped * depth + b"From: alerte@annonces.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + AD.encode()
    )


def headers(count: int) -> bytes:
    """Return an e-mail with ``count`` headers."""
    more = b"".join(b"X-Trace-%d: a\n" % rank for rank in range(count))
    return b"From: alerte@annonces.example\nMIME-Version: 1.0\nContent-Type: text/html\n" + more + b"\n" + AD.encode()


def attributes(count: int) -> bytes:
    """Return a page with ``count`` attributes in one tag."""
    more = " ".join(f'a{rank}="b"' for rank in range(count))
    return AD.replace("<h1>", f"<h1 {more}>").encode()


def one_attribute(size: int) -> bytes:
    """Return a page with one attribute of ``size`` letters."""
    return AD.replace("<h1>", f'<h1 title="{"a b " * (size // 4)}">').encode()


def divs(depth: int) -> bytes:
    """Return a page inside ``depth`` blocks."""
    return AD.replace("<body>", "<body>" + "<div>" * depth).encode()


def brackets(depth: int) -> bytes:
    """Return lists of JSON inside one another."""
    return b"[" * depth + b"1" + b"]" * depth


def script_brackets(depth: int) -> bytes:
    """Return a page whose data lie inside ``depth`` lists."""
    state = brackets(depth).decode()
    return AD.replace("</body>", f'<script type="application/json">{{"a":{state}}}</script></body>').encode()


def zipped(names: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of these (name, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names:
            archive.writestr(name, data)
    return out.getvalue()


def zip_of_pages(count: int) -> bytes:
    """Return a ZIP of ``count`` saved pages."""
    return zipped((f"annonce-{rank:05}.html", AD.replace("30700", f"{rank:05}").encode()) for rank in range(count))


def zip_in_zip(depth: int) -> bytes:
    """Return a page in a ZIP in ``depth`` others."""
    held = zipped([("annonce.html", AD.encode())])
    for _rank in range(depth):
        held = zipped([("dedans.zip", held)])
    return held


def zip_of_tables(count: int) -> bytes:
    """Return a ZIP of one table and ``count`` notes."""
    lines = b"Nom;T\xc3\xa9l\xc3\xa9phone;Vue sur\nMoreau;06 39 98 12 41;PAP\n"
    return zipped([("pige.csv", lines), *((f"notes/{rank}.png", b"x") for rank in range(count))])


def gzipped(size: int) -> bytes:
    """Return a page of ``size`` bytes, compressed."""
    return gzip.compress(AD.encode() + b" " * size)


def workbook(sheets: int, members: int = 0) -> bytes:
    """Return a workbook of so many sheets, and as many pieces beside them."""
    cells = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{said}</t></is></c>'
        for at, said in zip("ABC", ("Nom", "Téléphone", "Vue sur"), strict=True)
    )
    more = "".join(
        f'<c r="{at}2" t="inlineStr"><is><t>{said}</t></is></c>'
        for at, said in zip("ABC", ("Moreau", "06 39 98 12 41", "PAP"), strict=True)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f'<worksheet {space}><sheetData><row r="1">{cells}</row><row r="2">{more}</row></sheetData></worksheet>'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    book = f'<workbook {space} xmlns:r="{rel}"><sheets>{named}</sheets></workbook>'
    linked = "".join(
        f'<Relationship Id="rId{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    pack = "http://schemas.openxmlformats.org/package/2006"
    rels = f'<Relationships xmlns="{pack}/relationships">{linked}</Relationships>'
    main = f'<Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/>'
    root = f'<Relationships xmlns="{pack}/relationships">{main}</Relationships>'
    types = f'<Types xmlns="{pack}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    return zipped(
        [
            ("[Content_Types].xml", types.encode()), ("_rels/.rels", root.encode()), ("xl/workbook.xml", book.encode()),
            ("xl/_rels/workbook.xml.rels", rels.encode()),
            *((f"xl/worksheets/sheet{n}.xml", sheet.encode()) for n in range(1, sheets + 1)),
            *((f"xl/media/{n}.png", b"x") for n in range(members)),
        ]
    )  # fmt: skip


def workbook_of_members(count: int) -> bytes:
    """Return a workbook with ``count`` pieces beside its one sheet."""
    return workbook(1, count)


def card(count: int) -> bytes:
    """Return one card with ``count`` telephones."""
    lines = "".join(f"TEL;TYPE=CELL:06 39 98 {rank // 100 % 100:02} {rank % 100:02}\n" for rank in range(count))
    return f"BEGIN:VCARD\nVERSION:3.0\nN:Moreau;Luc;;;\n{lines}END:VCARD\n".encode()


def card_parameters(count: int) -> bytes:
    """Return one card whose telephone has ``count`` parameters."""
    more = "".join(f";X-P{rank}=a" for rank in range(count))
    return f"BEGIN:VCARD\nVERSION:3.0\nN:Moreau;Luc;;;\nTEL{more}:06 39 98 12 41\nEND:VCARD\n".encode()


def entities(depth: int) -> bytes:
    """Return a workbook in XML whose entities multiply ``depth`` times; 0: without any."""
    if not depth:
        lines = (("Nom", "Téléphone", "Vue sur"), ("Moreau", "06 39 98 12 41", "PAP"))
        rows = "".join(
            "<Row>" + "".join(f"<Cell><Data>{one}</Data></Cell>" for one in line) + "</Row>" for line in lines
        )
        return (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
            f"<Worksheet><Table>{rows}</Table></Worksheet></Workbook>"
        ).encode()
    told = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth + 1))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{told}]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
        f"<Data>&e{depth};</Data></Cell></Row></Table></Worksheet></Workbook>"
    ).encode()


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def tables(depth: int) -> bytes:
    """Return tables of a page inside one another."""
    inner = _row("Nom", "Téléphone", "Vue sur") + _row("Moreau", "06 39 98 12 41", "PAP")
    return f"<html>{'<table><tr><td>' * depth}<table>{inner}</table>{'</td></tr></table>' * depth}</html>".encode()


def table_attributes(count: int) -> bytes:
    """Return a table of a page with ``count`` attributes in one tag."""
    more = " ".join(f'a{rank}="b"' for rank in range(count))
    inner = _row("Nom", "Téléphone", "Vue sur") + _row("Moreau", "06 39 98 12 41", "PAP")
    return f"<html><table {more}>{inner}</table></html>".encode()


def table_mhtml(depth: int) -> bytes:
    """Return a table saved as a page inside ``depth`` others."""
    inner = _row("Nom", "Téléphone", "Vue sur") + _row("Moreau", "06 39 98 12 41", "PAP")
    return nested_mhtml(max(depth, 1)).replace(AD.encode(), f"<table>{inner}</table>".encode())


def records(depth: int) -> bytes:
    """Return a row in JSON with a value inside ``depth`` lists."""
    row = json.dumps({"Nom": "Moreau", "Téléphone": "06 39 98 12 41", "Vue sur": "PAP"})[:-1]
    return f'[{row}, "a": {"[" * depth}{"]" * depth}}}]'.encode()


def png(side: int) -> bytes:
    """Return a white picture of ``side`` dots by as many, which no library makes so large so fast."""
    packed = zlib.compressobj(1)
    line = b"\0" + b"\xff" * side
    data = b"".join(packed.compress(line) for _line in range(side)) + packed.flush()

    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def picture(side: int, kind: str, height: int = 0) -> bytes:
    """Return a white picture as a file of ``kind``."""
    out = io.BytesIO()
    Image.MAX_IMAGE_PIXELS = None
    told = {"compression": "group4"} if kind == "TIFF" else {}
    Image.new("1" if kind == "TIFF" else "L", (side, height or side), 1 if kind == "TIFF" else 255).save(
        out, kind, **told
    )
    return out.getvalue()


def see_through(side: int) -> bytes:
    """Return a PNG whose dots are see-through."""
    out = io.BytesIO()
    Image.new("RGBA", (side, side * 707 // 500), (255, 255, 255, 128)).save(out, "PNG", compress_level=1)
    return out.getvalue()


def wide(side: int) -> bytes:
    """Return a white PNG in colour, wider than high."""
    out = io.BytesIO()
    Image.new("RGB", (side, side * 500 // 707), "white").save(out, "PNG", compress_level=1)
    return out.getvalue()


def jpeg(side: int) -> bytes:
    """Return a white JPEG."""
    return picture(side, "JPEG", side * 707 // 500)


def tiff(side: int) -> bytes:
    """Return a white TIFF, as a fax is."""
    return picture(side, "TIFF", side * 707 // 500)


def pdf(pages: int, side: int = 0) -> bytes:
    """Return a PDF of so many pages, each with one picture of ``side`` dots by as many."""
    held = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (5 + rank) for rank in range(pages))
    held.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
    packed = zlib.compress(b"\xff" * side * side) if side else zlib.compress(b"\xff")
    size = max(side, 1)
    held.append(
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        b"/Length %d>>\nstream\n%s\nendstream" % (size, size, len(packed), packed)
    )
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q"
    held.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 3 0 R>>>>>>"
    held += [page] * pages
    out, places = bytearray(b"%PDF-1.4\n"), []
    for rank, one in enumerate(held, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (rank, one)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(held) + 1) + b"".join(
        b"%010d 00000 n \n" % one for one in places
    )
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(held) + 1, at))


def pdf_of(side: int) -> bytes:
    """Return a PDF of one page with one picture."""
    return pdf(1, side)


KINDS = (
    Oversized("saved pages inside one another", "a.mhtml", "page", nested_mhtml, 2000, 60, 3, "PAGE_TOO_HEAVY"),
    Oversized("parts of a saved page", "a.mhtml", "page", many_parts, 200_000, 21_000, 60, "PAGE_TOO_HEAVY"),
    Oversized("e-mails inside one another", "a.eml", "page", nested_mail, 20_000, 60, 2, "PAGE_TOO_HEAVY"),
    Oversized("headers of an e-mail", "a.eml", "page", headers, 200_000, 2100, 80, "PAGE_TOO_HEAVY"),
    Oversized("attributes of a tag", "a.html", "page", attributes, 300_000, 600, 60, "PAGE_TOO_HEAVY"),
    Oversized("a long attribute", "a.html", "page", one_attribute, 50_000_000, 31_457_280, 20_000, "FILE_TOO_BIG"),
    Oversized(
        "a rather long attribute", "a.html", "page", one_attribute, 28_000_000, 12_000_000, 20_000, "PAGE_NO_LISTING"
    ),
    Oversized("blocks inside one another", "a.html", "page", divs, 100_000, 3000, 60, "PAGE_NO_LISTING"),
    Oversized("lists of JSON", "a.json", "page", brackets, 5_000_000, 5000, 8, "PAGE_NO_LISTING"),
    Oversized("lists of JSON in a page", "a.html", "page", script_brackets, 1_000_000, 5000, 8, ""),
    Oversized("pages in a ZIP", "a.zip", "page", zip_of_pages, 20_000, 1100, 800, "PAGE_ZIP_MANY"),
    Oversized("ZIPs inside one another", "a.zip", "page", zip_in_zip, 200, 3, 0, "PAGE_ZIP_EMPTY"),
    Oversized("a compressed page", "a.html.gz", "page", gzipped, 1_000_000_000, 40_000_000, 100_000, "FILE_TOO_BIG"),
    Oversized("members of a ZIP", "a.zip", "table", zip_of_tables, 20_000, 10_100, 40, "ARCHIVE_MANY"),
    Oversized("sheets of a workbook", "a.xlsx", "table", workbook, 20_000, 0, 12, "ARCHIVE_MANY"),
    Oversized("members of a workbook", "a.xlsx", "table", workbook_of_members, 20_000, 10_100, 60, "ARCHIVE_MANY"),
    Oversized("telephones of a card", "a.vcf", "table", card, 300_000, 2100, 6, "FILE_TOO_HEAVY"),
    Oversized("parameters of a card", "a.vcf", "table", card_parameters, 300_000, 30_000, 6, ""),
    Oversized("entities", "a.xls", "table", entities, 9, 9, 0, "FILE_UNREADABLE"),
    Oversized("tables inside one another", "a.xls", "table", tables, 100_000, 2100, 2, "FILE_TOO_HEAVY"),
    Oversized("attributes of a table", "a.xls", "table", table_attributes, 300_000, 600, 20, "FILE_TOO_HEAVY"),
    Oversized("saved tables inside one another", "a.xls", "table", table_mhtml, 2000, 60, 2, "FILE_TOO_HEAVY"),
    Oversized("lists in a row", "a.json", "table", records, 1_000_000, 5000, 3, "RECORD_BROKEN"),
    Oversized("dots of a PNG", "a.png", "scan", png, 30_000, 6400, 800, "SCAN_PIXELS"),
    Oversized("dots of a square PNG", "a.png", "scan", png, 7700, 0, 1654, "SCAN_PIXELS"),
    Oversized("see-through dots", "a.png", "scan", see_through, 5600, 0, 4961, "SCAN_PIXELS"),
    Oversized("dots of A3", "a.png", "scan", wide, 7700, 0, 4961, "SCAN_PIXELS"),
    Oversized("dots of a JPEG", "a.jpg", "scan", jpeg, 30_000, 0, 4961, "SCAN_PIXELS"),
    Oversized("dots of a TIFF", "a.tif", "scan", tiff, 30_000, 5400, 4961, "SCAN_PIXELS"),
    Oversized("dots of a picture in a PDF", "a.pdf", "scan", pdf_of, 30_000, 6400, 4961, "SCAN_PIXELS"),
    Oversized("pages of a PDF", "a.pdf", "scan", pdf, 5000, 600, 3, "SCAN_LONG"),
)


def opened(door: str, path: Path, store: Store | None, at: datetime = NOW) -> str:
    """Return what a door says of a file: « read » and how much, or the code and the sentence that refuse it."""
    try:
        if door == "page":
            assert store is not None
            found = pages_given.read(store, Capture(store.path.parent, (str(path),), BY, at)).pages
            said = next((f"{one.code}: {one.said}" for one in found if one.said), "")
            return f"read {sum(len(one.drafts) for one in found)} {said}".strip()
        if door == "scan":
            return f"read {sum(1 for _page in pages_of(path))}"
        table = open_table(path)
        return f"read {sum(1 for _draft in drafts(table, fields_of(table, {})))}"
    except UserError as problem:
        return f"{problem.code}: {problem.text}"
