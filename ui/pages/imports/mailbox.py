"""The form of the mailbox of alerts: where its messages are read from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.actions.intake import alert_mailbox
from core.base.i18n import _
from core.model.alert_box import AlertBox
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, fill, hbox, nest

_PORT = 993


class MailboxCard(Card):
    """The form of the mailbox. Signals: ``read_asked(password)``, once it is known where to read, with the password
    when the keyring takes none; ``left``, nothing is to be read."""

    read_asked = Signal(str)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, name="mailbox")
        self._office = office
        theme = office.theme
        self.setAccessibleName(_("Boîte des alertes"))
        titles = {
            "host": _("Serveur IMAP"),
            "user": _("Compte (adresse e-mail)"),
            "folder": _("Dossier des alertes"),
            "password": _("Mot de passe"),
        }
        self.fields = {name: text_field(theme, name=f"mailbox-{name}", title=title) for name, title in titles.items()}
        self.fields["password"].setEchoMode(QLineEdit.EchoMode.Password)
        self.save = Button(theme, _("&Enregistrer et lire"), name="mailbox-save", press=self._save)
        self.forget = Button(theme, _("Ou&blier cette boîte"), name="mailbox-forget", kind="link", press=self._forget)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(6)
        for name, title in titles.items():
            fill(self.body, label(title, of=self.fields[name]), self.fields[name])
        told = _(
            "Rien n’y change\u202f: ni lu, ni classé, ni effacé. Dans la boîte de réception, seuls les messages des "
            "sites connus sont ouverts. Le mot de passe va au trousseau du système."
        )
        self.body.addWidget(paragraph(told, "caption", ink="muted", name="mailbox-told"))
        line = hbox(spacing=12)
        fill(line, self.save, self.forget, STRETCH)
        nest(self.body, line)
        self.fields["password"].returnPressed.connect(self._save)
        self.hide()

    def begin(self, *, change: bool = False) -> None:
        """Read at once when the mailbox and its password are known, unless ``change``; else ask for what is missing."""
        with self._office.store.read() as r:
            box = alert_mailbox.mailbox(r)
        if box and not change and alert_mailbox.has_password(box):
            self.hide()
            self.read_asked.emit("")
            return
        host = (box.host if box.port == _PORT else f"{box.host}:{box.port}") if box else ""
        known = {"host": host, "user": box.user if box else "", "folder": box.folder if box else "INBOX"}
        for name, value in known.items():
            self.fields[name].setText(value)
        self.fields["password"].clear()
        self.forget.setVisible(box is not None)
        self.show()
        first: QWidget = self.fields["password" if box else "host"]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        office, said = self._office, {name: field.text().strip() for name, field in self.fields.items()}
        host, _colon, port = said["host"].partition(":")
        box = AlertBox(host, said["user"], said["folder"], int(port) if port.isdecimal() else _PORT)
        with office.trying():
            is_kept = alert_mailbox.save(office.store, box, said["password"], by=office.by, at=office.now())
            self.fields["password"].clear()
            self.hide()
            self.read_asked.emit("" if is_kept else said["password"])

    def _forget(self) -> None:
        office = self._office
        with office.trying():
            alert_mailbox.forget(office.store, by=office.by, at=office.now())
            self.hide()
            office.say("done", _("Boîte oubliée."), _("Son mot de passe n’est plus au trousseau."))
            self.left.emit()
