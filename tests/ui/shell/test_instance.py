"""What another process asks of the open window: it answers, and nobody else's question breaks it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from core.actions.register import opposing
from core.base import running_window
from core.base.lazy_imports import fcntl
from core.base.running_window import HANDED, Answer, Ask, address, ask
from core.cli.run import run
from core.store import leads
from tests.tables import table
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, row, shown, take
from ui.common.office import Office
from ui.pages.calls.page import CallsPage
from ui.shell import instance, rooms
from ui.shell.instance import Instance
from ui.shell.window import Window

ROOT = Path(__file__).resolve().parents[3]
KNOWN, OPPOSED, STRANGER = "06 39 98 00 01", "06 39 98 00 02", "06 39 98 61 27"
pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # Without a screen no window stands before another.
Asked = Callable[..., Answer | None]


@pytest.fixture(autouse=True)
def of_this_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the sockets of the test in a folder of its own, of a short name: a socket's path has 107 letters at most."""
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        monkeypatch.setenv(running_window.FOLDER, folder)
        yield


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """A window that listens, on somebody known and somebody opposed."""
    with shown(tmp_path / "base", qapp) as made:
        take(made.office, row(1), row(2, last_name="Besson"))
        opposing.oppose_typed(made.office.store, OPPOSED, how="call", by=BY, at=NOW)
        rooms.listen(made, made.office)
        yield made


@pytest.fixture
def asked(window: Window, qtbot: QtBot) -> Asked:
    """``asked(Ask.INCOMING, "06…")``: as another process asks, while the window answers."""

    def from_elsewhere(what: Ask, value: str = "") -> Answer | None:
        with ThreadPoolExecutor(1) as elsewhere:
            answer = elsewhere.submit(ask, window.office.folder, what, value)
            qtbot.waitUntil(answer.done)
        QApplication.processEvents()  # What is shown follows the answer.
        return answer.result()

    return from_elsewhere


def lead_of(office: Office, name: str) -> int:
    with office.store.read() as r:
        return leads.search(r, text=name)[0]


def test_the_sheet_of_who_calls_opens(window: Window, asked: Asked) -> None:
    known, opposed = lead_of(window.office, "Moreau"), lead_of(window.office, "Besson")
    window.go_to("today")
    assert asked(Ask.INCOMING, KNOWN) == {"lead": known, "state": "known"}
    assert window.current() == "leads"
    assert window.band.message is not None
    assert window.band.message.bold == "Moreau Hélène vous appelle."
    assert asked(Ask.INCOMING, OPPOSED) == {"lead": opposed, "state": "opposed"}
    assert window.band.message.kind == "caution"
    window.band.act()
    talk = page_in(window, CallsPage).talk
    assert talk.call is not None
    assert (talk.call.direction, talk.call.who.lead_id) == ("in", opposed)


def test_an_unknown_number_is_offered_to_be_noted(window: Window, asked: Asked) -> None:
    assert asked(Ask.INCOMING, STRANGER) == {"lead": None, "state": "unknown"}
    page = page_in(window, CallsPage)
    assert window.current() == "calls"
    assert page.talk.call is None, "nothing is recorded before somebody answers"
    assert page.outcomes.caller_form.who.text().replace("\u00a0", " ") == STRANGER
    opposing.oppose_typed(window.office.store, STRANGER, how="call", by=BY, at=NOW)
    assert asked(Ask.INCOMING, "sip:+33639986127@pabx.example") == {"lead": None, "state": "opposed"}


def test_the_verb_says_what_the_window_said(
    window: Window, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def verb(*words: str) -> tuple[int, str]:
        with ThreadPoolExecutor(1) as elsewhere:
            code = elsewhere.submit(run, ["incoming", *words, "--data-dir", str(window.office.folder)])
            qtbot.waitUntil(code.done)
            return code.result(), capsys.readouterr().out

    known = lead_of(window.office, "Moreau")
    code, out = verb(KNOWN, "--json")
    assert (code, json.loads(out)) == (0, {"lead": known, "state": "known"})
    assert verb(OPPOSED) == (1, "Cette personne s’oppose au démarchage.\n")
    assert verb(STRANGER) == (1, "Ce numéro n’est d’aucune fiche.\n")
    # Without a window one is opened; here none can.
    monkeypatch.setenv("QT_QPA_PLATFORM", "none-such")
    assert run(["incoming", KNOWN, "--data-dir", str(tmp_path / "elsewhere")]) == 2
    assert "La fenêtre ne s’ouvre pas" in capsys.readouterr().err


def test_a_window_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    silent = QLocalServer()  # Nothing reads while this test waits.
    assert silent.listen(address(tmp_path))
    with pytest.raises(TimeoutError):
        ask(tmp_path, Ask.INCOMING, KNOWN, patience=0.05)
    silent.close()


@table("typed", ["", "anonymous", "101", "sip:inconnu@example.invalid\0", "9" * 400, "« 06"])
def test_what_is_no_number_moves_nothing(window: Window, asked: Asked, typed: str) -> None:
    window.go_to("today")
    assert asked(Ask.INCOMING, typed) == {"lead": None, "state": "unknown"}
    assert window.current() == "today"


def test_a_call_that_goes_on_keeps_its_page(window: Window, asked: Asked) -> None:
    window.go_to(f"calls/received={KNOWN}")
    talk = page_in(window, CallsPage).talk
    assert asked(Ask.INCOMING, OPPOSED) is not None
    assert window.current() == "calls"
    assert talk.read.lead_id == lead_of(window.office, "Moreau")
    assert window.band.message is not None
    assert window.band.message.bold == "Besson Hélène vous appelle."


def test_a_file_from_elsewhere_is_read_in_imports(window: Window, asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "pige=novembre.csv"
    file.write_text("Nom;Téléphone\nGarcin;0639980009\n", "utf-8")
    assert asked(Ask.OPEN_FILE, str(file)) == {"opened": True}
    assert window.current() == "imports"


@pytest.mark.own_process
def test_a_page_from_the_browser_opens_its_preview_and_is_deleted(window: Window, asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / f"page{HANDED}"
    page = {
        "url": "https://www.pap.fr/annonces/maison-uzes-r1",
        "html": "<h1>Maison 120 m²</h1>350 000 €",
        "words": "Maison",
    }
    file.write_text(json.dumps(page), "utf-8")
    assert asked(Ask.OPEN_FILE, str(file)) == {"opened": True}
    assert (window.current(), file.exists()) == ("imports", False)
    # Another one while the first is read: it is not taken, and its browser is told.
    file.write_text(json.dumps(page), "utf-8")
    assert asked(Ask.OPEN_FILE, str(file)) == {"opened": False}
    assert file.exists()


@table("line", [b"", b"{", b"[]", b"7", b'{"ask": "erase", "value": ""}', b'{"ask": "show"}', b"\xff\0", b"null"])
def test_what_is_not_understood_changes_nothing(window: Window, line: bytes) -> None:
    assert child(window, Instance, "instance").answer(line) == {"error": "not understood"}


def test_one_window_answers_and_a_stopped_one_leaves_its_place(window: Window, asked: Asked) -> None:
    folder = window.office.folder
    assert asked(Ask.HELLO) == {}
    too_long = QLocalSocket()
    too_long.connectToServer(address(folder))
    too_long.write(b"x" * (running_window.LONGEST + 1))
    assert asked(Ask.HELLO) == {}, "the others are still answered"
    delete(too_long)
    delete(child(window, Instance, "instance"))
    assert ask(folder, Ask.HELLO) is None
    if sys.platform != "win32":  # What a program that stopped leaves: a socket that nobody listens to.
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(address(folder))
        assert ask(folder, Ask.HELLO) is None
    assert Instance(folder, {}, window).listen()


def test_a_second_window_answers_once_the_first_is_closed(
    window: Window, asked: Asked, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "AGAIN_MS", 20)
    first, folder = child(window, Instance, "instance"), window.office.folder
    second = Instance(folder, {Ask.HELLO: lambda _value: {"second": True}}, window)
    # Asked from the thread that would answer, the first is as busy as one that reads a long file.
    assert not second.listen()
    delete(first)
    qtbot.waitUntil(lambda: asked(Ask.HELLO) == {"second": True}, timeout=5000)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows is in no folder")
def test_a_start_waits_for_the_window_that_another_one_is_opening(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with shown(tmp_path / "base", qapp) as made, ThreadPoolExecutor(1) as elsewhere:
        folder = made.office.folder
        with Path(f"{address(folder)}.lock").open("w") as place:
            fcntl().flock(place, fcntl().LOCK_EX)
            begun = elsewhere.submit(running_window.taken_over, folder, None)
            qtbot.wait(150)
            rooms.listen(made, made.office)
            qtbot.waitUntil(begun.done, timeout=10_000)
        assert begun.result()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows is in no folder")
def test_a_folder_of_somebody_else_is_not_trusted(tmp_path: Path) -> None:
    folder = Path(os.environ[running_window.FOLDER]) / "premier-contact"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    with pytest.raises(PermissionError):
        address(tmp_path)
    assert ask(tmp_path, Ask.INCOMING, KNOWN) is None


# --- A second start goes to the window that is open


@table("as_file", [False, True])
def test_a_second_start_shows_the_window_that_is_open(
    as_file: bool, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "pige.csv"
    file.write_text("Nom;Téléphone\nMoreau;06 39 98 00 05\n", "utf-8")
    window.go_to("today")
    words = [sys.executable, "main.py", "--data-dir", str(window.office.folder), *([str(file)] if as_file else [])]
    with ThreadPoolExecutor(1) as elsewhere:
        begun = elsewhere.submit(subprocess.run, words, cwd=ROOT, capture_output=True, check=False, timeout=15)
        qtbot.waitUntil(begun.done, timeout=20_000)
    assert (begun.result().returncode, begun.result().stderr) == (0, b"")
    assert window.current() == ("imports" if as_file else "today")


def test_a_window_that_does_not_answer_is_left_alone(tmp_path: Path) -> None:
    silent = QLocalServer()
    assert silent.listen(address(tmp_path))
    assert not running_window.taken_over(tmp_path, None, patience=0.05)
    silent.close()
    assert not running_window.taken_over(tmp_path, None), "nobody is there"
