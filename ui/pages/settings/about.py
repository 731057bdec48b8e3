"""The section « À propos »: the version, the page where a newer one may be, opened by hand alone, and the terms of
every part."""

from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from core.actions.common import agency
from core.base.i18n import N_, _
from core.base.parts import parts
from core.base.resources import COLLECTED_LICENCES
from core.base.version import VERSION
from ui.common.office import Office
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.card import Card, MarginRows
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, fill, hbox, nest

PAGE = "update_page"
"""The setting of the agency that has the address, given by whoever handed the program over."""


def address_fault(typed: str) -> str:
    """Check the address of a page that a browser may be sent to: https, and a host."""
    safe = not typed or (typed.startswith("https://") and bool(urlsplit(typed).hostname))
    return "" if safe else _("Une adresse sûre commence par https://.")


class AboutSection(SettingsSection):
    """The section."""

    key = "about"
    title = N_("À propos")
    sentence = N_("La version, et les licences de ce que le programme utilise.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        theme = office.theme
        card = Card(theme, _("Premier Contact {version}").format(version=VERSION), name="about-program")
        fill(
            card.body,
            paragraph(_("Logiciel libre, licence MIT\u202f: vous pouvez l’utiliser, le lire et le modifier.")),
            paragraph(_("Il applique des règles datées et le dit\u202f; il ne remplace pas le conseil d’un juriste.")),
            paragraph(
                _("Qt for Python est sous LGPL 3.0\u202f: vous pouvez remplacer ses bibliothèques par les vôtres."),
                ink="muted",
            ),
        )
        buttons = [Button(theme, _("À propos de Qt"), name="about-qt")]
        buttons[0].clicked.connect(QApplication.aboutQt)
        if COLLECTED_LICENCES.is_dir():
            buttons.append(Button(theme, _("Textes des licences"), name="about-licences"))
            folder = QUrl.fromLocalFile(str(COLLECTED_LICENCES))
            buttons[1].clicked.connect(lambda: QDesktopServices.openUrl(folder))
        nest(card.body, hbox(*buttons, STRETCH, spacing=8))
        rows = MarginRows(theme, _("Ce sur quoi il repose"), name="about-parts", margin=210)
        for name, licence in parts():
            rows.add(label(name, semibold=True), paragraph(licence or _("voir son texte")))
        fill(self.body, card, self._newer(office), rows, STRETCH)

    def _newer(self, office: Office) -> Card:
        """Return the card of a newer version: nothing is asked of anybody until its button is pressed."""
        card = Card(office.theme, _("Une version plus récente"), name="about-newer")
        words = _(
            "Le programme ne se met pas à jour seul et ne demande rien à personne. Ce bouton ouvre votre navigateur à "
            "l’adresse ci-dessous\u202f; rien de vos données n’y est joint."
        )
        row = FieldRow(
            PAGE, _("Adresse des versions"), hint="https://…", check=address_fault,
            help=_("Donnée par qui vous a remis le programme."),
        )  # fmt: skip
        self.form = Form(office.theme, [row], name="about-form")
        self.form.changed.connect(self._save)
        self.open_button = Button(office.theme, _("Ouvrir la page dans le navigateur"), name="about-open", icon="link")
        self.open_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(office.settings.update_page)))
        fill(card.body, paragraph(words), self.form, hbox(self.open_button, STRETCH))
        return card

    def refresh(self) -> None:
        """Show the address, and the button where there is one."""
        page = self.office.settings.update_page
        self.show_kept(self.form, {PAGE: page})
        self.open_button.setEnabled(bool(page))

    def arrive(self) -> None:
        """Give the focus to the button, or to the address that it lacks."""
        (self.open_button if self.open_button.isEnabled() else self.form.field(PAGE)).setFocus()

    def _save(self, key: str, value: str) -> None:
        page = value.strip()
        if address_fault(page):
            return
        with self.saving():
            agency.save_settings(self.office.store, {key: page}, by=self.office.by, at=self.office.now())
        self.refresh()
