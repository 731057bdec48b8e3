"""What each column of a file becomes, as the user confirms it: values only, no widget."""

import collections.abc as shapes

from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import N_, _, n_
from core.base.records import Struct, field, replace
from core.sources.columns import contact_cell
from core.sources.columns.guessed import SURE, TAKEN, ColumnGuess
from core.sources.columns.headings import FIELDS, IGNORE, SEVERAL
from core.sources.tables.reading import Table, check_sellers, fields_of

SURELY, DOUBT, KEPT, IGNORED = "sure", "doubt", "kept", "ignored"
EXTRA = "extra"
Fields = shapes.Mapping[str, str]
ASKS = 0.7
"""At most that sure, a remark says what leaves the doubt."""
READINGS = {SURELY: N_("Sûr"), DOUBT: N_("À confirmer"), KEPT: N_("Gardée"), IGNORED: N_("Ignorée")}


class ColumnRow(Struct, frozen=True):
    """One column of the file: ``id`` is its rank from 1; ``reading``: sure, doubt, kept or ignored; ``field``: what it
    becomes, a key of FIELDS; ``asks``: the remark is a question to the user; ``confidence``: 0 to 1, of the guess."""

    id: int
    header: str
    samples: tuple[str, ...]
    field: str
    reading: str
    remark: str
    asks: bool = False
    confidence: float = 0.0


class Mapping(Struct):
    """The columns of ``table`` and what the user chose for them. ``recalled``: « #3 » → field, from the last file
    like it."""

    table: Table
    recalled: Fields = field(default_factory=dict)
    rows: list[ColumnRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [_as_before(_row(guess), self.recalled) for guess in self.table.guesses]

    def choose(self, column: int, wanted: str) -> None:
        """Make ``column`` (from 1) become ``wanted``; a field that only one column may have is removed from the
        other."""
        for row in self.rows:
            if row.id != column and row.field == wanted and wanted not in SEVERAL | {IGNORE}:
                header = self.rows[column - 1].header
                remark = _("Remplacée par « {header} »").format(header=header)
                self.rows[row.id - 1] = replace(row, field=IGNORE, reading=IGNORED, remark=remark, asks=False)
        reading = _reading(wanted)
        self.rows[column - 1] = replace(self.rows[column - 1], field=wanted, reading=reading, remark="", asks=False)

    def has(self, wanted: str) -> bool:
        """Tell whether a column becomes ``wanted``."""
        return any(row.field == wanted for row in self.rows)

    def gives(self, wanted: str) -> bool:
        """Tell whether a column that becomes ``wanted`` holds something, as far as was looked."""
        return any(row.field == wanted and row.samples for row in self.rows)

    @property
    def tells_address(self) -> bool:
        """Whether an address is told, as far as was looked: in a column of its own, or beside a telephone."""
        beside = [sample for row in self.rows if row.field == "phone" for sample in row.samples]
        return self.gives("address") or any(contact_cell.apart(sample).address.postcode for sample in beside)

    def overrides(self) -> dict[str, str]:
        """Return the field of every column by its rank (« #3 », so that two equal headings stay distinct)."""
        return {f"#{row.id}": row.field for row in self.rows}

    def problem(self) -> UserError | None:
        """Return why nothing could be imported with these columns (NO_SELLERS, POLIRIS_STOCK), or None."""
        try:
            check_sellers(self.table, fields_of(self.table, self.overrides()))
        except UserError as problem:
            return problem
        return None

    def summary(self) -> str:
        """Return « 14 colonnes, 10 reconnues, 2 à confirmer »."""
        sure = sum(row.reading == SURELY for row in self.rows)
        doubt = sum(row.reading == DOUBT for row in self.rows)
        parts = [
            n_("{n} colonne", "{n} colonnes", len(self.rows)).format(n=number(len(self.rows))),
            n_("{n} reconnue", "{n} reconnues", sure).format(n=number(sure)),
        ]
        if doubt:
            parts.append(_("{n} à confirmer").format(n=number(doubt)))
        return ", ".join(parts)


def options() -> tuple[tuple[str, str], ...]:
    """Return what a column may become, with its words, « Ne pas garder » first and « Garder avec l’origine » next."""
    keys = (IGNORE, EXTRA, *(key for key in FIELDS if key not in (IGNORE, EXTRA)))
    return tuple((key, _(FIELDS[key])) for key in keys)


def _row(guess: ColumnGuess) -> ColumnRow:
    if guess.confidence < TAKEN:
        # Not applied, because a heading whose cells disagree must still be looked at.
        reading = DOUBT if guess.field != IGNORE else IGNORED
        asks = reading == DOUBT
        return ColumnRow(guess.index + 1, guess.header, guess.samples, IGNORE, reading, guess.remark, asks)
    reading = IGNORED if guess.field == IGNORE else SURELY if guess.confidence >= SURE else DOUBT
    # The first column already shows « À confirmer ».
    remark = "" if guess.remark == _(READINGS[DOUBT]) else guess.remark
    asks, sure = guess.confidence <= ASKS, guess.confidence
    return ColumnRow(guess.index + 1, guess.header, guess.samples, guess.field, reading, remark, asks, sure)


def _as_before(row: ColumnRow, recalled: Fields) -> ColumnRow:
    """Return ``row`` as the user confirmed it in the last file of the same shape."""
    wanted = recalled.get(f"#{row.id}")
    if wanted is None:
        return row
    remark = row.remark if wanted == row.field and not row.asks else ""
    return replace(row, field=wanted, reading=_reading(wanted), remark=remark, asks=False)


def _reading(wanted: str) -> str:
    return IGNORED if wanted == IGNORE else KEPT if wanted == EXTRA else SURELY
