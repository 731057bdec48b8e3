"""The computer's printers, through Qt's print system, in a process of its own: a print server that does not answer
never holds the window. Where CUPS is there it gets the registered PDF itself; elsewhere its pages are painted."""

import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRect
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from core.actions.letters import handing_over, print_runs
from core.actions.letters.print_command import print_with_cups, printers_of_cups
from core.base import moments
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.print_run import ShownRun, SkippedLetter
from core.notices.binding import pictures
from core.store.port import Store
from core.words.errors import error

DOTS = 300
"""Dots per inch of a painted page."""
_A4_INCHES = 8.2677
_FILE_MAKERS = ("pdf", "xps", "onenote", "fax", "fichier")
"""Words in the names of printers that make files."""


class PrinterFound(Struct, frozen=True):
    """A printer. ``both_sides``: it says that it prints both; ``paper``: what comes out is paper; ``a4``: it has some,
    or does not say which papers it has."""

    name: str
    both_sides: bool
    paper: bool
    a4: bool = True


def find_printers(_asked: None, progress: Progress = silent) -> tuple[PrinterFound, ...]:
    """Return the printers, the default first."""
    progress(0, 0)
    kept_alive = _application()
    first = QPrinterInfo.defaultPrinterName()
    found = [
        PrinterFound(
            name,
            QPrinter.DuplexMode.DuplexLongSide in QPrinterInfo.printerInfo(name).supportedDuplexModes(),
            not makes_file(name),
            _has_a4(name),
        )
        for name in QPrinterInfo.availablePrinterNames()
    ]
    del kept_alive
    return tuple(sorted(found, key=lambda one: (one.name != first, one.name)))


def send(store: Store, run_id: int, *, by: str, progress: Progress = silent) -> ShownRun:
    """Send what is left of a run to its printer; see :func:`core.actions.letters.print_runs.send_run`."""
    kept_alive = _application()
    run = print_runs.run_of(store, run_id)
    cups = run.printer in printers_of_cups()
    if not _has_a4(run.printer):
        raise error("PRINTER_PAPER", printer=run.printer)
    give = partial(_to_cups if cups else paint, run.printer, run.both_sides)
    sent = print_runs.send_run(store, run_id, give, by=by, clock=moments.now, progress=progress)
    del kept_alive
    return sent


def hand_over(
    store: Store, letters: Sequence[int], out: Path, *, each: bool, by: str, at: datetime, progress: Progress = silent
) -> tuple[int, tuple[SkippedLetter, ...]]:
    """Write letters in one file, or in a folder with their addresses when ``each``; return how many, and those held."""
    hand = handing_over.hand_to_service if each else handing_over.bind_letters
    written, held = hand(store, letters, out, by=by, at=at, progress=progress)
    return len(written), tuple(held)


def paint(name: str, both_sides: bool, pdf: bytes, title: str, *, file: str = "") -> None:
    """Paint the pages of a letter on a printer, or into a PDF ``file``. Raises UserError PRINTER_REFUSED when nothing
    left, PRINTER_GONE when some of it may have."""
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    if file:
        printer.setOutputFileName(file)
    elif printer.printerName() != name:
        raise error("PRINTER_REFUSED", printer=name)
    printer.setDocName(title)
    both = QPrinter.DuplexMode.DuplexLongSide
    printer.setDuplex(both if both_sides else QPrinter.DuplexMode.DuplexNone)
    paint_on(printer, pdf)


def paint_on(printer: QPrinter, pdf: bytes) -> None:
    """Paint pages of A4, edge to edge, on a printer chosen. Raises UserError as :func:`paint` does."""
    name = printer.printerName()
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    shown = pictures(pdf, width=round(_A4_INCHES * DOTS))
    painter = QPainter()
    if not painter.begin(printer):
        raise error("PRINTER_REFUSED", printer=name)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    is_whole = True
    for place, (wide, high, pixels) in enumerate(shown):
        is_whole = is_whole and (place == 0 or printer.newPage())
        paper = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        image = QImage(pixels, wide, high, QImage.Format.Format_RGB32)
        painter.drawImage(QRect(0, 0, paper.width(), paper.height()), image)
    if not painter.end() or not is_whole or printer.printerState() == QPrinter.PrinterState.Error:
        raise error("PRINTER_GONE", printer=name)


def makes_file(printer: str) -> bool:
    """Tell whether what comes out of a printer is a file, by its name."""
    return any(word in printer.casefold() for word in _FILE_MAKERS)


def _has_a4(name: str) -> bool:
    papers = [supportedpagesiz.id() for supportedpagesiz in QPrinterInfo.printerInfo(name).supportedPageSizes()]
    return not papers or QPageSize.PageSizeId.A4 in papers


def _to_cups(name: str, both_sides: bool, pdf: bytes, title: str) -> None:
    print_with_cups(name, pdf, title, both_sides=both_sides)


def _application() -> QCoreApplication:
    """Return the application that Qt's print system needs; that of the window when it is there."""
    return QCoreApplication.instance() or QGuiApplication([sys.argv[0], "-platform", "offscreen"])
