"""The polite client against a real server on this computer that answers badly in every way sites do."""

import gzip
import json
import socket
import time
import tomllib
from collections.abc import Callable, Iterator
from email.utils import formatdate
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from core.base import version
from core.base.errors import UserError
from core.base.records import Struct, field
from core.base.version import VERSION
from core.sources import robots, web
from core.sources.web import Polite, fetch
from tests.core.sources.local_server import web_site
from tests.tables import table

ROOT = Path(__file__).resolve().parents[3]
Reply = Callable[[BaseHTTPRequestHandler], None]


class Site(Struct):
    """A site of this computer: what it answers by path, and what it was asked, in order."""

    port: int = 0
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        """Answer ``path`` with each of ``replies`` in turn, the last one for ever; return its address."""
        self.replies[path] = list(replies)
        return self.url(path)


class Clock(Struct):
    """A clock that only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def reply(status: int = 200, body: bytes = b"<p>ok</p>", **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


@cache
def bomb() -> bytes:
    """Some sixty thousand bytes that swell to six times the most that is read of a page."""
    return gzip.compress(b"0" * (6 * web.SIZE), 9)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.on("/robots.txt", reply(404))

    def answer(site: BaseHTTPRequestHandler) -> None:
        made.asked.append(site.path)
        made.headers.append(dict(site.headers.items()))
        waiting = made.replies.get(site.path, [reply(404)])
        try:
            (waiting.pop(0) if len(waiting) > 1 else waiting[0])(site)
        except (BrokenPipeError, ConnectionResetError):
            site.close_connection = True

    with web_site(answer) as made.port:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def polite(clock: Clock) -> Iterator[Polite]:
    made = Polite(contact="agence@example.org", wait=2.0, clock=clock, sleep=clock.sleep, allow_local=True)
    yield made
    made.close()


def refused(url: str, session: Polite) -> str:
    with pytest.raises(UserError) as raised:
        fetch(url, session=session)
    assert raised.value.text
    return raised.value.code


def test_a_page_is_read_as_it_is(site: Site, polite: Polite) -> None:
    url = site.on("/ad", reply(body="<p>été</p>".encode("cp1252"), Content_Type="text/html; charset=utf-8"))
    found = fetch(url + "#photos", session=polite)
    assert (found.url, found.data, found.status) == (url, "<p>été</p>".encode("cp1252"), 200)
    assert found.at.tzinfo is not None


def test_it_says_who_it_is_and_keeps_nothing(site: Site, polite: Polite) -> None:
    fetch(site.on("/a", reply(Set_Cookie="visitor=1; Path=/")), session=polite)
    fetch(site.url("/a").replace("http://", "http://user:secret@"), session=polite)
    for headers in site.headers:
        assert headers["User-Agent"] == f"PremierContact/{VERSION} (+agence@example.org)"
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_the_version_told_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert (ROOT / project["tool"]["hatch"]["version"]["path"]).resolve() == Path(version.__file__).resolve()


def test_a_contact_cannot_forge_a_header(site: Site, clock: Clock) -> None:
    session = Polite(contact="(a)\r\nX-Evil: 1 é", clock=clock, sleep=clock.sleep, allow_local=True)
    fetch(site.on("/a", reply()), session=session)
    assert site.headers[-1]["User-Agent"].endswith("(+aX-Evil: 1)")
    assert "X-Evil" not in site.headers[-1]
    session.close()


def test_robots_is_asked_once_and_obeyed(site: Site, polite: Polite) -> None:
    site.on("/robots.txt", reply(body=b"\xef\xbb\xbfUser-agent: PremierContact\nDisallow: /private/\n"))
    open_page, closed = site.on("/open", reply()), site.on("/private/1", reply())
    assert refused(closed, polite) == "PAGE_ROBOTS"
    assert fetch(open_page, session=polite).status == 200
    assert refused(closed, polite) == "PAGE_ROBOTS"
    assert site.asked == ["/robots.txt", "/.well-known/tdmrep.json", "/open"]


@pytest.mark.parametrize(
    ("status", "code"), [(500, "PAGE_ROBOTS"), (503, "PAGE_ROBOTS"), (404, ""), (403, ""), (410, "")]
)
def test_a_robots_file_that_is_refused_or_broken(site: Site, polite: Polite, status: int, code: str) -> None:
    site.on("/robots.txt", reply(status))
    url = site.on("/ad", reply())
    if code:
        assert refused(url, polite) == code
        assert site.asked == ["/robots.txt"]
    else:
        assert fetch(url, session=polite).status == 200


def test_a_robots_file_elsewhere_is_followed(site: Site, polite: Polite) -> None:
    site.on("/robots.txt", reply(301, Location="/rules.txt"))
    site.on("/rules.txt", reply(body=b"User-agent: *\nDisallow: /"))
    assert refused(site.on("/ad", reply()), polite) == "PAGE_ROBOTS"


def test_a_robots_file_that_turns_in_circles_is_none(site: Site, polite: Polite) -> None:
    site.on("/robots.txt", reply(302, Location="/robots.txt"))
    assert fetch(site.on("/ad", reply()), session=polite).status == 200


def test_a_page_reserved_by_its_site_is_not_asked(site: Site, polite: Polite) -> None:
    told = b'[{"location": "/ad", "tdm-reservation": 1}]'
    site.on("/.well-known/tdmrep.json", reply(302, Location="/tdm"))
    site.on("/tdm", reply(body=told))
    closed, open_page = site.on("/ad/1", reply()), site.on("/liste", reply())
    assert [refused(closed, polite), refused(closed, polite)] == ["PAGE_RESERVED"] * 2
    assert fetch(open_page, session=polite).status == 200
    assert site.asked == ["/robots.txt", "/.well-known/tdmrep.json", "/tdm", "/liste"]


@table("answer", [reply(404), reply(500), reply(body=b"<p>ok</p>"), reply(302, Location="/.well-known/tdmrep.json")])
def test_a_site_that_says_nothing_of_reservation_is_read(site: Site, polite: Polite, answer: Reply) -> None:
    site.on("/.well-known/tdmrep.json", answer)
    assert fetch(site.on("/ad", reply()), session=polite).status == 200


def test_a_host_is_asked_slowly(site: Site, polite: Polite, clock: Clock) -> None:
    url = site.on("/ad", reply())
    fetch(url, session=polite)
    fetch(url, session=polite)
    assert clock.slept == [3.0, 3.0, 3.0]


def test_a_delay_asked_by_the_site_is_kept(site: Site, polite: Polite, clock: Clock) -> None:
    site.on("/robots.txt", reply(body=b"User-agent: *\nCrawl-delay: 10\nDisallow: /x"))
    url = site.on("/ad", reply())
    fetch(url, session=polite)
    fetch(url, session=polite)
    assert clock.slept == [3.0, 3.0, 10.0]


def test_a_redirect_chain_of_five_ends_at_the_page(site: Site, polite: Polite) -> None:
    for hop in range(5):
        site.on(f"/{hop}", reply(302, Location=f"/{hop + 1}"))
    site.on("/5", reply(body=b"end"))
    assert fetch(site.url("/0"), session=polite).data == b"end"
    site.on("/start", reply(302, Location="/0"))
    assert refused(site.url("/start"), polite) == "PAGE_LOOP"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/loop", "PAGE_LOOP"),
        ("file:///etc/passwd", "PAGE_NOT_WEB"),
        ("ftp://127.0.0.1/x", "PAGE_NOT_WEB"),
        ("http://10.0.0.1/", "PAGE_PRIVATE"),
        ("http://192.168.1.1/admin", "PAGE_PRIVATE"),
        ("http://169.254.169.254/latest/meta-data/", "PAGE_PRIVATE"),
        ("http://[::ffff:10.0.0.1]/", "PAGE_PRIVATE"),
        ("http://0.0.0.0/", "PAGE_PRIVATE"),
        ("http://[broken/", "PAGE_NOT_WEB"),
    ],
)
def test_a_redirect_that_loops_or_leaves_the_web(site: Site, polite: Polite, target: str, code: str) -> None:
    assert refused(site.on("/loop", reply(302, Location=target)), polite) == code


def test_the_body_of_a_redirect_is_not_read(site: Site, polite: Polite) -> None:
    url = site.on("/old", reply(302, bomb(), Location="/new", Content_Encoding="gzip"))
    site.on("/new", reply(body=b"here"))
    assert fetch(url, session=polite).data == b"here"


def test_a_redirect_into_a_site_whose_terms_refuse(site: Site, polite: Polite) -> None:
    url = site.on("/out", reply(302, Location="https://www.leboncoin.fr/ad/1"))
    assert refused(url, polite) == "PAGE_TERMS"


@table("url", ["https://gensdeconfiance.com/ad/1", "https://www.facebook.com/marketplace/item/1"])
def test_a_site_behind_an_account_is_never_asked(polite: Polite, url: str) -> None:
    assert refused(url, polite) == "PAGE_ACCOUNT"


def test_leboncoin_is_not_even_asked(polite: Polite) -> None:
    with pytest.raises(UserError, match="leboncoin") as raised:
        fetch("https://www.leboncoin.fr/ad/ventes_immobilieres/1", session=polite)
    assert raised.value.code == "PAGE_TERMS"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "http://", "http://[", "nothing"]
)
def test_only_web_addresses(polite: Polite, url: str) -> None:
    assert refused(url, polite) == "PAGE_NOT_WEB"


def test_this_computer_is_refused_unless_told_otherwise(site: Site, clock: Clock) -> None:
    session = Polite(clock=clock, sleep=clock.sleep)
    assert refused(site.on("/ad", reply()), session) == "PAGE_PRIVATE"
    assert site.asked == []
    session.close()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "PAGE_GONE"), (410, "PAGE_GONE"), (401, "PAGE_LOGIN"), (403, "PAGE_BLOCKED"), (429, "PAGE_WAIT"),
        (451, "PAGE_BLOCKED"), (500, "PAGE_TROUBLE"), (503, "PAGE_WAIT"), (304, "PAGE_ODD"),
    ],
)  # fmt: skip
def test_a_status_is_told_as_what_it_means(site: Site, polite: Polite, status: int, code: str) -> None:
    assert refused(site.on("/ad", reply(status)), polite) == code


def test_a_block_page_with_status_200_is_handed_over_to_the_reading(site: Site, polite: Polite) -> None:
    page = (ROOT / "tests" / "files" / "pages" / "blocked_datadome.html").read_bytes()
    assert fetch(site.on("/ad", reply(body=page)), session=polite).data == page


def test_retry_after_is_waited_for(site: Site, polite: Polite, clock: Clock) -> None:
    url = site.on("/ad", reply(429, Retry_After="7"), reply(503, Retry_After="0"), reply(body=b"at last"))
    assert fetch(url, session=polite).data == b"at last"
    assert 7.0 in clock.slept
    assert site.asked.count("/ad") == 3


def test_retry_after_may_be_a_date(site: Site, polite: Polite, clock: Clock) -> None:
    url = site.on("/ad", reply(503, Retry_After=formatdate(time.time() + 20, usegmt=True)), reply())
    fetch(url, session=polite)
    assert any(15 < seconds <= 20 for seconds in clock.slept)


@pytest.mark.parametrize("later", ["31", "86400", "soon", ""])
def test_a_wait_too_long_or_unreadable_is_a_refusal(site: Site, polite: Polite, later: str) -> None:
    url = site.on("/ad", reply(429, Retry_After=later))
    assert refused(url, polite) == "PAGE_WAIT"
    assert site.asked.count("/ad") == 1


def test_a_site_for_ever_busy_is_left_after_three_tries(site: Site, polite: Polite) -> None:
    url = site.on("/ad", reply(429, Retry_After="1"))
    assert refused(url, polite) == "PAGE_WAIT"
    assert site.asked.count("/ad") == 3


def test_a_silent_site(site: Site, clock: Clock) -> None:
    session = Polite(wait=0.2, clock=clock, sleep=clock.sleep, allow_local=True)
    url = site.on("/ad", lambda handler: time.sleep(0.6))
    assert refused(url, session) == "PAGE_SLOW"
    session.close()


def test_a_page_that_drips_for_ever(site: Site, clock: Clock) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b"x")
            clock.now += 2
            time.sleep(0.01)

    session = Polite(wait=2.0, clock=clock, sleep=clock.sleep, allow_local=True)
    assert refused(site.on("/ad", drip), session) == "PAGE_SLOW"
    session.close()


def test_a_body_cut_before_its_end(site: Site, polite: Polite) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        reply(body=b"<p>half", Content_Length="5000")(handler)
        handler.close_connection = True

    assert refused(site.on("/ad", cut), polite) == "PAGE_CUT_SHORT"


def test_a_compressed_page(site: Site, polite: Polite) -> None:
    body = b"<p>listing</p>" * 1000
    url = site.on("/ad", reply(body=gzip.compress(body), Content_Encoding="gzip"))
    assert fetch(url, session=polite).data == body


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (gzip.compress(b"<p>page</p>")[:-9], "gzip", "PAGE_GARBLED"),
        (b"not gzip at all", "gzip", "PAGE_GARBLED"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "PAGE_GARBLED"),
        (b"??", "br", "PAGE_GARBLED"),
        (b"x" * (web.SIZE + 1), "identity", "PAGE_HEAVY"),
    ],
    ids=["cut", "false", "twice", "brotli", "large"],
)
def test_a_body_that_cannot_be_read(site: Site, polite: Polite, body: bytes, encoding: str, code: str) -> None:
    assert refused(site.on("/ad", reply(body=body, Content_Encoding=encoding)), polite) == code


def test_a_page_that_swells_is_not_read_whole(site: Site, polite: Polite) -> None:
    assert refused(site.on("/ad", reply(body=bomb(), Content_Encoding="gzip")), polite) == "PAGE_HEAVY"


def test_this_computer_by_its_name(site: Site, polite: Polite) -> None:
    url = site.on("/ad", reply()).replace("127.0.0.1", "localhost")
    assert fetch(url, session=polite).status == 200


def test_a_name_that_changes_its_address_is_kept_at_the_first(
    site: Site, polite: Polite, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = socket.getaddrinfo, []

    def turning(host: Any, *more: Any, **named: Any) -> Any:
        if host == "localhost":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "127.0.0.9"
        return real(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    url = site.on("/ad", reply(body=b"here")).replace("127.0.0.1", "localhost")
    assert fetch(url, session=polite).data == b"here"
    assert asked == ["localhost"]
    assert site.headers[-1]["Host"] == f"localhost:{site.port}"


@table(
    "problem, code",
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), "PAGE_NOBODY"),
        (socket.gaierror(socket.EAI_AGAIN, "no answer"), "NETWORK_DOWN"),
        (UnicodeError("label too long"), "PAGE_NOBODY"),
    ],
)
def test_a_name_that_is_none_is_not_a_connection_that_is_down(
    polite: Polite, monkeypatch: pytest.MonkeyPatch, problem: Exception, code: str
) -> None:
    def failing(*_asked: Any, **_named: Any) -> Any:
        raise problem

    monkeypatch.setattr(socket, "getaddrinfo", failing)
    assert refused("https://annonces.invalid/1", polite) == code


@table(
    "headers",
    [{"tdm_reservation": "1"}, {"X_Robots_Tag": "noai"}, {"X_Robots_Tag": "noindex, PremierContact: noai"}],
)
def test_a_page_reserved_by_its_headers(site: Site, polite: Polite, headers: dict[str, str]) -> None:
    assert refused(site.on("/ad", reply(200, b"<p>ok</p>", **headers)), polite) == "PAGE_RESERVED"


@table(
    "headers", [{"tdm_reservation": "0"}, {"X_Robots_Tag": "otherbot: noai"}, {"X_Robots_Tag": "noimageai, noindex"}]
)
def test_what_is_no_reservation_of_the_page(site: Site, polite: Polite, headers: dict[str, str]) -> None:
    assert fetch(site.on("/ad", reply(200, b"<p>ok</p>", **headers)), session=polite).status == 200


@table("status, body", [(204, b""), (200, b""), (205, b""), (200, b" \n ")])
def test_an_answer_without_a_page(site: Site, polite: Polite, status: int, body: bytes) -> None:
    assert refused(site.on("/ad", reply(status, body)), polite) == "PAGE_NO_ANSWER"


def test_every_address_of_a_chain_asks_whether_its_site_may_be_read(site: Site, polite: Polite) -> None:
    asked: list[str] = []
    site.on("/b", reply(body=b"here"))
    fetch(site.on("/a", reply(302, Location="/b")), session=polite, permit=asked.append)
    assert asked == [site.url("/a"), site.url("/b")]


def test_an_identity_that_cannot_be_checked(site: Site, polite: Polite) -> None:
    assert refused(site.on("/ad", reply()).replace("http://", "https://"), polite) == "PAGE_TLS"
    assert site.asked == []


def test_nobody_answers(polite: Polite) -> None:
    assert refused("http://127.0.0.1:9/ad", polite) == "PAGE_SILENT"


def test_the_vectors_of_google(corpus: Path) -> None:
    vectors = json.loads((corpus / "robots" / "google_vectors_extrait.json").read_text("utf-8"))
    rules = [robots.parse(v["robots"].encode()) for v in vectors]
    wrong = [
        v for v, rule in zip(vectors, rules, strict=True) if rule.allow(v["user_agent"], v["url"]) is not v["allowed"]
    ]
    assert len(vectors) == 19
    assert wrong == []


def test_real_robots_files_are_read(corpus: Path) -> None:
    files = sorted((corpus / "robots").glob("*.txt"))
    assert files
    for path in files:
        rules = robots.parse(path.read_bytes())
        assert rules.allow(web.AGENT, f"https://{path.stem}/une-page-quelconque")
    economie = robots.parse((corpus / "robots" / "www.economie.gouv.fr.txt").read_bytes())
    assert economie.delay(web.AGENT) == 10.0
    public = (corpus / "robots" / "www.service-public.fr.txt").read_bytes()
    assert not robots.parse(public).allow(web.AGENT, "https://www.service-public.fr/compte/moi")


def test_a_delay_never_lasts_more_than_a_minute() -> None:
    assert robots.parse(b"User-agent: *\nCrawl-delay: 86400").delay("PremierContact") == 60.0
    assert robots.parse(b"User-agent: *\nCrawl-delay: -5").delay("PremierContact") == 0.0
    assert robots.parse(b"\xff\xfe\x00broken").delay("PremierContact") == 0.0


@table(
    "address, public",
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),  # what a network of IPv6 alone makes of the first one
        ("::ffff:93.184.215.14", True),
        ("2002:5db8:d70e::1", True),
        ("127.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::5db8:d70e", False),
        ("2002:7f00:1::", False),
        ("2001:0:a9fe:a9fe::", False),
        ("2001:0:5db8:d70e:0:0:f5ff:fffe", False),  # Teredo, its client 10.0.0.1 written upside down
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
    ],
)
def test_an_address_of_the_public_internet(address: str, public: bool) -> None:
    assert web.is_public(address) is public
