"""« Effacer, garder le bien »: asked twice, since nothing brings the person back, then done in the background."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from core.actions.keeping.uninformed import ForgetOne, forget_person
from core.base.i18n import _
from core.model.forgetting import Forgotten
from ui.common.office import Office
from ui.look.theme import Theme
from ui.widgets.button import Button


class EraseButton(Button):
    """The first press says in ``told`` what goes, the second one calls ``forget``."""

    def __init__(self, theme: Theme, *, name: str, told: QLabel, forget: Callable[[], object]) -> None:
        super().__init__(theme, _("Effacer, garder le bien"), name=name)
        self.setAccessibleName(_("Effacer les données personnelles, garder le bien"))
        self._told = told
        self._forget = forget
        self._sure = False
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        if self._sure:
            self._forget()
            return
        self._sure = True
        self.setText(_("Effacer définitivement"))
        self.setAccessibleName(self.text())
        self._told.setText(
            _("Nom, coordonnées, notes et lettres partent sans retour. Le bien et les oppositions restent.")
        )


def forget_of_sheet(office: Office, lead_id: int, why: str) -> None:
    """Erase the person of a sheet; ``why``: one of :data:`core.model.forgetting.WHY`."""

    def done(found: Forgotten) -> None:
        if found.whole:
            office.say("done", _("Personne effacée."), _("Le bien reste, sans nom ni coordonnées."))
        else:
            office.say("caution", _("Personne effacée de la base."), _("Ses traces partiront au prochain démarrage."))

    asked = ForgetOne(office.folder, lead_id, office.by, office.now(), why)
    office.jobs.run(forget_person, asked, done=done, failed=office.complain)
