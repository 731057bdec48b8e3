"""The browser's extension hands a page over: the program answers each message once, and takes it from nobody else."""

import io
import json
import struct
from pathlib import Path

import pytest

from core.base import running_window
from core.base.version import VERSION
from core.cli.browser_host import ORIGIN, serve
from core.cli.entry import of_browser, wants_window
from tests.tables import table
from tests.tree import ROOT

PAGE = {"url": "https://www.pap.fr/annonces/maison-uzes-r1", "html": "<h1>Maison à Uzès</h1>", "words": "Maison à Uzès"}


def framed(content: bytes) -> bytes:
    return struct.pack("=I", len(content)) + content


def answered(base: Path, message: bytes, *arguments: str) -> tuple[int, str]:
    """The exit code and the state that the browser is told."""
    answers = io.BytesIO()
    code = serve(arguments or (ORIGIN,), base, io.BytesIO(message), answers)
    length, told = answers.getvalue()[:4], answers.getvalue()[4:]
    assert struct.unpack("=I", length)[0] == len(told)
    return code, json.loads(told)["state"]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(running_window.FOLDER, str(tmp_path))


def test_a_closed_program_says_so_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert answered(tmp_path, framed(json.dumps(PAGE).encode())) == (1, "closed")
    assert list(tmp_path.rglob("page*.json")) == []


@table(
    "caller",
    ["chrome-extension://abcdefghijklmnopabcdefghijklmnop/", ORIGIN.rstrip("/"), "https://pap.fr/", ORIGIN.upper()],
)
def test_another_caller_is_refused(tmp_path: Path, caller: str) -> None:
    assert answered(tmp_path, framed(json.dumps(PAGE).encode()), caller) == (1, "refused")


@table(
    "message",
    [
        b"",
        b"\1",
        struct.pack("=I", 0xFFFFFFFF) + b"{",
        framed(b"[]"),
        framed(b"{}"),
        framed(b"\xff"),
        framed(b"[" * 5_000),
        framed(json.dumps(PAGE | {"url": "file:///etc/passwd"}).encode()),
        framed(json.dumps(PAGE | {"url": "http://192.168.1.1/"}).encode()),
        framed(json.dumps(PAGE | {"html": " "}).encode()),
        framed(json.dumps(PAGE).encode())[:-9],
    ],
)
def test_what_is_no_page_of_the_web_is_not_read(tmp_path: Path, message: bytes) -> None:
    assert answered(tmp_path, message) == (1, "unreadable")


def test_the_browser_and_the_window_are_told_apart() -> None:
    assert of_browser([ORIGIN, "--parent-window=0"])
    assert not of_browser(["--data-dir", "base"])
    assert wants_window(["--data-dir", "base"])


def test_the_extension_asks_for_no_more_than_the_open_tab() -> None:
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text("utf-8"))
    assert set(manifest["permissions"]) == {"activeTab", "scripting", "nativeMessaging"}
    assert (
        not {"host_permissions", "content_scripts", "externally_connectable", "web_accessible_resources"}
        & manifest.keys()
    )
    assert manifest["version"] == VERSION
    words = [
        json.loads((ROOT / "extension" / "_locales" / name / "messages.json").read_text("utf-8"))
        for name in ("fr", "en")
    ]
    assert words[0].keys() == words[1].keys()
