"""The windows of French envelopes, as the letters must show their address through them."""

from typing import NamedTuple

from core.notices.canvas import MM, PAGE_WIDTH


class Window(NamedTuple):
    """An envelope and its window, in mm. ``height``: of the envelope; ``bottom`` and ``right``: margins of the window;
    ``fold``: height of the folded sheet."""

    name: str
    width: float
    height: float
    window: tuple[float, float]
    bottom: float
    right: float
    fold: float

    def seen(self, down: float, across: float) -> tuple[float, float, float, float]:
        """Return (left, top, right, bottom) of what the window shows of the sheet, in mm of the sheet, when it slid
        ``down`` and ``across`` from the top left corner of the envelope."""
        wide, high = self.window
        right = self.width - self.right - across
        bottom = self.height - self.bottom - down
        return right - wide, bottom - high, right, bottom

    @property
    def slides(self) -> tuple[tuple[float, float], ...]:
        """How far the sheet slides: (down, across) at the corners of the envelope."""
        down, across = self.height - self.fold, self.width - PAGE_WIDTH / MM
        return tuple((y, x) for y in (0.0, down) for x in (0.0, across))


WINDOWS = (
    Window("DL 35 × 100", 220, 110, (100, 35), 20, 20, 99),
    Window("DL 45 × 100, à 20 mm du bas", 220, 110, (100, 45), 20, 20, 99),
    Window("DL 45 × 100, à 15 mm du bas", 220, 110, (100, 45), 15, 20, 99),
    Window("C5 45 × 100, à 60 mm du bas", 229, 162, (100, 45), 60, 20, 148.5),
    Window("C6/5 35 × 100", 229, 114, (100, 35), 20, 20, 99),
)
