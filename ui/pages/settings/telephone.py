"""The number the person called sees, and the holidays kept by prudence."""

from core.actions.common import agency
from core.base.french import phone_pairs
from core.base.i18n import N_, _
from core.base.phones import parse
from ui.common.checks import phone
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.form import FieldRow, Form


class TelephoneSection(Section):
    """Both belong to the agency."""

    key = "telephone"
    title = N_("Téléphone")
    sentence = N_("Un appel commercial ne peut pas être masqué (Code de la consommation, art. L221-17).")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        rows = (
            FieldRow(
                "caller_number",
                _("Numéro affiché"),
                narrow=True,
                check=phone,
                help=_("Celui de l’agence, où la personne peut rappeler. Vide : le téléphone de l’agence."),
            ),
            FieldRow(
                "local_holidays",
                _("Jours fériés"),
                "switch",
                text=_("Alsace, Moselle et outre-mer en plus"),
                help=_(
                    "Prudence : aucun texte ne dit si un jour férié local compte. Sans appel ce jour-là, aucun doute."
                ),
            ),
        )
        self._form = Form(office.theme, rows, name="telephone-form")
        self._form.changed.connect(self._save)
        self.body.addWidget(self._form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show what is in force."""
        settings = self.office.settings
        found = parse(settings.caller_number)
        shown = phone_pairs(found.key) if found else settings.caller_number
        self.show_kept(self._form, {"caller_number": shown, "local_holidays": "1" if settings.local_holidays else ""})

    def _save(self, key: str, value: str) -> None:
        office = self.office
        kept: str | bool = bool(value) if key == "local_holidays" else value
        with self.saving():
            agency.save_settings(office.store, {key: kept}, by=office.by, at=office.now())
