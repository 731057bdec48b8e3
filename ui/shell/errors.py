"""What happens on a bug: it is never ignored. Its place is logged without personal data, and a dialog shows a
sentence and « Copier les détails »."""

import logging
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from core.base.errors import Cancelled, UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.base.version import VERSION
from core.words.errors import user_text
from ui.shell.frame import Frame

Next = Literal["leave", "open", "read"]
"""What follows a base that did not open: the end, another try, or a try to read it without its key."""
CRASH_LOG = "plantage.log"
LONG_LOG = 200_000
"""Bytes; some two hundred bugs."""
log = logging.getLogger(__name__)


def details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where a bug was: files, lines and the kind of exception. Its message is left out, since it may name a
    person."""
    return nameless(f"{''.join(traceback.format_tb(trace))}{kind.__name__}\n{versions()}\n")


def nameless(report: str) -> str:
    """Return a report without the folders of this computer, which may name its user: a crash of Qt writes them too."""
    for folder in (Path(__file__).parents[2], sys.prefix, sys.base_prefix, Path.home()):
        report = report.replace(str(folder), "~")
    return report


def versions() -> str:
    """Return the versions of the program, of what it runs on and of the system."""
    below = f"Python {platform.python_version()}, Qt {PySide6.__version__}, {platform.platform()}"
    return f"Premier Contact {VERSION}, {below}"


def turn_log(file: Path) -> None:
    """Begin the log anew once it is long; what it held stays beside it until the next time. Its last line is the
    version that runs, so that a crash of Qt, which says none, follows its own."""
    report = file.read_bytes() if file.exists() else b""
    if len(report) > LONG_LOG:
        file.replace(file.with_name(f"{file.name}.1"))
        report = b""
    line = f"{versions()}\n".encode()
    if not report.endswith(line):
        file.write_bytes(report + line)


def watch(window: Frame, log_file: Path) -> None:
    """Handle every exception nobody caught: a UserError is shown in the band, a bug is logged and shown in a dialog."""

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, UserError):
            if problem.code not in window.told_otherwise:
                window.say("error", problem.text)
            return
        if isinstance(problem, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        words = details(kind, trace)
        log.error("%s", words)
        with log_file.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(AGENCY_ZONE):%Y-%m-%d %H:%M}\n{words}")
        show_bug(window, words)

    sys.excepthook = hook


def show_bug(parent: QWidget, told: str) -> None:
    """Show the dialog of a bug, with its details to copy. It is not modal, so that the program goes on."""
    if parent.findChild(QMessageBox, "bug") is not None:
        return
    box = QMessageBox(parent)
    box.setObjectName("bug")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Premier Contact")
    box.setText(user_text("UNEXPECTED"))
    copy = box.addButton(_("Copier les détails"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_("Continuer"), QMessageBox.ButtonRole.AcceptRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(told))
    box.open()
