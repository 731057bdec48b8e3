"""Digits by physical key: on AZERTY the top row gives & é " ' ( without Shift, and ``QShortcut("1")`` never fires."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

# Key codes of the top row from 1 to 9: X11 and Wayland (evdev + 8), Windows (set 1), macOS (kVK_ANSI_1 …, virtual).
_EVDEV = tuple(range(10, 19))
_WINDOWS = tuple(range(2, 11))
_MAC = (18, 19, 20, 21, 23, 22, 26, 28, 25)
_AZERTY = "&é\"'(-è_ç"
_FREE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)


def digit(event: QKeyEvent, platform: str = "") -> int:
    """Return the digit 1 to 9 of a key press, 0 when it is not one or when Ctrl, Alt or Meta is held.

    ``platform``: Qt's name of it (``xcb``, ``windows``…), the running one by default. Where the physical key is not
    known (offscreen, some remote desktops) the digit typed, or the character of the AZERTY row, is used.
    """
    if event.modifiers() not in _FREE:
        return 0
    keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    return (0 if keypad else _physical(event, platform or QGuiApplication.platformName())) or _typed(event)


def _physical(event: QKeyEvent, platform: str) -> int:
    if platform == "cocoa":
        # macOS gives no scan code, and an unknown key has the virtual key 0.
        return _place(_MAC, event.nativeVirtualKey())
    row = _WINDOWS if platform in ("windows", "direct2d") else _EVDEV
    return _place(row, event.nativeScanCode())


def _place(row: tuple[int, ...], code: int) -> int:
    return row.index(code) + 1 if code in row else 0


def _typed(event: QKeyEvent) -> int:
    if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
        return int(event.key()) - int(Qt.Key.Key_0)
    text = event.text()
    return _AZERTY.index(text) + 1 if len(text) == 1 and text in _AZERTY else 0
