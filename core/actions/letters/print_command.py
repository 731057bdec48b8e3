"""Printing without a window: CUPS's own commands, which take the PDF as it is."""

import re
import shutil
import subprocess

from core.words.errors import error

PATIENCE_S = 60
_PAPERS = re.compile(r"(?:PageSize|media)\b")
_A4 = re.compile(r"\b(?:iso_)?a4", re.IGNORECASE)


def printers_of_cups() -> list[str]:
    """Return the names of the printers, the default first; none where there is no CUPS."""
    listed = _said("lpstat", "-e")
    first = _said("lpstat", "-d").rpartition(":")[2].strip()
    names = [line.strip() for line in listed.splitlines() if line.strip()]
    return sorted(names, key=lambda name: (name != first, name))


def check_paper(printer: str) -> None:
    """Raise UserError PRINTER_PAPER for a printer whose papers are known, A4 not among them."""
    papers = next((line for line in _said("lpoptions", "-p", printer, "-l").splitlines() if _PAPERS.match(line)), "")
    if papers and not _A4.search(papers):
        raise error("PRINTER_PAPER", printer=printer)


def print_with_cups(printer: str, pdf: bytes, title: str, *, both_sides: bool) -> None:
    """Hand one PDF to a printer. Raises UserError PRINTER_MISSING, PRINTER_SLOW, PRINTER_REFUSED."""
    command = shutil.which("lp")
    if command is None:
        raise error("PRINTER_MISSING")
    sides = "two-sided-long-edge" if both_sides else "one-sided"
    wanted = [command, "-d", printer, "-t", title, "-o", f"sides={sides}", "-o", "media=A4"]
    try:
        done = subprocess.run(wanted, input=pdf, capture_output=True, timeout=PATIENCE_S, check=False)  # noqa: S603
    except OSError as problem:
        raise error("PRINTER_MISSING") from problem
    except subprocess.TimeoutExpired as problem:
        raise error("PRINTER_SLOW", printer=printer) from problem
    if done.returncode:
        raise error("PRINTER_REFUSED", printer=printer)


def _said(name: str, *words: str) -> str:
    command = shutil.which(name)
    if command is None:
        return ""
    try:
        wanted = [command, *words]
        found = subprocess.run(wanted, capture_output=True, text=True, timeout=PATIENCE_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout
