"""Heights that a text was already found to have: layouts ask for the same few many times over, and each time Qt would
lay out the whole text again."""

from collections.abc import Callable


class Heights:
    """The heights of one widget's text by width, in pixels, as long as what they come from stays the same."""

    def __init__(self) -> None:
        self._whence: tuple[object, ...] = ()
        self._known: dict[int, int] = {}

    def at(self, width: int, whence: tuple[object, ...], measure: Callable[[int], int]) -> int:
        """Return the height at a width: the one known, else what ``measure`` says of that width. ``whence``: all else
        that it comes from, the words and their font among it."""
        if whence != self._whence:
            self._whence, self._known = whence, {}
        found = self._known.get(width)
        if found is None:
            found = self._known[width] = measure(width)
        return found
