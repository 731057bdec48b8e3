"""A pause during which the jobs of a window go on."""

from PySide6.QtCore import QEventLoop, QTimer


def pause(milliseconds: int) -> None:
    """Let the window live for a time. ``QTest.qWait`` does so too, but it keeps Python's lock meanwhile: no thread
    works."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
