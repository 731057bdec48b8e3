"""Breaks a text into lines: wraps bold and plain words to a width, keeps U+202F and U+00A0, and lays out the blanks to
fill in.

reportlab's own splitter breaks at U+202F and loses it, and reads names as markup; this one breaks at plain spaces only.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
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
"""Widths in points: a hand needs the same room whatever the size of print. Three dots or more fill the line."""


class TextPiece(NamedTuple):
    """A text to draw at ``x``; or, when the text is empty, a line to write on, ``width`` points wide."""

    x: float
    width: float
    text: str
    bold: bool


class _Atom(NamedTuple):
    """A part of a word in one weight. ``em``: its width for a size of 1; ``fixed``: width in points of a line to write
    on, whatever the size."""

    text: str
    bold: bool
    em: float
    fixed: float = 0.0
    stretch: bool = False


class Word(NamedTuple):
    """Parts that stay together; ``spaces``: plain spaces before them, not printed at the start of a line."""

    atoms: tuple[_Atom, ...]
    em: float
    fixed: float
    spaces: int


class Row(NamedTuple):
    """The words of one line. ``tall``: it holds a line to write on or begins with a box to tick, so it needs more space
    for handwriting."""

    words: tuple[Word, ...]
    indent: float
    tall: bool


def words_of(block: Block, measure: Measure) -> tuple[Word, ...]:
    """Return the words of ``block``, whatever the size; a blank to fill stays with the word before it, a box with the
    one after."""
    return tuple(_words(block, measure))


def wrap(words: Sequence[Word], *, size: float, width: float, measure: Measure) -> tuple[Row, ...]:
    """Return ``words`` broken in lines at ``size`` points, none wider than ``width`` points.

    When a line begins with « – » or a box to tick, the next lines are aligned after that sign.
    """
    gap = measure(" ", False) * size
    room = width * 0.9
    if any(word.em * size + word.fixed > room for word in words):
        words = [part for word in words for part in _cut(word, room / size, measure)]
    hang = _hang(words, size, measure)
    rows: list[Row] = []
    start, used = 0, 0.0
    for at, word in enumerate(words):
        word_width = word.em * size + word.fixed
        if at > start and used + word.spaces * gap + word_width > width + 0.01:
            rows.append(_row(words[start:at], hang if rows else 0.0))
            start, used = at, hang
        used += word_width + (word.spaces * gap if at > start else 0.0)
    rows.append(_row(words[start:], hang if rows else 0.0))
    return tuple(rows)


def pieces(row: Row, *, size: float, width: float, measure: Measure) -> tuple[TextPiece, ...]:
    """Return what to draw for ``row``; its lines to write on share the room left."""
    gap = measure(" ", False) * size
    natural = row.indent + sum(word.em * size + word.fixed for word in row.words)
    natural += gap * sum(word.spaces for word in row.words[1:])
    stretches = sum(atom.stretch for word in row.words for atom in word.atoms)
    extra = (width - natural) / stretches if stretches else 0.0
    done: list[TextPiece] = []
    x = row.indent
    for at, word in enumerate(row.words):
        if at:
            x = _space(done, x, word.spaces, gap)
        for atom in word.atoms:
            atom_width = atom.em * size + atom.fixed + (extra if atom.stretch else 0.0)
            _add(done, TextPiece(x, atom_width, atom.text, atom.bold))
            x += atom_width
    return tuple(done)


def _words(block: Block, measure: Measure) -> Iterator[Word]:
    atoms: list[_Atom] = []
    spaces = 0
    for text, bold in _chunks(block):
        if text != " ":
            atoms += _atoms(text, bold, measure)
        elif atoms:
            yield _word(atoms, spaces)
            atoms, spaces = [], 1
        else:
            spaces += 1
    if atoms:
        yield _word(atoms, spaces)


def _chunks(block: Block) -> Iterator[tuple[str, bool]]:
    for run in block.runs:
        text = run.text.replace(f"{BOX} ", f"{BOX}\u00a0").replace(" \u2026", "\u00a0\u2026")
        for chunk in re.split("( )", text):
            if chunk:
                yield chunk, run.bold


def _atoms(text: str, bold: bool, measure: Measure) -> Iterator[_Atom]:
    for part in _SIGNS.split(text):
        if not part:
            continue
        dots = len(part) if part[0] == "\u2026" else 0
        if dots > 2:
            yield _Atom("", bold, 0.0, _STRETCH, stretch=True)
        elif dots:
            yield _Atom("", bold, 0.0, _SLOT[dots])
        elif part == BOX:
            yield _Atom(BOX, False, measure(BOX, False) * BOX_SCALE)
        else:
            yield _Atom(part, bold, measure(part, bold))


def _word(atoms: list[_Atom], spaces: int) -> Word:
    return Word(tuple(atoms), sum(atom.em for atom in atoms), sum(atom.fixed for atom in atoms), spaces)


def _cut(word: Word, room: float, measure: Measure) -> Iterator[Word]:
    """Cut a word wider than ``room`` (for a size of 1), such as a long web address, after a punctuation sign where
    there is one."""
    if word.em <= room:
        yield word
        return
    spaces = word.spaces
    for atom in word.atoms:
        for text in _parts(atom.text, atom.bold, room, measure):
            part = atom._replace(text=text, em=measure(text, atom.bold) if text else atom.em)
            yield Word((part,), part.em, part.fixed, spaces)
            spaces = 0


def _parts(text: str, bold: bool, room: float, measure: Measure) -> Iterator[str]:
    """Yield the parts of a text that each fit in ``room``, found in one pass: a width is the sum of its letters'
    widths, and a name may have ten thousand letters."""
    edges = [0.0, *accumulate(measure(letter, bold) for letter in text)]
    start = 0
    while edges[-1] - edges[start] > room:
        end = max(bisect_right(edges, edges[start] + room) - 1, start + 1)
        sign = max(text.rfind(cut, start, end) for cut in _GOOD_CUT) + 1
        end = sign if sign - start > (end - start) // 2 else end
        yield text[start:end]
        start = end
    yield text[start:]


def _hang(words: Sequence[Word], size: float, measure: Measure) -> float:
    if not words:
        return 0.0
    first = words[0].atoms[0]
    return (first.em + measure(" ", False)) * size if first.text in (BOX, "–") else 0.0


def _row(words: Sequence[Word], indent: float) -> Row:
    blank = any(not atom.text for word in words for atom in word.atoms)
    return Row(tuple(words), indent, blank or (bool(words) and words[0].atoms[0].text == BOX))


def _space(done: list[TextPiece], x: float, spaces: int, gap: float) -> float:
    """Add a gap; it is printed with the letters before it, so that copied text keeps its spaces."""
    last = done[-1]
    if last.text and last.text != BOX:
        done[-1] = last._replace(text=last.text + " " * spaces, width=last.width + spaces * gap)
    return x + spaces * gap


def _add(done: list[TextPiece], piece: TextPiece) -> None:
    """Add a piece, joined to the one before when the weight is the same: fewer strings make a smaller file."""
    last = done[-1] if done else None
    if last and last.text and piece.text and last.bold == piece.bold and BOX not in (last.text, piece.text):
        done[-1] = TextPiece(last.x, last.width + piece.width, last.text + piece.text, last.bold)
    else:
        done.append(piece)
