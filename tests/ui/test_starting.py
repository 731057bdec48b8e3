"""Is there a screen, and can Qt use it: asked without Qt, answered with a sentence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import starting

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux starts without a screen")


@linux
def test_a_missing_library_names_its_package() -> None:
    assert starting.missing_packages({"libc.so.6": "libc6", "libnothing.so.9": "libnothing9"}) == ["libnothing9"]


@linux
def test_this_machine_can_show_the_tests() -> None:
    assert starting.plugin_problem() == ""  # QT_QPA_PLATFORM is offscreen here: the X11 plug-in is not asked


@linux
@pytest.mark.parametrize("named", ["", "nonsense", ":", ":x", ":7654", "127.0.0.1:1", "nowhere.invalid:3"])
def test_no_server_no_screen(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", named)
    assert not starting.has_display()


@linux
def test_a_server_that_answers_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with socket.socket(socket.AF_UNIX) as server:
        number = 4000 + os.getpid() % 1000
        server.bind(f"\0/tmp/.X11-unix/X{number}")
        server.listen()
        monkeypatch.setenv("DISPLAY", f":{number}.0")
        assert starting.has_display()
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert starting.has_display()


@pytest.mark.skipif(bool(starting.missing_packages()), reason="this machine lacks libraries a screen needs")
def test_a_base_that_cannot_be_opened_is_a_sentence(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    # The window that says it waits for an answer.
    QTimer.singleShot(500, lambda: [one.close() for one in QApplication.topLevelWidgets()])
    assert starting.start(tmp_path / "file", demo=False) == 2
    said = capsys.readouterr().err
    assert "refuse l’écriture" in said
    assert "Traceback" not in said


@linux
def test_without_qt_a_window_of_the_system_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that notes what it is asked to show stands for the system's own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not starting.tell("Il manque une bibliothèque.")
    for name in ("kdialog", "xmessage"):
        tool = tmp_path / name
        said = tmp_path / name
        tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}.said\n')
        tool.chmod(0o755)
    assert starting.tell("Il manque une bibliothèque.")
    assert (tmp_path / "kdialog.said").read_text().endswith("\nIl manque une bibliothèque.\n")
    assert not (tmp_path / "xmessage.said").exists()
    assert [one[0] for one in starting.tellers("x")] == ["zenity", "kdialog", "xmessage", "osascript"]


@linux
def test_a_dead_screen_does_not_abort(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
    }
    left = subprocess.run(
        [sys.executable, "main.py", "--data-dir", str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        env=environment | {"DISPLAY": ":7654"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert left.returncode == 2
    assert "Aucun écran" in left.stderr
