"""Writes a workbook in the binary form of Office (MS-XLSB): only what a reader needs of it."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


def _varied(number: int) -> bytes:
    """Return a number in groups of seven bits, the last one without its high bit."""
    out = b""
    while number > 0x7F:
        out += bytes((number & 0x7F | 0x80,))
        number >>= 7
    return out + bytes((number,))


def _record(kind: int, content: bytes = b"") -> bytes:
    name = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    return name + _varied(len(content)) + content


def _text(said: str) -> bytes:
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def _cell(column: int, value: str | float) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return _record(0x06, place + _text(value))
    return _record(0x05, place + struct.pack("<d", value))


def write_xlsb(path: Path, name: str, rows: Sequence[Sequence[str | float]]) -> Path:
    """Write a workbook of one sheet."""
    width = max(map(len, rows))
    sheet = _record(0x81) + _record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _record(0x91)
    for number, row in enumerate(rows):
        sheet += _record(0x00, struct.pack("<I", number) + bytes(13))
        sheet += b"".join(_cell(column, value) for column, value in enumerate(row))
    sheet += _record(0x92) + _record(0x82)
    book = _record(0x83) + _record(0x8F) + _record(0x9C, struct.pack("<II", 0, 1) + _text("rId1") + _text(name))
    book += _record(0x90) + _record(0x84)
    relation = f'<Relationship Id="rId1" Type="{_SHEET}" Target="worksheets/sheet1.bin"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types/>')
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
