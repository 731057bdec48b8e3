"""A small IMAP server of this computer: it knows what a reader needs, notes every command, and can go wrong."""

import contextlib
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator

from core.base.records import Struct, field


class Server(Struct):
    """What the server holds and was asked. ``fault``: the command at which it goes wrong, and how (``fault_how``: cut,
    no, bad, silent); ``tls``: with what certificate it speaks, in the open without one."""

    port: int = 0
    user: str = "agence@exemple.fr"
    password: str = "mot de passe"
    folders: dict[str, list[bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fault: str = ""
    fault_how: str = "no"
    tls: ssl.SSLContext | None = None


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        held: Server = self.server.held  # type: ignore[attr-defined]
        folder: list[bytes] = []
        if self._fails(held, "*", "GREETING"):
            return
        self._say(b"* OK pr\xc3\xaat")
        while line := self.rfile.readline():
            tag, _space, rest = line.decode("latin-1").strip().partition(" ")
            held.asked.append(rest)
            word = rest.split(" ")[0].upper()
            if self._fails(held, tag, word):
                return
            if word == "CAPABILITY":
                self._say(b"* CAPABILITY IMAP4rev1")
            elif word == "LOGIN":
                told = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', rest)[1:]
                given = [quoted or bare for quoted, bare in told]
                if given != [held.user, held.password]:
                    self._say(f"{tag} NO [AUTHENTICATIONFAILED] non".encode())
                    continue
            elif word in ("EXAMINE", "SELECT"):
                name = rest.partition(" ")[2].strip('"')
                if name not in held.folders:
                    self._say(f"{tag} NO absent".encode())
                    continue
                folder = held.folders[name]
                self._say(f"* {len(folder)} EXISTS".encode())
            elif rest.upper().startswith("UID SEARCH"):
                self._say(("* SEARCH " + " ".join(str(one + 1) for one in range(len(folder)))).encode())
            elif rest.upper().startswith("UID FETCH"):
                self._fetched(folder, rest)
            elif word == "LOGOUT":
                self._say(b"* BYE")
                self._say(f"{tag} OK".encode())
                return
            self._say(f"{tag} OK fait".encode())

    def _fetched(self, folder: list[bytes], rest: str) -> None:
        uid = int(rest.split(" ")[2])
        message = folder[uid - 1]
        head = next((line for line in message.splitlines() if line.lower().startswith(b"from:")), b"")
        body = head + b"\r\n\r\n" if "HEADER" in rest else message
        what = "BODY[HEADER.FIELDS (FROM)]" if "HEADER" in rest else "BODY[]"
        self._say(
            f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(message)} {what} {{{len(body)}}}".encode()
            + b"\r\n"
            + body
            + b")"
        )

    def _fails(self, held: Server, tag: str, word: str) -> bool:
        if held.fault != word:
            return False
        if held.fault_how == "silent":
            self.connection.settimeout(2.0)
            with contextlib.suppress(OSError):
                self.connection.recv(1)
        elif held.fault_how != "cut":
            self._say(f"{tag} {held.fault_how.upper()} en panne".encode())
            with contextlib.suppress(OSError):
                self.rfile.readline()
        return True

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    held: Server

    def get_request(self) -> tuple[socket.socket, object]:
        made, address = super().get_request()
        if self.held.tls:
            made = self.held.tls.wrap_socket(made, server_side=True, do_handshake_on_connect=False)
        return made, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever is refused a certificate leaves: nothing is to be said of it here."""


@contextlib.contextmanager
def serving(held: Server) -> Iterator[Server]:
    """Serve until the end of the block."""
    with _Listening(("127.0.0.1", 0), _Session) as server:
        server.held = held
        held.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield held
        server.shutdown()
        thread.join()
