"""Who works here, and on which seat."""

from core.actions.common import agency
from core.base.i18n import N_, _
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.form import FieldRow, Form

SEAT = "seat-name"
"""Where the seat keeps its own name."""


class UserSection(Section):
    """The name in the base, the seat on this computer."""

    key = "user"
    title = N_("Utilisateur et poste")
    sentence = N_("Le nom figure au journal, à côté de chaque geste.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        rows = (
            FieldRow(
                "user",
                _("Votre nom"),
                check=_named,
                help=_("Le programme l’écrit à chaque appel, lettre et opposition."),
            ),
            FieldRow("seat", _("Ce poste"), hint=_("Accueil, bureau du fond…"), help=_("Reste sur cet ordinateur.")),
        )
        self._form = Form(office.theme, rows, name="user-form")
        self._form.changed.connect(self._save)
        self.body.addWidget(self._form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show both names."""
        user = self.office.settings.user or self.office.by
        self.show_kept(self._form, {"user": user, "seat": self.office.seat.text(SEAT)})

    def _save(self, key: str, value: str) -> None:
        office = self.office
        with self.saving():
            if key == "seat":
                office.seat.save_text(SEAT, value)
                office.seat.save()
                return
            agency.save_settings(office.store, {"user": value}, by=office.by, at=office.now())
            office.by = value


def _named(value: str) -> str:
    return "" if value else _("Écrivez un nom : sans lui, le journal ne dirait pas qui a agi.")
