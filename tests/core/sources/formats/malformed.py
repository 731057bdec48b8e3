"""Malformed files, made by script from our own sample tables: what a supplier's program, a mail gateway, a full disk or
an enemy does to a file. The same bytes at each run.

Texts (csv, txt), from three samples: ``make_texts``

| kind | files | what is wrong |
|---|---|---|
| truncated | 45 | cut at fifteen places, in the middle of a letter or of a quote |
| quote | 36 | a quote added or taken away at twelve places |
| encoding | 21 | two encodings in one file, mojibake, a wrong mark |
| nul | 12 | zero bytes: one, many, a block at the start or the end |
| delimiter | 21 | another mark, or two marks in one file |
| shifted | 24 | cells slid by a mark too many or a mark too few |
| lines | 24 | line ends of every kind, mixed, doubled, missing |
| header | 18 | doubled, blank, repeated, alone, last, titles above, hundreds of columns |
| noise | 60 | bytes changed, taken away or added at random |
| cell | 6 | one cell of a mebibyte, a line of half a mebibyte; a quarter of them each time |

Workbooks (xlsx), from one sample: ``malformed_books.make_books``; vCards, JSON, archives, ODS and XLS:
``malformed_others.make_others``.
"""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from core.base.records import Struct
from tests.lengths import length

SEEDS = Path(__file__).resolve().parents[3] / "files" / "tables"
TEXTS = ("fournisseur_cp1252.csv", "autre_fournisseur_bom.csv", "sans_entete_utf16.txt")
CODECS = {"fournisseur_cp1252.csv": "cp1252", "autre_fournisseur_bom.csv": "utf-8", "sans_entete_utf16.txt": "utf-16"}
MARKS = {"fournisseur_cp1252.csv": ";", "autre_fournisseur_bom.csv": ",", "sans_entete_utf16.txt": "\t"}

Make = Callable[[], bytes]


class Case(Struct, frozen=True):
    """One file: its ``kind``, its ``name``, what makes its bytes, whether it is read each time."""

    kind: str
    name: str
    make: Make
    usual: bool = True

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"


def seed(name: str) -> bytes:
    """The bytes of a sample table."""
    return (SEEDS / name).read_bytes()


def text_of(name: str) -> str:
    """A sample table as text."""
    return seed(name).decode(CODECS[name])


def make_texts() -> list[Case]:
    """Every malformed text. Each time, the samples share out the edits, one sample an edit; all of them when it is
    asked for."""
    return [
        Case(kind, f"{rank:02}-{name}", make, usual=rank % len(TEXTS) == at)
        for at, name in enumerate(TEXTS)
        for kind, makers in _KINDS.items()
        for rank, make in enumerate(makers(name))
    ]


def changed(content: bytes, rank: int) -> bytes:
    """Some bytes changed (rank 0 modulo 3), taken away (1) or added (2), at random but always the same."""
    dice, found = random.Random(rank), bytearray(content)
    for _time in range(1 + rank % 7):
        at = dice.randrange(len(found))
        if rank % 3 == 0:
            found[at] = dice.randrange(256)
        elif rank % 3 == 1:
            del found[at : at + dice.randrange(1, 40)]
        else:
            found[at:at] = dice.randbytes(dice.randrange(1, 40))
    return bytes(found)


def cut(name: str, rank: int, count: int) -> bytes:
    """A sample cut at the ``rank``-th of ``count`` places, never whole."""
    content = seed(name)
    return content[: 1 + (len(content) - 2) * rank // count]


def noisy(name: str, rank: int) -> bytes:
    """A sample with some of its bytes changed."""
    return changed(seed(name), rank)


def _truncated(name: str) -> Iterator[Make]:
    for rank in range(15):
        yield partial(cut, name, rank, 15)


def _edited(name: str, edit: Callable[[str], str]) -> bytes:
    return edit(text_of(name)).encode(CODECS[name], "replace")


def _replaced(text: str, old: str, new: str) -> str:
    return text.replace(old, new)


def _quotes(name: str) -> Iterator[Make]:
    for rank in range(12):
        yield partial(_edited, name, partial(_requoted, rank=rank))


def _requoted(text: str, rank: int) -> str:
    """A quote more at even ranks; at odd ones a quote less, or a lone one where the text has none."""
    at = len(text) * (rank + 1) // 13
    if rank % 2 == 0 or '"' not in text:
        return text[:at] + '"' + text[at:]
    found = text.find('"', at) if '"' in text[at:] else text.find('"')
    return text[:found] + text[found + 1 :]


def _encodings(name: str) -> Iterator[Make]:
    text = text_of(name)
    half = len(text) // 2
    yield lambda: text[:half].encode("cp1252", "replace") + text[half:].encode("utf-8")
    yield lambda: text[:half].encode("utf-8") + text[half:].encode("mac_roman", "replace")
    yield lambda: text[:half].encode("utf-16") + text[half:].encode("cp1252", "replace")
    yield lambda: text.encode("utf-8").decode("latin-1").encode("utf-8")
    yield lambda: b"\xff\xfe" + text.encode("utf-8")
    yield lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode("cp1252", "replace")
    yield lambda: b"\x00\x00\xfe\xff" + text.encode("utf-16-be") + b"\x00"


def _zeros(name: str) -> Iterator[Make]:
    content = seed(name)
    yield lambda: content[:200] + b"\0" + content[200:]
    yield lambda: b"\0".join(content[at : at + 60] for at in range(0, len(content), 60))
    yield lambda: bytes(3000) + content
    yield lambda: content + bytes(3000)


def _delimiters(name: str) -> Iterator[Make]:
    mark = MARKS[name]
    for other in ("|", "!#", "^", "\x1f"):
        yield partial(_edited, name, partial(_replaced, old=mark, new=other))
    yield partial(_edited, name, lambda text: text[: len(text) // 2].replace(mark, "|") + text[len(text) // 2 :])
    yield partial(_edited, name, lambda text: f"sep=§\n{text}")
    yield partial(_edited, name, lambda text: text.replace(mark, ""))


def _shifted(name: str) -> Iterator[Make]:
    mark = MARKS[name]
    for rank in range(8):
        yield partial(_edited, name, partial(_slid, mark=mark, rank=rank))


def _slid(text: str, mark: str, rank: int) -> str:
    """A mark more (even ranks) or less in one line of three."""
    lines = text.splitlines(keepends=True)
    for at in range(2, len(lines), 3):
        cells = lines[at].split(mark)
        place = 1 + rank % max(1, len(cells) - 1)
        lines[at] = mark.join([*cells[:place], *([""] if rank % 2 == 0 else []), *cells[place + rank % 2 :]])
    return "".join(lines)


def _line_ends(name: str) -> Iterator[Make]:
    for end in ("\r", "\n\r", "\r\r\n", "\n\n", "\x0b", "\u2028", "\x85"):
        yield partial(_edited, name, partial(_replaced, old="\r\n", new=end))
    yield partial(_edited, name, lambda text: text.replace("\r\n", ""))


def _headers(name: str) -> Iterator[Make]:
    mark = MARKS[name]
    yield partial(_edited, name, lambda text: text.split("\r\n")[1] + "\r\n" + text)
    yield partial(_edited, name, lambda text: mark * 30 + "\r\n" + text)
    yield partial(_edited, name, lambda text: "\r\n".join([*text.split("\r\n")[::-1]]))
    yield partial(_edited, name, lambda text: "Export\r\n\r\nConfidentiel\r\n" * 20 + text)
    yield partial(_edited, name, lambda text: text.replace("\r\n", mark * 300 + "\r\n"))
    yield partial(_edited, name, lambda text: mark.join(["Nom"] * 5000) + "\r\n" + text)


def _noise(name: str) -> Iterator[Make]:
    for rank in range(20):
        yield partial(noisy, name, rank)


def _cells(name: str) -> Iterator[Make]:
    mark = MARKS[name]
    yield partial(_edited, name, lambda text: text + f'"{"mot " * length(1 << 16, long=1 << 18)}"{mark}fin\r\n')
    yield partial(_edited, name, lambda text: text + "mot;" * length(1 << 15, long=1 << 17))


_KINDS: dict[str, Callable[[str], Iterator[Make]]] = {
    "truncated": _truncated,
    "quote": _quotes,
    "encoding": _encodings,
    "nul": _zeros,
    "delimiter": _delimiters,
    "shifted": _shifted,
    "lines": _line_ends,
    "header": _headers,
    "noise": _noise,
    "cell": _cells,
}
