"""Lines from words: wraps bold and plain runs to a width, keeps U+202F and U+00A0 where they are, lays out blanks to fill in.

reportlab's own splitter breaks at U+202F and loses it, and reads names as markup; this one only ever breaks at a plain space.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from core.notices.template import Block

Measure = Callable[[str, bool], float]
"""Width of a text in the plain or the bold font, for a size of 1."""

BOX = "\u2610"
BOX_SCALE = 1.3
"""A box is drawn larger than the letters beside it: it must be ticked with a pen."""

_SIGNS = re.compile(f"(\u2026+|{BOX})")
_GOOD_CUT = "/-?&=@._"
_SLOT = {1: 18.0, 2: 24.0}
_STRETCH = 56.0
"""Widths in points: a hand needs the same room whatever the size of the print. Three dots or more stretch to fill the line."""


class Piece(NamedTuple):
    """Letters at ``x``; or, without text, a rule to write on, ``width`` points wide."""

    x: float
    width: float
    text: str
    bold: bool


class Line(NamedTuple):
    """One printed line. ``blank``: it holds a rule to write on, so it is set with more space above."""

    pieces: tuple[Piece, ...]
    width: float
    blank: bool


class _Atom(NamedTuple):
    text: str
    bold: bool
    width: float
    stretch: bool = False


class _Word(NamedTuple):
    """Atoms that stay together; ``space``: the gap before them, used when they do not open a line."""

    atoms: tuple[_Atom, ...]
    width: float
    space: _Atom


def wrap(block: Block, *, size: float, width: float, measure: Measure) -> tuple[Line, ...]:
    """Return the lines of ``block`` set at ``size`` points, none wider than ``width`` points.

    A line that opens with « – » or a box to tick hangs: what follows is aligned after the sign.
    """
    words = list(_cut(_words(block, size, measure), width, size, measure))
    hang = _hang(words, size, measure)
    lines: list[Line] = []
    row: list[_Word] = []
    used = 0.0
    for word in words:
        room = width - (hang if lines else 0.0)
        if row and used + word.space.width + word.width > room + 0.01:
            lines.append(_line(row, hang if lines else 0.0, width))
            row, used = [], 0.0
        used += word.width + (word.space.width if row else 0.0)
        row.append(word)
    lines.append(_line(row, hang if lines else 0.0, width))
    return tuple(lines)


def _words(block: Block, size: float, measure: Measure) -> Iterator[_Word]:
    """Yield the words; a blank stays with the word before it, a box with the word after it."""
    gap = measure(" ", False) * size
    atoms: list[_Atom] = []
    spaces = 0
    for text, bold in _chunks(block):
        if text != " ":
            atoms += _atoms(text, bold, size, measure)
        elif atoms:
            yield _word(atoms, spaces, gap)
            atoms, spaces = [], 1
        else:
            spaces += 1
    if atoms:
        yield _word(atoms, spaces, gap)


def _chunks(block: Block) -> Iterator[tuple[str, bool]]:
    for run in block.runs:
        text = run.text.replace(f"{BOX} ", f"{BOX}\u00a0").replace(" \u2026", "\u00a0\u2026")
        for chunk in re.split("( )", text):
            if chunk:
                yield chunk, run.bold


def _atoms(text: str, bold: bool, size: float, measure: Measure) -> Iterator[_Atom]:
    for part in _SIGNS.split(text):
        if not part:
            continue
        dots = len(part) if part[0] == "\u2026" else 0
        if dots > 2:
            yield _Atom("", bold, _STRETCH, stretch=True)
        elif dots:
            yield _Atom("", bold, _SLOT[dots])
        elif part == BOX:
            yield _Atom(BOX, False, measure(BOX, False) * size * BOX_SCALE)
        else:
            yield _Atom(part, bold, measure(part, bold) * size)


def _word(atoms: list[_Atom], spaces: int, gap: float) -> _Word:
    return _Word(tuple(atoms), sum(atom.width for atom in atoms), _Atom(" " * spaces, False, spaces * gap))


def _cut(words: Iterator[_Word], width: float, size: float, measure: Measure) -> Iterator[_Word]:
    """Cut what is wider than a line, such as a long web address, after a sign where there is one."""
    room = width * 0.9
    for word in words:
        if word.width <= room:
            yield word
            continue
        space = word.space
        for atom in word.atoms:
            for text in _parts(atom, room, size, measure):
                piece = atom._replace(text=text, width=measure(text, atom.bold) * size if text else atom.width)
                yield _Word((piece,), piece.width, space)
                space = _Atom("", False, 0.0)


def _parts(atom: _Atom, room: float, size: float, measure: Measure) -> Iterator[str]:
    rest, bold = atom.text, atom.bold
    while measure(rest, bold) * size > room:
        end = len(rest)
        while end > 1 and measure(rest[:end], bold) * size > room:
            end -= 1
        sign = max(rest.rfind(cut, 0, end) for cut in _GOOD_CUT) + 1
        end = sign if sign > end // 2 else end
        yield rest[:end]
        rest = rest[end:]
    yield rest


def _hang(words: list[_Word], size: float, measure: Measure) -> float:
    if not words or not words[0].atoms:
        return 0.0
    first = words[0].atoms[0]
    return first.width + measure(" ", False) * size if first.text in (BOX, "–") else 0.0


def _line(row: list[_Word], indent: float, width: float) -> Line:
    stretches = sum(atom.stretch for word in row for atom in word.atoms)
    natural = indent + sum(word.width for word in row) + sum(word.space.width for word in row[1:])
    extra = (width - natural) / stretches if stretches else 0.0
    pieces: list[Piece] = []
    x, blank = indent, False
    for at, word in enumerate(row):
        if at:
            x = _gap(pieces, x, word)
        for atom in word.atoms:
            atom_width = atom.width + (extra if atom.stretch else 0.0)
            blank = blank or not atom.text
            _add(pieces, Piece(x, atom_width, atom.text, atom.bold))
            x += atom_width
    return Line(tuple(pieces), x, blank)


def _gap(pieces: list[Piece], x: float, word: _Word) -> float:
    """Move past the space before ``word``, printed with the letters before it so that a copied text keeps its spaces."""
    last = pieces[-1]
    if last.text and last.text != BOX:
        pieces[-1] = last._replace(text=last.text + word.space.text, width=last.width + word.space.width)
    return x + word.space.width


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Join letters of one weight into one string: fewer strings, a smaller file."""
    last = pieces[-1] if pieces else None
    if last and last.text and piece.text and last.bold == piece.bold and BOX not in (last.text, piece.text):
        pieces[-1] = Piece(last.x, last.width + piece.width, last.text + piece.text, last.bold)
    else:
        pieces.append(piece)
