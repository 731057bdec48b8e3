"""Takes the page that the browser's extension hands over (native messaging), and gives it to the open window.

The browser starts the program with the extension's origin among its arguments, and speaks on the standard streams: four
bytes of length in the machine's order, then JSON. One page, one answer, the end.
"""

import json
import struct
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from core.actions.common.browser_link import EXTENSION
from core.actions.intake.pages_given import PAGE_LIMIT
from core.base.running_window import HANDED, Ask, ask
from core.cli.entry import EXTENSIONS
from core.sources.copied_page import page_address

ORIGIN = f"{EXTENSIONS}{EXTENSION}/"
_LENGTH = struct.Struct("=I")
_MOST = 4 * PAGE_LIMIT
"""Bytes of a message: a page, its words, and the signs JSON writes in six."""


def serve(arguments: Sequence[str], base: Path, source: IO[bytes], answers: IO[bytes]) -> int:
    """Hand the page read from ``source`` to the window on ``base``, answer ``{"state": …}``, and return the exit code:
    0 received; 1 refused (another extension), closed, busy, or no page of the public web (unreadable)."""
    state = _handed(base, source) if ORIGIN in arguments else "refused"
    answer = json.dumps({"state": state}).encode()
    answers.write(_LENGTH.pack(len(answer)) + answer)
    answers.flush()
    return 0 if state == "received" else 1


def _handed(base: Path, source: IO[bytes]) -> str:
    page = _page(source)
    if page is None:
        return "unreadable"
    # The folder is this user's alone, and gone with what it holds when the window has answered.
    with tempfile.TemporaryDirectory(prefix="premier-contact-") as folder:
        file = Path(folder) / f"page{HANDED}"
        file.write_text(json.dumps(page), encoding="utf-8")
        try:
            answer = ask(base, Ask.OPEN_FILE, str(file))
        except TimeoutError:
            return "busy"
    return "closed" if answer is None else "received" if answer.get("opened") else "busy"


def _page(source: IO[bytes]) -> dict[str, str] | None:
    """Return what a message holds: url, html, words; None for what is no page of the public web."""
    head = source.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    if not 0 < length <= _MOST:
        return None
    try:
        message = json.loads(source.read(length))
        page = {name: str(message[name]) for name in ("url", "html", "words")}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    page["url"] = page_address(page["url"])
    return page if page["url"] and page["html"].strip() else None


def main(arguments: list[str], base: Path) -> int:
    """Serve on the standard streams."""
    return serve(arguments, base, sys.stdin.buffer, sys.stdout.buffer)
