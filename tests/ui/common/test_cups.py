"""A real print server of its own, on this computer alone, with a queue that keeps what it gets as a file: what the
program prints comes out of it page by page. Skipped where CUPS is not installed (Debian: cups, cups-filters)."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader

from core.actions.letters.print_command import check_paper, print_with_cups, printers_of_cups
from core.base.errors import UserError
from core.base.records import replace
from core.notices.render import render
from tests.core.notices.reading import flat, pages
from tests.core.notices.samples import FACTS
from tests.failing import fails_with
from tests.ui.common.painting import printing_painted
from ui.common import printing

DAEMON, HOME = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin"), Path("/usr/lib/cups")
COMMANDS = ("lp", "lpstat", "lpadmin", "lpoptions")
LACKING = [name for name in COMMANDS if shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None]
FILTER = (HOME / "filter" / "pdftopdf").is_file()
pytestmark = pytest.mark.skipif(
    DAEMON is None or bool(LACKING) or not FILTER or os.geteuid() != 0,
    reason="CUPS is not installed, or not for this user: its daemon runs as root (Debian: cups cups-filters)",
)
Given = TypeVar("Given")
Found = TypeVar("Found")
WAIT_S = 30
CONF = """Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
Allow from 127.0.0.1
</Location>
<Location /admin>
Allow from 127.0.0.1
</Location>
<Policy default>
<Limit All>
Allow from all
</Limit>
</Policy>
"""
FILES = """ServerRoot {at}/etc
ServerBin {at}/bin
RequestRoot {at}/spool
CacheDir {at}/cache
StateDir {at}/state
TempDir {at}/tmp
AccessLog {at}/log/access
ErrorLog {at}/log/error
PageLog {at}/log/page
"""
BACKEND = """#!/bin/sh
test $# -eq 0 && echo 'direct keep "Unknown" "Keeps"' && exit 0
cat "${{6:--}}" > "{out}/$1 $3.pdf.part" && mv "{out}/$1 $3.pdf.part" "{out}/$1 $3.pdf"
"""
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: French
*LanguageEncoding: ISOLatin1
*PCFileName: "KEEP.PPD"
*Manufacturer: "Keep"
*Product: "(Keep)"
*ModelName: "Keep"
*ShortNickName: "Keep"
*NickName: "Keep"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Papier: PickOne
*DefaultPageSize: {paper}
*PageSize {paper}/{paper}: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: {paper}
*PageRegion {paper}/{paper}: ""
*CloseUI: *PageRegion
*DefaultImageableArea: {paper}
*ImageableArea {paper}/{paper}: "0 0 {wide} {high}"
*DefaultPaperDimension: {paper}
*PaperDimension {paper}/{paper}: "{wide} {high}"
*OpenUI *Duplex/Faces: PickOne
*DefaultDuplex: None
*Duplex None/Une: ""
*Duplex DuplexNoTumble/Deux: ""
*Duplex DuplexTumble/Deux, bord court: ""
*CloseUI: *Duplex
"""


@pytest.fixture(scope="module")
def out() -> Iterator[Path]:
    """A server with two queues, « Accueil » with A4 and « Etiquettes » without; gives the folder of what is printed."""
    at = Path(tempfile.mkdtemp(prefix="cups-"))
    kept = at / "out"
    for name in ("etc", "bin/backend", "spool", "cache", "state", "tmp", "log", "out"):
        (at / name).mkdir(parents=True)
    for name in ("filter", "daemon", "notifier", "driver"):
        (at / "bin" / name).symlink_to(HOME / name)
    (at / "bin/backend/keep").write_text(BACKEND.format(out=kept))
    (at / "bin/backend/keep").chmod(0o700)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (at / "etc/cupsd.conf").write_text(CONF.format(port=port))
    (at / "etc/cups-files.conf").write_text(FILES.format(at=at))
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = f"127.0.0.1:{port}"
    files = ["-c", str(at / "etc/cupsd.conf"), "-s", str(at / "etc/cups-files.conf")]
    daemon = subprocess.Popen([DAEMON or "", "-f", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _made("Accueil", at, "A4", 595, 842)
        _made("Etiquettes", at, "Letter", 612, 792)
        _asked("lpadmin", "-d", "Accueil")
        yield kept
    finally:
        daemon.terminate()
        daemon.wait(WAIT_S)
        del os.environ["CUPS_SERVER"]
        if before is not None:
            os.environ["CUPS_SERVER"] = before
        shutil.rmtree(at, ignore_errors=True)


def _made(name: str, at: Path, paper: str, wide: int, high: int) -> None:
    ppd = at / f"{paper}.ppd"
    ppd.write_text(PPD.format(paper=paper, wide=wide, high=high))
    end = time.monotonic() + WAIT_S
    while _asked("lpadmin", "-p", name, "-E", "-v", "keep:/", "-P", str(ppd)):
        assert time.monotonic() < end, "the print server does not answer"
        time.sleep(0.2)


def _asked(*command: str) -> int:
    path = shutil.which(command[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
    return subprocess.run([path, *command[1:]], capture_output=True, check=False).returncode


def printed(out: Path, title: str) -> list[str]:
    """Return the text of each page that came out under a title."""
    end = time.monotonic() + WAIT_S
    while not (found := [one for one in out.glob("*.pdf") if one.stem.endswith(title)]):
        assert time.monotonic() < end, "nothing comes out"
        time.sleep(0.1)
    return [flat(page.extract_text()) for page in PdfReader(found[-1]).pages]


def apart(run: Callable[[Given], Found], given: Given) -> Found:
    """Run something in a process of its own, as the window does: Qt's print system keeps the first server it met."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run, given).result(WAIT_S)


def test_the_printers_are_found_with_their_papers(out: Path) -> None:
    assert printers_of_cups() == ["Accueil", "Etiquettes"]
    found = {one.name: one for one in apart(printing.find_printers, None)}
    assert list(found) == ["Accueil", "Etiquettes"]
    assert (found["Accueil"].a4, found["Etiquettes"].a4) == (True, False)
    assert found["Accueil"].both_sides and found["Accueil"].paper


def test_the_registered_letter_comes_out_page_by_page(out: Path) -> None:
    for number in range(1, 4):
        letter = render(replace(FACTS, reference=f"K7P-4M{number + 1}"))
        print_with_cups("Accueil", letter.pdf, f"Courrier K7P-4M{number + 1}", both_sides=True)
        assert printed(out, f"K7P-4M{number + 1}") == pages(letter)


def test_what_qt_paints_comes_out_page_by_page(out: Path) -> None:
    letter = render(replace(FACTS, reference="K7P-4M9"))
    apart(printing_painted, letter.pdf)
    assert len(printed(out, "K7P-4M9")) == letter.pages


def test_a_printer_without_a4_gets_nothing(out: Path) -> None:
    check_paper("Accueil")
    with pytest.raises(UserError, match="n’a pas de papier A4") as refused:
        check_paper("Etiquettes")
    assert refused.value.code == "PRINTER_PAPER"


def test_a_printer_that_is_not_there_refuses(out: Path) -> None:
    with fails_with("PRINTER_REFUSED"):
        print_with_cups("Partie", render(FACTS).pdf, "Courrier", both_sides=False)
