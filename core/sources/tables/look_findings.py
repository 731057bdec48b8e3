"""What the looks of a workbook mean, asked once: « Que veut dire rouge ? ». A legend above the headings that tells
whoever refuses (« Rouge = ne veut pas d’agence ») is the answer."""

import colorsys
import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from itertools import islice

from core.base.i18n import N_, _
from core.base.records import Struct, field
from core.base.text import fold
from core.model.draft import RefusalOfRow
from core.model.finding import HIDDEN_ROWS, LOOK, STRUCK, FileFinding
from core.refusals.detection import OptOut, heard
from core.sources.formats.isolated import BookLooks

_SHOWN = 5
_HUES = (
    (15, N_("rouge")), (45, N_("orange")), (70, N_("jaune")), (165, N_("vert")), (200, N_("turquoise")),
    (260, N_("bleu")), (290, N_("violet")), (345, N_("rose")), (361, N_("rouge")),
)  # fmt: skip
"""Degrees up to which a colour bears a name."""
_BLACK, _GREY = N_("noir"), N_("gris")
_DARK, _DULL, _PALE, _BRIGHT = 0.2, 0.08, 0.45, 0.8
_MEANS = re.compile(r"\s*(?:clair\s*)?(?:[=:→>–-]+|signifie|veut dire)\s*(.+)", re.IGNORECASE)


class ShownRows(Struct, frozen=True):
    """``looks``: name of a colour, or :data:`STRUCK` → row from 1 → its columns (a bit each); ``legends``: what the
    sheet says they mean; ``hidden``: rows; ``comments``: (row, cell, text)."""

    looks: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    legends: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    comments: tuple[tuple[int, str, str], ...] = ()


def shown_rows(looks: BookLooks, sample: Sequence[tuple[int, Sequence[str]]], first: int) -> ShownRows:
    """Return what the rows of data show, from row ``first``, and what stands above them says of it."""
    rows: dict[str, dict[int, int]] = defaultdict(dict)
    for name, numbers in (
        *((colour_name(colour), rows) for colour, rows in looks.fills.items()),
        (STRUCK, looks.struck),
    ):
        for row, columns in numbers.items():
            rows[name][row] = rows[name].get(row, columns) | columns
    below = {
        name: {row: numbers[row] for row in sorted(numbers) if row >= first and row not in looks.alone}
        for name, numbers in rows.items()
    }
    known_looks = {name: numbers for name, numbers in below.items() if numbers}
    legends = {
        name: words
        for line, cells in sample
        for cell in (cells if line < first or _is_alone(cells) else ())
        for name, words in _legend(cell, _own(cells, line, first, rows), known_looks)
    }
    return ShownRows(
        known_looks,
        legends,
        tuple(number for number in looks.hidden if number >= first and number not in looks.alone),
        tuple(comment for comment in looks.comments if comment[0] >= first),
    )


def _is_alone(cells: Sequence[str]) -> bool:
    return sum(bool(cell.strip()) for cell in cells) == 1


def _own(cells: Sequence[str], line: int, first: int, rows: Mapping[str, Container[int]]) -> Sequence[str]:
    """Return the one colour of a title above the data: of several in a row, or over headings, none tells whose words
    are whose."""
    looks = [name for name, numbers in rows.items() if line in numbers] if line < first and _is_alone(cells) else []
    return looks if len(looks) == 1 else []


def colour_name(colour: str) -> str:
    """Return the name, in French, of a colour of six hexadecimal figures: « rouge », « vert clair »."""
    hue, dull, bright = colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    if bright < _DARK:
        return _BLACK
    if dull < _DULL:
        return _GREY
    name = next(name for most, name in _HUES if hue * 360 < most)
    return f"{name} clair" if dull < _PALE and bright > _BRIGHT else name


def _legend(cell: str, own: Sequence[str], looks: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (look, what it means) that a cell says: by the name of a colour, else by its ``own`` colour."""
    words = fold(cell)
    meant = [look for look in looks if words.startswith((look.split()[0], look)) and look != STRUCK]
    if words.startswith("barre"):
        meant = [STRUCK]
    match = _MEANS.search(cell[4:]) if meant else None
    if match:
        yield from ((look, match[1].strip()) for look in meant)
    elif cell.strip():
        yield from ((look, cell.strip()) for look in own if look in looks)


def look_findings(shown: ShownRows) -> tuple[FileFinding, ...]:
    """Return what is asked of the looks of a sheet."""
    questions = [
        FileFinding(
            LOOK, fold(name), _shown(name), count=len(rows), values=_lines(rows),
            instead=shown.legends.get(name, ""), choice="refuse" if _refuses(shown.legends.get(name, "")) else "",
        )
        for name, rows in shown.looks.items()
    ]  # fmt: skip
    if shown.hidden:
        questions.append(FileFinding(HIDDEN_ROWS, count=len(shown.hidden), values=_lines(shown.hidden)))
    return tuple(questions)


def _shown(name: str) -> str:
    """Return the name of a look in the language of the program."""
    if name == STRUCK:
        return _("barré")
    colour, _space, pale = name.partition(" ")
    return _("{colour} clair").format(colour=_(colour)) if pale else _(colour)


def _lines(rows: Collection[int]) -> tuple[tuple[str, int], ...]:
    return tuple((f"{row}", 1) for row in islice(rows, _SHOWN))


def _refuses(words: str) -> bool:
    return isinstance(heard(words), OptOut) if words else False


def said_by_looks(shown: ShownRows, finding: FileFinding) -> dict[int, RefusalOfRow]:
    """Return line → what its look means, of the rows of a look that refuses."""
    name = next((name for name in shown.looks if fold(name) == finding.about), "")
    words = finding.instead or (
        _("ligne barrée") if name == STRUCK else _("ligne en {colour}").format(colour=finding.heading)
    )
    place = _("Mise en forme") if name == STRUCK else _("Couleur\u202f: {colour}").format(colour=finding.heading)
    rows = shown.looks.get(name, {})
    return {row: RefusalOfRow(words, _columns(columns), "", place, loose=True) for row, columns in rows.items()}


def _columns(bits: int) -> tuple[int, ...]:
    return tuple(at for at in range(bits.bit_length()) if bits >> at & 1)
