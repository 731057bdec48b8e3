"""Malformed vCards, JSON, archives, ODS and XLS, made from our samples: ``make_others``.

| kind | files | what is wrong |
|---|---|---|
| truncated | 30 | five samples cut at six places |
| noise | 24 | five samples and the archive with bytes changed, taken away or added |
| vcf | 11 | no end, no start, cards in cards, wrong codes, a photo without end |
| json | 16 | wrong nesting, depth, numbers, keys, texts, marks |
| zip | 13 | bombs, climbing names, an archive inside, a password, several tables, no table |
| ods | 7 | a plane of cells, no content, a password, entities |
| foreign | 9 | other files under the name of a table |
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.core.sources.formats.malformed import Case, Make, cut, noisy
from tests.core.sources.formats.malformed_books import altered, packed
from tests.lengths import length

SAMPLES = ("contacts.vcf", "annonces.json", "vendeurs.ndjson", "vendeurs.ods", "ancien.xls")
ARCHIVE = "vendeurs.zip"
TABLE = "Nom;Téléphone\nLefèvre;06 39 98 00 01\n".encode()
CARD = b"BEGIN:VCARD\nVERSION:3.0\nFN:Dupont\nTEL:0639980001\nEND:VCARD\n"


def make_others() -> list[Case]:
    """Every malformed file that is neither a text with delimiters nor an XLSX; each time, one of two of each kind."""
    return [
        Case(kind, f"{rank:02}-{name}", make, usual=rank % 2 == 1)
        for kind, makers in _KINDS.items()
        for rank, (name, make) in enumerate(makers())
    ]


Named = Iterator[tuple[str, Make]]


def _truncated() -> Named:
    for name in SAMPLES:
        for rank in range(6):
            yield name, partial(cut, name, rank, 6)


def _noise() -> Named:
    for name in (*SAMPLES, ARCHIVE):
        for rank in range(4):
            yield name, partial(noisy, name, 200 + rank)


def _cards() -> Named:
    head = b"BEGIN:VCARD\nVERSION:2.1\n"
    bodies: list[bytes | Make] = [
        CARD.replace(b"END:VCARD\n", b""),
        CARD + b"FN:dehors\n",
        b"BEGIN:VCARD\n" * 5000,
        CARD * 3 + b"END:VCARD\n",
        head + b"N;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:=C3=A8=ZZ=\n=;;;\nEND:VCARD\n",
        head + b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"abc=\n" * 20_000 + b"\nEND:VCARD\n",
        lambda: head + b"PHOTO;ENCODING=BASE64:" + b"QUJD" * (2 << 20) + b"\nEND:VCARD\n",
        lambda: head + b"NOTE:x\n" + b" suite\n" * length(50_000, long=200_000) + b"END:VCARD\n",
        head + b"TEL\n:\n;:;\nN:;;;;;;;;;;;;\nADR:" + b";" * 5000 + b"\nEND:VCARD\n",
        CARD.replace(b"\n", b"\r"),
        CARD.decode().encode("utf-16"),
    ]
    for body in bodies:
        yield "cartes.vcf", body if callable(body) else partial(bytes, body)


def _json() -> Named:
    deep = 200_000
    person = b'{"nom":"Dupont","tel":"0639980001"}'
    bodies: list[bytes | Make] = [
        b'[{"a":' + b"[" * deep,
        b'{"a":' * deep,
        b'[{"a":' + b"[" * 500 + b"]" * 500 + b"}]",
        lambda: b'[{"nom":"' + b"x" * (40 << 20) + b'"}]',
        b'[{"nom":NaN,"prix":Infinity}]',
        b'[{"nom":"Dupont","siret":' + b"9" * 5000 + b"}]",
        b"[" + person + b"," + person,
        b"[" + person + b"]" + person,
        b"[" + person + b",42," + person + b"]",
        b'[{"nom":"A","nom":"B","":"C","\\u0000":"D","\\ud800":"E"}]',
        b"[" + b",".join(b'{"cle%d":1}' % rank for rank in range(length(1500, long=5000))) + b"]",
        b'[{"liste":[' + b"1," * 20_000 + b"1]}]",
        b"\xef\xbb\xbf[" + person + b"]",
        (b"[" + person + b"]").decode().encode("utf-16"),
        b'[{"nom":"ligne\nbrute\ttab"}]',
        person + b"\n" + b"[1,2]\n" + person + b"\n",
    ]
    for body in bodies:
        yield "fiches.json", body if callable(body) else partial(bytes, body)


def _archives() -> Named:
    parts: list[dict[str, bytes]] = [
        {"../../vendeurs.csv": TABLE},
        {"/etc/vendeurs.csv": TABLE},
        {"C:\\vendeurs.csv": TABLE},
        {"dedans.zip": packed({"vendeurs.csv": TABLE})},
        {"un.csv": TABLE, "deux.csv": TABLE, "trois.xlsx": b"x"},
        {"dossier/": b""},
        {"vendeurs.csv": packed({"vendeurs.csv": TABLE})},
        {"export/Annonces.csv": TABLE, "Config.txt": b"x", "Photos.cfg": b"x"},
    ]
    for content in parts:
        yield "lot.zip", partial(packed, content)
    yield "lot.zip", lambda: packed({"vendeurs.csv": b"Nom;Tel\n" + b"x;0639980001\n" * (10 << 20)})
    yield "lot.zip", _encrypted
    yield "lot.zip", _wrong_sum
    yield "lot.zip", lambda: b"PK\x05\x06" + bytes(18)
    yield "lot.zip", _crowd


def _encrypted() -> bytes:
    content = bytearray(packed({"vendeurs.csv": TABLE}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + place] |= 1
    return bytes(content)


def _wrong_sum() -> bytes:
    content = bytearray(packed({"vendeurs.csv": TABLE * 100}))
    content[content.find(b"PK\x01\x02") + 16] ^= 0xFF
    return bytes(content)


def _crowd() -> bytes:
    """Many empty files: a directory of 9 MB when all are asked for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for rank in range(length(20_000, long=100_000)):
            archive.writestr(zipfile.ZipInfo(f"fichier-{rank:032}.csv"), b"")
    return out.getvalue()


def _documents() -> Named:
    book = "vendeurs.ods"
    wide = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    wide += b'table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>'
    tall = wide.replace(b"16000", b"4").replace(b"1000000", b"7000000")
    for row in (wide, tall, wide.replace(b"1000000", b"99999999999999999999")):
        yield book, partial(_with_row, book, row)
    yield book, lambda: altered(book, "content.xml", lambda _old: b"")
    yield book, lambda: altered(book, "content.xml", lambda old: old[: len(old) // 2])
    yield book, lambda: altered(book, "META-INF/manifest.xml", lambda _old: b"<manifest:encryption-data/>")
    yield book, lambda: altered(book, "content.xml", lambda old: old.replace(b"<office:body>", b"<office:body>&x;" * 9))


def _with_row(book: str, row: bytes) -> bytes:
    close = b"</table:table>"
    return altered(book, "content.xml", lambda old: old.replace(close, row + close, 1))


def _foreign() -> Named:
    bodies = {
        "photo.xlsx": b"\xff\xd8\xff\xe0" + bytes(500),
        "page.xls": b"<html><body><table><tr><td>Nom</td></tr></table></body></html>",
        "rapport.csv": b"%PDF-1.7\n" + bytes(range(256)) * 20,
        "vide.csv": b"",
        "blanc.csv": b" \r\n;;;\r\n\t\r\n",
        "ole.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        "ole2.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
        "gz.csv": b"\x1f\x8b\x08\x00" + bytes(100),
        "sqlite.csv": b"SQLite format 3\0" + bytes(200),
    }
    for name, body in bodies.items():
        yield name, partial(bytes, body)


_KINDS: dict[str, Callable[[], Named]] = {
    "truncated": _truncated,
    "noise": _noise,
    "vcf": _cards,
    "json": _json,
    "zip": _archives,
    "ods": _documents,
    "foreign": _foreign,
}
