"""Listens to the other processes that ask something of an open window: to be shown, to read a file, to show who calls.

``Instance(base, answers, parent)`` is one per window and per base; ``core/base/running_window.py`` asks it.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core.base.running_window import LONGEST, PATIENCE, Answer, Ask, address, ask

MOST = 16
"""Connections at once; the others wait."""
BRIEF, AGAIN_MS = 0.2, 5000
"""Seconds that the other window on this base may take to say that it is there; how often it is asked."""


class Instance(QObject):
    """Answers whoever asks the window on a base. ``answers``: what is asked → what answers its value."""

    def __init__(self, base: Path, answers: Mapping[Ask, Callable[[str], Answer]], parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("instance")
        self._base, self._answers = base, answers
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST)
        self._server.newConnection.connect(self._welcome)

    def listen(self) -> bool:
        """Listen, and return True. While another window on this base does, busy or not, return False, and try again
        until it is closed; the system may also let none."""
        try:
            name = address(self._base)
            free = ask(self._base, Ask.HELLO, patience=BRIEF) is None
        except TimeoutError:
            free = False
        except OSError:
            return False
        if not free:
            QTimer.singleShot(AGAIN_MS, self, self.listen)
            return False
        # Nobody answers there: what is left of a program that stopped.
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def _welcome(self) -> None:
        while (peer := self._server.nextPendingConnection()) is not None:
            peer.setReadBufferSize(LONGEST)
            peer.readyRead.connect(partial(self._read, peer))
            peer.disconnected.connect(peer.deleteLater)
            QTimer.singleShot(round(PATIENCE * 1000), peer, peer.abort)
            self._read(peer)

    def _read(self, peer: QLocalSocket) -> None:
        """Answer a whole line; who sends more than one is let go."""
        if not peer.canReadLine():
            if peer.bytesAvailable() >= LONGEST:
                peer.abort()
            return
        peer.write(json.dumps(self.answer(bytes(peer.readLine().data()))).encode() + b"\n")
        peer.disconnectFromServer()

    def answer(self, line: bytes) -> Answer:
        """Return the answer to a line of JSON; ``{"error": …}`` to what is none of ours."""
        try:
            question = json.loads(line)
            what, value = Ask(question["ask"]), str(question["value"])
        except (ValueError, KeyError, TypeError):
            return {"error": "not understood"}
        return self._answers[what](value)
