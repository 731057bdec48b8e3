"""Heights that a text was already found to have: layouts ask for the same few many times over, and each time Qt would
lay out the whole text again."""

from collections.abc import Callable

from PySide6.QtGui import QFont


class Heights:
    """The heights of one widget's text by width, in pixels, as long as its words and its font stay the same."""

    def __init__(self) -> None:
        self._text, self._font = "", QFont()
        self._known: dict[int, int] = {}

    def at(self, width: int, text: str, font: QFont, measure: Callable[[int], int]) -> int:
        """Return the height at a width: the one known, else what ``measure`` says of that width."""
        if text != self._text or font != self._font:
            self._text, self._font, self._known = text, font, {}
        found = self._known.get(width)
        if found is None:
            found = self._known[width] = measure(width)
        return found
