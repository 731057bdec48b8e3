"""The standard streams, made so that writing to them never ends the program: a windowed one has none, and an old
console cannot write every sign of French."""

import codecs
import errno
import os
import sys
from io import TextIOWrapper
from pathlib import Path

NEAREST = {
    "\u202f": "\u00a0",
    "\u00a0": " ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "œ": "oe",
    "Œ": "OE",
    "€": "EUR",
    "·": "-",
}
"""A sign → what stands for it where it cannot be written, itself replaced in the same way when it must be."""
LOST = 2
"""The exit code of an answer that could not be written."""
_NAME = "premier-contact-nearest"
_ENDING = ("strict", "surrogateescape")
"""How Python writes a sign that an encoding has not, where that ends the program: the second is Windows' for an output
that is no console."""
_UNREAD = (errno.EPIPE, errno.EINVAL)
"""What writing to a pipe that nobody reads any more says: the second on Windows."""


def nearest(problem: UnicodeError) -> tuple[str, int]:
    """Return what stands for signs that an encoding has not, and where to go on: an error handler of codecs."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    raw = problem.object[problem.start : problem.end]
    return "".join(_written(sign, problem.encoding) for sign in raw), problem.end


def _written(sign: str, encoding: str) -> str:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return _written(NEAREST[sign], encoding) if sign in NEAREST else "?"
    return sign


def ready(*, as_json: bool = False) -> None:
    """Give the program an output and a place for complaints, and make both write the nearest sign they have.

    With ``as_json`` an output that is no console is UTF-8 whatever the system says (RFC 8259, section 8.1).
    """
    codecs.register_error(_NAME, nearest)
    for name in ("stdout", "stderr"):
        stream = sys.__dict__.get(name)
        if stream is None or stream.closed:
            # Opened for as long as the program runs.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper) and stream.errors in _ENDING:
            stream.reconfigure(errors=_NAME)
    if as_json and isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def flush() -> bool:
    """Write what waits on the output; False when its disk is full. What cannot be written is dropped: Python would try
    again, and complain, at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as problem:
        drop()
        return nobody_reads(problem)
    return True


def nobody_reads(problem: Exception) -> bool:
    """Tell whether writing an answer failed only since its reader has gone (``| head``): that is no fault."""
    return isinstance(problem, OSError) and problem.errno in _UNREAD and problem.filename is None


def drop() -> None:
    """Send what is still written nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
