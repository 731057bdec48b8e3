"""Cells of files that leave the program. Every cell is text, so that zeros stay; none can act as a formula, in a
workbook, in a CSV, or once saved as CSV by a spreadsheet (OWASP, « CSV injection »: = + - @ TAB CR)."""

import re
from types import MappingProxyType

from core.base.french import phone_pairs
from core.base.phones import parse

TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell that a spreadsheet would run begins."""
CELL = 32_767
"""Characters a cell of a workbook holds."""
WORKBOOK = MappingProxyType(
    {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
)
"""Options of XlsxWriter: nothing written is anything else than text."""
_NUMBER = re.compile(r"\+[\d\s().\-/]+")


def harmless(cell: str) -> str:
    """Return a cell in a form a workbook can hold; a French telephone beginning with a plus sign is put in national
    form."""
    words = cell[:CELL]
    if words.startswith("+") and _NUMBER.fullmatch(words):
        phone = parse(words)
        if phone is not None and phone.key.startswith("0"):
            return phone_pairs(f"+33{phone.key[1:]}").replace("\u00a0", " ")
    return words


def harmless_text(cell: str) -> str:
    """Return a cell for a CSV, or for the clipboard: one line, without tabs, in quotes' shelter when it would run."""
    words = " ".join(harmless(cell).split())
    return f"'{words}" if cell.startswith(TRIGGERS) and words.startswith(TRIGGERS) else words
