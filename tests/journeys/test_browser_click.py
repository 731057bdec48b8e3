"""One click in a real Chromium hands the open page to the open window; a closed one is told."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from core.actions.common import browser_link
from core.actions.common.browser_link import EXTENSION
from core.base import running_window
from core.base.running_window import Ask, ask
from tests.tree import ROOT
from tests.ui.office_fixture import started

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ADDRESS = "http://www.pap.fr/annonces/maison-uzes-30700-r421300123"
PAGE = """<!doctype html><html lang="fr"><head><title>Maison 120 m² Uzès</title></head><body><article>
<h1>Vente maison Uzès (30700)</h1>
<p>350 000 €</p><p>5 pièces, 120 m²</p><p>Vends maison de pierre avec jardin, vue dégagée.</p><p>06 39 98 12 34</p>
</article><script>window.state = "{filler}"</script></body></html>"""
pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("PREMIER_CONTACT_REAL_WINDOW"), reason="a real browser: set PREMIER_CONTACT_REAL_WINDOW=1"
    ),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this computer (Debian: chromium)"),
]
Command = Callable[..., dict[str, Any]]


class _Site(BaseHTTPRequestHandler):
    weight = 0

    def do_GET(self) -> None:
        content = PAGE.replace("{filler}", "x" * self.weight).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[int]:
    """The port of a site of this computer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def base(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a base past its first start, to which Chromium is linked."""
    # The path of a socket has a hundred letters at most.
    monkeypatch.setenv(running_window.FOLDER, str(tmp_path_factory.mktemp("r")))
    for name, folder in (("XDG_CONFIG_HOME", "config"), ("HOME", "")):
        (tmp_path / folder).mkdir(exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / folder))
    (tmp_path / "config" / "chromium").mkdir()
    started(tmp_path / "base").close()
    assert browser_link.link(tmp_path / "base", tmp_path / "ours") == ["Chromium"]
    return tmp_path / "base"


@pytest.fixture
def window(base: Path) -> Iterator[None]:
    """The program's window, open on the base."""
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(base)]
    program = subprocess.Popen(command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    _until(lambda: ask(base, Ask.HELLO) == {})
    yield
    program.kill()
    program.wait()


@pytest.fixture
def browser(base: Path, site: int) -> Iterator[Command]:
    """``browser(method, **parameters)``: asks Chromium by its debugging pipe (Chrome DevTools Protocol)."""
    to_browser, ours = os.pipe()
    mine, from_browser = os.pipe()
    words = [
        *(str(CHROMIUM), "--headless=new", "--no-sandbox", "--no-first-run", "--remote-debugging-pipe"),
        *("--enable-unsafe-extension-debugging", f"--user-data-dir={os.environ['XDG_CONFIG_HOME']}/chromium"),
        f"--host-resolver-rules=MAP www.pap.fr 127.0.0.1:{site}",
    ]
    # Chromium reads its commands on descriptor 3, and answers on 4.
    shell = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$@"'
    program = subprocess.Popen(
        ["bash", "-c", shell, "chromium", *words], pass_fds=(to_browser, from_browser), stderr=subprocess.DEVNULL
    )
    os.close(to_browser)
    os.close(from_browser)
    with os.fdopen(ours, "wb", buffering=0) as commands, os.fdopen(mine, "rb") as answers:
        yield partial(_command, commands, answers)
        program.kill()
        program.wait()


def _command(commands: Any, answers: Any, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
    asked = {"id": 1, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
    commands.write(json.dumps(asked).encode() + b"\0")
    while True:
        line = b"".join(iter(lambda: answers.read(1), b"\0"))
        answer = json.loads(line)
        if answer.get("id") == 1:
            assert "error" not in answer, answer
            result: dict[str, Any] = answer["result"]
            return result


def _until(found: Callable[[], Any], seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while not (seen := found()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return seen


def _targets(browser: Command, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser("Target.getTargets", filter=[{"type": kind}])["targetInfos"]
    return found


def _click(browser: Command) -> str:
    """Load the extension, open the ad, click; return what the button says then."""
    assert browser("Extensions.loadUnpacked", path=str(ROOT / "extension"))["id"] == EXTENSION
    browser("Target.createTarget", url=ADDRESS)
    tab = _until(lambda: [one for one in _targets(browser, "tab") if "Maison" in one["title"]])[0]
    browser("Extensions.triggerAction", id=EXTENSION, targetId=tab["targetId"])
    worker = _until(lambda: _targets(browser, "service_worker"))[0]
    session = browser("Target.attachToTarget", targetId=worker["targetId"], flatten=True)["sessionId"]
    asks = "chrome.tabs.query({active: true}).then(([tab]) => chrome.action.getTitle({tabId: tab.id}))"

    def said() -> str:
        told = browser("Runtime.evaluate", session, expression=asks, awaitPromise=True, returnByValue=True)
        title = str(told["result"].get("value", ""))
        return "" if "Alt+P" in title else title

    return str(_until(said))


@pytest.mark.parametrize("weight", [0, 10_000_000])
def test_a_click_opens_the_preview(window: None, browser: Command, base: Path, weight: int) -> None:
    _Site.weight = weight
    assert _click(browser).startswith(("Page reçue", "Page received"))


def test_a_closed_program_is_told(browser: Command) -> None:
    _Site.weight = 0
    assert _click(browser).startswith(("Premier Contact est fermé", "Premier Contact is closed"))
