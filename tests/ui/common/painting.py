"""What a process of its own paints for the tests of the print server, apart from what tests load."""

from PySide6.QtGui import QGuiApplication

from ui.common import printing


def printing_painted(pdf: bytes) -> None:
    """Paint a letter on the queue with A4."""
    kept_alive = QGuiApplication(["painting", "-platform", "offscreen"])
    printing.paint("Accueil", True, pdf, "Courrier K7P-4M9")
    del kept_alive
