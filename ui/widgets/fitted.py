"""What a widget shows depends on its size: one way to see to it each time it gets another."""

from PySide6.QtGui import QResizeEvent


class Fitted:
    """Named before the class of Qt among the bases of a widget, calls its ``_fit`` at each new size."""

    def _fit(self) -> None:
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)  # type: ignore[misc]
        self._fit()
