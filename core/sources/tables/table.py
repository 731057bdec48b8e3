"""The description of a file, made before any row is taken."""

from pathlib import Path

from core.base.records import Struct
from core.model.finding import FileFinding
from core.sources.columns.guessed import ColumnGuess
from core.sources.formats.zip_entry import Member, Where
from core.sources.tables.look_findings import ShownRows

NAMED = frozenset({"vcf", "json", "ndjson", "labels", "ldif"})
"""Kinds of file whose format itself names the columns."""


class SourceTable(Struct, frozen=True):
    """A file as understood before any row is taken; small and picklable.

    ``kind``: csv, xlsx, xlsb, xls, ods, docx, odt, html, mhtml, xml, vcf, json, ndjson, ldif, labels (a name before
    each value).
    ``member``: full name inside a ZIP, else
    ""; ``members``: every table of that ZIP. ``encoding``, ``delimiter`` and their confidences (0 to 1): of a text,
    else "". ``sample``: words with accents, to be judged by eye. ``ragged``: rows of the sample with an odd number of
    cells. ``sheet``, ``sheets``: of a workbook; ``unread``: its other sheets that hold something. ``header_line``:
    line from 1, 0 without headings, 1 where the format itself names the columns; ``first_line``:
    first line of data. ``lines``: about how many lines the file has. ``sha256``: hex digest. ``size``: bytes.
    ``modified``: nanoseconds. ``unpacked``: bytes of a workbook once unpacked. ``as_text``: cells are written
    ``="06…"``. ``is_stock``: an agency's own listings (Poliris). ``line_said``: the line of the headings was said, not
    found. ``titles``: the cells alone in their row above the headings. ``findings``: what is odd in its first rows.
    ``shown``: what the rows of a workbook show beside their texts.
    ``unquoted``: lines of a text read without their quotes, one of which was left open. ``is_turned``: its people stand
    in columns, which are its lines here.
    """

    path: Path
    kind: str
    encoding: str
    sample: str
    delimiter: str
    delimiter_confidence: float
    ragged: int
    sheet: str
    sheets: tuple[str, ...]
    unread: tuple[str, ...]
    header_line: int
    first_line: int
    headers: tuple[str, ...]
    guesses: tuple[ColumnGuess, ...]
    lines: int
    sha256: str
    size: int
    modified: int
    has_nul: bool = False
    member: str = ""
    members: tuple[str, ...] = ()
    unpacked: int = 0
    as_text: bool = False
    is_stock: bool = False
    line_said: bool = False
    titles: tuple[str, ...] = ()
    findings: tuple[FileFinding, ...] = ()
    shown: ShownRows = ShownRows()
    unquoted: frozenset[int] = frozenset()
    is_turned: bool = False

    @property
    def name(self) -> str:
        """The file's name, as shown."""
        return self.path.name

    @property
    def where(self) -> Where:
        """Where the rows are: the file, or a member of the archive."""
        return Member(self.path, self.member) if self.member else self.path
