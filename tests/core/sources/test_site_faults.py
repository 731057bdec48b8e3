"""A site of this computer that answers badly in eighty ways: none hangs, none leaks a connection, each is told by the
sentence of what went wrong, through the same door as any page."""

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from core.actions.intake import pages_given, site_terms
from core.actions.intake.pages_given import Capture, read
from core.model.site_standing import Terms
from core.sources import web
from core.sources.web import Polite
from core.store.engine.opening import open_store
from core.store.port import Store
from core.words.errors import sentences
from tests.core.actions.conftest import BY, NOW
from tests.core.sources.local_server import web_site
from tests.core.sources.test_web import Clock, Reply, Site, bomb, reply

PAGES = Path(__file__).resolve().parents[2] / "files" / "pages"
PATIENCE = 0.4
"""How long the silent site is waited for, in seconds; the others may be as slow as a busy machine makes them."""
AD = (PAGES / "unknown_site_ad.html").read_bytes()


def handles() -> int:
    """Return how many files and connections this process holds, 0 where the system does not tell."""
    held = Path("/proc/self/fd")
    return len(list(held.iterdir())) if held.exists() else 0


def html(words: str, head: str = "") -> bytes:
    return f"<html><head><title>Annonce</title>{head}</head><body>{words}</body></html>".encode()


def cut(handler: BaseHTTPRequestHandler) -> None:
    reply(body=b"<p>half", Content_Length="5000")(handler)
    handler.close_connection = True


def closed(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def raw(answer: bytes) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    return send


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2 * PATIENCE)


def zipped(body: bytes, encoding: str = "gzip") -> Reply:
    return reply(body=body, Content_Encoding=encoding)


def reserved(**headers: str) -> Reply:
    return reply(200, AD, **headers)


STATUSES = {
    201: "", 202: "", 203: "", 204: "PAGE_NO_ANSWER", 205: "PAGE_NO_ANSWER", 206: "",
    300: "PAGE_ODD", 304: "PAGE_ODD", 305: "PAGE_ODD", 400: "PAGE_BLOCKED", 401: "PAGE_LOGIN", 402: "PAGE_BLOCKED",
    403: "PAGE_BLOCKED", 404: "PAGE_ABSENT", 405: "PAGE_BLOCKED", 406: "PAGE_BLOCKED", 407: "PAGE_BLOCKED",
    408: "PAGE_ODD", 409: "PAGE_ODD", 410: "PAGE_ABSENT", 418: "PAGE_BLOCKED", 421: "PAGE_ODD", 426: "PAGE_ODD",
    429: "PAGE_WAIT", 431: "PAGE_ODD", 451: "PAGE_BLOCKED", 500: "PAGE_TROUBLE", 501: "PAGE_TROUBLE",
    502: "PAGE_TROUBLE", 503: "PAGE_WAIT", 504: "PAGE_TROUBLE", 508: "PAGE_TROUBLE", 520: "PAGE_TROUBLE",
    522: "PAGE_TROUBLE", 526: "PAGE_TROUBLE", 599: "PAGE_TROUBLE", 700: "PAGE_TROUBLE",
}  # fmt: skip
REDIRECTS = {
    "/1": "PAGE_LOOP", "ftp://x.example/": "PAGE_NOT_WEB", "file:///etc/hosts": "PAGE_NOT_WEB",
    "javascript:alert(1)": "PAGE_NOT_WEB", "data:text/html,x": "PAGE_NOT_WEB", "http://[broken": "PAGE_NOT_WEB",
    "http://10.1.2.3/": "PAGE_TERMS_UNREAD", "https://www.leboncoin.fr/ad/1": "PAGE_TERMS",
    "https://gensdeconfiance.com/1": "PAGE_ACCOUNT", "https://www.pap.fr/1": "PAGE_TERMS_UNREAD", "": "PAGE_ODD",
}  # fmt: skip
BODIES: dict[str, tuple[Reply, str]] = {
    "empty": (reply(body=b""), "PAGE_NO_ANSWER"),
    "blank": (reply(body=b" \r\n\t "), "PAGE_NO_ANSWER"),
    "NUL": (reply(body=b"\0" * 500), "PAGE_NOTHING"),
    "PDF": (reply(body=b"%PDF-1.7 x", Content_Type="application/pdf"), "PAGE_PDF"),
    "image": (reply(body=b"\x89PNG\r\n\x1a\n x"), "PAGE_IMAGE"),
    "program": (reply(body=b"MZ\x90\0 x"), "PAGE_NOT_ONE"),
    "cut": (cut, "PAGE_CUT_SHORT"),
    "closed": (closed, "PAGE_SILENT"),
    "silent": (silent, "PAGE_SLOW"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "PAGE_SILENT"),
    "false length": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<p>x"), "PAGE_NO_LISTING"),
    "bad chunks": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<p>"), "PAGE_CUT_SHORT"),
    "chunks cut": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n<p>"), "PAGE_CUT_SHORT"),
    "bad gzip": (zipped(b"not gzip"), "PAGE_GARBLED"),
    "gzip cut": (zipped(gzip.compress(AD)[:-20]), "PAGE_GARBLED"),
    "gzip twice": (zipped(gzip.compress(gzip.compress(AD)), "gzip, gzip"), "PAGE_GARBLED"),
    "deflate": (zipped(zlib.compress(AD), "deflate"), "PAGE_GARBLED"),
    "brotli": (zipped(b"??", "br"), "PAGE_GARBLED"),
    "zstd": (zipped(b"??", "zstd"), "PAGE_GARBLED"),
    "bomb": (lambda handler: zipped(bomb())(handler), "PAGE_HEAVY"),
    "too big": (reply(body=b"x" * (web.SIZE + 1)), "PAGE_HEAVY"),
    "gzip without a header": (reply(body=gzip.compress(AD)), ""),
    "latin-1 said utf-8": (
        reply(body=AD.decode().encode("latin-1", "ignore"), Content_Type="text/html; charset=utf-8"),
        "",
    ),
    "reserved": (reserved(tdm_reservation="1"), "PAGE_RESERVED"),
    "noai": (reserved(X_Robots_Tag="noai"), "PAGE_RESERVED"),
    "reserved by a meta": (reply(body=html("<p>x", '<meta name="tdm-reservation" content="1">')), "PAGE_RESERVED"),
    "captcha": (reply(body=html("<p>Prouvez que vous n’êtes pas un robot")), "PAGE_BLOCKED"),
    "DataDome": (reply(body=(PAGES / "blocked_datadome.html").read_bytes()), "PAGE_BLOCKED"),
    "Cloudflare": (reply(403, (PAGES / "blocked_cloudflare.html").read_bytes()), "PAGE_BLOCKED"),
    "consent": (reply(body=(PAGES / "consent.html").read_bytes()), "PAGE_CONSENT"),
    "shell": (reply(body=(PAGES / "shell.html").read_bytes()), "PAGE_SHELL"),
    "login": (reply(body=(PAGES / "login.html").read_bytes()), "PAGE_LOGIN"),
    "meta refresh": (reply(body=html("", '<meta http-equiv="refresh" content="0;url=/x">')), "PAGE_REFRESH"),
    "gone, said 200": (reply(body=html("<p>Cette annonce n’est plus en ligne.")), "PAGE_ABSENT"),
    "maintenance, said 200": (reply(body=html("<p>Site en maintenance")), "PAGE_TROUBLE"),
    "no result": (reply(body=html("<p>Aucune annonce ne correspond")), "PAGE_NO_RESULT"),
    "cookie asked": (reply(200, AD, Set_Cookie="a=1"), ""),
    "busy for ever": (reply(429, Retry_After="1"), "PAGE_WAIT"),
}
FAULTS: list[tuple[str, Reply, str]] = [
    *((f"status {status}", reply(status, b"" if status in (204, 205, 304) else AD), code)
      for status, code in STATUSES.items()),
    *((f"to {target or 'nowhere'}", reply(302, b"", **({"Location": target} if target else {})), code)
      for target, code in REDIRECTS.items()),
    *((name, answer, code) for name, (answer, code) in BODIES.items()),
]  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    made = Site()

    def answer(site: BaseHTTPRequestHandler) -> None:
        answer = made.replies.get(site.path, [reply(404)])[0]
        try:
            answer(site)
        except (BrokenPipeError, ConnectionResetError):
            site.close_connection = True

    with web_site(answer) as made.port:
        yield made


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A base whose agency read the terms of this computer's site."""
    store = open_store(tmp_path_factory.mktemp("faults"))
    site_terms.answer(store, "127.0.0.1", Terms.ALLOWED, by=BY, at=NOW)
    yield store
    store.close()


def test_each_fault_is_told_for_what_it_is(site: Site, opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(web, "SIZE", 3_000_000)
    site.on("/robots.txt", reply(404))
    wrong = []
    before = handles()
    for rank, (name, answer, code) in enumerate(FAULTS):
        wait = PATIENCE if answer is silent else 20.0
        polite = partial(Polite, allow_local=True, wait=wait, clock=clock, sleep=clock.sleep)
        monkeypatch.setattr(pages_given, "Polite", polite)
        address = site.on("/1" if name == "to /1" else f"/annonce-{7700000 + rank}", answer)
        [page] = read(opened, Capture(opened.path.parent, (address,), BY, NOW)).pages
        told = (page.code, bool(page.said), bool(page.drafts))
        if told != (code, bool(code), not code):
            wrong.append((name, code, told))
    assert wrong == []
    assert handles() <= before + 3
    assert len(FAULTS) >= 80
    said = {sentences()[code] for _name, _answer, code in FAULTS if code}
    assert len(said) == len({code for _name, _answer, code in FAULTS if code}) >= 20
