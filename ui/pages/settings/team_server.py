"""Where a server of another computer is told, in place of the one that this computer would run."""

from PySide6.QtWidgets import QLineEdit

from core.base.i18n import _
from core.model.seat import TypedServer
from ui.common.file_dialogs import ask_open
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.form import FieldRow, Form
from ui.widgets.pages import bring_into_sight


class ServerForm(Form):
    """The form, hidden until it is asked for."""

    def __init__(self, office: Office) -> None:
        words = _("PostgreSQL 17 ou plus récent, à vous seuls. Les postes y passent par celui-ci.")
        rows = (
            FieldRow("where", _("Adresse du serveur"), hint="serveur.agence.fr:5432", help=words),
            FieldRow("database", _("Sa base, vide"), hint="premier_contact"),
            FieldRow("user", _("Qui la possède"), hint="premier_contact"),
            FieldRow("password", _("Mot de passe")),
            FieldRow("authority", _("Certificat"), help=_("Un fichier PEM\u202f: celui qui a signé celui du serveur.")),
        )
        super().__init__(office.theme, rows, name="team-server")
        self._office = office
        password = self.field("password")
        if isinstance(password, QLineEdit):
            password.setEchoMode(QLineEdit.EchoMode.Password)
        choose = Button(office.theme, _("Choisir le fichier…"), name="team-server-choose", kind="link")
        choose.clicked.connect(self._choose)
        self.put_under("authority", choose)
        self.hide()

    def turn(self) -> None:
        """Show the form, or leave it: the base then goes to this computer."""
        self.setVisible(self.isHidden())
        if self.isVisible():
            self.field("where").setFocus()
            bring_into_sight(self)

    @property
    def typed(self) -> TypedServer | None:
        """What was typed; None where the base is to stay on this computer."""
        return None if self.isHidden() else TypedServer(**self.values())

    def _choose(self) -> None:
        office, title = self._office, _("Certificat du serveur")
        if chosen := ask_open(self, office.seat, title, "PEM (*.pem *.crt *.cer)"):
            self.show_values({"authority": str(chosen)})
