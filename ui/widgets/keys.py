"""Digits by physical key: on AZERTY the top row gives & é " ' ( without Shift, and ``QShortcut("1")`` never fires."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

# Key codes of the top row from 1 to 9, then 0: X11 and Wayland (evdev + 8), Windows (set 1), macOS (kVK_ANSI_1 …,
# virtual).
_EVDEV = tuple(range(10, 20))
_WINDOWS = tuple(range(2, 12))
_MAC = (18, 19, 20, 21, 23, 22, 26, 28, 25, 29)
_ROW = "1234567890"
_AZERTY = "&é\"'(-è_çà"
_FREE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)


def digit(event: QKeyEvent, platform: str = "") -> int:
    """Return the digit 1 to 9 of a key press, 0 when it is none of them: see :func:`figure`."""
    return int(figure(event, platform) or 0)


def figure(event: QKeyEvent, platform: str = "") -> str:
    """Return the figure of a key press, « 0 » to « 9 », empty when it is not one or when Ctrl, Alt or Meta is held.

    ``platform``: Qt's name of it (``xcb``, ``windows``…), the running one by default. Where the physical key is not
    known (offscreen, some remote desktops) the digit typed, or the character of the AZERTY row, is used.
    """
    if event.modifiers() not in _FREE:
        return ""
    keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    return ("" if keypad else _physical(event, platform or QGuiApplication.platformName())) or _typed(event)


def letter(event: QKeyEvent) -> str:
    """Return the letter of a key press, empty when it is not one or when Ctrl, Alt or Meta is held."""
    return event.text() if event.modifiers() in _FREE and event.text().isalpha() and not figure(event) else ""


def _physical(event: QKeyEvent, platform: str) -> str:
    if platform == "cocoa":
        # macOS gives no scan code, and an unknown key has the virtual key 0.
        return _place(_MAC, event.nativeVirtualKey())
    row = _WINDOWS if platform in ("windows", "direct2d") else _EVDEV
    return _place(row, event.nativeScanCode())


def _place(row: tuple[int, ...], code: int) -> str:
    return _ROW[row.index(code)] if code in row else ""


def _typed(event: QKeyEvent) -> str:
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return str(int(event.key()) - int(Qt.Key.Key_0))
    text = event.text()
    return _ROW[_AZERTY.index(text)] if len(text) == 1 and text in _AZERTY else ""
