"""The guess for one column of a file."""

from core.base.records import Struct

SURE = 0.8
"""From here a guess is shown as sure; below it is to be confirmed."""
TAKEN = 0.5
"""From here a guess is used when nobody says otherwise."""
TIED = 0.7
"""What is left of a guess that another column might claim."""


class ColumnGuess(Struct, frozen=True):
    """The guess for one column. ``index``: from 0; ``header``: its heading, cleaned; ``field``: a key of
    ``headings.FIELDS``; ``confidence``: 0 to 1; ``samples``: up to three of its cells; ``remark``: a French sentence
    for the screen, or empty; ``usual``: the shapes of its cells, empty when they take any (see
    :mod:`core.sources.columns.misaligned_rows`); ``named``: its heading means something; ``rents``: its
    cells are prices by the month; ``mention``: words that nearly all its cells say of the file, and that
    refuse for nobody; ``doubted``: words that nearly all its cells say and that sound like a refusal: whether they are
    one is asked once."""

    index: int
    header: str
    field: str
    confidence: float
    samples: tuple[str, ...] = ()
    remark: str = ""
    usual: frozenset[str] = frozenset()
    named: bool = True
    rents: bool = False
    mention: str = ""
    doubted: str = ""
