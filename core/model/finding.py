"""What is odd in a file as a whole: one question, asked before anything of it is written."""

from core.base.records import Struct

AGENCY_NAME = "AGENCY_NAME"
"""A column of names holds those of the agency's own people."""
REFUSING_COLUMN = "REFUSING_COLUMN"
"""A column would refuse for most of the rows, or its heading only seems to be about refusals."""
COUNTRY = "COUNTRY"
"""The telephones and the postcodes are those of another country: the choice is its code (ISO 3166-1, small letters), or
``HOME``."""
HOME = "fr"
LOOK = "LOOK"
"""Rows of a workbook have a colour, or are struck out, and others have not."""
STRUCK = "barre"
"""What it is about then."""
HIDDEN_ROWS = "HIDDEN_ROWS"
OPEN_QUOTE = "OPEN_QUOTE"
"""Lines of a text where a quote was left open."""


class FileFinding(Struct, frozen=True):
    """One question about a file, which waits until somebody answers it.

    ``code``: a constant of this module or of :mod:`core.model.problem_codes`; ``about``: which of several, the folded
    heading of a column or a colour; ``heading``: as it is written; ``column``: from 0, -1 for the whole file;
    ``count``: the rows it would change; ``values``: (text, rows) of what they hold, most first; ``instead``: the
    heading of the column read in the place of this one, or the code of a country; ``choice``: what the file itself
    answers, empty when it does not.
    """

    code: str
    about: str = ""
    heading: str = ""
    column: int = -1
    count: int = 0
    values: tuple[tuple[str, int], ...] = ()
    instead: str = ""
    choice: str = ""

    @property
    def key(self) -> str:
        """How it is named by ``--fix`` and in what is remembered of a supplier: « AGENCY_NAME:vendeur »."""
        return f"{self.code}:{self.about}" if self.about else self.code
