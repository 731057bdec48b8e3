"""The settings of this seat, which depend on the screen and on the person who works here. Those of the agency are in
the base."""

from PySide6.QtCore import QByteArray, QSettings

from core.base.i18n import LANGUAGES, language
from ui.look.theme import SCALES, Scheme

SCHEMES: tuple[Scheme, ...] = ("light", "dark", "system")


class Seat:
    """Reads and writes a ``QSettings``; a value damaged by hand is read as its default."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def scheme(self) -> Scheme:
        """The colour scheme: light, dark or system."""
        kept = self._settings.value("scheme", "system")
        return next((scheme for scheme in SCHEMES if scheme == kept), "system")

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._settings.setValue("scheme", value)

    @property
    def text_scale(self) -> int:
        """Text size in percent, 90 to 200."""
        stored = str(self._settings.value("text-scale", 100))
        return min(max(int(stored), SCALES[0]), SCALES[-1]) if stored.isascii() and stored.isdigit() else 100

    @text_scale.setter
    def text_scale(self, value: int) -> None:
        self._settings.setValue("text-scale", value)

    @property
    def language(self) -> str:
        """The language of the screen, ISO 639-1: "fr" or "en"; that of the program until one is chosen."""
        return next((code for code, _name in LANGUAGES if code == self.text("language")), language())

    @language.setter
    def language(self, value: str) -> None:
        self.save_text("language", value)

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window, as ``QWidget.saveGeometry`` gives them; empty at first."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    @property
    def version(self) -> str:
        """The version that last opened its window here; empty at first."""
        return self.text("version")

    @version.setter
    def version(self, value: str) -> None:
        self.save_text("version", value)

    @property
    def single_keys(self) -> bool:
        """Whether a figure alone does something, where no text is typed (WCAG 2.1.4)."""
        return self.text("single-keys", "1") == "1"

    def columns(self, table: str) -> QByteArray:
        """Return the saved columns of the table named ``table``, empty at first."""
        return self._bytes(f"columns/{table}")

    def save_columns(self, table: str, state: QByteArray) -> None:
        """Save the columns of the table named ``table``."""
        self._settings.setValue(f"columns/{table}", state)

    def text(self, key: str, default: str = "") -> str:
        """Return any other choice of the seat (last folder, chosen printer)."""
        return str(self._settings.value(f"choices/{key}", default))

    def save_text(self, key: str, value: str) -> None:
        """Save a choice of the seat."""
        self._settings.setValue(f"choices/{key}", value)

    def save(self) -> None:
        """Write to the disk now."""
        self._settings.sync()

    def _bytes(self, key: str) -> QByteArray:
        kept = self._settings.value(key, QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()
