"""Rows pasted from a spreadsheet: written to a small tab-separated file, which is then read like any other."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from core.base.i18n import _
from core.words.errors import error

_CELL = re.compile(r'"((?:[^"]++|"")*+)"(?=\t|\r?\n|\r|\Z)|[^\t\r\n]*')
_ROW_END = re.compile(r"\r\n|\r|\n")


def pasted(text: str, folder: Path, *, name: str = "") -> Path:
    """Write ``text``, as a spreadsheet puts it in the clipboard, to a file of ``folder`` that only this user can read,
    and return its path for ``open_table``. ``name``: how error sentences call it. The caller deletes the file.

    Raises UserError FILE_EMPTY when nothing was pasted; OSError.
    """
    if not text.strip("\0\ufeff \t\r\n"):
        raise error("FILE_EMPTY", file=_("lignes collées"))
    path = folder / f"{name or _('lignes collées')}.tsv"
    path.touch(0o600, exist_ok=False)
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(pasted_cells(text.replace("\0", "")))
    return path


def pasted_cells(text: str) -> Iterator[list[str]]:
    """Yield the cells of each row. A cell is quoted only when it also ends with a quote: Excel quotes cells of
    several lines, and leaves a lone inch mark as it is."""
    at, row = 0, list[str]()
    while at < len(text):
        match = _CELL.match(text, at)
        at = match.end() if match else at
        row.append(match[1].replace('""', '"') if match and match[1] is not None else match[0] if match else "")
        if text[at : at + 1] == "\t":
            at += 1
            if at == len(text):
                row.append("")
            continue
        end = _ROW_END.match(text, at)
        at = end.end() if end else len(text)
        yield row
        row = []
    if row:
        yield row
