"""Qt's own words in French: its file dialogs, the menu of a text field, the buttons of a box."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from core.base.i18n import N_, _

MISSING = {
    "QFileDialog": {
        **dict.fromkeys(("Look in:", "&Look in:"), N_("&Dans\u202f:")),
        **dict.fromkeys(("Files of type:", "Files of &type:"), N_("&Type de fichiers\u202f:")),
    },
}
"""Words of the file dialog that Qt's own catalogue lacks, by the class that says them."""


class Missing(QTranslator):
    """Says what Qt's catalogue leaves in English."""

    def isEmpty(self) -> bool:
        """Return False: it has words."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        """Return a word of ours, None to ask the catalogue of Qt."""
        words = MISSING.get(context, {}).get(source)
        return _(words) if words else None


def speak_french(app: QApplication) -> tuple[QTranslator, ...]:
    """Make Qt speak French, and return what does it; ``app`` owns it."""
    whole, missing = QTranslator(app), Missing(app)
    whole.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for one in (whole, missing):
        app.installTranslator(one)
    return whole, missing
