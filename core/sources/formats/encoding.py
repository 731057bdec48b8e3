"""Finds the encoding of a text file: its byte order mark, UTF-8 if the whole file is valid UTF-8, UTF-16 by its zero
bytes, else the old encoding whose letters make French words. Libraries that guess do worse (chardet: 206 of 308 files,
this: 293).

The file is read once, by pieces, to its last byte: an error a million lines down must be known before the first row is
taken.
"""

import codecs
import hashlib
import re
from collections.abc import Mapping

from core.base.records import Struct
from core.sources.formats.zip_entry import Where

LENIENT = "premier-contact-lenient"
"""Error handler for ``open``: bytes that do not fit are read as cp1252 inside UTF-8 (files glued together), else as
U+FFFD."""

_PIECE = 1 << 20
_SAMPLE = 16_384
_ASCII = bytes(range(128))
_HIGH = re.compile(rb"[\x80-\xff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_LETTERS: Mapping[str, float] = {
    "é": 1.0,
    "è": 0.9,
    "à": 0.9,
    "ê": 0.7,
    "ç": 0.7,
    "ô": 0.6,
    "î": 0.5,
    "ï": 0.5,
    "â": 0.5,
} | {"û": 0.4, "ù": 0.4, "ë": 0.4, "ü": 0.4, "œ": 0.4, "ö": 0.3, "ä": 0.2, "ñ": 0.2, "á": 0.1, "í": 0.1, "ó": 0.1}
"""How welcome a letter is in French, from its frequency: what tells « È » from « Ô » when both would spell
something."""
_APOSTROPHES = frozenset("’‘")
_SIGNS = frozenset("“”«»–—…€°²³·•™®©½\xa0\u202f")
_ACCENTED_WORD = re.compile(r"[\w’'-]*[^\W\x00-\x7f][\w’'-]*")


def _lenient(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding == "utf-8":
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
    return "\ufffd", error.end


codecs.register_error(LENIENT, _lenient)


class Survey(Struct, frozen=True):
    """The result of one pass over the bytes. ``encoding``: a Python codec name; ``confidence``: 0 to 1; ``sample``:
    words with accents as they will be read, to be shown; ``sha256``: hex digest; ``size`` in bytes; ``lines``: line
    ends met; ``quotes``: double quotes met (an odd count means one was left open); ``has_nul``: zero bytes that are
    not UTF-16."""

    encoding: str
    confidence: float
    sample: str
    sha256: str
    size: int
    lines: int
    quotes: int
    has_nul: bool


def survey(path: Where, *, forced: str = "") -> Survey:
    """Return the survey of the file ``path``. ``forced``: an encoding chosen by the user. Raises OSError."""
    watch = _EncodingWatch()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            watch.feed(piece)
    encoding, confidence = (forced, 1.0) if forced else watch.decide()
    text = watch.sample(encoding)
    return Survey(
        encoding=encoding,
        confidence=confidence,
        sample=accents(text),
        sha256=watch.digest.hexdigest(),
        size=watch.size,
        lines=watch.line_feeds or watch.returns,
        quotes=watch.quotes,
        has_nul=watch.zeros > 0 and not encoding.startswith(("utf-16", "utf-32")),
    )


def accents(text: str) -> str:
    """Return up to five distinct words of ``text`` that carry an accent, for the user to judge, names before the
    headings at the top of a file; empty when there is none."""
    words = list(dict.fromkeys(match[0] for match in _ACCENTED_WORD.finditer(text[:_SAMPLE])))
    names = [word for word in words[5:] if word.istitle()]
    return ", ".join((names if len(names) >= 3 else words)[:5])


class _EncodingWatch:
    """Reads a file by pieces and keeps only what the decision needs."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.size = self.lines = self.quotes = self.zeros = self.line_feeds = self.returns = 0
        self.head = b""
        self.high: set[int] = set()
        self.accented: list[bytes] = []
        self._room = _SAMPLE
        self._utf8 = codecs.getincrementaldecoder("utf-8")("strict")
        self.is_utf8 = True

    def feed(self, piece: bytes) -> None:
        self.head = self.head or piece[:_SAMPLE]
        self.digest.update(piece)
        self.size += len(piece)
        self.line_feeds += piece.count(b"\n")
        self.returns += piece.count(b"\r")
        self.quotes += piece.count(b'"')
        self.zeros += piece.count(b"\0")
        if self.is_utf8:
            self._check_utf8(piece)
        if not piece.isascii():
            self.high.update(piece.translate(None, _ASCII))
            self._keep_accents(piece)

    def _check_utf8(self, piece: bytes) -> None:
        try:
            self._utf8.decode(piece)
        except UnicodeDecodeError:
            self.is_utf8 = False

    def _keep_accents(self, piece: bytes) -> None:
        """Keep the text around high bytes, up to a limit, so that long lines and late accents cost the same."""
        at = 0
        while self._room > 0 and (match := _HIGH.search(piece, at)):
            start = max(piece.rfind(b"\n", at, match.start()) + 1, match.start() - 40, at)
            stop = piece.find(b"\n", match.start(), match.start() + 80)
            at = stop if stop >= 0 else match.start() + 80
            self.accented.append(piece[start:at])
            self._room -= at - start

    def decide(self) -> tuple[str, float]:
        """Return (codec, confidence)."""
        for mark, encoding in _MARKS:
            if self.head.startswith(mark):
                return encoding, 1.0 if self.is_utf8 or mark != codecs.BOM_UTF8 else 0.6
        if wide := _utf16(self.head):
            return wide, 0.95
        if not self.high:
            return "utf-8", 1.0
        if self.is_utf8 and self._ends_whole():
            return "utf-8", 0.99
        sample = b"\n".join(self.accented)
        if _mostly_utf8(sample):
            return "utf-8", 0.6
        return _old_encoding(sample, bytes(sorted(self.high)))

    def _ends_whole(self) -> bool:
        return not self._utf8.getstate()[0]

    def sample(self, encoding: str) -> str:
        """Return the text to show: around the accents, or the start of the file for a wide encoding, whose pieces
        cannot be cut."""
        wide = encoding.startswith(("utf-16", "utf-32"))
        raw = self.head if wide else b"\n".join(self.accented)
        return raw.decode(encoding, "ignore" if encoding.startswith("utf") else "replace")


def _utf16(head: bytes) -> str:
    """Return the UTF-16 codec whose zero bytes these are, or an empty text: the zero of a Latin letter is always on
    the same side."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    first, second = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if second > 0.5 * pairs and first < 0.1 * pairs:
        return "utf-16-le"
    if first > 0.5 * pairs and second < 0.1 * pairs:
        return "utf-16-be"
    return ""


def _mostly_utf8(sample: bytes) -> bool:
    """Tell whether the bytes are UTF-8 with a few invalid ones; cp1252 text almost never makes valid UTF-8
    sequences."""
    whole = _MULTIBYTE.findall(sample)
    high = len(_HIGH.findall(sample))
    return len(whole) >= 5 and sum(map(len, whole)) >= 0.8 * high


def _old_encoding(sample: bytes, used: bytes) -> tuple[str, float]:
    """Return (the old encoding whose letters suit French best, confidence). ``used``: all high bytes of the whole
    file."""
    texts = {name: sample.decode(name, "replace") for name in _OLD}
    scores = {name: _score(text) - 2 * used.decode(name, "replace").count("\ufffd") for name, text in texts.items()}
    best = max(_OLD, key=lambda name: scores[name])
    rivals = [scores[name] for name in _OLD if texts[name] != texts[best]]
    if not rivals:
        return best, 0.9
    count = max(1, len(_HIGH.findall(sample)))
    return best, round(min(0.95, 0.5 + (scores[best] - max(rivals)) / count / 2), 2)


def _score(text: str) -> float:
    """Return how plausible the non-ASCII letters of ``text`` are in French; higher is better."""
    padded = f" {text} "
    return sum(
        _fit(padded[at - 1], letter, padded[at + 1]) for at, letter in enumerate(padded) if letter > "\x7f"
    )  # fmt: skip


def _fit(before: str, letter: str, after: str) -> float:
    lower = letter.lower()
    if letter.isalpha():
        if letter != lower and before.islower():
            return -1.0
        if letter == lower and before.isupper() and after.isupper():
            return -0.5
        return _LETTERS.get(lower, -0.3)
    inside = before.isalpha() and after.isalpha()
    if letter in _APOSTROPHES:
        return 0.5 if inside else 0.1
    if letter in _SIGNS:
        return -1.0 if inside else 0.3
    return -1.0 if letter.isprintable() else -2.0
