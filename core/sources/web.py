"""The one HTTP client, made polite: it says who it is, obeys robots.txt and the terms of sites, goes slowly, and stops
at a refusal.

It reads single pages the user asked for. It keeps no cookie, logs in nowhere, follows no redirect into a private
network, and stops a body that never ends or that expands hugely when decompressed.
"""

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from core.base.i18n import _
from core.base.records import Struct
from core.base.version import VERSION
from core.sources import robots
from core.sources.pages import sites
from core.sources.pages.reserved import in_headers
from core.words.errors import error

AGENT = "PremierContact"
SIZE = 10_000_000
"""Bytes of a page once decompressed; the largest real one seen is 2 MB."""
_HOPS = 5
_TRIES = 3
_CONNECT, _SILENCE, _WHOLE = 10.0, 20.0, 60.0
_LONGEST_WAIT = 30.0
_CHUNK = 65_536
_PLAIN, _GZIP = frozenset({"", "identity"}), frozenset({"gzip", "x-gzip"})
_NOT_COMMENT = re.compile(r"[^ -'*-~]+")


class SiteAnswer(Struct, frozen=True):
    """One answer of a site, read to its end. ``target``: the address of a redirect, empty when it is not one;
    ``reserved``: its headers reserve it against text and data mining."""

    status: int
    data: bytes
    target: str
    reserved: bool = False


class Fetched(Struct, frozen=True):
    """A page: its final address, its bytes decompressed, the HTTP status, the moment (UTC) it was read; ``robots``:
    what the site's robots.txt said of it, "allowed", or "none" when there is no such file."""

    url: str
    data: bytes
    status: int
    at: datetime
    robots: str = "allowed"


class Polite:
    """The connections of one capture; it remembers when each host may be asked again, and its robots.txt.

    ``contact``: an e-mail or web address of the agency, sent to the sites. ``gap``: least seconds between two requests
    to a host. ``wait``: how long to wait for a silent site, in seconds. ``allow_local``: a page of this computer may be
    read.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        gap: float = 3.0,
        wait: float = _SILENCE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        allow_local: bool = False,
    ) -> None:
        self.allow_local = allow_local
        self._gap, self._silence, self._clock, self._sleep = gap, wait, clock, sleep
        self._next: dict[str, float] = {}
        self._rules: dict[str, robots.Rules] = {}
        self._places: dict[str, tuple[robots.ReservedPlace, ...]] = {}
        self._session = requests.Session()
        self.pinned = PinnedAdapter()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self.pinned)
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # With a callable here, requests does not look for a password in ~/.netrc or in the address.
        self._session.auth = _no_password
        self._session.headers.clear()
        self._session.headers.update(_headers(contact))

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def rules(self, url: str, *, local: bool) -> robots.Rules:
        """Return the robots.txt rules of the site of ``url``, asked for once. Raises what :func:`fetch` raises."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}/"
        if origin not in self._rules:
            self._rules[origin] = robots.of_status(*self._file(origin + "robots.txt", local=local))
        return self._rules[origin]

    def reserved(self, url: str, *, local: bool) -> bool:
        """Tell whether the site of ``url`` reserves it in its ``tdmrep.json``, asked for once. Raises what
        :func:`fetch` raises."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._places:
            status, data = self._file(origin + robots.TDMREP_PATH, local=local)
            self._places[origin] = robots.parse_places(data) if 200 <= status < 300 else ()
        return robots.reserves(self._places[origin], url)

    def _file(self, url: str, *, local: bool) -> tuple[int, bytes]:
        """Return (status, bytes) of a file about a whole site; too many redirects count as none (RFC 9309, 2.3.1.2)."""
        for _hop in range(_HOPS + 1):
            check_address(url, self.pinned.pins, local=local)
            answer = self.ask(url)
            if not answer.target:
                return answer.status, answer.data
            url = answer.target
        return 404, b""

    def ask(self, url: str, *, pause: float = 0.0) -> SiteAnswer:
        """Return one answer of ``url``, redirects not followed, after the host's gap, or ``pause`` when that is longer.

        When a busy site (429, 503) says when to come back and it is soon, it is asked again then; else its answer is
        returned. Raises UserError PAGE_SILENT, PAGE_SLOW, PAGE_TLS, PAGE_GARBLED,
        PAGE_CUT_SHORT, and PAGE_HEAVY above ``SIZE`` bytes.
        """
        tries = 0
        while True:
            tries += 1
            self._take_turn(sites.host_of(url), max(pause, self._gap))
            try:
                with self._send(url) as response:
                    later = _retry_after(response) if tries < _TRIES else None
                    if later is None:
                        target, is_held = self._target(response), in_headers(response.headers.items())
                        data = b"" if target else b"".join(self._body(response))
                        return SiteAnswer(response.status_code, data, target, is_held)
            except (requests.RequestException, urllib3.exceptions.HTTPError, zlib.error) as problem:
                raise error(_failure(problem), site=site_of(url)) from problem
            self._sleep(later)

    def _send(self, url: str) -> requests.Response:
        """Send one request through the adapter: a session would examine redirects, and read their bodies without a
        limit."""
        request = self._session.prepare_request(requests.Request("GET", url))
        request.headers["Host"] = urlsplit(url).netloc
        settings = self._session.merge_environment_settings(url, {}, None, None, None)
        return self._session.get_adapter(url).send(
            request,
            stream=True,
            timeout=(_CONNECT, self._silence),
            verify=True if settings["verify"] is None else settings["verify"],
            proxies=settings["proxies"],
        )

    def _take_turn(self, host: str, gap: float) -> None:
        """Wait until ``host`` may be asked again. The gap is counted here because token buckets let bursts through."""
        left = self._next.get(host, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)
        self._next[host] = self._clock() + gap

    def _target(self, response: requests.Response) -> str:
        target = self._session.get_redirect_target(response)
        try:
            return urljoin(response.url, target) if target else ""
        except ValueError:
            raise error("PAGE_NOT_WEB", site=site_of(response.url)) from None

    def _body(self, response: requests.Response) -> Iterator[bytes]:
        """Yield the body in pieces. It is decompressed here, not by urllib3, so that a small bomb never expands past
        ``SIZE``."""
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in _PLAIN | _GZIP:
            raise error("PAGE_GARBLED", site=site_of(response.url))
        gzip = zlib.decompressobj(wbits=31) if encoding in _GZIP else None
        remaining, until = SIZE, self._clock() + _WHOLE
        while chunk := response.raw.read1(_CHUNK, decode_content=False):
            piece = gzip.decompress(chunk, remaining + 1) if gzip else chunk
            remaining -= len(piece)
            if remaining < 0:
                raise error("PAGE_HEAVY", site=site_of(response.url))
            if self._clock() > until:
                raise urllib3.exceptions.TimeoutError("the whole page took too long")
            yield piece
        if gzip and not gzip.eof:
            raise zlib.error("cut before its end")


BUSY = frozenset({429, 503})
_GONE = frozenset({404, 410})
_SILENT = frozenset({204, 205})
_REFUSED = frozenset({400, 402, 403, 405, 406, 407, 418, 451})


_NO_NAME = ((socket.EAI_NONAME,), (socket.EAI_NODATA,))


class PinnedAdapter(HTTPAdapter):
    """An adapter of requests that connects to ``pins[host]``; the name is still what the certificate must bear."""

    def __init__(self) -> None:
        self.pins: dict[str, str] = {}
        super().__init__()

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any = None
    ) -> Any:
        """Return where to connect, and how (requests, 2.32)."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        where: dict[str, Any] = {**host}
        how: dict[str, Any] = {**pool}
        name = str(where["host"])
        if name in self.pins:
            where["host"] = self.pins[name]
            if where["scheme"] == "https":
                how |= {"server_hostname": name, "assert_hostname": name}
        return where, how


def unasked(url: str) -> None:
    """Let any site be read: for callers without a base, where its terms would be kept."""


def fetch(url: str, *, session: Polite, permit: Callable[[str], None] = unasked) -> Fetched:
    """Return the page at ``url``. Only the site, its robots.txt and its tdmrep.json are asked; at most five redirects
    are followed. ``permit``: raises for an address whose site may not be read; it is asked of each redirect too.

    Raises UserError: what ``permit`` does, PAGE_TERMS, PAGE_ACCOUNT, PAGE_RESERVED (SCR-08), PAGE_ROBOTS, PAGE_LOGIN
    (401), PAGE_GONE (404, 410), PAGE_WAIT (429, 503), PAGE_TROUBLE (other 500s), PAGE_BLOCKED (any other refusal),
    PAGE_ODD, PAGE_NO_ANSWER, PAGE_LOOP, PAGE_NOT_WEB, PAGE_PRIVATE, PAGE_NOBODY (no such name), NETWORK_DOWN, and what
    :meth:`Polite.ask` raises.
    """
    local = session.allow_local and is_loopback(sites.host_of(url))
    for _hop in range(_HOPS + 1):
        check_web(url)
        site = _open_site_of(url)
        permit(url)
        check_address(url, session.pinned.pins, local=local)
        url = without_login(url)
        rules = session.rules(url, local=local)
        # As it is sent: the letters that are no ASCII are escaped.
        if not rules.allow(AGENT, requests.utils.requote_uri(url)):
            raise error("PAGE_ROBOTS", site=site_of(url))
        if session.reserved(url, local=local):
            raise error("PAGE_RESERVED", site=site_of(url))
        answer = session.ask(url, pause=max(rules.delay(AGENT), site.delay if site else 0.0))
        if not answer.target:
            check_answer(answer, url)
            return Fetched(url, answer.data, answer.status, datetime.now(UTC), "none" if rules.absent else "allowed")
        url = answer.target
    raise error("PAGE_LOOP", site=site_of(url))


def _failure(problem: Exception) -> str:
    """Return the code that says what went wrong with an answer, each for what it is."""
    if isinstance(problem, zlib.error):
        return "PAGE_GARBLED"
    if isinstance(problem, requests.exceptions.SSLError):
        return "PAGE_TLS"
    if isinstance(problem, requests.Timeout | urllib3.exceptions.TimeoutError):
        return "PAGE_SLOW"
    return "PAGE_SILENT" if isinstance(problem, requests.ConnectionError) else "PAGE_CUT_SHORT"


def _open_site_of(url: str) -> sites.Site | None:
    """Return the sheet of the site of ``url``, None without one. Raises UserError PAGE_TERMS, PAGE_ACCOUNT."""
    site = sites.by_host(url)
    if site and site.refused:
        raise error("PAGE_TERMS", site=site.name, reference=site.reference)
    if site and site.login:
        raise error("PAGE_ACCOUNT", site=site.name)
    return site


def _retry_after(response: requests.Response) -> float | None:
    """Return the seconds after which a busy site wants to be asked again; None when it does not say, or asks for too
    long."""
    words = response.headers.get("Retry-After")
    if response.status_code not in BUSY or not words:
        return None
    try:
        seconds = Retry().parse_retry_after(words)
    except urllib3.exceptions.InvalidHeader:
        return None
    return seconds if seconds <= _LONGEST_WAIT else None


def _headers(contact: str) -> dict[str, str]:
    comment = _NOT_COMMENT.sub("", contact).strip()
    return {
        "User-Agent": f"{AGENT}/{VERSION} (+{comment})" if comment else f"{AGENT}/{VERSION}",
        "Accept": "text/html,application/xhtml+xml,application/json;q=0.8",
        "Accept-Language": "fr",
        "Accept-Encoding": "gzip",
    }


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def check_answer(answer: SiteAnswer, url: str) -> None:
    """Raise for an answer that is no page, or one that its headers reserve."""
    _check_status(answer.status, url)
    if answer.reserved:
        raise error("PAGE_RESERVED", site=site_of(url))
    if answer.status in _SILENT or not answer.data.strip():
        raise error("PAGE_NO_ANSWER", site=site_of(url))


def _check_status(status: int, url: str) -> None:
    """Raise for an answer that is no page, each for what it says (RFC 9110, 15)."""
    if 200 <= status < 300:
        return
    if status in _GONE:
        raise error("PAGE_GONE")
    if status == 401:
        raise error("PAGE_LOGIN")
    if status in BUSY:
        raise error("PAGE_WAIT", site=site_of(url))
    if status >= 500:
        raise error("PAGE_TROUBLE", site=site_of(url))
    if status in _REFUSED:
        raise error("PAGE_BLOCKED", site=site_of(url))
    raise error("PAGE_ODD", site=site_of(url), status=str(status))


def site_of(url: str) -> str:
    """Return how a site is called in a sentence."""
    return sites.shown(url) or _("Le site")


def check_address(url: str, pins: dict[str, str], *, local: bool) -> None:
    """Raise unless ``url`` is on the public web, or on this computer when ``local``: no page may lead into the
    private network. A name is asked for once; its address is kept in ``pins``."""
    host = check_web(url)
    if host in pins and not (is_loopback(pins[host]) and not local):
        return
    try:
        found = {str(entry[4][0]): entry[0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as problem:
        # A name that is no name is not a connection that is down (RFC 8020): each is told for what it is.
        unknown = isinstance(problem, UnicodeError) or problem.args[:1] in _NO_NAME
        raise (error("PAGE_NOBODY", host=host) if unknown else error("NETWORK_DOWN")) from problem
    if not all(is_public(address) or (local and is_loopback(address)) for address in found):
        raise error("PAGE_PRIVATE")
    # The old protocol first: one address is kept, and it must be one that every computer can reach.
    pins[host] = min(found, key=lambda address: found[address] != socket.AF_INET)


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Before the IPv4 address that a translator reaches (RFC 6052, 2.1)."""
_COMPATIBLE = ipaddress.IPv6Network("::/96")
"""Before an IPv4 address, as once written (RFC 4291, 2.5.5.1)."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is of the public Internet: one that carries others (mapped, compatible, NAT64, 6to4,
    Teredo) is what these are; multicast, site-local and reserved addresses are not."""
    ip = ipaddress.ip_address(address)
    if ip.version == 4:
        return ip.is_global and not ip.is_multicast and not ip.is_reserved
    if ip.ipv4_mapped is not None:
        return is_public(str(ip.ipv4_mapped))
    if ip in _NAT64 or ip in _COMPATIBLE:
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    inner = (*(ip.teredo or ()), *([ip.sixtofour] if ip.sixtofour else []))
    if inner:
        return all(is_public(str(carried)) for carried in inner)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_site_local)


def check_web(url: str) -> str:
    """Return the host of ``url``. Raises UserError PAGE_NOT_WEB when it is no address of the web."""
    host = sites.host_of(url)
    if not host or urlsplit(url).scheme not in ("http", "https"):
        raise error("PAGE_NOT_WEB", site=sites.shown(url) or _("Le site"))
    return host


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` is this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def without_login(url: str) -> str:
    """Return ``url`` without the name and password an address may hold, nor its fragment: the address is kept as a
    proof."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()
