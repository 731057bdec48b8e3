"""Browsers are linked for one user, to a program that starts by itself, and the link goes away whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.actions.common import browser_link
from core.cli.browser_host import ORIGIN

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the hosts of browsers in its registry")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration of a user who has opened Chrome and Edge."""
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("google-chrome", "microsoft-edge"):
        (folder / name).mkdir(parents=True)
    return folder


def test_it_is_made_for_the_browsers_there_are_and_taken_away(config: Path, tmp_path: Path) -> None:
    home, before = tmp_path / "ours", sorted(tmp_path.rglob("*"))
    assert browser_link.link(tmp_path / "base de l’agence", home) == ["Chrome", "Edge"]
    manifest = json.loads(
        (config / "google-chrome" / "NativeMessagingHosts" / f"{browser_link.HOST}.json").read_text("utf-8")
    )
    assert (manifest["name"], manifest["type"], manifest["allowed_origins"]) == (browser_link.HOST, "stdio", [ORIGIN])
    starter = Path(manifest["path"])
    assert starter.stat().st_mode & 0o777 == 0o700
    done = subprocess.run([starter, ORIGIN], input=b"", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout[4:]) == (1, b'{"state": "unreadable"}'), done.stderr
    browser_link.unlink(home)
    assert browser_link.linked() == []
    left = {path for path in tmp_path.rglob("*") if path.is_file()} - set(before)
    assert left == set()


def test_nobody_who_opened_a_browser_is_linked_to_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert browser_link.link(tmp_path, tmp_path / "ours") == []
