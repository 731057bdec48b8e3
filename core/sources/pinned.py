"""Keeps each site at the address it had when it was checked: a name that answers otherwise a moment later, with an
address of the private network, leads nowhere."""

from typing import Any

import requests
from requests.adapters import HTTPAdapter


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
