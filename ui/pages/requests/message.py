"""One message to a recipient of the data: its text to copy, then the proof that it was sent."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.register import recipients
from core.base.errors import UserError
from core.base.french import day
from core.base.i18n import _
from core.model.request import RecipientMessage
from ui.common.office import Office
from ui.pages.requests.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_area, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.message_band import Act


class MessageView(QWidget):
    """The message. ``left`` is emitted to go back to the lists."""

    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._task: RecipientMessage | None = None
        theme = office.theme
        self.setObjectName("recipient-message")
        self._back = Button(theme, _("Toutes les demandes"), name="message-back", kind="link", icon="chevron-left")
        self._back.clicked.connect(self.left)
        card = Card(theme, _("Message à envoyer"), name="message-card")
        self._title = card.title
        self._why = paragraph(
            _("Ce message dit ce qui est arrivé. Envoyez-le, puis notez comment il est parti."),
            ink="muted",
        )
        self.words = text_area(theme, name="message-words", title=_("Texte du message"), lines=14)
        self.words.setReadOnly(True)
        self._copy = Button(theme, _("Copier le texte"), name="message-copy", icon="copy")
        self._copy.clicked.connect(self.copy)
        self.proof = text_field(
            theme, name="message-proof", title=_("Comment est-il parti"), hint=_("E-mail du 24 novembre")
        )
        self._sent = Button(theme, _("Marquer comme envoyé"), name="message-sent", kind="primary")
        self._sent.clicked.connect(self.mark)
        self.proof.returnPressed.connect(self.mark)
        self._told = paragraph("", name="message-told")
        self._row = self._build_row()
        for widget in (self._why, self.words):
            card.body.addWidget(widget)
        card.body.addWidget(Beside(theme, self._copy))
        card.body.addWidget(self._row)
        card.body.addWidget(self._told)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        column.addStretch(1)

    def _build_row(self) -> QWidget:
        ask = label(_("Comment est-il parti\u202f?"))
        ask.setBuddy(self.proof)
        return Beside(self._office.theme, ask, self.proof, self._sent, grows=1)

    def show_task(self, task_id: int) -> None:
        """Show one message. An error the user can act on (identity of the agency) is shown in the band."""
        with self._office.store.read() as r:
            self._task = recipients.task(r, task_id)
            try:
                words = recipients.words(r, task_id).text
            except UserError as problem:
                words = problem.text
        self.words.setPlainText(words)
        self.words.setAccessibleName(_("Texte du message à {who}").format(who=self._task.recipient))
        self._title.setText(_("Message à {who}").format(who=self._task.recipient))
        sent = self._task.sent
        self._row.setVisible(sent is None)
        self._told.setVisible(sent is not None)
        if sent is not None:
            said = _("Parti le {day} : {proof}. Empreinte du texte : {digest}.")
            self._told.setText(said.format(day=day(sent), proof=self._task.proof, digest=self._task.sha256[:12]))

    def take_focus(self) -> None:
        """Give the focus to the button that goes back."""
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Copy the message to the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self._office.say("done", _("Texte copié."), _("Collez-le dans votre e-mail ou votre lettre."))

    def mark(self) -> None:
        """Record that the message was sent."""
        office, task = self._office, self._task
        if task is None:
            return
        with office.trying():
            recipients.mark_sent(office.store, task.id, proof=self.proof.text(), by=office.by, at=office.now())
            self.proof.clear()
            office.say(
                "done", _("Message noté comme parti."), _("Destinataire : {who}.").format(who=task.recipient),
                act=Act(_("Annuler"), lambda: self._unmark(task.id)),
            )  # fmt: skip
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _unmark(self, task_id: int) -> None:
        office = self._office
        with office.trying():
            recipients.mark_unsent(office.store, task_id, by=office.by, at=office.now())
            office.say("done", _("Le message est de nouveau à envoyer."))
