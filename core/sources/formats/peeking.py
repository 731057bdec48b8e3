"""Makes a short copy of a large XLSX, its sheets cut after some rows, so that a first look costs a fraction of a full
reading.

The reader parses a whole sheet before it gives its first row. An error further down is found when the rows are really
read, before the first of them is taken.
"""

import io
import re
import zipfile
from typing import IO

_LARGE = 1 << 20
_PIECE = 1 << 18
_MOST = 1 << 23
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_USELESS = re.compile(r"xl/(?:worksheets/_rels|media|drawings|charts|embeddings)/", re.IGNORECASE)
_ROW_END = b"</row>"
_CLOSING = b"</sheetData></worksheet>"
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


def head_of(file: IO[bytes], rows: int) -> tuple[IO[bytes], int]:
    """Return (workbook, height): an XLSX whose large sheets keep about ``rows`` rows, and roughly how many rows the
    largest has. Any other file is returned unchanged, with 0. Raises what ``zipfile`` raises."""
    start = file.read(4)
    file.seek(0)
    if start != b"PK\x03\x04":
        return file, 0
    with zipfile.ZipFile(file) as source:
        large = [entry for entry in source.infolist() if _SHEET.fullmatch(entry.filename) and entry.file_size > _LARGE]
        heads = {entry.filename: _cut(source, entry, rows) for entry in large}
        if not heads or not all(content for content, _height in heads.values()):
            file.seek(0)
            return file, 0
        return _rewritten(source, heads), max(height for _content, height in heads.values())


def _cut(source: zipfile.ZipFile, entry: zipfile.ZipInfo, rows: int) -> tuple[bytes, int]:
    """Return (the sheet up to the end of a row, about how many rows it has), or an empty sheet when it is written
    otherwise."""
    content = bytearray()
    with source.open(entry) as sheet:
        while len(content) < _MOST and content.count(_ROW_END) < rows and (piece := sheet.read(_PIECE)):
            content += piece
    end = content.rfind(_ROW_END) + len(_ROW_END)
    kept = content.count(_ROW_END)
    if not kept or b"<worksheet" not in content[:_PIECE]:
        return b"", 0
    about = kept * entry.file_size // end
    said = _DIMENSION.search(content)
    # A declared dimension far from what the size suggests comes from formatted empty rows, or is a trap.
    height = int(said[1][:9]) if said and about // 2 <= int(said[1][:9]) <= about * 2 else about
    return bytes(content[:end]) + _CLOSING, height


def _rewritten(source: zipfile.ZipFile, heads: dict[str, tuple[bytes, int]]) -> IO[bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for entry in source.infolist():
            name = entry.filename
            if name in heads:
                target.writestr(name, heads[name][0])
            elif not _USELESS.match(name):
                target.writestr(name, source.read(entry))
    out.seek(0)
    return out
