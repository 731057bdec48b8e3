"""Keeps each site at the address it had when it was checked: a name that answers otherwise a moment later, with an
address of the private network, leads nowhere."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from core.base.i18n import _
from core.sources.pages import sites
from core.words.errors import error

_NO_NAME = ((socket.EAI_NONAME,), (socket.EAI_NODATA,))


class Pinned(HTTPAdapter):
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
    addresses = [ipaddress.ip_address(address) for address in found]
    if not all(address.is_global or (local and address.is_loopback) for address in addresses):
        raise error("PAGE_PRIVATE")
    # The old protocol first: one address is kept, and it must be one that every computer can reach.
    pins[host] = min(found, key=lambda address: found[address] != socket.AF_INET)


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
