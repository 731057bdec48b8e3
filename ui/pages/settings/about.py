"""What this program is, its version, and the licences of the libraries it uses."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QApplication, QHBoxLayout

from core.base.i18n import N_, _
from core.base.version import VERSION
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.button import Button
from ui.widgets.card import Card, MarginRows
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest

PARTS: Sequence[tuple[str, str, str]] = (
    ("Qt for Python", "PySide6_Essentials", "LGPL 3.0"),
    ("Source Sans 3", "", "SIL OFL 1.1"),
    ("sqlite-utils", "sqlite-utils", "Apache 2.0"),
    ("ReportLab", "reportlab", "BSD"),
    ("PDFium (pypdfium2)", "pypdfium2", "BSD 3-Clause, Apache 2.0"),
    ("Calamine", "python-calamine", "MIT"),
    ("phonenumbers", "phonenumberslite", "Apache 2.0"),
    ("Requests", "requests", "Apache 2.0"),
    ("lxml", "lxml", "BSD 3-Clause"),
    ("Protego", "protego", "BSD 3-Clause"),
    ("zxing-cpp", "zxing-cpp", "Apache 2.0"),
    ("Click", "click", "BSD 3-Clause"),
    ("filelock", "filelock", "MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("certifi", "certifi", "MPL 2.0"),
)
"""Name shown, distribution that tells its version, licence."""


class AboutSection(Section):
    """The section; nothing can be changed in it."""

    key = "about"
    title = N_("À propos")
    sentence = N_("La version, et les licences de ce que le programme utilise.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        theme = office.theme
        card = Card(theme, _("Premier Contact {version}").format(version=VERSION), name="about-program")
        card.body.addWidget(
            paragraph(_("Logiciel libre, licence MIT : vous pouvez l’utiliser, le lire et le modifier."))
        )
        card.body.addWidget(
            paragraph(_("Il applique des règles datées et le dit ; il ne remplace pas le conseil d’un juriste."))
        )
        card.body.addWidget(
            paragraph(
                _("Qt for Python est sous LGPL 3.0 : vous pouvez remplacer ses bibliothèques par les vôtres."),
                ink="muted",
            )
        )
        about_qt = Button(theme, _("À propos de Qt"), name="about-qt")
        about_qt.clicked.connect(QApplication.aboutQt)
        row = QHBoxLayout()
        row.addWidget(about_qt)
        row.addStretch(1)
        nest(card.body, row)
        parts = MarginRows(theme, _("Ce sur quoi il repose"), name="about-parts", margin=210)
        for name, distribution, licence in PARTS:
            parts.add(
                label(name, semibold=True), paragraph(" · ".join(filter(None, (_version(distribution), licence))))
            )
        self.body.addWidget(card)
        self.body.addWidget(parts)
        self.body.addStretch(1)


def _version(distribution: str) -> str:
    """Return the version of a library; a packaged program may not contain it."""
    try:
        return version(distribution) if distribution else ""
    except PackageNotFoundError:
        return ""
